"""How fast triage is, against jieba alone on the same posts, and which of its parts takes how much.

Answers for: the figure that is wanted (the whole at most three times ``jieba.lcut``), and that the cost of a post stays
what it is in a stream of 100,000. Without posts to measure with (a folder beside the checkout, or the one that
``FENGHUO_TRIAGE_DATA`` names) it says so. Run it by itself: ``python -m tests.bench.triage_speed [--long]``.
"""

import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import jieba

from bot.batch import triage_in_memory
from crisis.alert import Mention
from crisis.triage.judging import Triage
from crisis.triage.keywords import keywords
from crisis.triage.stories import Stories
from crisis.triage.stream import Stream
from crisis.triage.weighing import NO_SPEED, weigh

DATA = Path(os.environ.get("FENGHUO_TRIAGE_DATA", Path(__file__).parents[3] / "shared" / "data" / "triage"))
BEGIN = datetime(2026, 5, 1, tzinfo=UTC)
POSTS = 10_000
LONG = 100_000
ROUNDS = 2
WANTED = 3.0


@dataclass
class Stages:
    """Seconds of processor time by the name of the part."""

    taken: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        begin = time.process_time()
        yield
        self.taken[name] = self.taken.get(name, 0.0) + time.process_time() - begin


def posts(most: int = POSTS) -> list[Mention]:
    """Posts in stream order, half a minute apart, a post a third of them repeats as reposts do; none without data."""
    texts: list[str] = []
    for file in sorted(DATA.glob("*.jsonl")):
        texts += [str(json.loads(line)["text"]) for line in file.read_text(encoding="utf-8").splitlines()]
    if not texts:
        return []
    chosen = random.Random(6)
    chosen.shuffle(texts)
    made = [texts[place] if place < len(texts) else chosen.choice(texts) + f" {place}" for place in range(most)]
    return [
        Mention("weibo", text=text, id=str(place), followers=chosen.randrange(10_000),
                posted_at=BEGIN + timedelta(seconds=30 * place)) for place, text in enumerate(made)
    ]  # fmt: skip


def cut_alone(heard: list[Mention]) -> float:
    """Seconds that ``jieba.lcut`` takes for them; its dictionary is loaded before."""
    begin = time.process_time()
    for post in heard:
        jieba.lcut(post.text)
    return time.process_time() - begin


def stage_by_stage(triage: Triage, heard: list[Mention]) -> Stages:
    """Each part for all posts, one after the other."""
    stages, stories, number = Stages(), Stories(), 0
    with stages.of("read"):
        readings = [triage.read(post) for post in heard]
    with stages.of("about"):
        for reading in readings:
            triage.watch.about(reading)
    with stages.of("weigh"):
        for reading, post in zip(readings, heard, strict=True):
            weigh(reading, post, NO_SPEED)
    with stages.of("keywords"):
        for reading in readings:
            keywords(reading.words)
    with stages.of("story"):
        for place, (reading, post) in enumerate(zip(readings, heard, strict=True)):
            assert post.posted_at is not None
            story = stories.find(reading, post.posted_at)
            number += story is None
            stories.add(place, reading, post.posted_at, number if story is None else story)
    return stages


def whole(triage: Triage, heard: list[Mention], each: Callable[[int], None] = lambda place: None) -> float:
    """Seconds of the pipeline as `fenghuo triage` runs it, without reading and writing lines."""
    stream = Stream(triage)
    begin = time.process_time()
    for place, post in enumerate(heard):
        assert post.posted_at is not None
        stream.judge(post, post.posted_at)
        each(place)
    return time.process_time() - begin


def measure() -> dict[str, Any] | None:
    """The figures; None without posts."""
    heard = posts()
    if not heard:
        return None
    triage = triage_in_memory()
    jieba.initialize()
    cut = min(cut_alone(heard) for _ in range(ROUNDS))
    taken = min(whole(triage, heard) for _ in range(ROUNDS))
    stages = stage_by_stage(triage, heard).taken
    return {
        "posts": len(heard),
        "cut": cut,
        "whole": taken,
        "ratio": taken / cut,
        "stages": {name: seconds / cut for name, seconds in stages.items()},
    }


def measure_long() -> dict[str, Any] | None:
    """100,000 posts in one stream: what one costs at the beginning and at the end, and how much memory grew."""
    heard = posts(LONG)
    if not heard:
        return None
    triage, marks = triage_in_memory(), [(0, time.process_time(), _memory())]

    def each(place: int) -> None:
        if (place + 1) % 10_000 == 0:
            marks.append((place + 1, time.process_time(), _memory()))

    whole(triage, heard, each)
    costs = [(after[1] - before[1]) / 10_000 for before, after in pairwise(marks)]
    return {"posts": len(heard), "costs": costs, "memory": [mark[2] for mark in marks]}


def _memory() -> float:
    """MB that the process holds at most so far."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 if sys.platform == "linux" else 1024**2)


def main(arguments: list[str]) -> int:
    if "--long" in arguments:
        found = measure_long()
        if found is None:
            return _nothing()
        for place, (cost, memory) in enumerate(zip(found["costs"], found["memory"][1:], strict=True), 1):
            print(f"{place * 10_000:>7,} posts: {cost * 1e6:6.0f} µs a post, {memory:5.0f} MB")
        return 0
    found = measure()
    if found is None:
        return _nothing()
    print(f"{found['posts']:,} posts; jieba.lcut alone {found['cut']:.2f} s, the whole {found['whole']:.2f} s")
    for name, ratio in found["stages"].items():
        print(f"  {name:<9} {ratio:5.2f}")
    print(f"  {'whole':<9} {found['ratio']:5.2f}  (wanted: {WANTED:g})")
    return 0


def _nothing() -> int:
    print(f"no posts to measure with in {DATA}: set FENGHUO_TRIAGE_DATA")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
