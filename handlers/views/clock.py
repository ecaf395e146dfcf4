"""The response clock and the next due time as lines: what was met, what still runs and until when, what was missed.

May not: know what time it is. A line says until when a target runs; each reader's clock says the rest.
"""

from datetime import datetime

from crisis.clock.cadence import update_due_at
from crisis.clock.due import target_times
from crisis.incident import Incident, Target
from crisis.language import Language, Text
from crisis.policy import Policy
from handlers.views.reminder import moment
from handlers.wording.vocabulary import duration, excerpt, say, slack_time, target_name

MET = Text("✅ {target}: {at}, after {length}", "✅ {target}：{at}，用时 {length}")
LATE = Text("❌ {target}: {at}, {late} late", "❌ {target}：{at}，超时 {late}")
RUNNING = Text("⏳ {target}: until {due}", "⏳ {target}：截止 {due}")
MISSED = Text("❌ {target}: still missing, was due {due}", "❌ {target}：仍未完成，应于 {due} 前")
UNCOUNTED = Text("⚪ {target}: not reached", "⚪ {target}：未完成")
QUIET = Text(
    "📣 *Next update due {due}*, every {every} · 🌙 quiet until {until}",
    "📣 *下次通报：{due}* · 每 {every} 一次 · 🌙 免打扰至 {until}",
)
QUIET_OVERDUE = Text(
    "🔴 *Status update overdue* since {owed} · 🌙 quiet until {due}",
    "🔴 *进展通报逾期* 应于 {owed} 发出 · 🌙 免打扰至 {due}",
)
NEXT = Text("📣 *Next update due {due}*, every {every}", "📣 *下次通报：{due}* · 每 {every} 一次")
OVERDUE = Text(
    "🔴 *Status update overdue* since {owed}; next reminder {due}",
    "🔴 *进展通报逾期* 应于 {owed} 发出；下次提醒：{due}",
)
OVERDUE_SILENT = Text("🔴 *Status update overdue* since {owed}", "🔴 *进展通报逾期* 应于 {owed} 发出")
OFF = Text("🚫 No update reminders", "🚫 通报提醒已关闭")
OFF_BECAUSE = Text("🚫 No update reminders: {reason}", "🚫 通报提醒已关闭：{reason}")
REASON_SHOWN = 200  # characters


def next_due_line(incident: Incident, policy: Policy, language: Language, now: datetime | None = None) -> str:
    """When the next status update is due, since when one is overdue, or why none is. Empty when all is over. ``now``:
    for one person's eyes alone, who then sees the minutes, too."""
    if not incident.is_open:
        return ""
    rhythm, due_at = incident.rhythm, update_due_at(incident, policy)
    until = slack_time(due_at, language) if due_at else ""
    is_quiet = due_at != rhythm.next_due
    if rhythm.owed_since:
        text = QUIET_OVERDUE if is_quiet else OVERDUE if due_at else OVERDUE_SILENT
        return say(text, language, owed=moment(rhythm.owed_since, now, language), due=until)
    if due_at:
        due, every = moment(due_at, now, language), duration(rhythm.every, language)
        return say(QUIET if is_quiet else NEXT, language, due=due, every=every, until=until)
    if rhythm.off_reason:
        return say(OFF_BECAUSE, language, reason=excerpt(rhythm.off_reason, REASON_SHOWN, language))
    return OFF.say(language)


def clock_lines(incident: Incident, policy: Policy, language: Language, now: datetime | None = None) -> list[str]:
    """One line for every target of this severity, and for those that were reached without being one. ``now``: see
    ``next_due_line``."""
    due_at = dict(target_times(incident, policy))
    return [
        _line(incident, target, due_at.get(target), language, now)
        for target in Target
        if target in due_at or incident.reached_at(target)
    ]


def _line(
    incident: Incident, target: Target, due: datetime | None, language: Language, now: datetime | None = None
) -> str:
    name, reached = target_name(target), incident.reached_at(target)
    if reached:
        at = slack_time(reached, language)
        # A limit that became stricter after the deed does not make it late: what ran out was noted at that time.
        if due and reached > due and target in incident.watched:
            return say(LATE, language, target=name, at=at, late=duration(reached - due, language))
        return say(MET, language, target=name, at=at, length=duration(reached - incident.opened_at, language))
    if due and target in incident.watched:
        return say(MISSED, language, target=name, due=moment(due, now if incident.is_open else None, language))
    if due and incident.is_open:
        return say(RUNNING, language, target=name, due=moment(due, now, language))
    return say(UNCOUNTED, language, target=name)
