"""How well a name is told from the same letters that mean something else, and what that costs.

    python -m tests.bench.triage_brand

The labelled posts are not part of the project: where their folder is missing, the section says so. The watch list is
docs/watch.example.yaml; each post is asked about the brand that it was labelled for.
"""

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time
from typing import Any

import jieba

from bot.policy.file import load
from bot.triage.live_watch import watched
from bot.words.words import load_words
from crisis.policy import Policy
from crisis.policy.watch import WatchEntry
from handlers.watching import Watched
from tests.bench.figures import Row

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("FENGHUO_TRIAGE_DATA", ROOT.parent / "shared" / "data" / "triage"))
LIST = ROOT / "docs" / "watch.example.yaml"
MANY = 5_000
LETTERS = "的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生"

Post = dict[str, Any]


def rows() -> list[Row]:
    """Precision, recall and F1 where the labelled posts are; the time of reading and of judging, as shares of that of
    cutting the same posts into words."""
    file = FOLDER / "brand_dev.jsonl"
    if not file.exists():
        return [Row("the brand is meant", "left out: the folder of labelled posts is not there")]
    posts: list[Post] = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    words, entries = load_words(), load(LIST, Policy()).watch
    found = watched(words, entries)
    brands = sorted({post["brand"] for post in posts})
    made: list[Row] = []
    for name, some in (("all brands", brands), ("every other one", brands[::2]), ("the others", brands[1::2])):
        precision, recall, f1 = _judged([post for post in posts if post["brand"] in some], found)
        made.append(Row(f"the brand is meant: F1, {name}", f"{f1:.3f}", "0.85 (0.92)", f"recall {recall:.3f}"))
        made.append(Row(f"the brand is meant: precision, {name}", f"{precision:.3f}", "0.90 (0.93)"))
    return [*made, *_costs([post["text"] for post in posts], found, entries)]


def _judged(posts: Sequence[Post], found: Watched) -> tuple[float, float, float]:
    said = [
        post["brand"] in {each.name for each in found.watch.about(found.reader.read(post["text"]))} for post in posts
    ]
    right = sum(yes and bool(post["label"]) for yes, post in zip(said, posts, strict=True))
    precision = right / max(1, sum(said))
    recall = right / max(1, sum(bool(post["label"]) for post in posts))
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def _costs(texts: Sequence[str], found: Watched, entries: Sequence[WatchEntry]) -> list[Row]:
    """Of reading but for the cut, and of judging with this list and with thousands of names more."""
    readings = [found.reader.read(text) for text in texts]
    names = (f"{a}{b}{c}" for a in LETTERS for b in LETTERS for c in LETTERS)
    many = found.watch_of([*entries, *(WatchEntry(name) for name, _ in zip(names, range(MANY), strict=False))])
    bare = jieba.Tokenizer()
    bare.initialize()
    cut = _timed(lambda: [bare.lcut(text) for text in texts])
    parts = {
        "reading a post, but for the cut": lambda: [found.reader.plain(text) for text in texts],
        "judging whom it means": lambda: [found.watch.about(reading) for reading in readings],
        f"judging with {MANY:,} names more": lambda: [many.about(reading) for reading in readings],
    }
    wanted = {"reading a post, but for the cut": "0.5 together"}
    return [
        Row(f"{name}, of the time of jieba.lcut", f"{_timed(part) / cut:.2f}", wanted.get(name, ""))
        for name, part in parts.items()
    ]


def _timed(work: Callable[[], object]) -> float:
    """Seconds of the processor, the second time it is done."""
    work()
    begun = process_time()
    work()
    return process_time() - begun


def _print() -> None:
    for row in rows():
        print(f"{row.what}: {row.figure}", f"(wanted {row.wanted})" if row.wanted else "", row.beside)


if __name__ == "__main__":
    _print()
