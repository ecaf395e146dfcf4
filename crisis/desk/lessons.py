"""What people taught the watch list from Slack: words that rule an entry out, and words that speak for it.

Answers for: what may be taught and what is refused, and the entries with all of it put over the policy's. Whoever
confirmed stays on record; taking back is a new fact. May not: propose anything (``triage.proposing`` does), or say who
may (the rights do).
"""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime

from crisis.alert import Alert
from crisis.commands.lessons import TakeBackLesson, TeachWatch
from crisis.incident import Who
from crisis.learning import ABOUT, MOST_LETTERS, NO, Example
from crisis.policy import Policy
from crisis.policy.watch import Lesson, Side, WatchEntry
from crisis.ports import Unit
from crisis.refusals import Refused
from crisis.refusals import lessons as refusals
from crisis.values import replace

SHORTEST, LONGEST = 2, 40  # letters of a word
MOST = 300  # lessons of one entry that stand


def taught(entries: Sequence[WatchEntry], lessons: Iterable[Lesson]) -> tuple[WatchEntry, ...]:
    """The policy's entries with the lessons put over them. A lesson about an entry that the policy no longer has
    waits for it to come back."""
    excludes: dict[str, list[str]] = {}
    includes: dict[str, list[str]] = {}
    for lesson in lessons:
        sides = excludes if lesson.side is Side.NOT else includes
        sides.setdefault(lesson.entry, []).append(lesson.word)
    if not excludes and not includes:
        return tuple(entries)
    return tuple(
        replace(
            entry,
            excludes=tuple(dict.fromkeys((*entry.excludes, *excludes.get(entry.name, ())))),
            includes=tuple(dict.fromkeys((*entry.includes, *includes.get(entry.name, ())))),
        )
        for entry in entries
    )


def teach(unit: Unit, command: TeachWatch, policy: Policy, now: datetime) -> Lesson:
    """Keep a lesson; the same again is the one there is. Raises Refused."""
    entry = entry_named(command.entry, policy.watch)
    unit.one_at_a_time("watch lessons")
    standing = unit.lessons()
    word = wanted(command.word, command.side, taught((entry,), standing)[0])
    same = (each for each in standing if each.entry == entry.name and _folded(each.word) == _folded(word))
    known = next((each for each in same if each.side is command.side), None)
    if known:
        return known
    if sum(each.entry == entry.name for each in standing) >= MOST:
        raise Refused(refusals.TOO_MANY, name=entry.name, most=MOST)
    if _folded(word) in map(_folded, entry.excludes if command.side is Side.NOT else entry.includes):
        raise Refused(refusals.IN_POLICY, word=word, name=entry.name)
    return unit.add_lesson(Lesson(entry.name, command.side, word, command.by, now))


def take_back(unit: Unit, command: TakeBackLesson, now: datetime) -> Lesson:
    """The lesson holds no longer; again is nothing. Raises Refused."""
    lesson = unit.lesson(command.lesson)
    if lesson is None:
        standing = tuple(f"#{each.id}" for each in unit.lessons())[:10] or (refusals.NONE_STANDS,)
        raise Refused(refusals.NO_SUCH_LESSON, number=command.lesson, possible=standing)
    if lesson.taken_back_at is None:
        unit.take_back_lesson(lesson.id, command.by, now)
        return replace(lesson, taken_back_by=command.by, taken_back_at=now)
    return lesson


def corrected(alert: Alert, entry: str, by: Who, at: datetime) -> tuple[Example, ...]:
    """The alert's posts as examples of what the entry does not mean; none when it was taken for no entry."""
    posts = alert.mentions if entry else ()
    return tuple(
        Example(f"{ABOUT}{entry}", post.text[:MOST_LETTERS], NO, by, at, post.followers) for post in posts if post.text
    )


def entry_named(name: str, entries: Sequence[WatchEntry]) -> WatchEntry:
    """The entry of this name or alias, whatever its case. Raises Refused with those there are."""
    if not entries:
        raise Refused(refusals.NO_WATCH_LIST)
    wanted_name = _folded(name)
    found = next((each for each in entries if wanted_name in map(_folded, (each.name, *each.aliases))), None)
    if found is None:
        raise Refused(refusals.NO_SUCH_ENTRY, name=name[:LONGEST], possible=tuple(each.name for each in entries[:20]))
    return found


def wanted(word: str, side: Side, entry: WatchEntry) -> str:
    """The word as it is kept. Raises Refused for one that would rule out everything, or nothing."""
    kept = " ".join(unicodedata.normalize("NFKC", word).split()).strip("“”\"'「」")
    if len(kept) > 2 and kept.startswith("/") and kept.endswith("/"):
        raise Refused(refusals.NO_EXPRESSION)
    letters = sum(letter.isalnum() for letter in kept)
    if letters < (SHORTEST if side is Side.NOT else 1) or len(kept) > LONGEST:
        raise Refused(refusals.WORD_LENGTH, word=kept[:LONGEST], least=SHORTEST, most=LONGEST)
    if side is Side.NOT and any(_folded(kept) in _folded(name) for name in (entry.name, *entry.aliases)):
        raise Refused(refusals.RULES_OUT_ITSELF, word=kept, name=entry.name)
    others = entry.includes if side is Side.NOT else entry.excludes
    if _folded(kept) in map(_folded, others):
        raise Refused(refusals.SPEAKS_BOTH_WAYS, word=kept, name=entry.name)
    return kept


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
