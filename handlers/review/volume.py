"""How the posts spread, as a section of the review: by time, platform and topic.

Answers for: what the section shows. May not: hold markup.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from crisis.language import Text
from crisis.mention import SLOT
from handlers.review import words as w
from handlers.review.page import Row, Table
from handlers.review.teller import Teller
from handlers.review.text import one_line
from handlers.views.spread import drawn_bar, platforms, step_for, steps, topics

MOST_ROWS = 48
"""Of a table; a review is read on paper, too."""


def volume_sum(teller: Teller) -> str:
    """The whole in a sentence; empty without posts."""
    slots = teller.review.counts.by_slot
    if not slots:
        return ""
    step, _ = step_for(slots[-1][0] - slots[0][0], MOST_ROWS)
    busiest, most = max(steps(slots, step, teller.speaker.zone), key=lambda bar: bar[1])
    return teller.say(
        w.VOLUME_SUM,
        count=teller.count(sum(number for _, number in slots)),
        span=teller.span(slots[0][0], slots[-1][0] + SLOT),
        busiest=teller.span(busiest, busiest + step),
        most=teller.count(most),
    )


def volume(teller: Teller) -> tuple[Table, ...]:
    """By time, platform, topic; none without posts."""
    counts = teller.review.counts
    if not counts.by_slot:
        return ()
    step, _ = step_for(counts.by_slot[-1][0] - counts.by_slot[0][0], MOST_ROWS)
    bars = steps(counts.by_slot, step, teller.speaker.zone)[-MOST_ROWS:]
    most = max(number for _, number in bars)
    by_time = Table(
        (teller.say(w.TIME), teller.say(w.POSTS), ""),
        tuple(_rows(bars, most, step, teller)),
    )
    return (
        by_time,
        *_shares(w.PLATFORM, platforms(counts.by_platform, teller.language), teller),
        *_shares(w.TOPIC, topics(counts.by_topic, teller.language), teller),
    )


def _rows(bars: Sequence[tuple[datetime, int]], most: int, step: timedelta, teller: Teller) -> Iterator[Row]:
    """A row for each bar, with from when to when it is; several without posts, one after the other, are one row."""
    for is_empty, group in groupby(bars, key=lambda bar: bar[1] == 0):
        run = list(group)
        if is_empty and len(run) > 1:
            yield Row((teller.span(run[0][0], run[-1][0] + step), teller.count(0), ""))
            continue
        for at, number in run:
            yield Row((teller.span(at, at + step), teller.count(number), drawn_bar(number, most)))


def _shares(title: Text, those: Sequence[tuple[str, int]], teller: Teller) -> tuple[Table, ...]:
    if not those:
        return ()
    total = sum(number for _, number in teller.review.counts.by_slot)
    rows = tuple(
        Row((one_line(name), teller.count(number), f"{number / total:.0%}")) for name, number in those[:MOST_ROWS]
    )
    return (Table((teller.say(title), teller.say(w.POSTS), teller.say(w.SHARE)), rows),)
