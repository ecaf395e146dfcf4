"""The mentions of an incident as a review shows them: who answered which, when, and whether in time.

Answers for: one line for each that anybody did something about, from the record alone, so that words that were removed
are removed here, too. May not: phrase. What nobody touched is counted by the incident's tally.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crisis import events as e
from crisis.events import Entry, PostInBrief
from crisis.events.mentions import OfMention
from crisis.evolve.mentions import NEXT
from crisis.incident import Who
from crisis.mention import MentionState
from crisis.values import replace
from crisis.words import Words


@dataclass(frozen=True, slots=True)
class MentionLine:
    """What became of one mention. ``at`` and ``by``: of its answer, else of the newest change."""

    number: int
    post: PostInBrief
    state: MentionState
    at: datetime
    by: Who
    claimed_at: datetime | None = None
    private_at: datetime | None = None
    answered: bool = False
    late_by: timedelta = timedelta(0)
    url: Words = ""
    words: Words = ""


def reviewed_mentions(entries: Sequence[Entry]) -> tuple[MentionLine, ...]:
    """In the order in which somebody first did something about them."""
    lines: dict[int, MentionLine] = {}
    for entry in entries:
        event = entry.event
        if isinstance(event, OfMention):
            lines[event.mention] = _after(lines.get(event.mention), event, entry)
    return tuple(lines.values())


def _after(line: MentionLine | None, event: OfMention, entry: Entry) -> MentionLine:
    state = NEXT[type(event)]
    known = line or MentionLine(event.mention, event.post, state, entry.at, entry.by)
    match event:
        case e.MentionClaimed():
            return replace(known, state=state, at=entry.at, by=entry.by, claimed_at=known.claimed_at or entry.at)
        case e.MentionSolvedInPrivate():
            return replace(known, state=state, at=entry.at, by=entry.by, private_at=entry.at, words=event.text)
        case e.MentionAnswered():
            return replace(
                known,
                state=state,
                at=entry.at,
                by=entry.by,
                answered=True,
                late_by=event.late_by,
                url=event.url,
                words=event.text,
            )
        case e.MentionClosed() if known.answered:  # when it was answered is what counts
            return replace(known, state=state)
        case e.MentionClosed() | e.MentionPutAside():
            return replace(known, state=state, at=entry.at, by=entry.by, words=event.reason)
        case _:
            return MentionLine(event.mention, event.post, state, entry.at, entry.by)
