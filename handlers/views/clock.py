"""The response clock and the next due time as lines: what was met, what still runs and until when, what was missed.

May not: know what time it is. A line says until when a target runs; each reader's clock says the rest.
"""

from datetime import datetime

from crisis.due import target_times
from crisis.incident import Incident, Target
from crisis.language import Language, Text
from crisis.policy import Policy
from handlers.vocabulary import duration, excerpt, say, slack_time, target_name

MET = Text("✅ {target} {at}, after {length}", "✅ {target} {at}，用时 {length}")
LATE = Text("❌ {target} {at}, {late} late", "❌ {target} {at}，超时 {late}")
RUNNING = Text("⏳ {target}: until {due}", "⏳ {target}：截止 {due}")
MISSED = Text("❌ {target}: still missing, was due {due}", "❌ {target}：仍未完成，应于 {due} 前")
UNCOUNTED = Text("⚪ {target}: not reached", "⚪ {target}：未完成")
NEXT = Text("📣 *Next update due {due}*, every {every}", "📣 *下次通报：{due}* · 每 {every} 一次")
OVERDUE = Text(
    "🔴 *Status update overdue* since {owed}; next reminder {due}",
    "🔴 *进展通报逾期* 应于 {owed} 发出；下次提醒：{due}",
)
OVERDUE_SILENT = Text("🔴 *Status update overdue* since {owed}", "🔴 *进展通报逾期* 应于 {owed} 发出")
OFF = Text("🚫 No update reminders", "🚫 通报提醒已关闭")
OFF_BECAUSE = Text("🚫 No update reminders: {reason}", "🚫 通报提醒已关闭：{reason}")
REASON_SHOWN = 200  # characters


def next_due_line(incident: Incident, language: Language) -> str:
    """When the next status update is due, since when one is overdue, or why none is. Empty when all is over."""
    if not incident.is_open:
        return ""
    rhythm = incident.rhythm
    due = slack_time(rhythm.next_due, language) if rhythm.next_due else ""
    if rhythm.owed_since:
        owed = slack_time(rhythm.owed_since, language)
        return say(OVERDUE, language, owed=owed, due=due) if due else say(OVERDUE_SILENT, language, owed=owed)
    if due:
        return say(NEXT, language, due=due, every=duration(rhythm.every, language))
    if rhythm.off_reason:
        return say(OFF_BECAUSE, language, reason=excerpt(rhythm.off_reason, REASON_SHOWN, language))
    return OFF.say(language)


def clock_lines(incident: Incident, policy: Policy, language: Language) -> list[str]:
    """One line for every target of this severity, and for those that were reached without being one."""
    due_at = dict(target_times(incident, policy))
    return [
        _line(incident, target, due_at.get(target), language)
        for target in Target
        if target in due_at or incident.reached_at(target)
    ]


def _line(incident: Incident, target: Target, due: datetime | None, language: Language) -> str:
    name, reached = target_name(target), incident.reached_at(target)
    if reached:
        at = slack_time(reached, language)
        # A limit that became stricter after the deed does not make it late: what ran out was noted at that time.
        if due and reached > due and target in incident.watched:
            return say(LATE, language, target=name, at=at, late=duration(reached - due, language))
        return say(MET, language, target=name, at=at, length=duration(reached - incident.opened_at, language))
    if due and target in incident.watched:
        return say(MISSED, language, target=name, due=slack_time(due, language))
    if due and incident.is_open:
        return say(RUNNING, language, target=name, due=slack_time(due, language))
    return say(UNCOUNTED, language, target=name)
