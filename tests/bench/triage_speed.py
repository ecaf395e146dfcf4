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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import jieba

from bot.collecting import collect_seldom
from bot.policy.file import load
from bot.triage.batch import triage_in_memory
from crisis.alert import Mention
from crisis.policy import Policy
from crisis.triage.judging import Triage, names_of
from crisis.triage.keywords import keywords
from crisis.triage.reading import Reading
from crisis.triage.stories import Stories
from crisis.triage.stream import Stream
from crisis.triage.weighing import NO_SPEED, weigh
from tests.bench.figures import Row

DATA = Path(os.environ.get("FENGHUO_TRIAGE_DATA", Path(__file__).parents[3] / "shared" / "data" / "triage"))
LIST = Path(__file__).parents[2] / "docs" / "watch.example.yaml"
BEGIN = datetime(2026, 5, 1, tzinfo=UTC)
POSTS = 10_000
LONG = 100_000
ROUNDS = 3
AT_A_TIME = 250
EVERY = 20
"""After so many times so many posts of a long stream jieba cuts so many."""
WANTED = 3.0


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


def example_triage() -> Triage:
    """With the project's example watch list, and the words as a batch has them."""
    triage = triage_in_memory(load(LIST, Policy()).watch)
    collect_seldom()  # as who runs it does
    return triage


class Taken:
    """Processor time of each part. All take turns with jieba over the same few posts, so that what else the machine
    does meanwhile falls on all of them alike."""

    def __init__(self, triage: Triage) -> None:
        self._triage = triage
        self._stories = Stories(names=names_of(triage))
        self._stream = Stream(triage)
        self._posts = self._story = 0
        self.seconds: dict[str, float] = {}

    def take(self, some: Sequence[Mention]) -> None:
        """The next posts of the stream, by jieba alone, part by part, and by the whole."""
        triage = self._triage
        with self._of("cut"):
            for post in some:
                jieba.lcut(post.text)
        with self._of("read"):
            readings = [triage.read(post) for post in some]
        with self._of("about"):
            for reading in readings:
                triage.watch.about(reading)
        with self._of("weigh"):
            for reading, post in zip(readings, some, strict=True):
                weigh(reading, post, NO_SPEED)
        with self._of("keywords"):
            for reading in readings:
                keywords(reading.words, rarity=triage.rarity)
        with self._of("story"):
            for reading, post in zip(readings, some, strict=True):
                self._tell(reading, post)
        with self._of("whole"):
            for post in some:
                assert post.posted_at is not None
                self._stream.judge(post, post.posted_at)

    def _tell(self, reading: Reading, post: Mention) -> None:
        assert post.posted_at is not None
        story = self._stories.find(reading, post.posted_at)
        self._posts += 1
        self._story += story is None
        self._stories.add(self._posts, reading, post.posted_at, self._story if story is None else story)

    @contextmanager
    def _of(self, name: str) -> Iterator[None]:
        begin = time.process_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - begin


def measure(most: int = POSTS, rounds: int = ROUNDS) -> dict[str, Any] | None:
    """The figures, the median of several rounds; None without posts."""
    heard = posts(most)
    if not heard:
        return None
    triage = example_triage()
    jieba.initialize()
    Taken(triage).take(heard[:AT_A_TIME])  # what is made at the first use
    found: list[dict[str, float]] = []
    for _ in range(rounds):
        taken = Taken(triage)
        for start in range(0, len(heard), AT_A_TIME):
            taken.take(heard[start : start + AT_A_TIME])
        found.append(taken.seconds)
    ratios = {name: median(each[name] / each["cut"] for each in found) for name in found[0]}
    return {
        "posts": len(heard),
        "cut": median(each["cut"] for each in found),
        "ratio": ratios.pop("whole"),
        "stages": {name: ratio for name, ratio in ratios.items() if name != "cut"},
    }


def rows(long: int = LONG) -> list[Row]:
    """The figures for the page; a word about it where the posts are missing."""
    found = measure()
    if found is None:
        return [Row("the whole of triage", "left out: the folder of posts is not there")]
    parts = ", ".join(f"{name} {ratio:.2f}" for name, ratio in found["stages"].items())
    beside = f"{parts}; {found['posts']:,} posts, the median of {ROUNDS} rounds in turns"
    made = [Row("the whole of triage, of the time of jieba.lcut", f"{found['ratio']:.2f}", f"{WANTED:g}", beside)]
    grown = measure_long(long)
    assert grown is not None
    costs, memory = grown["costs"], grown["memory"]
    beside = f"{costs[-1] / costs[0]:.0%} of the first, with little to look at; as shares of jieba's time meanwhile"
    what = f"a post, the last tenth of {long:,} against the second"
    made.append(Row(what, f"{costs[-1] / costs[1]:.0%}", "at most 120 %", beside))
    beside = f"after two tenths {memory[2]:.0f} MB, at the end {memory[-1]:.0f} MB; with the posts themselves"
    made.append(Row("memory from the second to the last tenth", f"{memory[-1] - memory[2]:+.0f} MB", "bounded", beside))
    return made


def stream(triage: Triage, heard: list[Mention], each: Callable[[int], None]) -> None:
    """The pipeline as `fenghuo triage` runs it, without reading and writing lines."""
    stream = Stream(triage)
    for place, post in enumerate(heard):
        assert post.posted_at is not None
        stream.judge(post, post.posted_at)
        each(place)


def measure_long(most: int = LONG) -> dict[str, Any] | None:
    """Many posts in one stream, in tenths: what one costs, as a share of what jieba takes for one in the same time (the
    machine may be busy), and how much memory the process has held."""
    heard = posts(most)
    if not heard:
        return None
    triage, sample = example_triage(), heard[:EVERY]
    jieba.initialize()
    costs, memory, ours, cut = [], [_memory()], 0.0, 0.0
    begin = time.process_time()

    def each(place: int) -> None:
        nonlocal ours, cut, begin
        if (place + 1) % (EVERY * EVERY) == 0:
            judged = time.process_time()
            for post in sample:
                jieba.lcut(post.text)
            ours, cut, begin = ours + judged - begin, cut + time.process_time() - judged, time.process_time()
        if (place + 1) % (most // 10) == 0:
            costs.append(ours / cut / EVERY)
            memory.append(_memory())
            ours = cut = 0.0

    stream(triage, heard, each)
    return {"posts": most, "costs": costs, "memory": memory}


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
            print(f"{place * LONG // 10:>7,} posts: {cost:5.2f} of jieba's time, {memory:5.0f} MB")
        return 0
    found = measure()
    if found is None:
        return _nothing()
    print(f"{found['posts']:,} posts; jieba.lcut alone {found['cut']:.2f} s")
    for name, ratio in found["stages"].items():
        print(f"  {name:<9} {ratio:5.2f}")
    print(f"  {'whole':<9} {found['ratio']:5.2f}  (wanted: {WANTED:g})")
    return 0


def _nothing() -> int:
    print(f"no posts to measure with in {DATA}: set FENGHUO_TRIAGE_DATA")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
