"""Messages in the incident channel and in the updates channel: board, card, briefing, what entries say.

Answers for: each is posted once and edited in place. May not: lay anything out; ``handlers.views`` does.
"""

from dataclasses import replace
from datetime import timedelta

from bot.delivery.office import Office, Wish, entry_of, in_channel, of_incident
from bot.slack.calls import Again, Moot, Never
from crisis import commands as c
from crisis.alert import AlertOutcome
from crisis.events import Entry, InjectPlayed, MentionsOverdue, UpdatePosted, UpdateReminded
from crisis.incident import Incident, MessageRef
from crisis.ports import LedgerHead, StoredAlert
from crisis.review.score import score
from handlers.blocks import Message
from handlers.views import board, briefing, card, drill, entry_post, held, offers, update_broadcast

CHANNEL_SECONDS, LONGEST_CHANNEL_SECONDS = 0.5, 8.0
"""Until a card that was settled before its incident had a channel is looked at again; each time twice as long."""

WORTH_SAYING_SECONDS = 5.0


async def post_board(wish: Wish, office: Office) -> c.Command:
    incident, channel = in_channel(wish)
    ts = await office.post_once(wish, channel, _board(incident, office))
    return c.RecordBoard(incident.number, None, ts, incident.seq, await _pinned(wish, channel, ts, office))


async def refresh_board(wish: Wish, office: Office) -> c.Command | None:
    incident, channel = in_channel(wish)
    if incident.board is None:
        return None
    try:
        await office.edit(wish, MessageRef(channel, incident.board), _board(incident, office))
    except Never as refused:
        if refused.reason != "message_not_found":
            raise
        return c.RecordBoardLost(incident.number, None, incident.board)
    return None


async def post_card(wish: Wish, office: Office) -> c.Command:
    incident = of_incident(wish)
    channel = office.want_updates_channel()
    ts = await office.post_once(wish, channel, await _card(incident, office))
    return c.RecordCard(incident.number, None, MessageRef(channel, ts), incident.seq)


async def refresh_card(wish: Wish, office: Office) -> None:
    incident = of_incident(wish)
    if incident.card:
        await office.edit(wish, incident.card, await _card(incident, office))


async def post_briefing(wish: Wish, office: Office) -> None:
    incident, channel = in_channel(wish)
    await office.post_once(wish, channel, briefing.briefing(incident, office.policy, office.language))


async def post_entry(wish: Wish, office: Office) -> None:
    incident, channel = in_channel(wish)
    entry = await entry_of(wish, office)
    if isinstance(entry.event, UpdateReminded):
        if await _is_overtaken(entry, incident, office):
            return
        # Said later than it was noted down, it says how late it is by now.
        late = office.desk.clock() - entry.event.due_at
        entry = replace(entry, event=replace(entry.event, late_by=max(late, entry.event.late_by)))
    if isinstance(entry.event, MentionsOverdue) and not incident.mentions.open:
        return
    head = LedgerHead(entry.seq, entry.hash)
    message = entry_post.entry_post(entry, incident, office.policy, office.language, head)
    await office.post_once(wish, channel, message)


async def post_update_in_updates_channel(wish: Wish, office: Office) -> None:
    """In the thread of the card; without a card (Slack refused it) in the channel itself."""
    incident = of_incident(wish)
    entry = await entry_of(wish, office)
    message = update_broadcast.update_broadcast(entry, incident, office.policy, office.language)
    if incident.card:
        await office.post_once(wish, incident.card.channel, message, thread=incident.card.ts)
    else:
        await office.post_once(wish, office.want_updates_channel(), message)


async def tell_unfilled(wish: Wish, office: Office) -> None:
    """Tell the lead directly that nobody is left for a role."""
    incident = of_incident(wish)
    lead = incident.holder("lead")
    if lead is None:
        return
    role = getattr((await entry_of(wish, office)).event, "role", "")
    message = offers.unfilled(role, incident, office.policy, office.language_of(lead))
    await office.post_once(wish, await office.direct_channel(lead), message)


async def tell_absent(wish: Wish, office: Office) -> None:
    """Ask somebody directly to stay silent in a drill."""
    incident, event = of_incident(wish), (await entry_of(wish, office)).event
    if isinstance(event, InjectPlayed) and event.person:
        message = drill.absent(event, incident, office.policy, office.language_of(event.person))
        await office.post_once(wish, await office.direct_channel(event.person), message)


