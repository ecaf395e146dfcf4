"""What people are told of overrides, directly. May not: lay anything out; ``handlers.views`` does."""

from bot.delivery.office import Office, Wish
from bot.slack.calls import Moot, Never
from handlers.views import duty


async def tell_override(wish: Wish, office: Office) -> None:
    """Once; and only what still holds: nobody is put on duty by a message about what was taken back meanwhile."""
    number, person, taken_back = wish.effect.override, wish.effect.person, wish.effect.taken_back
    found = await office.desk.read(lambda view: view.override(number))
    if found is None:
        raise Never("no_override")
    override, withdrawn_by = found
    if withdrawn_by and not taken_back:
        raise Moot("taken back")
    language = office.language_of(person)
    rotation = next((each for each in office.desk.roster.rotations if each.name == override.rotation), None)
    roles = duty.roles_of(rotation, office.policy, language) if rotation else "–"
    message = duty.told(override, person, roles, withdrawn_by if taken_back else None, language)
    await office.post_once(wish, await office.direct_channel(person), message)
