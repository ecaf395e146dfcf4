"""How well the weight of a post agrees with people: `python -m tests.bench.triage_severity [--misses]`.

Answers for: Spearman's rank correlation with the levels that people gave, and the AUC of "SEV1 or SEV2", for the half
of our labelled posts that the word lists were worked on with and the half kept apart (tests/bench/data/README.md).
"""

import argparse
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import jieba

from bot.words.words import load_words
from crisis.alert import Mention
from crisis.language import Language
from crisis.severity import Severity
from crisis.triage.reading import Reader
from crisis.triage.verdict import Weight
from crisis.triage.weighing import weigh
from tests.bench.figures import Row

POSTS = Path(__file__).parent / "data" / "severity.jsonl"
NOTHING = 5
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Labelled:
    """A post with the level that people gave it; None: nothing to do."""

    id: str
    mention: Mention
    level: int | None

    @property
    def kept_apart(self) -> bool:
        return hashlib.sha256(self.id.encode()).digest()[0] % 2 == 1


def labelled(path: Path = POSTS) -> Iterator[Labelled]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        mention = Mention("weibo", text=row["text"], followers=row["followers"], reposts=row["reposts"], id=row["id"])
        yield Labelled(row["id"], mention, row["level"])


def spearman(ones: Sequence[float], others: Sequence[float]) -> float:
    """Of two rows of figures, ties sharing their rank."""
    first, second = _ranks(ones), _ranks(others)
    middle = (len(ones) - 1) / 2
    both = sum((one - middle) * (other - middle) for one, other in zip(first, second, strict=True))
    spread = sum((one - middle) ** 2 for one in first) * sum((other - middle) ** 2 for other in second)
    return both / spread**0.5 if spread else 0.0


def auc(scores: Sequence[float], is_right: Sequence[bool]) -> float:
    """How often one that is right scores above one that is not; a tie is half."""
    ranks = _ranks(scores)
    right = [rank for rank, each in zip(ranks, is_right, strict=True) if each]
    wrong = len(ranks) - len(right)
    if not right or not wrong:
        return 0.0
    return (sum(right) - len(right) * (len(right) - 1) / 2) / (len(right) * wrong)


def _ranks(figures: Sequence[float]) -> list[float]:
    order = sorted(range(len(figures)), key=lambda place: figures[place])
    ranks = [0.0] * len(figures)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and figures[order[end + 1]] == figures[order[start]]:
            end += 1
        for place in order[start : end + 1]:
            ranks[place] = (start + end) / 2
        start = end + 1
    return ranks


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of posts with what we say of them. ``alarms``: without the ones that are nothing, as they are told by others."""

    posts: int
    spearman: float
    spearman_of_crises: float
    auc: float
    same_level: float


def agreement(posts: Sequence[Labelled], weights: Sequence[Weight]) -> Agreement:
    levels = [-(post.level or NOTHING) for post in posts]
    scores = [weight.score for weight in weights]
    crises = [place for place, post in enumerate(posts) if post.level]
    grave = [(post.level or NOTHING) <= 2 for post in posts]
    same = [
        (weight.severity or NOTHING) == (post.level or NOTHING) for post, weight in zip(posts, weights, strict=True)
    ]
    return Agreement(
        len(posts),
        spearman(levels, scores),
        spearman([levels[place] for place in crises], [scores[place] for place in crises]),
        auc(scores, grave),
        sum(same) / len(same),
    )


def halves(reader: Reader) -> dict[str, Agreement]:
    """Of the half worked on and the half kept apart."""
    made = {}
    for name, apart in (("worked on", False), ("kept apart", True)):
        posts = [post for post in labelled() if post.kept_apart == apart]
        made[name] = agreement(posts, [weigh(reader.read(post.mention.text), post.mention) for post in posts])
    return made


def rows() -> list[Row]:
    """For the page: both halves."""
    words = load_words()
    made = []
    for name, found in halves(words.reader).items():
        beside = f"{found.posts} posts; same level {found.same_level:.0%}"
        made.append(Row(f"severity, half {name}: Spearman", f"{found.spearman:.3f}", "0.75", beside))
        made.append(Row(f"severity, half {name}: AUC of SEV1 or SEV2", f"{found.auc:.3f}", "0.90"))
    return [*made, Row("weighing beside jieba.lcut of the same posts", f"{_share_of_cutting():.2f}", "0.5")]


def _share_of_cutting() -> float:
    """The time to weigh our posts, as a share of jieba's time to cut them; the smallest of several rounds each."""
    texts = [post.mention.text for post in labelled()]
    reader = load_words().reader
    readings = [(reader.read(text), Mention("weibo", text=text)) for text in texts]
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    cutting = min(_seconds(lambda: [tokenizer.lcut(text) for text in texts]) for _ in range(ROUNDS))
    weighing = min(_seconds(lambda: [weigh(reading, mention) for reading, mention in readings]) for _ in range(ROUNDS))
    return weighing / cutting


def _seconds(work: Callable[[], object]) -> float:
    begin = process_time()
    work()
    return process_time() - begin


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--misses", action="store_true", help="show the posts of the half worked on that we miss")
    reader = load_words().reader
    for name, figures in halves(reader).items():
        print(
            f"{name}: {figures.posts} posts, Spearman {figures.spearman:.3f} ({figures.spearman_of_crises:.3f} without "
            f"those that are nothing), AUC of SEV1 or SEV2 {figures.auc:.3f}, same level {figures.same_level:.0%}"
        )
    print(f"weighing takes {_share_of_cutting():.2f} of the time of jieba.lcut on the same posts")
    if arguments.parse_args().misses:
        _show_misses(reader)


def _show_misses(reader: Reader) -> None:
    for post in labelled():
        if post.kept_apart:
            continue
        weight = weigh(reader.read(post.mention.text), post.mention)
        if (weight.severity or NOTHING) != (post.level or NOTHING):
            said = "; ".join(reason.say(Language.CHINESE) for reason in weight.reasons)
            given = int(weight.severity) if isinstance(weight.severity, Severity) else None
            print(f"{post.level} → {given} {weight.score:.2f} {post.mention.text[:90]} | {said}")


if __name__ == "__main__":
    main()
