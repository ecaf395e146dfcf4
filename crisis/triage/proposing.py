"""What a post that is not about us could teach: words around the name that rule it out, and what they would silence.

Answers for: proposals, of which a person confirms or changes one. Words that name a crisis or a complaint, and those
that speak for a company, are never among them: whoever clicks “not about us” by mistake, or about one post alone, would
make the desk deaf to the posts that it is there for. May not: teach anything by itself.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from crisis.policy.watch import WatchEntry
from crisis.triage import general_words as general
from crisis.triage.evidence import Place, Standing
from crisis.triage.reading import Reading
from crisis.triage.tiers import Group, Tiers
from crisis.triage.watching import WatchList
from crisis.values import replace

MOST = 5
LONGEST, LONGEST_LATIN = 12, 30  # letters of a proposal: what is longer is this post and no other
FUNCTION_WORDS = frozenset(
    (
        "的 了 是 在 和 与 就 都 也 很 还 又 吗 吧 呢 啊 我 你 他 她 它 我们 你们 他们 这 那 这个 那个 有 没有 不 "
        "把 被 让 给 对 从 到 一个 一 个 着 过 得 地 之 而 但 但是 因为 所以 如果 什么 怎么 a an the i you he she it "
        "we they my your his her its our their this that is are was were be been has have had do does did of to in on "
        "at for with from by as and or but so not no"
    ).split()
)
OF_A_CRISIS = (Group.BLAME, Group.EVIDENCE, Group.EVASION, Group.SPREADING, Group.GRUMBLING)
OF_A_COMPANY = general.TROUBLE | general.COMPANY | general.TRADE | general.VERDICT


@dataclass(frozen=True, slots=True)
class Proposed:
    """``words``: around the name, the most telling first. ``kept_back``: words beside the name that say a complaint, or
    that the company is meant, so that nothing with them was proposed."""

    words: tuple[str, ...] = ()
    kept_back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Silenced:
    """A post that people treated as about us, and that a proposed word would keep from being heard."""

    key: int
    text: str


def propose(entry: WatchEntry, reading: Reading, watch: WatchList, tiers: Tiers) -> Proposed:
    """What could rule the entry out by this post; nothing where it is not named. ``tiers``: the words of weight, with
    the team's own."""
    meaning = next((each for each in watch.meanings(reading) if each.entry.name == entry.name), None)
    plain = reading.plain
    if meaning is None or meaning.begin is None or meaning.end is None:
        return Proposed()
    begin, end = meaning.begin, meaning.end
    if plain[begin:end] != meaning.name:  # it was found where marks between letters were left out
        return Proposed()
    words = Standing(plain, reading.words, reading.raw).words
    telling = _of_harm(plain, words, tiers, watch.normal_of(entry.includes))
    made: dict[str, None] = {}
    kept_back: dict[str, None] = {}
    for first, last in _around(plain, begin, end, words, watch.is_word):
        said = plain[first:last]
        if harm := [word for word, at, till in telling if at < last and till > first and not begin <= at < till <= end]:
            kept_back.update(dict.fromkeys(harm))
        elif end - begin < len(said) <= (LONGEST_LATIN if said.isascii() else LONGEST):
            made[said] = None
    return Proposed(tuple(made)[:MOST], tuple(kept_back)[:MOST])


def _of_harm(plain: str, words: Sequence[Place], tiers: Tiers, own: Iterable[str]) -> list[Place]:
    """Where the text names what happened, complains, or says by our own reckoning that a company is meant."""
    found = tiers.find(plain, [word for word, _, _ in words])
    places = [(hit.word, hit.start, hit.start + len(hit.word)) for hit in found.hits if hit.end]
    of_groups = {word for group in OF_A_CRISIS for word in found.groups.get(group, ())}
    places += [place for word in (*of_groups, *own) for place in _places_of(word, plain)]
    short = {hit.word for hit in found.hits if not hit.end}
    return places + [place for place in words if place[0] in short or place[0] in OF_A_COMPANY]


def _places_of(word: str, plain: str) -> Iterator[Place]:
    at = plain.find(word) if word else -1
    while at >= 0:
        yield word, at, at + len(word)
        at = plain.find(word, at + 1)


def _around(
    plain: str, begin: int, end: int, words: Sequence[Place], is_word: Callable[[str], bool]
) -> Iterator[tuple[int, int]]:
    """Stretches of the text that hold the name, the most telling first: a word that goes beyond it, the word behind it,
    the one before it, with the next where that says nothing, both."""
    for word, first, last in words:
        if first < end and last > begin and (first < begin or last > end) and is_word(word):
            yield min(first, begin), max(last, end)
    before, after = _before(plain, words, begin), _after(plain, words, end)
    if after and after[0][0] not in FUNCTION_WORDS:
        yield begin, after[0][2]
    if before and before[0][0] not in FUNCTION_WORDS:
        yield before[0][1], end
    if len(after) > 1 and after[0][0] in FUNCTION_WORDS:
        yield begin, after[1][2]
    if len(before) > 1 and before[0][0] in FUNCTION_WORDS:
        yield before[1][1], end
    if before and after and FUNCTION_WORDS.isdisjoint((before[0][0], after[0][0])):
        yield before[0][1], after[0][2]


def _before(plain: str, words: Sequence[Place], begin: int) -> list[Place]:
    """Up to two words right before the name, the nearest first: no mark between, and a blank in Latin letters alone."""
    found: list[Place] = []
    for word in reversed([each for each in words if each[2] <= begin]):
        if not _is_beside(plain, word[2], begin) or not word[0].isalnum() or len(found) == 2:
            break
        found.append(word)
        begin = word[1]
    return found


def _after(plain: str, words: Sequence[Place], end: int) -> list[Place]:
    found: list[Place] = []
    for word in (each for each in words if each[1] >= end):
        if not _is_beside(plain, end, word[1]) or not word[0].isalnum() or len(found) == 2:
            break
        found.append(word)
        end = word[2]
    return found


def _is_beside(plain: str, end: int, begin: int) -> bool:
    if end == begin:
        return True
    return plain[end:begin] == " " and plain[end - 1].isascii() and plain[begin].isascii()


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
