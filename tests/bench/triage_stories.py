"""How well and how fast posts of one story find one another, and what many of them cost.

The labelled posts are not part of the project: where their folder is missing, these figures are left out and the
section says so. The stream for the growth is made up; its words are drawn as those of a language are, few of them
often.
"""

import json
import os
import random
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import accumulate
from pathlib import Path
from time import process_time
from typing import Any

from bot.words.words import load_words
from crisis.triage.reading import Reading
from crisis.triage.stories import Stories
from tests.bench.figures import Row

FOLDER = Path(os.environ.get("FENGHUO_TRIAGE_DATA", Path(__file__).parents[2].parent / "shared" / "data" / "triage"))
SEVERAL = 3  # posts, from which on a story counts
AT = datetime(2026, 1, 1, tzinfo=UTC)
STREAM = 100_000
PARTS = 10

Post = dict[str, Any]


def rows(stream: int = STREAM) -> list[Row]:
    """The figures of the labelled posts where they are there, and those of the stream."""
    return [*_labelled(), *_grown(stream)]


def _labelled() -> list[Row]:
    file = FOLDER / "story_dev.jsonl"
    if not file.exists():
        return [Row("labelled posts", "left out: their folder is not there")]
    posts: list[Post] = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    pairs = json.loads((FOLDER / "story_dev.ambiguous.json").read_text(encoding="utf-8"))
    maybe_one = {frozenset(pair) for pair in pairs}
    reader = load_words().reader
    readings = {post["id"]: reader.read(post["text"]) for post in posts}
    made: list[Row] = []
    in_time = sorted(posts, key=_at)
    seen: dict[str, None] = dict.fromkeys(post["story"] for post in in_time)
    later = set(list(seen)[len(seen) // 2 :])
    streams = {
        "in the file's order": posts,
        "by their time": in_time,
        "by their time, the later half of the stories": [post for post in in_time if post["story"] in later],
    }
    for name, ordered in streams.items():
        found, wrong, perhaps = _judged(ordered, _streamed(ordered, readings), maybe_one)
        beside = f"{perhaps:.2%} with pairs that may be one story"
        made.append(Row(f"posts of stories of three or more in one incident, {name}", f"{found:.3f}", "0.85 (0.92)"))
        made.append(Row(f"wrong joins, {name}", f"{wrong:.2%}", "2 % (1 %)", beside))
    return [*made, _paced(posts, readings)]


def _streamed(posts: Sequence[Post], readings: dict[str, Reading]) -> list[int]:
    stories, joined = Stories(), []
    for number, post in enumerate(posts):
        reading = readings[post["id"]]
        story = stories.find(reading, AT)
        joined.append(number if story is None else story)
        stories.add(number, reading, AT, joined[-1])
    return joined


def _judged(posts: Sequence[Post], joined: Sequence[int], maybe_one: set[frozenset[str]]) -> tuple[float, float, float]:
    """Share of posts in the incident that most of their story are in; wrong joins; these with pairs that may be one."""
    where: dict[str, Counter[int]] = defaultdict(Counter)
    wrong = strictly = 0
    for post, story in zip(posts, joined, strict=True):
        where[post["story"]][story] += 1
        first = posts[story]["story"]
        strictly += first != post["story"]
        wrong += first != post["story"] and frozenset((first, post["story"])) not in maybe_one
    several = [counts for counts in where.values() if counts.total() >= SEVERAL]
    found = sum(max(counts.values()) for counts in several) / sum(counts.total() for counts in several)
    return found, wrong / len(posts), strictly / len(posts)


def _paced(posts: Sequence[Post], readings: dict[str, Reading]) -> Row:
    import jieba

    jieba.initialize()
    cut, ours = [], []
    for _ in range(3):
        begun = process_time()
        for post in posts:
            jieba.lcut(post["text"])
        cut.append(process_time() - begun)
        begun = process_time()
        _streamed(posts, readings)
        ours.append(process_time() - begun)
    pace, share = len(posts) / min(ours), min(ours) / min(cut)
    return Row("stories, of the time of jieba.lcut", f"{share:.2f}", "1.00", f"{pace:.0f} posts a second")


def _at(post: Post) -> float:
    """Seconds since 1970; the file has them as a number or as a date in words."""
    said = str(post["time"])
    with suppress(ValueError):
        return float(said)
    day, month, number, time, zone, year = said.split()
    return parsedate_to_datetime(f"{day}, {number} {month} {year} {time} {zone}").timestamp()


def _grown(stream: int) -> list[Row]:
    stories = Stories()
    part, spent, costs = stream // PARTS, 0.0, []
    for number, reading in enumerate(_made_up(stream)):
        begun = process_time()
        story = stories.find(reading, AT)
        stories.add(number, reading, AT, number if story is None else story)
        spent += process_time() - begun
        if (number + 1) % part == 0:
            costs.append(spent / part)
            spent = 0.0
    rows = [
        Row(
            f"a post, the last tenth of {stream:,} against the second",
            f"{costs[-1] / costs[1]:.0%}",
            "at most 120 %",
            f"{costs[-1] * 1e6:.0f} µs; the first, with little to look at, {costs[0] * 1e6:.0f} µs",
        )
    ]
    tracemalloc.start()
    stories, held = Stories(), []
    for number, reading in enumerate(_made_up(stream // 4)):
        stories.add(number, reading, AT, number // 2)
        if (number + 1) % (stream // 20) == 0:
            held.append(tracemalloc.get_traced_memory()[0] / 1e6)
    tracemalloc.stop()
    beside = f"{len(stories):,} texts are remembered; after two fifths {held[1]:.0f} MB"
    return [*rows, Row("memory at the end of a stream of different posts", f"{held[-1]:.0f} MB", "bounded", beside)]


def _made_up(number: int) -> Iterator[Reading]:
    """Half of them say again, in part, what one of the newest stories says."""
    chance = random.Random(6)
    letters = [chr(0x4E00 + each) for each in range(3_000)]
    words = [chance.choice(letters) + chance.choice(letters) for _ in range(60_000)]
    often = list(accumulate(1 / (rank + 20) ** 0.9 for rank in range(len(words))))
    newest: list[list[str]] = []
    for _ in range(number):
        if newest and chance.random() < 0.5:
            told = newest[min(int(chance.expovariate(0.05)), len(newest) - 1)]
            said = chance.sample(told, int(len(told) * 0.6)) + chance.choices(words, cum_weights=often, k=8)
        else:
            said = chance.choices(words, cum_weights=often, k=28)
            newest.insert(0, said)
            del newest[400:]
        yield Reading("", "", tuple(said))
