"""What a post that is not about us could teach: words around the name that rule it out, and what they would silence.

Answers for: proposals, of which a person confirms or changes one. May not: teach anything by itself.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from crisis.policy.watch import WatchEntry
from crisis.triage.evidence import Place, Standing
from crisis.triage.reading import Reading
from crisis.triage.watching import WatchList
from crisis.values import replace

MOST = 5
LONGEST = 12  # letters of a proposal: what is longer is this post and no other
FUNCTION_WORDS = frozenset(
    (
        "的 了 是 在 和 与 就 都 也 很 还 又 吗 吧 呢 啊 我 你 他 她 它 我们 你们 他们 这 那 这个 那个 有 没有 不 "
        "把 被 让 给 对 从 到 一个 一 个 着 过 得 地 之 而 但 但是 因为 所以 如果 什么 怎么 the a an is of to and"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Silenced:
    """A post that people treated as about us, and that a proposed word would keep from being heard."""

    key: int
    text: str


def propose(entry: WatchEntry, reading: Reading, watch: WatchList) -> tuple[str, ...]:
    """Words around the entry's name in this post, the most telling first; none where it is not named."""
    meaning = next((each for each in watch.meanings(reading) if each.entry.name == entry.name), None)
    if meaning is None or meaning.begin is None or meaning.end is None:
        return ()
    words = Standing(reading.plain, reading.words, reading.raw).words
    return tuple(dict.fromkeys(_around(meaning.name, meaning.begin, meaning.end, words)))[:MOST]


def _around(name: str, begin: int, end: int, words: Sequence[Place]) -> Iterable[str]:
    before = _before(words, begin)
    after = _after(words, end)
    near_before = before[0][0] if before else ""
    near_after = after[0][0] if after else ""
    made = []
    if near_after and near_after not in FUNCTION_WORDS:
        made.append(f"{name}{near_after}")
    if near_before and near_before not in FUNCTION_WORDS:
        made.append(f"{near_before}{name}")
    if len(after) > 1 and near_after in FUNCTION_WORDS:
        made.append(f"{name}{near_after}{after[1][0]}")
    if len(before) > 1 and near_before in FUNCTION_WORDS:
        made.append(f"{before[1][0]}{near_before}{name}")
    if near_before and near_after:
        made.append(f"{near_before}{name}{near_after}")
    return (each for each in made if len(name) < len(each) <= LONGEST)


def _before(words: Sequence[Place], begin: int) -> list[Place]:
    """Up to two words right before the name, the nearest first: neither a mark nor a blank between."""
    found: list[Place] = []
    for word in reversed([each for each in words if each[2] <= begin]):
        if word[2] != begin or not word[0].isalnum() or len(found) == 2:
            break
        found.append(word)
        begin = word[1]
    return found


def _after(words: Sequence[Place], end: int) -> list[Place]:
    found: list[Place] = []
    for word in (each for each in words if each[1] >= end):
        if word[1] != end or not word[0].isalnum() or len(found) == 2:
            break
        found.append(word)
        end = word[2]
    return found


def silenced(
    entry: WatchEntry,
    word: str,
    posts: Iterable[tuple[int, Reading]],
    watch_of: Callable[[Sequence[WatchEntry]], WatchList],
) -> tuple[Silenced, ...]:
    """Which of these posts, that people treated as about the entry, would no longer be heard if ``word`` ruled it
    out. ``watch_of`` makes a watch list of entries."""
    now = watch_of((entry,))
    then = watch_of((replace(entry, excludes=(*entry.excludes, word)),))
    return tuple(Silenced(key, reading.raw) for key, reading in posts if now.about(reading) and not then.about(reading))
