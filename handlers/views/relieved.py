"""What somebody who has, or had, a role is told alone: who took over, who will not, that the shift ends.

May not: say what everybody is told; that is an entry's post.
"""

from crisis import events as e
from crisis.events import Entry
from crisis.incident import Incident, OfferState
from crisis.language import Language, Text
from crisis.policy import Policy
from handlers.blocks import Block, Message, actions, context, message, section
from handlers.views import buttons
from handlers.views.parts import notification, opening, role_label
from handlers.wording.vocabulary import channel_link, excerpt, mention, say, slack_time

TAKEN = Text(
    "✅ {person} is the *{role}* now, since {at}. You are relieved, thank you.",
    "✅ {person} 已于 {at} 接任{role}，您可以放心交班，辛苦了。",
)
DECLINED = Text(
    "{person} declined to take over as *{role}*. It is still you.", "{person} 谢绝接任{role}，目前仍由您负责。"
)
DECLINED_INSTEAD = Text(
    "{person} declined to take over as *{role}* and named {instead}, who is being asked now. Until then it is you.",
    "{person} 谢绝接任{role}并推荐了 {instead}，已转请对方。在此之前仍由您负责。",
)
WHY = Text("_{words}_", "“{words}”")
SILENT = Text(
    "⏱️ {person} has not answered whether to take over as *{role}*. It is still you.",
    "⏱️ {person} 未答复是否接任{role}，目前仍由您负责。",
)
SHIFT_ENDS = Text(
    "🔁 Your shift ends {ends}. {person} is on next and was asked to take over as *{role}*; until that is accepted, it "
    "is you.",
    "🔁 您的值班将于 {ends} 结束。接下来由 {person} 值班，已请对方接任{role}；对方接受之前仍由您负责。",
)
SHIFT_ENDS_ALONE = Text(
    "🔁 Your shift ends {ends}, and nobody is on next who could be *{role}*. Hand it to somebody, or stay.",
    "🔁 您的值班将于 {ends} 结束，但之后无人值班可接任{role}。请移交给某人，或继续负责。",
)
WHY_SHOWN = 300


def holder_of(entry: Entry, incident: Incident) -> str | None:
    """Who is told of this entry; nobody when there is no holder any more."""
    event = entry.event
    if isinstance(event, e.RoleTaken):
        return event.before
    if isinstance(event, e.ShiftEnding):
        return event.person
    return incident.holder(event.role) if isinstance(event, e.OfferEnded) else None


def relieved(entry: Entry, incident: Incident, policy: Policy, language: Language) -> Message:
    """The message for whoever ``holder_of`` names."""
    event = entry.event
    assert isinstance(event, e.RoleTaken | e.ShiftEnding | e.OfferEnded)
    said = _said(entry, role_label(policy, event.role, language), language)
    row: list[Block] = []
    if not isinstance(event, e.RoleTaken):
        row = [buttons.stay(incident, event.role, language)] if isinstance(event, e.ShiftEnding) else []
        row.append(buttons.roles(incident, language))
    return message(
        notification(incident, language, said),
        opening(incident, language),
        section(said),
        context(channel_link(incident, language)),
        *([actions(*row)] if row and incident.is_open else []),
    )


def _said(entry: Entry, role: str, language: Language) -> str:
    event = entry.event
    if isinstance(event, e.RoleTaken):
        return say(TAKEN, language, person=mention(event.person), role=role, at=slack_time(entry.at, language))
    if isinstance(event, e.ShiftEnding):
        ends = slack_time(event.ends, language)
        if event.successor is None:
            return say(SHIFT_ENDS_ALONE, language, ends=ends, role=role)
        return say(SHIFT_ENDS, language, ends=ends, role=role, person=mention(event.successor))
    assert isinstance(event, e.OfferEnded)
    person = mention(event.person)
    if event.state is OfferState.EXPIRED:
        return say(SILENT, language, person=person, role=role)
    if event.instead is None:
        said = say(DECLINED, language, person=person, role=role)
    else:
        said = say(DECLINED_INSTEAD, language, person=person, role=role, instead=mention(event.instead))
    return f"{said}\n{say(WHY, language, words=excerpt(event.why, WHY_SHOWN, language))}" if event.why.strip() else said
