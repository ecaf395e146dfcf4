"""The direct message that offers a role, and what becomes of it. One person reads it, in the own language.

May not: say what the desk did with an offer in other places.
"""

from crisis.incident import Incident, Offer, OfferState
from crisis.language import Language, Text
from crisis.policy import Policy
from handlers.blocks import Block, Message, actions, context, cut, message, plain, section
from handlers.views import buttons
from handlers.views.alert_facts import fact_line
from handlers.views.parts import notification, opening, role_label
from handlers.vocabulary import (
    channel_link,
    drill_mark,
    in_plain,
    instructions,
    mention,
    say,
    severity_label,
    slack_time,
    stage_name,
)

ASKED = Text("You are asked to be the *{role}* of this incident.", "*请您担任本事件的{role}。*")
ASKED_BY = Text("{by} asks you to be the *{role}* of this incident.", "{by} *请您担任本事件的{role}。*")
HANDED_BY = Text(
    "{by} asks you to take over as *{role}*, and stays in charge until you accept.",
    "{by} *请您接任{role}。* 在您接受之前仍由对方负责。",
)
DRILL_NOTE = Text("This is a drill. Act as if it were real.", "这是演练，请按实战处理。")
STANDING = Text("*{severity}* · {stage} · {channel}", "*{severity}* · {stage} · {channel}")
TASK = Text("*What you do*\n{words}", "*您的职责*\n{words}")
WAITS = Text(
    "⏳ Please answer by {until}; then the next person is asked.", "⏳ 请在 {until} 之前答复；逾时将改请下一位。"
)
WAITS_HANDED = Text("⏳ Please answer by {until}.", "⏳ 请在 {until} 之前答复。")
ACCEPTED = Text(
    "✅ You are the *{role}* of #{number} since {at}. {channel}", "✅ 您自 {at} 起担任 #{number} 的{role}。{channel}"
)
ACCEPTED_ONCE = Text(
    "✅ You accepted the role *{role}* of #{number} {at}. It is with {holder} now.",
    "✅ 您于 {at} 接受了 #{number} 的{role}，现由 {holder} 担任。",
)
DECLINED = Text(
    "You declined to be the *{role}* of #{number}. Thank you for saying so.",
    "您已谢绝担任 #{number} 的{role}，感谢告知。",
)
EXPIRED = Text(
    "⏱️ This offer waited until {until} and was then passed on. You can still take the role *{role}* of #{number}.",
    "⏱️ 邀请等待至 {until}，已转请他人。您仍可接手 #{number} 的{role}。",
)
EXPIRED_HELD = Text(
    "⏱️ This offer waited until {until}. {holder} is the *{role}* of #{number} now.",
    "⏱️ 邀请等待至 {until}。#{number} 的{role}现由 {holder} 担任。",
)
WITHDRAWN_HELD = Text(
    "This offer is over: {holder} is the *{role}* of #{number} now.",
    "邀请已收回：#{number} 的{role}现由 {holder} 担任。",
)
WITHDRAWN_ENDED = Text(
    "This offer is over: #{number} has ended ({stage}).", "邀请已收回：#{number} 已结束（{stage}）。"
)
WITHDRAWN = Text("The offer to be the *{role}* of #{number} was withdrawn.", "#{number} 的{role}邀请已收回。")
UNFILLED = Text(
    "🔴 Nobody is left who could be asked to be the *{role}*. Take it yourself, or offer it to somebody by hand.",
    "🔴 {role}已无人可邀请。请自行接手，或手动邀请他人。",
)
OFFERED_TEXT = Text("you are asked to be {role}, until {until}", "请您担任{role}，{until} 前答复")
WORDS_SHOWN = 400


