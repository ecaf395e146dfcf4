"""The reminder of a status update: the warning to the lead alone, what the channel hears, what goes to those above.

Answers for: who is addressed, what is to be done, and the buttons for it. May not: decide whom a reminder goes to.
"""

from datetime import datetime, timedelta

from crisis import events as e
from crisis.clock.cadence import Rung
from crisis.incident import LEAD, Incident
from crisis.language import Language, Text
from crisis.policy import Policy
from handlers.blocks import Block, Message, actions, message, section
from handlers.sentences.base import WORTH_SAYING
from handlers.views import buttons
from handlers.views.parts import notification, opening, role_label, waiting_for
from handlers.wording.vocabulary import (
    channel_link,
    duration,
    excerpt,
    joined,
    mention,
    say,
    slack_time,
)

REMIND_LEAD = Text("⏰ {lead} a status update was due {due}.", "⏰ {lead} 进展通报应于 {due} 发出。")
REMIND_NOBODY = Text(
    "⏰ A status update was due {due}, and nobody is {role} yet. Whoever takes it, posts it.",
    "⏰ 进展通报应于 {due} 发出，但目前还没有{role}。请先安排人接手，再发布通报。",
)
REMIND_DEPUTY = Text(
    "⏰⏰ {people} a status update was due {due}, and {lead} has not posted one. "
    "Please post it, or take over as {role}.",
    "⏰⏰ {people} 进展通报应于 {due} 发出，{lead} 尚未发布。请代为发布，或接任{role}。",
)
REMIND_ABOVE = Text(
    "🚨 {people} a status update was due {due}, and none has been posted. The {role} is {lead}. "
    "Please see to it that somebody posts it.",
    "🚨 {people} 进展通报应于 {due} 发出，至今未发布。现任{role}：{lead}。请督促落实。",
)
REMIND_ABOVE_NOBODY = Text(
    "🚨 {people} a status update was due {due}, and nobody is {role} yet. Please decide who takes it.",
    "🚨 {people} 进展通报应于 {due} 发出，但目前还没有{role}。请指定人选。",
)
REMIND_ASKED = Text("Asked to be {role}: {waiting}", "已邀请担任{role}：{waiting}")
REMIND_LATE = Text("This reminder comes {length} late.", "本提醒晚了 {length}。")
REMIND_HELD = Text("Quiet hours held this reminder until now.", "因免打扰时段，提醒推迟到现在。")
REMIND_OWED = Text("None has come since {owed}.", "自 {owed} 起一直未通报。")
REMIND_NEXT = Text("If none comes, the next reminder is {due}.", "若仍未通报，{due} 再次提醒。")
COMES_AGAIN = Text("🔁 Put off before, it comes again.", "🔁 此前推迟的提醒，现再次提醒。")

WARNED = Text("⏳ A status update is due in {length} ({due}).", "⏳ 距下次进展通报还有 {length}（{due}）。")
WARNED_TEXT = Text("a status update is due in {length}", "距下次进展通报还有 {length}")
LAST = Text("The last one, no. {number} of {at}: {words}", "上次为第 {number} 次（{at}）：{words}")
NONE_YET = Text("It is the first one.", "这将是首次通报。")
AGO = Text("{at} ({length} ago)", "{at}（已过 {length}）")
TO_GO = Text("{at} (in {length})", "{at}（还有 {length}）")
OVERDUE = Text("a status update is overdue for {length}", "进展通报已逾期 {length}")
OVERDUE_FOR = Text("It is {length} beyond the time due.", "已逾期 {length}。")
WORDS_SHOWN = 200


def warning(incident: Incident, due_at: datetime, now: datetime, language: Language) -> Message:
    """To the lead alone, before an update is due: in how many minutes, what was said last, and the two buttons."""
    left = minutes_until(due_at, now, language)
    said = [say(WARNED, language, length=left, due=slack_time(due_at, language)), _last(incident, language)]
    row = [buttons.update(incident, language), buttons.snooze(incident, language, due_at)]
    words = say(WARNED_TEXT, language, length=left)
    return message(
        notification(incident, language, words),
        opening(incident, language),
        section("\n".join([*said, channel_link(incident, language)])),
        actions(*row),
    )


