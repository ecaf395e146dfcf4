"""The kind of an incident, and what its response plan starts.

Answers for: a plan adds what is missing and takes nothing away; what it said when it was started stands on the record.
May not: know of messages.
"""

from datetime import timedelta

from crisis import events as e
from crisis.commands import ChangeKind
from crisis.decisions.context import Context, want_open
from crisis.decisions.escalation import offer_missing_roles
from crisis.evolve import evolve
from crisis.incident import Incident
from crisis.incident.drill import shortened
from crisis.policy.plans import Plan, PlannedTask
from crisis.policy.rights import is_inside
from crisis.refusals import Refused
from crisis.refusals import tasks as refusals


def change_kind(incident: Incident, command: ChangeKind, context: Context) -> tuple[e.Event, ...]:
    """Another kind brings its plan: roles that are missing, tasks that are not there, people who do not know yet.

    A public incident cannot be of a kind that is private by policy; a private one stays private whatever its kind,
    and a drill is nothing to hide."""
    want_open(incident)
    kinds = context.policy.kinds
    kind = context.policy.kind_named(command.kind)
    if kind is None:
        raise Refused(refusals.NO_SUCH_KIND, kind=command.kind[:40], possible=tuple(kinds.values()))
    if kind == incident.kind:
        raise Refused(refusals.ALREADY_THAT_KIND, number=incident.number, kind=kinds[kind])
    if kind in context.policy.private_kinds and not (incident.private or incident.drill):
        raise Refused(refusals.KIND_IS_PRIVATE, number=incident.number, kind=kinds[kind])
    changed = e.KindChanged(incident.kind, kind)
    after = evolve(incident, changed, context.now, command.by)
    return (changed, *offer_missing_roles(after, context), *start_plan(after, context))


def start_plan(incident: Incident, context: Context) -> tuple[e.Event, ...]:
    """What the plan of the incident's kind adds now. Nothing without a plan, or when all of it is there.

    A drill tells nobody outside its room, and of a private incident no channel learns, and nobody who is outside.
    """
    plan = context.policy.plans.get(incident.kind)
    if plan is None:
        return ()
    tasks = _missing_tasks(incident, plan, context)
    people, unknown = ((), ()) if incident.drill else _people(incident, plan, context)
    outside = tuple(each for each in people if incident.private and not is_inside(incident, each))
    people = tuple(each for each in people if each not in outside)
    told = incident.work.told_channels
    quiet = incident.drill or incident.private
    channels = () if quiet else tuple(each for each in plan.channels if each not in told)
    if incident.kind in incident.work.plans and not (tasks or people or channels):
        return ()
    started = e.PlanStarted(
        kind=incident.kind,
        roles=plan.roles,
        tasks=tuple(task.number for task in tasks),
        people=people,
        unknown=unknown,
        channels=channels,
        partners=plan.partners,
        holding_statement=plan.holding_statement,
        outside=outside,
    )
    return (started, *tasks)


def _missing_tasks(incident: Incident, plan: Plan, context: Context) -> tuple[e.TaskAdded, ...]:
    """Those that no plan has brought yet, whatever became of them: two kinds may ask for the same."""
    known = {task.text for task in incident.work.tasks if task.plan}
    language, first = context.policy.language, len(incident.work.tasks) + 1
    wanted = {text: task for task in plan.tasks if (text := task.text.say(language)) not in known}
    return tuple(
        e.TaskAdded(
            number=number,
            text=text,
            role=task.role,
            due_at=incident.opened_at + _within(task, incident) if task.within else None,
            plan=incident.kind,
        )
        for number, (text, task) in enumerate(wanted.items(), first)
    )


def _within(task: PlannedTask, incident: Incident) -> timedelta:
    assert task.within is not None
    return shortened(task.within, incident.playing.speed) if incident.playing else task.within


def _people(incident: Incident, plan: Plan, context: Context) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Slack ids of those who are to be told now, and the names that nobody here has."""
    found: list[str] = []
    unknown: list[str] = []
    for name in plan.people:
        person = context.roster.person_named(name)
        if person is None or not person.is_active:
            unknown.append(name)
        elif person.id not in incident.work.told_people and person.id not in found:
            found.append(person.id)
    return tuple(found), tuple(unknown)
