"""What the clock tells one person directly: a warning before an update is due, an overdue one to those above.

Answers for: nothing is told that has been overtaken while it waited for Slack. May not: lay anything out.
"""

from bot.delivery.office import Office, Wish, entry_of, of_incident
from bot.slack.calls import Moot, Never
from crisis.clock.cadence import update_due_at
from crisis.events import UpdateReminded
from crisis.incident import LEAD
from handlers.views import reminder


async def warn_lead(wish: Wish, office: Office) -> None:
    """Tell the lead, while the update is still to come and the lead is the same: else the reminder itself says it."""
    incident, person, due_at = of_incident(wish), wish.effect.person, wish.effect.due_at
    now = office.desk.clock()
    is_due = incident.is_open and not incident.rhythm.owed_since and update_due_at(incident, office.policy) == due_at
    if not is_due or now >= due_at or incident.holder(LEAD) != person:
        raise Moot("overtaken")
    message = reminder.warning(incident, due_at, now, office.language_of(person))
    await office.post_once(wish, await office.direct_channel(person), message)


async def tell_louder(wish: Wish, office: Office) -> None:
    """Tell a deputy or somebody of a level above, while the update is still missing."""
    incident, person, event = of_incident(wish), wish.effect.person, (await entry_of(wish, office)).event
    if not isinstance(event, UpdateReminded):
        raise Never("no_entry")
    if not incident.is_open or not incident.rhythm.owed_since:
        raise Moot("overtaken")
    now, language = office.desk.clock(), office.language_of(person)
    message = reminder.louder(event, incident, now, office.policy, language)
    await office.post_once(wish, await office.direct_channel(person), message)
