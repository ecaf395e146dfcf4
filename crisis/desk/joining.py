"""Two incidents in one transaction: one is merged into another, that is taken back, posts are split off.

Answers for: rows and both incidents being written together, and where an alert goes whose incident was merged. May not:
say what follows for each (``decisions.merging`` does).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from crisis import commands as c
from crisis import events as e
from crisis import refusals
from crisis.decisions import merging
from crisis.decisions.context import Context, checked_text, want_open
from crisis.decisions.mentions import recounted
from crisis.desk import gate
from crisis.incident import Incident, Who
from crisis.mention import KeptMention, MentionOrder, MentionState
from crisis.ports import Unit
from crisis.refusals import Refused
from crisis.refusals import joining as why
from crisis.stages import Stage
from crisis.values import replace

MOST_STORIES = 500
"""Stories that can come back when a merge is undone."""
LOOKED_AT = 2_000
"""Posts, the newest, whose stories are looked at."""
TITLE = 60
"""Letters of a post that do for a title."""


class Rooms(Protocol):
    """What is asked of ``one_incident``."""

    def put_down(
        self, unit: Unit, incident: Incident, made: tuple[e.Event, ...], by: Who, context: Context
    ) -> datetime | None:
        """Record these events of an incident and what follows from them; its nearest due time."""
        ...

    def open_with(
        self, unit: Unit, command: c.OpenIncident, made: Callable[[Incident], tuple[e.Event, ...]], context: Context
    ) -> Incident:
        """Open one by hand; ``made``: what happens to it at once."""
        ...


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of it. ``incident``: the one that was asked about. ``other``: the one that it was merged into, that was
    split off, or that it came from; None: posts were put aside. ``posts``: that went."""

    incident: Incident
    other: Incident | None
    posts: int
    next_due: datetime | None = None


def concerns_two(command: c.Command) -> bool:
    """Whether a command may write a second incident, and rows of posts."""
    if isinstance(command, c.ChangeStage):
        return command.stage is Stage.RESPONDING
    return isinstance(command, c.AboutTwo)


def goes_on(unit: Unit, incident: Incident) -> Incident:
    """The incident in which this one goes on: itself, unless it was merged."""
    seen = {incident.number}
    while incident.stage is Stage.MERGED and incident.joined.into:
        there = unit.incident(incident.joined.into.number)
        if there is None or there.number in seen:
            break
        seen.add(there.number)
        incident = there
    return incident


def merge(unit: Unit, incident: Incident, command: c.MergeIncident, context: Context, rooms: Rooms) -> Settled:
    """Make one of two. Raises Refused."""
    other = unit.incident(command.into)
    if other is None:
        raise Refused(refusals.NO_SUCH_INCIDENT, number=command.into)
    if command.by:
        gate.want_seen(command.by, other, context.policy, context.roster)
    merging.want_mergeable(incident, other, command.openly)
    known = set(_stories_of(unit, other.number))
    stories = [story for story in _stories_of(unit, incident.number) if story not in known][:MOST_STORIES]
    posts = unit.move_mentions(incident.number, other.number)
    gone, came = merging.merge(incident, other, command, context, posts, stories)
    due = (
        rooms.put_down(unit, incident, (*gone, *recounted(incident, unit)), command.by, context),
        rooms.put_down(unit, other, (*came, *recounted(other, unit)), command.by, context),
    )
    return _settled(unit, incident, other, posts, due)


def part(
    unit: Unit, incident: Incident, made: tuple[e.Event, ...], by: Who, context: Context, rooms: Rooms
) -> Settled | None:
    """Take a merge back; ``made``: what reopening brings. None: there is nothing to be taken back."""
    into = incident.joined.into
    other = unit.incident(into.number) if into else None
    if other is None:
        return None
    there = goes_on(unit, other).number  # it may have been merged on
    stories = incident.joined.stories
    posts = unit.move_mentions(there, incident.number, stories) if stories else 0
    own, others = merging.part(incident, other, made, context, posts)
    due = [
        rooms.put_down(unit, incident, (*own, *recounted(incident, unit)), by, context),
        rooms.put_down(unit, other, (*others, *recounted(other, unit)), by, context),
    ]
    last = unit.incident(there)
    if last is not None and there != other.number:
        due.append(rooms.put_down(unit, last, recounted(last, unit), by, context))
    return _settled(unit, incident, other, posts, due)