def offer(offered: Offer, incident: Incident, policy: Policy, language: Language) -> Message:
    """The offer while it waits: what happened, what is asked, until when, and the two buttons."""
    role, until = role_label(policy, offered.role, language), slack_time(offered.expires_at, language)
    task = instructions(policy, offered.role, language)
    waits = WAITS_HANDED if offered.hands_over else WAITS
    blocks = [
        opening(incident, language),
        *([section(f"*{drill_mark(incident)}* {DRILL_NOTE.say(language)}")] if incident.drill else []),
        section(_asked(offered, role, language)),
        *_happened(incident, language),
        *([section(say(TASK, language, words=task))] if task else []),
        section(say(waits, language, until=until)),
        actions(buttons.accept(incident, offered, language), buttons.decline(incident, offered, language)),
    ]
    return message(notification(incident, language, say(OFFERED_TEXT, language, role=role, until=until)), *blocks)


def settled(ended: Offer, incident: Incident, policy: Policy, language: Language) -> Message:
    """The same message once the offer was answered or is over: one plain sentence. While it waits, the offer itself."""
    if ended.state is OfferState.OPEN:
        return offer(ended, incident, policy, language)
    said = _outcome(ended, incident, policy, language)
    blocks = [opening(incident, language), section(said)]
    if ended.state is OfferState.ACCEPTED and incident.holder(ended.role) == ended.person:
        task = instructions(policy, ended.role, language)
        blocks += [section(say(TASK, language, words=task))] if task else []
    if (
        ended.state in (OfferState.EXPIRED, OfferState.DECLINED)
        and incident.is_open
        and not incident.holder(ended.role)
    ):
        blocks.append(actions(buttons.take_role(incident, ended.role, policy, language)))
    return message(notification(incident, language, said), *blocks)


def unfilled(role: str, incident: Incident, policy: Policy, language: Language) -> Message:
    """To the lead alone: nobody is left for this role."""
    said = say(UNFILLED, language, role=role_label(policy, role, language))
    row = [buttons.take_role(incident, role, policy, language), buttons.roles(incident, language)]
    place = context(channel_link(incident, language))
    return message(
        notification(incident, language, said), opening(incident, language), section(said), place, actions(*row)
    )


def _asked(offer: Offer, role: str, language: Language) -> str:
    if offer.offered_by is None:
        return say(ASKED, language, role=role)
    return say(HANDED_BY if offer.hands_over else ASKED_BY, language, role=role, by=mention(offer.offered_by))


def _happened(incident: Incident, language: Language) -> list[Block]:
    """What happened, in a line or two."""
    standing = say(
        STANDING,
        language,
        severity=severity_label(incident.severity),
        stage=stage_name(incident.stage),
        channel=channel_link(incident, language),
    )
    if not incident.alert:
        return [section(standing)]
    text = " ".join(in_plain(incident.alert.text, language).split())
    words = [plain(cut(text, WORDS_SHOWN))] if text else []
    return [section(standing), *words, context(fact_line(incident.alert, language))]


def _outcome(offer: Offer, incident: Incident, policy: Policy, language: Language) -> str:
    holder = incident.holder(offer.role)
    at = slack_time(offer.ended_at or offer.expires_at, language)
    values = {
        "role": role_label(policy, offer.role, language),
        "number": incident.number,
        "holder": mention(holder) if holder else "",
        "at": at,
        "until": slack_time(offer.expires_at, language),
        "channel": channel_link(incident, language),
        "stage": stage_name(incident.stage),
    }
    return say(_outcome_text(offer, incident, holder), language, **values)


def _outcome_text(offer: Offer, incident: Incident, holder: str | None) -> Text:
    somebody_else = holder is not None and holder != offer.person
    if offer.state is OfferState.ACCEPTED:
        return ACCEPTED_ONCE if somebody_else else ACCEPTED
    if offer.state is OfferState.DECLINED:
        return DECLINED
    if somebody_else:
        return EXPIRED_HELD if offer.state is OfferState.EXPIRED else WITHDRAWN_HELD
    if not incident.is_open:
        return WITHDRAWN_ENDED
    return EXPIRED if offer.state is OfferState.EXPIRED else WITHDRAWN
