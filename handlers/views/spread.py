"""How posts spread, as people see it: the proposal in the channel, and the overview that one person asks for.

May not: draw (``pictures.volume`` does).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from crisis import events as e
from crisis.decisions.spread import open_proposal
from crisis.events import Entry
from crisis.incident import Incident
from crisis.language import Language, Text
from crisis.mention import SLOT, MentionCounts
from crisis.policy import Policy
from crisis.severity import Severity
from crisis.triage.topics import name_of
from handlers.blocks import Block, Message, actions, button, context, message, section
from handlers.sentences import mark, sentence
from handlers.sentences.spread import count_words
from handlers.views import buttons
from handlers.views.parts import notification, opening
from handlers.wording.platforms import platform_name
from handlers.wording.speaking import SlackSpeaker
from handlers.wording.vocabulary import escape, joined, more, say, severity_label, slack_span

PROPOSED_MORE = Text(
    "It stands at {severity}. A worse severity brings more people and a faster clock; you decide.",
    "当前级别 {severity}。升级会增加人员、收紧时限，请人工判断。",
)
RAISE = Text("🚨 Raise to {severity}", "🚨 升为 {severity}")
KEEP = Text("Keep {severity}", "维持 {severity}")
OVERVIEW = Text("posts over time", "帖文走势")
NONE_YET = Text("No posts have come yet.", "暂无帖文。")
TOTAL = Text("*{count} posts*, made {span}", "*共 {count} 条帖文* 发布于 {span}")
BARS = Text("`{bars}` {span}, each sign is {length}", "`{bars}` {span}，每格 {length}")
BUSIEST = Text("busiest: {count} posts, {span}", "最高峰：{span}，{count} 条")
PLATFORMS = Text("*Where*: {each}", "*平台* {each}")
TOPICS = Text("*What*: {each}", "*话题* {each}")
ONE = Text("{name} {count}", "{name} {count}")
HOUR = Text("an hour", "1 小时")
TEN_MINUTES = Text("10 min", "10 分钟")
DAY = Text("a day", "1 天")
CHART = Text("📊 Chart into the channel", "📊 在频道生成走势图")

SIGNS = "▁▂▃▄▅▆▇█"
MOST_BARS = 48
NAMED = 6

_STEPS: tuple[tuple[timedelta, Text], ...] = (
    (SLOT, TEN_MINUTES),
    (timedelta(hours=1), HOUR),
    (timedelta(days=1), DAY),
)


def proposal(
    event: e.SeverityProposed, entry: Entry, incident: Incident, policy: Policy, language: Language
) -> list[Block]:
    """The proposal in the channel; with buttons while somebody can still say yes or no."""
    said = f"{mark(event)} {sentence(entry, SlackSpeaker(language, policy))}"
    waiting = open_proposal(incident)
    if waiting is None or waiting.number != event.number:
        return [section(said)]
    more_words = say(PROPOSED_MORE, language, severity=severity_label(incident.severity))
    row = actions(*settling(incident, waiting.number, waiting.severity, language), buttons.severity(incident, language))
    return [section(f"{said}\n{more_words}"), row]


def settling(incident: Incident, number: int, severity: Severity, language: Language) -> tuple[Block, Block]:
    """Yes and no to a proposed severity."""
    raising = say(RAISE, language, severity=severity_label(severity))
    keeping = say(KEEP, language, severity=severity_label(incident.severity))
    value = f"{incident.number}:{number}"
    return button(raising, "spread.raise", value, "danger"), button(keeping, "spread.keep", value)


def overview(counts: MentionCounts, incident: Incident, language: Language, zone: tzinfo | None = None) -> Message:
    """Volume, platforms and topics, for whoever asks. ``zone``: see ``steps``."""
    head = opening(incident, language)
    said = OVERVIEW.say(language)
    if not counts.by_slot:
        return message(notification(incident, language, said), head, section(NONE_YET.say(language)))
    waiting = open_proposal(incident)
    row = [button(CHART.say(language), "spread.chart", str(incident.number), "primary")]
    if waiting:
        row += settling(incident, waiting.number, waiting.severity, language)
    return message(
        notification(incident, language, said),
        head,
        section("\n".join(_volume(counts, language, zone))),
        *_shares(counts, language),
        actions(*row),
    )


def _volume(counts: MentionCounts, language: Language, zone: tzinfo | None) -> list[str]:
    """Each figure with from when to when it counts: a post is known by the stretch in which it was made."""
    total = sum(number for _, number in counts.by_slot)
    first, latest = counts.by_slot[0][0], counts.by_slot[-1][0]
    step, name = step_for(latest - first)
    bars = steps(counts.by_slot, step, zone)
    shown = bars[-MOST_BARS:]
    busiest, most = max(bars, key=lambda bar: bar[1])
    return [
        say(TOTAL, language, count=count_words(total, language), span=slack_span(first, latest + SLOT, language)),
        say(
            BARS, language, bars=drawn(shown), length=name, span=slack_span(shown[0][0], shown[-1][0] + step, language)
        ),
        say(BUSIEST, language, count=count_words(most, language), span=slack_span(busiest, busiest + step, language)),
    ]


def _shares(counts: MentionCounts, language: Language) -> list[Block]:
    lines = [
        say(text, language, each=shares(those, language))
        for text, those in (
            (PLATFORMS, platforms(counts.by_platform, language)),
            (TOPICS, topics(counts.by_topic, language)),
        )
        if those
    ]
    return [context("\n".join(lines))] if lines else []


def platforms(counts: Sequence[tuple[str, int]], language: Language) -> list[tuple[str, int]]:
    """Under their usual names. Not escaped."""
    return [(platform_name(key).say(language), count) for key, count in counts]


def topics(counts: Sequence[tuple[str, int]], language: Language) -> list[tuple[str, int]]:
    """Under their names. Not escaped."""
    return [(name_of(key, language), count) for key, count in counts]


def shares(those: Sequence[tuple[str, int]], language: Language) -> str:
    """``Weibo 31, Douyin 4``: the largest few; the names may come from outside."""
    named = [say(ONE, language, name=escape(name[:40]), count=count) for name, count in those[:NAMED]]
    left = len(those) - NAMED
    return joined([*named, *([more(left, language)] if left > 0 else [])], language)


def step_for(span: timedelta, most: int = MOST_BARS) -> tuple[timedelta, Text]:
    """The shortest step with which a span needs no more bars than that."""
    return next(((step, name) for step, name in _STEPS if span / step < most), _STEPS[-1])


def steps(
    by_slot: Sequence[tuple[datetime, int]], step: timedelta, zone: tzinfo | None = None
) -> list[tuple[datetime, int]]:
    """The counts in steps without a gap, from the first to the last that has any; UTC. ``zone``: where a day begins at
    midnight (None: UTC; a change of the clocks in between moves the days after it by an hour)."""
    if not by_slot:
        return []
    begin, seconds = by_slot[0][0], step.total_seconds()
    ahead = ((begin.astimezone(zone).utcoffset() if zone else None) or timedelta()).total_seconds()
    counts: dict[int, int] = {}
    for at, number in by_slot:
        place = int((at.timestamp() + ahead) // seconds)
        counts[place] = counts.get(place, 0) + number
    return [
        (datetime.fromtimestamp(place * seconds - ahead, begin.tzinfo), counts.get(place, 0))
        for place in range(min(counts), max(counts) + 1)
    ]


def drawn_bar(number: int, most: int, longest: int = 20) -> str:
    """One number as a bar that lies; empty for none."""
    return "█" * max(round(number / most * longest), 1) if number else ""


def drawn(bars: Sequence[tuple[datetime, int]]) -> str:
    """The newest of them as signs of eight heights; an empty step is a low sign, too."""
    shown = [number for _, number in bars[-MOST_BARS:]]
    highest = max(shown)
    return "".join(SIGNS[min(int(number * len(SIGNS) / (highest + 1)), 7)] for number in shown)