def split(unit: Unit, incident: Incident, command: c.SplitIncident, context: Context, rooms: Rooms) -> Settled:
    """Posts leave the incident. Raises Refused."""
    want_open(incident)
    chosen = _chosen(unit, incident, command.posts)
    moved = _in_stories(unit, incident, chosen)
    if command.aside:
        now = context.now
        unit.change_mentions([replace(each, incident=None, state=MentionState.ASIDE, changed_at=now) for each in moved])
        new = None
    else:
        new = _open_for(unit, incident, moved, command, context, rooms)
    left = e.PostsSplitOff(new.number if new else None, len(moved))
    due = rooms.put_down(unit, incident, (left, *recounted(incident, unit)), command.by, context)
    return _settled(unit, incident, new, len(moved), (due,))


def _settled(
    unit: Unit, incident: Incident, other: Incident | None, posts: int, due: Sequence[datetime | None]
) -> Settled:
    """As both are now."""
    after = unit.incident(incident.number) or incident
    there = unit.incident(other.number) if other else None
    return Settled(after, there, posts, min((each for each in due if each), default=None))


def _stories_of(unit: Unit, number: int) -> tuple[int, ...]:
    rows = unit.mentions_of(number, None, LOOKED_AT, MentionOrder.NEWEST)
    return tuple(dict.fromkeys(kept.story for kept in rows))


def _chosen(unit: Unit, incident: Incident, posts: Sequence[int]) -> tuple[KeptMention, ...]:
    """These posts; without any those of the story that joined last. Raises Refused."""
    if posts:
        return tuple(_its_post(unit, incident, post) for post in dict.fromkeys(posts))
    stories = _stories_of(unit, incident.number)
    if not stories:
        raise Refused(why.NO_POSTS, number=incident.number)
    if len(stories) == 1:
        raise Refused(why.ONE_STORY, number=incident.number)
    return tuple(kept for kept in unit.mentions_of_story(max(stories)) if kept.incident == incident.number)


def _its_post(unit: Unit, incident: Incident, post: int) -> KeptMention:
    kept = unit.mention(post)
    if kept is None or kept.incident != incident.number:
        raise Refused(why.NOT_ITS_POST, post=post, number=incident.number)
    return kept


def _in_stories(unit: Unit, incident: Incident, chosen: Sequence[KeptMention]) -> tuple[KeptMention, ...]:
    """The posts, each in its story from now on. A story that leaves as a whole keeps its number, so that whoever has it
    in memory finds its posts where they are. Of one that is divided those that leave are another, and that is noted for
    all who have it in memory."""
    by_story: dict[int, list[KeptMention]] = {}
    for kept in chosen:
        by_story.setdefault(kept.story, []).append(kept)
    moved: list[KeptMention] = []
    for story, posts in by_story.items():
        leave = {kept.id for kept in posts}
        stay = any(kept.id not in leave and kept.incident == incident.number for kept in unit.mentions_of_story(story))
        number = unit.next_story() if stay else story
        moved += [replace(kept, story=number) for kept in posts]
        if stay:
            unit.note_division(story, number)
    return tuple(moved)


def _open_for(
    unit: Unit,
    incident: Incident,
    moved: Sequence[KeptMention],
    command: c.SplitIncident,
    context: Context,
    rooms: Rooms,
) -> Incident:
    first = min(moved, key=lambda kept: (kept.clock_from, kept.id))
    said = " ".join(first.mention.text.split())[:TITLE]
    title = checked_text(command.title, required=False) or (said if any(map(str.isalnum, said)) else incident.title)
    opening = c.OpenIncident(title, command.by, incident.severity, incident.kind, private=incident.private)

    def came(new: Incident) -> tuple[e.Event, ...]:
        unit.change_mentions([replace(kept, incident=new.number) for kept in moved])
        return (e.SplitFrom(incident.number, len(moved), incident.channel), *recounted(new, unit))

    return rooms.open_with(unit, opening, came, context)