async def post_score_card(wish: Wish, office: Office) -> None:
    incident, channel = in_channel(wish)
    number = incident.number
    entries = await office.desk.read(lambda view: view.entries(number))
    scored = score(incident.playing, entries) if incident.playing else None
    if scored is None:
        raise Moot("no drill has ended")
    await office.post_once(wish, channel, drill.score_card(scored, incident, office.language))


async def post_held_alert(wish: Wish, office: Office) -> c.RecordHeldCard:
    alert = await _alert(wish, office)
    channel = office.want_updates_channel()
    ts = await office.post_once(wish, channel, held.held(alert, office.policy, office.language))
    return c.RecordHeldCard(alert.id, MessageRef(channel, ts))


async def refresh_held_alert(wish: Wish, office: Office) -> None:
    """Once somebody has decided, the card says that, and not what it was about lately."""
    alert = await _alert(wish, office)
    if alert.card and alert.outcome is AlertOutcome.HELD:
        await office.edit(wish, alert.card, held.held(alert, office.policy, office.language))


async def settle_held_alert(wish: Wish, office: Office) -> None:
    alert = await _alert(wish, office)
    if alert.outcome is AlertOutcome.IGNORED:
        await _settle_dismissed(wish, alert, office)
    number = alert.incident
    incident = await office.desk.read(lambda view: view.incident(number)) if number is not None else None
    if alert.card and incident:
        has_none_yet = not incident.channel and all(problem.what != "OpenChannel" for problem in incident.problems)
        if not (has_none_yet and wish.again):
            await office.edit(wish, alert.card, held.settled(alert, incident, office.policy, office.language))
        if has_none_yet:  # once more, with the link
            pause = min(CHANNEL_SECONDS * 2 ** (wish.claim.attempt - 1), LONGEST_CHANNEL_SECONDS)
            raise Again("channel_being_made", after=pause)


async def _settle_dismissed(wish: Wish, alert: StoredAlert, office: Office) -> None:
    aside_by = await office.desk.read(lambda view: view.set_aside_by(alert.id))
    if alert.card and aside_by:
        await office.edit(wish, alert.card, held.set_aside(alert, aside_by, office.language))
        return
    number = alert.storm
    storm = await office.desk.read(lambda view: view.storm(number)) if number is not None else None
    if alert.card and storm and storm.dismissed_by:
        await office.edit(wish, alert.card, held.dismissed(alert, storm.dismissed_by, office.language))


async def _pinned(wish: Wish, channel: str, ts: str, office: Office) -> bool:
    """Pin at once, before the board is on record: one commit less until the room is complete. When it cannot be pinned
    now, a wish of its own goes on trying."""
    if not office.pace.admits_call(wish.claim.id, "pins.add"):
        return False
    try:
        await office.slack.call("pins.add", channel=channel, timestamp=ts)
    except (Again, Never):
        return False
    return True


async def _is_overtaken(entry: Entry, incident: Incident, office: Office) -> bool:
    """Whether a newer reminder says it all, or the update has come: what waited for Slack is no flood of reminders."""
    number, since = incident.number, incident.seq - entry.seq
    if since <= 0:
        return False
    later = await office.desk.read(lambda view: view.entries(number, since))
    return any(isinstance(each.event, UpdateReminded | UpdatePosted) for each in later)


def _board(incident: Incident, office: Office) -> Message:
    return board.board(incident, office.policy, office.desk.roster, office.language, incident.seq)


async def _card(incident: Incident, office: Office) -> Message:
    number = incident.flares_up
    before = await office.desk.read(lambda view: view.incident(number)) if number is not None else None
    return card.card(incident, office.policy, office.language, before, await _line(incident, office))


async def _line(incident: Incident, office: Office) -> card.Line | None:
    """How long the channel has to wait for those that go first, when that is worth saying."""
    if incident.channel or any(problem.what == "OpenChannel" for problem in incident.problems):
        return None
    before = await office.rooms_before(incident.number)
    wait = office.pace.wait_for_room(before)
    return card.Line(before, office.desk.clock() + timedelta(seconds=wait)) if wait >= WORTH_SAYING_SECONDS else None


async def _alert(wish: Wish, office: Office) -> StoredAlert:
    number = wish.effect.alert
    alert = await office.desk.read(lambda view: view.alert(number))
    if alert is None:
        raise Never("no_alert")
    return alert
