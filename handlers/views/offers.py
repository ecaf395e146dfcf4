"""The direct message that offers a role, and what becomes of it. One person reads it, in the own language.

May not: say what the desk did with an offer in other places.
"""

from crisis.incident import Incident, Offer, OfferState
from crisis.incident.vacancy import Step
from crisis.language import Language, Text
from crisis.policy import Policy
from handlers.blocks import Block, Message, actions, context, cut, message, plain, section
from handlers.views import buttons
from handlers.views.alert_facts import fact_line
from handlers.views.handover import summary
from handlers.views.parts import notification, opening, role_label
from handlers.wording.vocabulary import (
    BOT,
    channel_link,
    drill_mark,
    excerpt,
    in_plain,
    instructions,
    joined,
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
TAKES_OVER = Text(
    "{who}'s shift ends and you are on next: please take over as *{role}*. Until you accept it stays with them.",
    "{who} 即将交班，下一班是您。\n*请接任{role}。* 在您接受之前仍由对方负责。",
)
NAMED_BY = Text(
    "{by} cannot do it and named you: please be the *{role}* of this incident.",
    "{by} 无法担任，推荐了您。\n*请担任本事件的{role}。*",
)
NAMED_WHY = Text("_{words}_", "“{words}”")
NAMED_TO_TAKE_OVER = Text(
    "{by} was asked to take over as *{role}*, cannot and named you. Until you accept it stays with {holder}.",
    "原请 {by} 接任{role}，对方无法接任并推荐了您。在您接受之前仍由 {holder} 负责。",
)
STANDS_IN = Text(
    "You stand in for {who}, who was asked and has not said yes.", "您是 {who} 的副手，已先邀请对方，对方尚未接受。"
)
OTHERS_ASKED = Text("Asked before you, and has not said yes: {people}.", "此前已邀请，尚未接受：{people}。")
ABOVE = Text(
    "Nobody in the crisis team has said yes, so it comes to you. Asked: {people}.",
    "危机小组至今无人接受，现上报到您。已邀请：{people}。",
)
NOBODY_COULD = Text(
    "Nobody in the crisis team can take it now, so it comes to you.", "危机小组目前无人可担任，现上报到您。"
)
FIRST_HAS_IT = Text("Whoever accepts first has it.", "谁先接受由谁担任。")
WAITS = Text(
    "⏳ Please answer by {until}; then others are asked, too.", "⏳ 请在 {until} 之前答复；逾时将同时邀请其他人。"
)
WAITS_HANDED = Text("⏳ Please answer by {until}.", "⏳ 请在 {until} 之前答复。")
ACCEPTED = Text(
    "✅ You have been the *{role}* of #{number} since {at}. {channel}",
    "✅ 您自 {at} 起担任 #{number} 的{role}。{channel}",
)
ACCEPTED_ONCE = Text(
    "✅ You accepted the role *{role}* of #{number} {at}. It is with {holder} now.",
    "✅ 您于 {at} 接受了 #{number} 的{role}，现由 {holder} 担任。",
)
DECLINED = Text(
    "You declined to be the *{role}* of #{number}. Thank you for saying so.",
    "您已谢绝担任 #{number} 的{role}，感谢告知。",
)
DECLINED_HELD = Text(
    "You declined to be the *{role}* of #{number}; {holder} is it now.",
    "您已谢绝担任 #{number} 的{role}，现由 {holder} 担任。",
)
EXPIRED = Text(
    "⏱️ There was no answer by {until}, so others are being asked, too. You can still be the *{role}* of #{number}: "
    "whoever accepts first has it.",
    "⏱️ {until} 前未收到答复，已同时邀请其他人。您仍可担任 #{number} 的{role}，谁先接受由谁担任。",
)
EXPIRED_HANDED = Text(
    "⏱️ There was no answer by {until}; {holder} is still the *{role}* of #{number}. You can still take over.",
    "⏱️ {until} 前未收到答复，#{number} 的{role}仍由 {holder} 担任。您仍可接任。",
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
    "The offer to be the *{role}* is over: #{number} has ended ({stage}).",
    "{role}邀请已收回：#{number} 已结束（{stage}）。",
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
    known = summary(offered.role, incident, policy, language) if offered.hands_over else _known(incident, language)
    blocks = [
        opening(incident, language),
        *([section(f"*{drill_mark(incident)}* {DRILL_NOTE.say(language)}")] if incident.drill else []),
        section(_asked(offered, incident, role, language)),
        section(_standing(incident, language)),
        *known,
        *([section(say(TASK, language, words=task))] if task else []),
        section(say(waits, language, until=until)),
        actions(
            buttons.accept(incident, offered, language),
            buttons.decline(incident, offered, language),
            buttons.decline_instead(incident, offered, language),
        ),
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
    if incident.can_be_accepted(ended):
        row = [buttons.accept(incident, ended, language)]
        row += [buttons.decline_instead(incident, ended, language)] if ended.state is OfferState.EXPIRED else []
        blocks.append(actions(*row))
    return message(notification(incident, language, said), *blocks)


def unfilled(role: str, incident: Incident, policy: Policy, language: Language) -> Message:
    """To the lead alone: nobody is left for this role."""
    said = say(UNFILLED, language, role=role_label(policy, role, language))
    row = [buttons.take_role(incident, role, policy, language), buttons.roles(incident, language)]
    place = context(channel_link(incident, language))
    return message(
        notification(incident, language, said), opening(incident, language), section(said), place, actions(*row)
    )


def _asked(offer: Offer, incident: Incident, role: str, language: Language) -> str:
    """Who asks, for what, and why this person."""
    asked = [mention(each.person) for each in incident.offers if _was_before(each, offer, incident)]
    people = joined(asked, language)
    lines = [_who_asks(offer, incident, role, language)]
    if offer.step is Step.DEPUTY and offer.instead_of:
        lines.append(say(STANDS_IN, language, who=mention(offer.instead_of)))
    elif offer.step is Step.OTHER and people:
        lines.append(say(OTHERS_ASKED, language, people=people))
    elif offer.step is Step.ABOVE:
        lines.append(say(ABOVE if people else NOBODY_COULD, language, people=people))
    if offer.step in (Step.DEPUTY, Step.OTHER, Step.ABOVE):
        lines.append(FIRST_HAS_IT.say(language))
    if offer.step is Step.NAMED and (why := _why(offer, incident)):
        lines.append(say(NAMED_WHY, language, words=excerpt(why, WORDS_SHOWN, language)))
    return "\n".join(lines)


def _who_asks(offer: Offer, incident: Incident, role: str, language: Language) -> str:
    by = mention(offer.offered_by) if offer.offered_by else BOT
    holder, who = incident.holder(offer.role), mention(offer.instead_of) if offer.instead_of else ""
    if offer.step is Step.SHIFT:
        return say(TAKES_OVER, language, who=who, role=role)
    if offer.step is Step.NAMED and offer.instead_of:
        text = NAMED_TO_TAKE_OVER if offer.hands_over and holder else NAMED_BY
        return say(text, language, by=who, role=role, holder=mention(holder) if holder else "")
    if offer.offered_by is None:
        return say(ASKED, language, role=role)
    return say(HANDED_BY if offer.hands_over else ASKED_BY, language, role=role, by=by)


def _was_before(each: Offer, offer: Offer, incident: Incident) -> bool:
    """Whether this one was asked for the same role before, and has not said yes."""
    said_no = (OfferState.EXPIRED, OfferState.DECLINED)
    return (each.role, each.state in said_no) == (offer.role, True) and each.id < offer.id


def _why(offer: Offer, incident: Incident) -> str:
    """What was said by whoever declined and named this person."""
    said = (each.why for each in reversed(incident.offers) if each.role == offer.role and each.id < offer.id)
    return next((why for why in said if why), "") if offer.instead_of else ""


def _standing(incident: Incident, language: Language) -> str:
    return say(
        STANDING,
        language,
        severity=severity_label(incident.severity),
        stage=stage_name(incident.stage),
        channel=channel_link(incident, language),
    )


def _known(incident: Incident, language: Language) -> list[Block]:
    """What is known: the latest update, else what the alert or whoever opened the incident said; in a line or two."""
    facts = [context(fact_line(incident.alert, language))] if incident.alert else []
    if incident.updates:
        said = incident.updates[-1].conditions
    else:
        said = incident.alert.text if incident.alert else incident.text
    text = " ".join(in_plain(said, language).split())
    return [*([plain(cut(text, WORDS_SHOWN))] if text else []), *facts]


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
        return DECLINED_HELD if somebody_else and not offer.hands_over else DECLINED
    if somebody_else and incident.can_be_accepted(offer):
        return EXPIRED_HANDED
    if offer.state is OfferState.EXPIRED and not incident.is_open:
        return WITHDRAWN_ENDED
    if somebody_else:
        return EXPIRED_HELD if offer.state is OfferState.EXPIRED else WITHDRAWN_HELD
    if not incident.is_open:
        return WITHDRAWN_ENDED
    return EXPIRED if offer.state is OfferState.EXPIRED else WITHDRAWN
