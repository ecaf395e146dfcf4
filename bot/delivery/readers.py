"""Direct messages to those who follow an incident, and the digest.

Answers for: each is sent once, and somebody whom Slack does not deliver to holds up nobody and alarms nobody. May not:
choose who is told; ``crisis.policy.reach`` and ``crisis.desk.digests`` do.
"""

from datetime import datetime

from bot.delivery.office import Office, Wish, of_incident
from bot.slack.calls import Again, Moot, Never
from crisis.commands import RecordDigest
from crisis.desk.desk import Desk
from crisis.digest import LATE, Digest, DigestTold
from crisis.events import StageChanged, UpdatePosted
from crisis.overview.digest_now import DigestNow, is_worth_sending, look
from crisis.policy.reach import audience_of
from crisis.policy.rights import sees
from crisis.ports import View
from handlers.blocks import Message
from handlers.views.digest import digest_message
from handlers.views.reader import told_end, told_update

OPENING = "conversations.open"
LONGEST_APART = 10.0
"""Seconds over which those are spread who wait for room to open a direct message."""
# This person is gone, or takes no messages: nothing that anybody at work on the incident could mend.
NOT_DELIVERED = frozenset(
    {
        "cannot_dm_bot", "cannot_dm_user", "user_disabled", "user_not_found", "users_not_found", "user_not_visible",
        "messages_tab_disabled", "is_archived", "channel_not_found",
    }
)  # fmt: skip


async def tell_reader(wish: Wish, office: Office) -> None:
    """What an entry says, to one person. Whoever unfollowed meanwhile, or may not see it any more, hears nothing."""
    incident, effect = of_incident(wish), wish.effect
    person, seq = effect.person, effect.seq
    may_see = sees(person, incident, office.policy.rights, office.desk.roster)
    if not may_see or person in incident.following.left:
        return
    entry = await office.desk.read(lambda view: view.entry(incident.number, seq))
    if entry is None:
        raise Moot("no entry")
    if entry.by == person:
        return
    language = office.language_of(person)
    if isinstance(entry.event, UpdatePosted):
        audience = audience_of(person, office.policy.readers, office.desk.roster)
        message = told_update(entry, incident, office.policy, language, audience)
    elif isinstance(entry.event, StageChanged):
        message = told_end(entry, incident, office.policy, language)
    else:
        raise Moot("nothing to be told")
    await _send(wish, person, message, office)


async def send_digest(wish: Wish, office: Office) -> RecordDigest | None:
    """The newest state, whenever it goes out. One that a newer one has overtaken, and one that has nothing to say, are
    not sent."""
    effect = wish.effect
    person, due_at, now = effect.person, effect.due_at, office.desk.clock()
    digest, seen = await office.desk.read(lambda view: _seen(view, person, now, office.desk))
    if digest is None or seen is None:
        return None
    is_newest = digest.sent_for == due_at and bool(digest.choice.hours)  # it may be turned off meanwhile
    is_wanted = is_newest and is_worth_sending(digest.choice, seen, due_at)
    if not is_wanted and not (wish.again and await office.was_posted(wish, await office.direct_channel(person))):
        return None
    late_for = due_at if now - due_at >= LATE else None
    message = digest_message(seen, digest, office.policy, office.language_of(person), late_for)
    await _send(wish, person, message, office)
    # Sent by an earlier try, it told what was known then.
    told = seen.told if not wish.again else DigestTold(effect.asked_at, seen.told.open, seen.told.newest)
    return RecordDigest(person, told)


def _seen(view: View, person: str, now: datetime, desk: Desk) -> tuple[Digest | None, DigestNow | None]:
    digest = view.digest_of(person)
    return digest, look(view, digest, now, desk.policy.rights, desk.roster) if digest else None


async def _send(wish: Wish, person: str, message: Message, office: Office) -> None:
    """Raises ``Again`` while too many direct messages are being opened: many may follow one incident."""
    if not office.has_direct_channel(person) and not office.pace.admits_call(wish.claim.id, OPENING):
        wait = max(office.pace.room_in(("OpenDirectMessage",)) or 0.0, 1.0)
        raise Again("direct_messages_are_busy", after=wait + office.chance() * LONGEST_APART, tried=False)
    try:
        await office.post_once(wish, await office.direct_channel(person), message)
    except Never as refused:
        if refused.reason in NOT_DELIVERED:
            raise Moot(f"not delivered to {person}: {refused.reason}") from refused
        raise
