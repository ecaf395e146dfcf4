"""The one card of the alerts that wait together: how it came to that, what waits, and the buttons to decide.

May not: open anything; show more than a person reads. What is left out is counted.
"""

from crisis.desk.holding import OPENED_AT_ONCE, StormNow
from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.ports import StoredAlert
from handlers.blocks import Block, Message, actions, context, header, message, section
from handlers.views import buttons
from handlers.wording.source_names import source_name
from handlers.wording.vocabulary import (
    SEVERITY_MARK,
    excerpt,
    joined,
    mention,
    more,
    say,
    severity_label,
    slack_time,
)

TITLE_SHOWN = 200
SOURCE_SHOWN = 80

TOP = Text("🌊 Alerts waiting: {count}", "🌊 警报激增：{count} 条待处理")
TOP_DONE = Text("✅ The storm of alerts is dealt with", "✅ 激增的警报已全部处理")
ROOM = Text("1 room", "1 个事件")
ROOMS = Text("{count} rooms", "{count} 个事件")
WAITS = Text("1 alert waits", "1 条警报等待处理")
WAIT = Text("{count} alerts wait", "{count} 条警报等待处理")
FULL = Text(
    "More alerts than rooms: {rooms} opened by themselves since {since} (at most {limit} an hour), {waiting} here.",
    "警报过多，已达自动开启上限：自{since} 起已自动开启{rooms}（每小时最多 {limit} 个），另有{waiting}。",
)
MANY = Text(
    "More alerts than anybody reads one by one: since {since} many that open nothing by themselves had cards of their "
    "own; {waiting} here.",
    "警报过多，不再逐条发卡：自{since} 起已有多条不自动开启的警报单独发卡，另有{waiting}。",
)
ALL_DONE = Text(
    "More alerts than rooms since {since}: none waits any more.", "自{since} 起警报激增，现已没有待处理的警报。"
)
LINE = Text("{mark} *{title}*\n{severity} · from {source}, {at}", "{mark} *{title}*\n{severity} · 来源 {source} · {at}")
OVER = Text("over, says its source", "来源称已恢复")
OPENED = Text("🔥 opened from here: {numbers}", "🔥 已由此开启：{numbers}")
DISMISSED = Text("dismissed by {by}: {count}", "{by} 已忽略 {count} 条")
REPEATED = Text("the same ones again: {count}", "重复收到 {count} 次")


def storm(shown: StormNow, policy: Policy, language: Language) -> Message:
    """The card; without buttons once nothing waits."""
    tally = shown.tally
    top = say(TOP, language, count=tally.waiting) if tally.waiting else TOP_DONE.say(language)
    facts = _facts(shown, language)
    return message(
        top,
        header(top),
        section(_why(shown, policy, language)),
        *(_line(alert, language) for alert in shown.waiting),
        *_left_out(tally.waiting - len(shown.waiting), language),
        *([context(" · ".join(facts))] if facts else []),
        *([actions(*_buttons(shown, language))] if tally.waiting else []),
    )


def _why(shown: StormNow, policy: Policy, language: Language) -> str:
    tally, since = shown.tally, slack_time(shown.storm.since, language)
    if not tally.waiting:
        return say(ALL_DONE, language, since=since)
    waiting = _count(WAITS, WAIT, tally.waiting, language)
    limit = policy.storm.rooms_per_hour
    if limit is None or not any(policy.rules(each).opens_by_itself for each in tally.severities):
        return say(MANY, language, since=since, waiting=waiting)
    rooms = _count(ROOM, ROOMS, shown.rooms, language)
    return say(FULL, language, rooms=rooms, since=since, limit=limit, waiting=waiting)


def _line(alert: StoredAlert, language: Language) -> Block:
    said = say(
        LINE,
        language,
        mark=SEVERITY_MARK[alert.alert.severity],
        title=excerpt(alert.alert.title, TITLE_SHOWN, language),
        severity=severity_label(alert.alert.severity),
        source=excerpt(source_name(alert.alert.source, language), SOURCE_SHOWN, language),
        at=slack_time(alert.alert.received_at, language),
    )
    if alert.alert.resolved:
        said += f" · {OVER.say(language)}"
    return section(said, accessory=buttons.open_waiting(alert.id, language))


def _facts(shown: StormNow, language: Language) -> list[str]:
    """What became of the others, in small type."""
    tally, by = shown.tally, shown.storm.dismissed_by
    facts: list[str] = []
    if tally.opened:
        numbers = joined([f"#{number}" for number in shown.opened], language)
        rest = tally.opened - len(shown.opened)
        facts.append(say(OPENED, language, numbers=f"{numbers} {more(rest, language)}" if rest else numbers))
    if tally.dismissed and by:
        facts.append(say(DISMISSED, language, by=mention(by), count=tally.dismissed))
    if tally.repeats:
        facts.append(say(REPEATED, language, count=tally.repeats))
    return facts


def _buttons(shown: StormNow, language: Language) -> list[Block]:
    """One alone has its own button to open it."""
    number, tally = shown.storm.id, shown.tally
    count = min(tally.waiting, OPENED_AT_ONCE)
    everything = buttons.open_all_waiting(number, tally.newest, count, count == tally.waiting, language)
    dismiss = buttons.dismiss_all_waiting(number, tally.newest, tally.waiting, language)
    return [everything, dismiss] if tally.waiting > 1 else [dismiss]


def _left_out(count: int, language: Language) -> list[Block]:
    return [context(more(count, language))] if count > 0 else []


def _count(one: Text, many: Text, count: int, language: Language) -> str:
    return one.say(language) if count == 1 else many.say(language, count=count)
