"""What the clock must wake us for: due times, derived from the incident's state.

Answers for: one function from state to due times. The table of due times is a projection of it, made anew with every
command, so that nothing has to be cancelled by hand and nothing can be forgotten. What happens when one comes stands in
``decisions/clock.py``. May not: read a clock; it says when, never whether it is time.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crisis.drill import shortened
from crisis.incident import Incident, Target
from crisis.policy import Policy, SeverityRules
from crisis.values import replace


class DueKind(StrEnum):
    UPDATE = "update"  # a status update is due
    OFFER = "offer"  # an offer was not answered
    TARGET = "target"  # a target of the response clock runs out
    REVISIT = "revisit"  # a decision is to be looked at again
    INJECT = "inject"  # the script of a drill does something to the team
    TASK = "task"  # a task is due, or still open some time after
    FOLLOW_UP = "follow_up"  # a follow-up is due, also of an incident that has ended


@dataclass(frozen=True, slots=True)
class Due:
    """A due time on the incident clock, UTC. ``key`` is unique in the incident: its kind and what it is about."""

    kind: DueKind
    about: str
    due_at: datetime

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.about}"


def due_times(incident: Incident, policy: Policy) -> tuple[Due, ...]:
    """Every due time that the incident has in this state. Decisions keep their revisit and follow-ups their reminder
    when the incident has ended."""
    revisits = tuple(
        Due(DueKind.REVISIT, str(decision.number), decision.revisit_at)
        for decision in incident.decisions
        if decision.revisit_at and not decision.revisit_reminded and decision.replaced_by is None
    )
    follow_ups = tuple(Due(DueKind.FOLLOW_UP, *each) for each in incident.work.follow_up_times())
    if not incident.is_open:
        return (*revisits, *follow_ups)
    updates = (Due(DueKind.UPDATE, "", incident.rhythm.next_due),) if incident.rhythm.next_due else ()
    offers = tuple(Due(DueKind.OFFER, str(offer.id), offer.expires_at) for offer in incident.open_offers())
    targets = tuple(
        Due(DueKind.TARGET, target.value, due_at)
        for target, due_at in target_times(incident, policy)
        if incident.reached_at(target) is None and target not in incident.watched
    )
    tasks = tuple(Due(DueKind.TASK, *each) for each in incident.work.task_times(policy.work.louder_after))
    return (*updates, *offers, *targets, *revisits, *_injects(incident), *tasks, *follow_ups)


def _injects(incident: Incident) -> tuple[Due, ...]:
    to_come = incident.playing.to_come if incident.playing else ()
    return tuple(Due(DueKind.INJECT, str(number), incident.opened_at + inject.at) for number, inject in to_come)


def rules_of(incident: Incident, policy: Policy) -> SeverityRules:
    """What the policy says for the incident's severity and kind. Who plays a drill faster has less time for all."""
    rules = policy.rules_for(incident.severity, incident.kind)
    speed = incident.playing.speed if incident.playing else 1
    if speed == 1:
        return rules
    statement = rules.first_statement_within
    return replace(
        rules,
        acknowledge_within=shortened(rules.acknowledge_within, speed),
        first_answer_within=shortened(rules.first_answer_within, speed),
        first_statement_within=shortened(statement, speed) if statement else None,
        update_every=shortened(rules.update_every, speed),
        offer_waits=shortened(rules.offer_waits, speed),
    )


def target_times(incident: Incident, policy: Policy) -> tuple[tuple[Target, datetime], ...]:
    """When each target of the response clock runs out, counted from first sight.

    A first answer is a target only where an alert brought mentions: without one there is nobody to answer.
    """
    rules = rules_of(incident, policy)
    has_mentions = bool(incident.alert and incident.alert.mentions)
    within = (
        (Target.ACKNOWLEDGED, rules.acknowledge_within),
        (Target.FIRST_ANSWER, rules.first_answer_within if has_mentions else None),
        (Target.FIRST_STATEMENT, rules.first_statement_within),
    )
    return tuple((target, incident.opened_at + limit) for target, limit in within if limit is not None)
