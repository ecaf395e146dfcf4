"""What one person has to do: roles, offers that wait, what falls due for whom, and which posts to answer.

Answers for: one look at an incident with one person's eyes. May not: know how it is shown, or what time it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crisis.clock.cadence import update_due_at
from crisis.clock.due import answer_due, target_times
from crisis.clock.mentions import CARE
from crisis.incident import LEAD, Incident, Offer, Target
from crisis.incident.tasks import Task
from crisis.mention import KeptMention
from crisis.policy import Policy


class DutyKind(StrEnum):
    UPDATE = "update"
    TARGET = "target"
    DECISION = "decision"
    TASK = "task"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that is due for somebody at ``due_at`` (UTC). ``about``: which target, decision, task or follow-up.
    ``overdue``: the time has passed and it was said so."""

    incident: Incident
    kind: DutyKind
    due_at: datetime
    about: str = ""
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class InHand:
    """A mention that somebody took in hand and nobody has answered in public. ``due_at`` (UTC): until when an answer is
    in time. ``overdue``: that has passed and the room was told so."""

    kept: KeptMention
    due_at: datetime
    overdue: bool


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """What one person has to do about the mentions of an incident. ``in_hand``: the person's own, those due first in
    front. ``unclaimed``: how many wait for somebody, where that is the person's to see to."""

    incident: Incident
    in_hand: tuple[InHand, ...] = ()
    unclaimed: int = 0


# Who is meant when a target of the response clock runs out.
TARGET_ROLES = {Target.ACKNOWLEDGED: LEAD, Target.FIRST_ANSWER: CARE, Target.FIRST_STATEMENT: "spokesperson"}


def offers_for(person: str, incidents: Sequence[Incident]) -> tuple[tuple[Incident, Offer], ...]:
    """The offers that wait for this person's answer."""
    return tuple((each, offer) for each in incidents for offer in each.open_offers() if offer.person == person)


def roles_for(person: str, incidents: Sequence[Incident]) -> tuple[tuple[Incident, tuple[str, ...]], ...]:
    """The incidents in which this person has roles, and which."""
    return tuple((each, roles) for each in incidents if (roles := each.roles_of(person)))


def due_for(person: str, incidents: Sequence[Incident], policy: Policy) -> tuple[Duty, ...]:
    """What falls due for this person, the earliest first: the update for the lead, a target for the role that it is
    the matter of, a decision for whoever took it. Of an incident that has ended, its follow-ups."""
    duties = [duty for incident in incidents for duty in _of(person, incident, policy)]
    return tuple(sorted(duties, key=lambda each: (each.due_at, each.incident.number)))


def _of(person: str, incident: Incident, policy: Policy) -> list[Duty]:
    roles, rhythm, made = incident.roles_of(person), incident.rhythm, _follow_ups(person, incident)
    if not incident.is_open:
        return made
    owed = rhythm.owed_since
    if LEAD in roles and (due := owed or update_due_at(incident, policy)):
        made.append(Duty(incident, DutyKind.UPDATE, due, overdue=owed is not None))
    for target, due_at in target_times(incident, policy):
        if incident.reached_at(target) is None and TARGET_ROLES.get(target) in roles:
            made.append(Duty(incident, DutyKind.TARGET, due_at, target.value, target in incident.watched))
    for decision in incident.decisions:
        if decision.by == person and decision.revisit_at and decision.replaced_by is None:
            late = decision.revisit_reminded
            made.append(Duty(incident, DutyKind.DECISION, decision.revisit_at, str(decision.number), late))
    made += [
        Duty(incident, DutyKind.TASK, task.due_at, str(task.number), task.reminded > 0)
        for task in incident.work.open_tasks
        if task.due_at and (task.owner == person or (task.owner is None and task.role in roles))
    ]
    return made


def _follow_ups(person: str, incident: Incident) -> list[Duty]:
    """The owner's; without one whoever is told of them: the lead, else whoever made them."""
    return [
        Duty(incident, DutyKind.FOLLOW_UP, each.due_at, str(each.number), each.reminded > 0)
        for each in incident.work.open_follow_ups
        if person == (each.owner or incident.holder(LEAD) or each.by)
    ]


def tasks_for(person: str, incidents: Sequence[Incident]) -> tuple[tuple[Incident, Task], ...]:
    """The open tasks without a due time that are this person's, or of a role that this person has."""
    return tuple(
        (each, task)
        for each in incidents
        for task in each.work.open_tasks
        if task.due_at is None and (task.owner == person or (task.owner is None and task.role in each.roles_of(person)))
    )


def mentions_for(
    person: str, incidents: Sequence[Incident], claimed: Sequence[KeptMention], policy: Policy
) -> tuple[ToAnswer, ...]:
    """The incidents whose mentions this person has to see to: those in hand, and as customer care those that nobody
    has. ``claimed``: of these incidents, whoever has them. What is due first stands first."""
    made = []
    for incident in incidents:
        ours = [kept for kept in claimed if kept.incident == incident.number and kept.claimed_by == person]
        in_hand = sorted((_in_hand(incident, kept, policy) for kept in ours), key=lambda each: each.due_at)
        unclaimed = incident.mentions.waiting if CARE in incident.roles_of(person) else 0
        if incident.is_open and (in_hand or unclaimed):
            made.append(ToAnswer(incident, tuple(in_hand), unclaimed))
    return tuple(sorted(made, key=_first_due))


def _in_hand(incident: Incident, kept: KeptMention, policy: Policy) -> InHand:
    due_at, told_at = answer_due(incident, kept.clock_from, policy), incident.mentions.reminded_at
    return InHand(kept, due_at, told_at is not None and due_at <= told_at)


def _first_due(each: ToAnswer) -> tuple[bool, float, int]:
    due_at = each.in_hand[0].due_at.timestamp() if each.in_hand else 0.0
    return not each.in_hand, due_at, each.incident.number
