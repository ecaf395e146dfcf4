"""The digest: a direct message with the state of all open incidents, for somebody who enters no room.

Answers for: worst first; of each what it is, what is decided, when the next word comes, and what is different since the
last digest. May not: choose what is told (``crisis.overview.digest_now`` does).
"""

from datetime import datetime

from crisis.digest import Digest, DigestChoice
from crisis.incident import Incident
from crisis.language import Language, Text
from crisis.overview.digest_now import Change, DigestNow
from crisis.policy import Policy
from handlers.blocks import Block, Message, actions, button, context, divider, header, message, section
from handlers.views.clock import next_due_line
from handlers.views.parts import as_it_stands, listed
from handlers.views.reader import decided_line
from handlers.wording.vocabulary import (
    SEVERITY_MARK,
    excerpt,
    in_plain,
    more,
    say,
    severity_label,
    slack_time,
    stage_name,
)

TOP = Text("📊 Open incidents: {count}", "📊 事件简报：进行中 {count} 起")
QUIET = Text("✅ No incident is open.", "✅ 当前没有进行中的事件。")
LATE = Text(
    "This is the digest of {due}. It comes late: Fenghuo or Slack could not be reached until now.",
    "这是 {due} 的简报，因系统或 Slack 中断，推迟到现在才送达。",
)
INCIDENT = Text(
    "{mark} *#{number} {title}*\n*{severity}* · {stage} · {lead}: {who} · {place}",
    "{mark} *#{number} {title}*\n*{severity}* · {stage} · {lead}：{who} · {place}",
)
LATEST = Text("*Latest* ({at}): {words}", "*最新（{at}）：* {words}")
NO_UPDATE = Text("No status update yet; open since {at}.", "尚无进展通报，{at} 开启。")
CHANGED = Text("🔄 Since the last digest: {changes}", "🔄 较上次简报：{changes}")
SAME = Text("No change since the last digest", "较上次简报无变化")
NEW = Text("opened", "新开启")
SEVERITY = Text("{old} → {new}", "{old} → {new}")
STAGE = Text("{old} → {new}", "{old} → {new}")
UPDATES = Text("{count} updates", "通报 {count} 次")
ONE_UPDATE = Text("1 update", "通报 1 次")
DECISIONS = Text("{count} decisions", "决策 {count} 项")
ONE_DECISION = Text("1 decision", "决策 1 项")
SEMICOLON = Text("; ", "；")
OVER = Text("Over since the last digest", "上次简报以来结束的事件")
OVER_ONE = Text("✅ #{number} {title}: {stage}, {at}", "✅ #{number} {title}：{stage}，{at}")
NEXT_DIGEST = Text("next digest {due}", "下次简报：{due}")
NOTIFIED = Text("{count} open, worst {severity}", "进行中 {count} 起，最高级别 {severity}")
CHANGE_HOURS = Text("⏰ Hours…", "⏰ 设置时间…")
TURN_OFF = Text("Turn off", "关闭简报")
HOURS = Text("{hours} ({zone})", "{hours}（{zone}）")
INCIDENTS_SHOWN = 10
OVER_SHOWN = 10
TITLE_SHOWN = 160
WORDS_SHOWN = 320


def digest_message(
    now: DigestNow, digest: Digest, policy: Policy, language: Language, late_for: datetime | None = None
) -> Message:
    """``late_for``: the hour that it was meant for, when it comes late (UTC)."""
    open_ones = [incident for incident, _ in now.open]
    top = TOP.say(language, count=len(open_ones)) if open_ones else QUIET.say(language)
    blocks: list[Block] = [header(top)]
    if late_for:
        blocks.append(context(say(LATE, language, due=slack_time(late_for, language))))
    for incident, change in now.open[:INCIDENTS_SHOWN]:
        blocks += _incident(incident, change, now.since is not None, policy, language)
    if len(open_ones) > INCIDENTS_SHOWN:
        blocks.append(context(more(len(open_ones) - INCIDENTS_SHOWN, language)))
    if now.ended:
        lines = [_over(each, language) for each in now.ended]
        blocks += [divider(), section(f"*{OVER.say(language)}*\n{listed(lines, language, OVER_SHOWN)}")]
    if digest.due_at:
        blocks.append(context(say(NEXT_DIGEST, language, due=slack_time(digest.due_at, language))))
    return message(_notified(open_ones, top, language), *blocks, actions(*_buttons(digest, language)))


def hours_shown(choice: DigestChoice, language: Language) -> str:
    """``09:00, 18:00 (Asia/Shanghai)``; plain text."""
    hours = ", ".join(f"{hour:%H:%M}" for hour in choice.hours)
    return HOURS.say(
        language, hours=hours.replace(", ", "、") if language is Language.CHINESE else hours, zone=choice.timezone
    )


def _notified(incidents: list[Incident], top: str, language: Language) -> str:
    if not incidents:
        return top
    worst = min(each.severity for each in incidents)
    return say(NOTIFIED, language, count=len(incidents), severity=severity_label(worst))


def _incident(incident: Incident, change: Change, compared: bool, policy: Policy, language: Language) -> list[Block]:
    standing = say(
        INCIDENT,
        language,
        mark=SEVERITY_MARK[incident.severity],
        number=incident.number,
        title=excerpt(incident.title, TITLE_SHOWN, language),
        **as_it_stands(incident, policy, language),
    )
    lines = [
        standing,
        _latest(incident, language),
        decided_line(incident, language),
        next_due_line(incident, policy, language),
    ]
    blocks = [divider(), section("\n".join(line for line in lines if line))]
    if compared:
        blocks.append(context(_changed(change, incident, language)))
    return blocks


def _latest(incident: Incident, language: Language) -> str:
    if not incident.updates:
        return say(NO_UPDATE, language, at=slack_time(incident.opened_at, language))
    update = incident.updates[-1]
    words = excerpt(update.executives or update.conditions, WORDS_SHOWN, language)
    return say(LATEST, language, at=slack_time(update.at, language), words=words)


def _changed(change: Change, incident: Incident, language: Language) -> str:
    if not change.is_any:
        return SAME.say(language)
    parts = [NEW.say(language)] if change.opened else []
    if change.severity_before:
        old, new = change.severity_before.name, incident.severity.name
        parts.append(say(SEVERITY, language, old=old, new=new))
    if change.stage_before:
        parts.append(say(STAGE, language, old=stage_name(change.stage_before), new=stage_name(incident.stage)))
    if change.updates:
        parts.append(ONE_UPDATE.say(language) if change.updates == 1 else say(UPDATES, language, count=change.updates))
    if change.decisions:
        one = change.decisions == 1
        parts.append(ONE_DECISION.say(language) if one else say(DECISIONS, language, count=change.decisions))
    return say(CHANGED, language, changes=SEMICOLON.say(language).join(parts))


def _over(incident: Incident, language: Language) -> str:
    at = incident.closed_at or incident.resolved_at or incident.opened_at
    title = excerpt(in_plain(incident.title, language), TITLE_SHOWN, language)
    return say(
        OVER_ONE,
        language,
        number=incident.number,
        title=title,
        stage=stage_name(incident.stage),
        at=slack_time(at, language),
    )


def _buttons(digest: Digest, language: Language) -> list[Block]:
    row = [button(CHANGE_HOURS.say(language), "digest.form")]
    return [*row, button(TURN_OFF.say(language), "digest.off")] if digest.choice.hours else row
