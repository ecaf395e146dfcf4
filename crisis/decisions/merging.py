"""What follows when two incidents are one after all, or one was two.

Answers for: what goes along (open tasks with their owners and due times, people, posts), what stays (decisions, the
record), and what comes back when a merge is undone. May not: read or write rows (``crisis.desk.joining`` does).
"""

from collections.abc import Sequence

from crisis import commands as c
from crisis import events as e
from crisis.decisions import paging
from crisis.decisions.context import Context, checked_text, want_open
from crisis.decisions.escalation import withdraw_offers
from crisis.decisions.rhythm import followed
from crisis.evolve import evolve
from crisis.incident import Incident
from crisis.incident.tasks import Task, TaskState
from crisis.language import Text
from crisis.refusals import Refused
from crisis.refusals import joining as refusals
from crisis.stages import NAMES, Move, Stage

TAKEN_BACK = Text("incident #{number} goes on by itself again", "事件 #{number} 已重开，任务归还")
TAKEN_BACK_UNNAMED = Text("its incident goes on by itself again", "所属事件已重开，任务归还")


def want_mergeable(incident: Incident, other: Incident, openly: bool) -> None:
    """Raise Refused unless the first may go on as part of the second. ``openly``: that what was private may be read is
    meant."""
    want_open(incident)
    if incident.number == other.number:
        raise Refused(refusals.WITH_ITSELF, number=incident.number)
    if incident.drill or other.drill:
        raise Refused(refusals.DRILL_AND_REAL, number=incident.number if incident.drill else other.number)
    into = other.joined.into
    if other.stage is Stage.MERGED and into and into.named:
        raise Refused(refusals.WENT_ON, number=other.number, into=into.number)
    if not other.is_open:
        raise Refused(refusals.INTO_OVER, number=other.number, stage=NAMES[other.stage])
    if incident.private and not other.private and not openly:
        raise Refused(refusals.WOULD_BE_READ, number=incident.number, into=other.number)


def may_name(other: Incident, here: Incident) -> bool:
    """Whether those who read one incident may see the number of the other."""
    return here.private or not other.private


def merge(
    incident: Incident, other: Incident, command: c.MergeIncident, context: Context, posts: int, stories: Sequence[int]
) -> tuple[tuple[e.Event, ...], tuple[e.Event, ...]]:
    """The events of both, of the one that goes and of the one that takes it in. ``posts``: how many went along;
    ``stories``: of these, those that were not there before."""
    reason = checked_text(command.reason, required=False)
    tasks = _tasks_to_go(incident, other)
    first = len(other.work.tasks) + 1
    people = _people_to_go(incident, other)
    gone = e.MergedInto(
        into=other.number,
        named=may_name(other, incident),
        channel=other.channel if may_name(other, incident) else None,
        tasks=tuple((task.number, first + place) for place, task in enumerate(tasks)),
        stories=tuple(stories),
        posts=posts,
        people=len(people),
        reason=reason,
    )
    named, known = may_name(incident, other), incident.firing.elsewhere(incident.alert_fingerprint)
    came = e.TookIn(
        number=incident.number,
        severity=incident.severity,
        named=named,
        title=incident.title if named else "",
        channel=incident.channel if named else None,
        tasks=len(tasks),
        posts=posts,
        people=people,
        reason=reason,
        alerts=tuple(there for here, there in known if here in incident.firing.parts),
    )
    added = tuple(
        e.TaskAdded(first + place, task.text, task.owner, task.role, task.due_at, plan=task.plan)
        for place, task in enumerate(tasks)
    )
    return _ended(incident, gone, command, context), (came, *added)


def part(
    incident: Incident, other: Incident, made: tuple[e.Event, ...], context: Context, posts: int
) -> tuple[tuple[e.Event, ...], tuple[e.Event, ...]]:
    """The merge is taken back; ``made``: what reopening brings. What was done there of its tasks is done; what was not
    is its own again. ``posts``: how many came back."""
    pairs = [(here, task) for here, there in incident.joined.tasks if (task := other.work.task(there))]
    done = tuple(here for here, task in pairs if task.state is TaskState.DONE)
    back = tuple(task.number for _, task in pairs if task.is_open)
    named = may_name(incident, other)
    text = TAKEN_BACK if named else TAKEN_BACK_UNNAMED
    why = text.say(context.policy.language, **({"number": incident.number} if named else {}))
    moved = tuple(here for here, _ in incident.joined.tasks)
    parted = e.PartedFrom(other.number, may_name(other, incident), posts, moved, done)
    known = incident.firing.elsewhere(incident.alert_fingerprint)
    gave = e.GaveBack(incident.number, named, posts, back, tuple(there for _, there in known))
    over = tuple(e.AlertPartEnded(here) for here, there in known if there in other.firing.over)
    return (
        (parted, *made, *over, *(e.TaskDone(number) for number in done)),
        (gave, *(e.TaskDropped(number, why) for number in back)),
    )


def _ended(incident: Incident, gone: e.MergedInto, command: c.MergeIncident, context: Context) -> tuple[e.Event, ...]:
    into = gone.into if gone.named else None
    changed = e.StageChanged(incident.stage, Stage.MERGED, Move.ASIDE, gone.reason, into)
    after = evolve(evolve(incident, gone, context.now, command.by), changed, context.now, command.by)
    made = (gone, changed, *followed(after, context), *withdraw_offers(incident))
    return (*made, *paging.follow(incident, command, made, context))


def _tasks_to_go(incident: Incident, other: Incident) -> tuple[Task, ...]:
    """The open ones; of a plan only those that the other has not got by the same plan."""
    planned = {(task.plan, task.text) for task in other.work.tasks if task.plan}
    return tuple(
        task for task in incident.work.tasks if task.is_open and not (task.plan and (task.plan, task.text) in planned)
    )


def _people_to_go(incident: Incident, other: Incident) -> tuple[str, ...]:
    """Who was in it and is not in the other yet. Into a private one nobody is brought from outside: whoever is needed
    there is asked."""
    if other.private and not incident.private:
        return ()
    there = {*other.invited, *other.people}
    holders = (held.person for held in incident.holdings if held.until is None)
    return tuple(dict.fromkeys(each for each in (*incident.people, *incident.invited, *holders) if each not in there))