def louder(event: e.UpdateReminded, incident: Incident, now: datetime, policy: Policy, language: Language) -> Message:
    """To a deputy or somebody of a level above, directly: since how long, who should have, and what one can do."""
    owed = incident.rhythm.owed_since or event.due_at
    length = duration(max(now - owed, timedelta(0)), language)
    said = [_addressed(event, incident, policy, language, owed), say(OVERDUE_FOR, language, length=length)]
    said += [_last(incident, language), channel_link(incident, language)]
    row = [buttons.update(incident, language), buttons.take_role(incident, LEAD, policy, language)]
    return message(
        notification(incident, language, say(OVERDUE, language, length=length)),
        opening(incident, language),
        section("\n".join(said)),
        actions(*row),
    )


def in_channel(event: e.UpdateReminded, incident: Incident, policy: Policy, language: Language) -> list[Block]:
    """What everybody hears: whom it goes to now, since when, how late we say so, and when it comes again."""
    lead = incident.holder(LEAD)
    said = [_addressed(event, incident, policy, language)]
    is_again = event.due_at == incident.rhythm.snoozed_to
    owed = incident.rhythm.owed_since
    if event.held_since:
        said.append(REMIND_HELD.say(language))
    if owed and owed < event.due_at:
        said.append(say(REMIND_OWED, language, owed=slack_time(owed, language)))
    if is_again:
        said.append(COMES_AGAIN.say(language))
    if event.late_by >= WORTH_SAYING:
        said.append(say(REMIND_LATE, language, length=duration(event.late_by, language)))
    said.append(say(REMIND_NEXT, language, due=slack_time(event.next_due, language)))
    if not lead and (asked := incident.open_offers(LEAD)):
        role = role_label(policy, LEAD, language)
        said.append(say(REMIND_ASKED, language, role=role, waiting=waiting_for(asked, language)))
    row = [] if lead else [buttons.take_role(incident, LEAD, policy, language, "primary")]
    row.append(buttons.update(incident, language, "primary" if lead else None))
    if not is_again:  # put off once is enough
        row.append(buttons.snooze(incident, language, event.due_at))
    return [section("\n".join(said)), actions(*row)]


def moment(at: datetime, now: datetime | None, language: Language) -> str:
    """A moment as Slack shows it; with how long it is until or since then, where ``now`` is known: for one person's
    eyes alone, since it stands still."""
    shown = slack_time(at, language)
    if now is None:
        return shown
    if now < at:
        return say(TO_GO, language, at=shown, length=minutes_until(at, now, language))
    return say(AGO, language, at=shown, length=minutes_until(now, at, language))


def minutes_until(at: datetime, now: datetime, language: Language) -> str:
    """How long it is until then, in whole minutes above one; for what one person sees now."""
    left = max(at - now, timedelta(0))
    if left > timedelta(minutes=1):
        left = timedelta(minutes=round(left / timedelta(minutes=1)))
    return duration(left, language)


def _addressed(
    event: e.UpdateReminded, incident: Incident, policy: Policy, language: Language, owed: datetime | None = None
) -> str:
    """``owed``: since when, said in place of the time of this reminder."""
    lead, role = incident.holder(LEAD), role_label(policy, LEAD, language)
    people = joined((mention(person) for person in event.told), language)
    values = {
        "people": people,
        "due": slack_time(owed or event.held_since or event.due_at, language),
        "role": role,
        "lead": mention(lead) if lead else "",
    }
    return say(_address(event, lead), language, **values)


def _address(event: e.UpdateReminded, lead: str | None) -> Text:
    if event.rung is Rung.ABOVE and event.told:
        return REMIND_ABOVE if lead else REMIND_ABOVE_NOBODY
    if lead is None:
        return REMIND_NOBODY
    return REMIND_DEPUTY if event.rung is Rung.DEPUTY and event.told else REMIND_LEAD


def _last(incident: Incident, language: Language) -> str:
    if not incident.updates:
        return NONE_YET.say(language)
    update = incident.updates[-1]
    at, words = slack_time(update.at, language), excerpt(update.conditions, WORDS_SHOWN, language)
    return say(LAST, language, number=update.number, at=at, words=words)
