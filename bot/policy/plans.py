"""Response plans in the policy file: their shape, and what the domain makes of it.

Answers for: ``plans`` and ``tasks``. A role or a kind that there is not is refused with those there are. May not: know
the other parts of the file; kinds and roles are handed in.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from bot.policy import plans_texts as pt
from bot.policy import texts as t
from bot.policy.problems import Report, listed
from bot.policy.values import (
    Duration,
    NoDuration,
    RoleKey,
    Shape,
    User,
    Words,
    WordsShape,
    Written,
    described,
)
from bot.policy.yaml import Place
from bot.settings.settings import WrongValue
from crisis.incident.drill import Told
from crisis.policy.plans import Partner, Plan, PlannedTask, WorkRules

Known = Callable[[list[str], Place], tuple[str, ...]]


def _channel(value: str) -> str:
    """A channel's id as it is, a name without its ``#``."""
    name = value.strip().removeprefix("#")
    if re.fullmatch(r"[CG][A-Z0-9]{7,20}", name):
        return name
    if not re.fullmatch(r"[\w-]{1,80}", name) or name != name.lower():
        raise WrongValue(pt.NO_CHANNEL, value=value)
    return name


ChannelWord = Annotated[str, AfterValidator(_channel)]


class PlannedTaskShape(Shape):
    """One task of a plan."""

    text: Annotated[Words, described(pt.ABOUT_TASK_TEXT)]
    role: Annotated[RoleKey | None, described(pt.ABOUT_TASK_ROLE)] = None
    within: Annotated[Duration | None, described(pt.ABOUT_TASK_WITHIN)] = None


class PlanTargetsShape(Shape):
    """Targets in place of the severity's."""

    acknowledge_within: Annotated[Duration | None, described(t.ABOUT_ACKNOWLEDGE)] = None
    first_answer_within: Annotated[Duration | None, described(t.ABOUT_ANSWER)] = None
    first_statement_within: Annotated[NoDuration, described(t.ABOUT_STATEMENT)] = None


class PartnerShape(Shape):
    """Somebody outside who must know."""

    name: Annotated[Words, described(pt.ABOUT_PARTNER_NAME)]
    reach: Annotated[Written, described(pt.ABOUT_REACH)]


class TellShape(Shape):
    """Who must know."""

    people: Annotated[list[User], described(pt.ABOUT_PEOPLE)] = Field(default_factory=list)
    channels: Annotated[list[ChannelWord], described(pt.ABOUT_CHANNELS)] = Field(default_factory=list)
    partners: Annotated[list[PartnerShape], described(pt.ABOUT_PARTNERS)] = Field(default_factory=list)


class PlanShape(Shape):
    """The response plan of one kind of incident."""

    roles: Annotated[list[RoleKey], described(pt.ABOUT_PLAN_ROLES)] = Field(default_factory=list)
    tasks: Annotated[list[PlannedTaskShape], described(pt.ABOUT_PLAN_TASKS)] = Field(default_factory=list)
    targets: Annotated[PlanTargetsShape, described(pt.ABOUT_PLAN_TARGETS)] = PlanTargetsShape()
    tell: Annotated[TellShape, described(pt.ABOUT_TELL)] = TellShape()
    holding_statement: Annotated[WordsShape | None, described(pt.ABOUT_HOLDING)] = None


class WorkShape(Shape):
    """When tasks and follow-ups are said again."""

    louder_after: Annotated[Duration | None, described(pt.ABOUT_LOUDER)] = None
    follow_up_within: Annotated[Duration | None, described(pt.ABOUT_FOLLOW_UP_WITHIN)] = None
    remind_every: Annotated[Duration | None, described(pt.ABOUT_REMIND_EVERY)] = None


def plans_of(
    written: Mapping[str, PlanShape],
    base: Mapping[str, Plan],
    kinds: Mapping[str, object],
    known: Known,
    roles: Collection[str],
    report: Report,
) -> dict[str, Plan]:
    """``base`` with the plans that were written, each whole. ``known``: checks names of roles at a place;
    ``roles``: those there are."""
    for kind in written:
        if kind not in kinds:
            report.add(("plans", kind), pt.NO_KIND, kind=kind, kinds=listed(kinds))
    return {**base, **{kind: _plan(shape, ("plans", kind), known, roles, report) for kind, shape in written.items()}}


def work_rules_of(written: WorkShape | None, base: WorkRules) -> WorkRules:
    """``base`` with what was written."""
    if written is None:
        return base
    return WorkRules(
        written.louder_after or base.louder_after,
        written.follow_up_within or base.follow_up_within,
        written.remind_every or base.remind_every,
    )


def _plan(shape: PlanShape, place: Place, known: Known, roles: Collection[str], report: Report) -> Plan:
    for key in ("people", "channels"):
        _refuse_twice([name.lower() for name in getattr(shape.tell, key)], (*place, "tell", key), report)
    names = shape.targets.model_fields_set
    return Plan(
        roles=known(shape.roles, (*place, "roles")),
        tasks=_tasks(shape.tasks, (*place, "tasks"), roles, report),
        targets={name: getattr(shape.targets, name) for name in sorted(names)},
        people=tuple(shape.tell.people),
        channels=tuple(shape.tell.channels),
        partners=tuple(Partner(_told(each.name), each.reach) for each in shape.tell.partners),
        holding_statement=_told(shape.holding_statement) if shape.holding_statement else Told(),
    )


def _tasks(
    written: list[PlannedTaskShape], place: Place, roles: Collection[str], report: Report
) -> tuple[PlannedTask, ...]:
    seen: set[str] = set()
    for position, task in enumerate(written):
        if task.text.en in seen or task.text.zh in seen:
            report.add((*place, position, "text"), pt.TASK_TWICE)
        seen |= {task.text.en, task.text.zh}
        if task.role and task.role not in roles:
            report.add((*place, position, "role"), t.NO_ROLE, role=task.role, roles=listed(roles))
    return tuple(PlannedTask(_told(task.text), task.role or "", task.within) for task in written)


def _refuse_twice(names: list[str], place: Place, report: Report) -> None:
    for position, name in enumerate(names):
        if name in names[:position]:
            report.add((*place, position), t.NAMED_TWICE, role=name)


def _told(shape: WordsShape) -> Told:
    return Told(shape.en, shape.zh)
