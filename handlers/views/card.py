"""The card in the updates channel: what everybody outside the room may know, and the way in.

May not: tell a private incident's title, or what was said in it.
"""

from dataclasses import dataclass
from datetime import datetime

from crisis.clock.cadence import update_due_at
from crisis.incident import Incident
from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.stages import Stage
from handlers.blocks import Block, Message, actions, context, header, message, section
from handlers.views import buttons
from handlers.views.parts import who_has_or_nobody
from handlers.wording.vocabulary import (
    LEAD,
    SEVERITY_MARK,
    channel_link,
    drill_mark,
    escape,
    excerpt,
    mention,
    outside_title,
    role_name,
    say,
    severity_label,
    slack_time,
    stage_name,
)

STANDING = Text("*{severity}* · *{stage}* · {lead}: {who}", "*{severity}* · *{stage}* · {lead}：{who}")
LATEST = Text("*Update {number}* ({at}): {words}", "*第 {number} 次通报（{at}）：* {words}")
NO_UPDATE = Text("No status update yet.", "尚无进展通报。")
NEXT = Text("next update {due}", "下次通报：{due}")
OVER = Text("over since {at}", "已于 {at} 结束")
FLARES_UP = Text(
    "💥 The same alert as #{number}, which was over. If it is the same matter, reopen that one.",
    "💥 与已结束的 #{number} 是同一警报，属次生危机。若是同一件事，请重开原事件。",
)
FLARED_UP = Text("💥 flare-up of #{number}", "💥 #{number} 的次生危机")
IN_LINE = Text(
    "⏳ *In line for a channel*: Slack allows only so many new ones a minute. {count} before this one; about {at}.",
    "⏳ *排队创建频道* Slack 限制每分钟新建的频道数，前面还有 {count} 个，预计 {at} 建好。",
)
NOTIFIED = Text("{severity} · {stage}", "{severity}，{stage}")
UPDATE_SHOWN = 600


@dataclass(frozen=True, slots=True)
class Line:
    """The line of those that wait for their channel: how many ``before``, and ``at`` about which time it is made."""

    before: int
    at: datetime


def card(
    incident: Incident,
    policy: Policy,
    language: Language,
    before: Incident | None = None,
    line: Line | None = None,
) -> Message:
    """The card of an incident. ``before``: the incident that this one flares up again, when the caller has it: its end
    says whether it may still be reopened instead (the policy's ``flare_up_within``); without it that is offered.
    ``line``: when its channel has to wait."""
    title = outside_title(incident, language)
    top = f"{drill_mark(incident)}{SEVERITY_MARK[incident.severity]} #{incident.number} · {title}"
    severity, stage = severity_label(incident.severity), stage_name(incident.stage)
    instead = _may_reopen_old(incident, policy, before)
    notified = say(NOTIFIED, language, severity=severity, stage=stage)
    return message(
        escape(f"{top} · {notified}"),
        header(top),
        section(
            say(
                STANDING,
                language,
                severity=severity,
                stage=stage,
                lead=escape(role_name(policy, LEAD).say(language)),
                who=_lead(incident, language),
            )
        ),
        *_in_line(incident, line, language),
        *_latest(incident, language),
        *([section(say(FLARES_UP, language, number=incident.flares_up))] if instead else []),
        context(" · ".join(_facts(incident, policy, language, instead))),
        *_buttons(incident, language, instead),
    )


def _lead(incident: Incident, language: Language) -> str:
    """A card of an incident that is over does not look for a lead any more."""
    last = next((held.person for held in reversed(incident.holdings) if held.role == LEAD), None)
    return mention(last) if last and not incident.is_open else who_has_or_nobody(incident, LEAD, language)


def _in_line(incident: Incident, line: Line | None, language: Language) -> list[Block]:
    if line is None or incident.channel:
        return []
    return [section(say(IN_LINE, language, count=line.before, at=slack_time(line.at, language)))]


def _latest(incident: Incident, language: Language) -> list[Block]:
    if incident.private:
        return []
    if not incident.updates:
        return [section(NO_UPDATE.say(language))]
    update = incident.updates[-1]
    words = excerpt(update.conditions, UPDATE_SHOWN, language)
    return [section(say(LATEST, language, number=update.number, at=slack_time(update.at, language), words=words))]


def _facts(incident: Incident, policy: Policy, language: Language, instead: bool) -> list[str]:
    facts = [] if incident.private else [channel_link(incident, language)]
    if incident.is_open and (due_at := update_due_at(incident, policy)):
        facts.append(say(NEXT, language, due=slack_time(due_at, language)))
    if incident.closed_at and not incident.is_open:
        facts.append(say(OVER, language, at=slack_time(incident.closed_at, language)))
    if incident.flares_up is not None and not instead:
        facts.append(say(FLARED_UP, language, number=incident.flares_up))
    return facts or [severity_label(incident.severity).say(language)]


def _may_reopen_old(incident: Incident, policy: Policy, before: Incident | None) -> bool:
    if incident.flares_up is None or not incident.is_open:
        return False
    if before is None or before.number != incident.flares_up:
        return True
    over = before.stage in (Stage.CLOSED, Stage.DISMISSED) and before.closed_at
    return bool(over and incident.opened_at - over <= policy.flare_up_within)


def _buttons(incident: Incident, language: Language, instead: bool) -> list[Block]:
    row: list[Block] = []
    if incident.is_open and not incident.private:
        row += [buttons.join(incident, language, "primary"), buttons.follow(incident, language)]
    if instead and incident.flares_up is not None:
        row.append(buttons.reopen(incident.flares_up, language, instead=True))
    return [actions(*row)] if row else []
