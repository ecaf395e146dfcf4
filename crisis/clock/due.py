"""What the clock must wake us for: due times, derived from the incident's state.

Answers for: one function from state to due times. The table of due times is a projection of it, made anew with every
command, so that nothing has to be cancelled by hand and nothing can be forgotten. What happens when one comes stands in
``decisions/clock.py``. May not: read a clock; it says when, never whether it is time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from crisis.clock.cadence import awake, update_due_at, warning_at
from crisis.clock.mentions import overdue_at
from crisis.clock.pages import page_times
from crisis.incident import Incident, Target
from crisis.incident.drill import shortened
from crisis.policy import Policy, SeverityRules
from crisis.values import replace

BEFORE_SHIFT_ENDS = timedelta(minutes=15)
"""So long before a shift ends whoever is on next is asked to take over."""


class DueKind(StrEnum):
    UPDATE = "update"  # a status update is due
    OFFER = "offer"  # an offer was not answered
    TARGET = "target"  # a target of the response clock runs out
    REVISIT = "revisit"  # a decision is to be looked at again
    INJECT = "inject"  # the script of a drill does something to the team
    VACANCY = "vacancy"  # a role that nobody was left for: somebody may be there now
    SHIFT = "shift"  # the shift of whoever has a role ends soon
    TASK = "task"  # a task is due, or still open some time after
    FOLLOW_UP = "follow_up"  # a follow-up is due, also of an incident that has ended
    PAGE = "page"  # somebody is to be woken
    MENTIONS = "mentions"  # posts were not answered in time


WARNING = "warning"
"""What the due time of an update is about when it is the warning before it."""


@dataclass(frozen=True, slots=True)
class Due:
    """A due time on the incident clock, UTC. ``key`` is unique in the incident: its kind and what it is about."""

    kind: DueKind
    about: str
    due_at: datetime

    @property
    def key(self) -> str:
        return self.kind + ":" + self.about  # both are texts


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
    rules = rules_of(incident, policy)
    updates = _updates(incident, policy, rules)
    offers = tuple(Due(DueKind.OFFER, str(offer.id), offer.expires_at) for offer in incident.open_offers())
    targets = tuple(
        Due(DueKind.TARGET, target.value, awake(incident, policy, due_at))
        for target, due_at in _targets(incident, rules)
        if target not in incident.watched and incident.reached_at(target) is None
    )
    others = (
        *(_injects(incident) if incident.playing else ()),
        *_people(incident),
        *_pages(incident, policy, rules),
        *(_tasks(incident, policy) if incident.work.tasks else ()),
        *_mentions(incident, policy, rules),
    )
    return (*updates, *offers, *targets, *revisits, *others, *follow_ups)


def _people(incident: Incident) -> tuple[Due, ...]:
    vacancies = tuple(Due(DueKind.VACANCY, vacancy.role, vacancy.look_at) for vacancy in incident.vacancies)
    shifts = tuple(
        Due(DueKind.SHIFT, held.role, held.shift_ends - BEFORE_SHIFT_ENDS)
        for held in incident.holdings
        if held.until is None and held.shift_ends
    )
    return (*vacancies, *shifts)


def _tasks(incident: Incident, policy: Policy) -> tuple[Due, ...]:
    times = incident.work.task_times(policy.work.louder_after, partial(awake, incident, policy))
    return tuple(Due(DueKind.TASK, *each) for each in times)


def _updates(incident: Incident, policy: Policy, rules: SeverityRules) -> tuple[Due, ...]:
    """The next update, and the lead's warning before it."""
    due_at, warned_at = update_due_at(incident, policy), warning_at(incident, rules, policy)
    warning = (Due(DueKind.UPDATE, WARNING, warned_at),) if warned_at else ()
    return (*warning, *((Due(DueKind.UPDATE, "", due_at),) if due_at else ()))


def _pages(incident: Incident, policy: Policy, rules: SeverityRules) -> tuple[Due, ...]:
    times = page_times(incident, policy.pages, rules)
    return tuple(Due(DueKind.PAGE, about, due_at) for about, due_at in times)


def _mentions(incident: Incident, policy: Policy, rules: SeverityRules) -> tuple[Due, ...]:
    if incident.mentions.oldest is None:
        return ()
    at = overdue_at(incident, policy, rules)
    return (Due(DueKind.MENTIONS, "", at),) if at else ()


def _injects(incident: Incident) -> tuple[Due, ...]:
    to_come = incident.playing.to_come if incident.playing else ()
    return tuple(Due(DueKind.INJECT, str(number), incident.opened_at + inject.at) for number, inject in to_come)


def rules_of(incident: Incident, policy: Policy) -> SeverityRules:
    """What the policy says for the incident's severity and kind. Who plays a drill faster has less time for all."""
    rules = policy.rules_for(incident.severity, incident.kind)
    speed = incident.playing.speed if incident.playing else 1
    if speed == 1:
        return rules
    statement, room, warning = rules.first_statement_within, rules.room_within, rules.warn_before
    return replace(
        rules,
        acknowledge_within=shortened(rules.acknowledge_within, speed),
        first_answer_within=shortened(rules.first_answer_within, speed),
        first_statement_within=shortened(statement, speed) if statement else None,
        update_every=shortened(rules.update_every, speed),
        offer_waits=shortened(rules.offer_waits, speed),
        room_within=shortened(room, speed) if room else None,
        update_every_in=tuple((stage, shortened(every, speed)) for stage, every in rules.update_every_in),
        warn_before=shortened(warning, speed) if warning else None,
    )


def target_times(incident: Incident, policy: Policy) -> tuple[tuple[Target, datetime], ...]:
    """When each target of the response clock runs out, counted from first sight.

    A first answer is a target only where there are mentions: without one there is nobody to answer. Where the alert
    brought none, it is counted from when the first was heard of. A room that stands and was not seen to be completed is
    older than this target.
    """
    return _targets(incident, rules_of(incident, policy))


def answer_due(incident: Incident, clock_from: datetime, policy: Policy) -> datetime:
    """Until when a mention whose clock runs from then is answered in time: not within quiet hours."""
    return awake(incident, policy, clock_from + rules_of(incident, policy).first_answer_within)


def _targets(incident: Incident, rules: SeverityRules) -> tuple[tuple[Target, datetime], ...]:
    is_older = incident.room_stands and incident.reached_at(Target.ROOM_COMPLETE) is None
    has_mentions = bool(incident.alert and incident.alert.mentions)
    heard_at = None if has_mentions else incident.mentions.first_heard_at
    within = (
        (Target.ACKNOWLEDGED, rules.acknowledge_within),
        (Target.ROOM_COMPLETE, None if is_older else rules.room_within),
        (Target.FIRST_ANSWER, rules.first_answer_within if has_mentions or heard_at else None),
        (Target.FIRST_STATEMENT, rules.first_statement_within),
    )
    begins = {Target.FIRST_ANSWER: heard_at or incident.opened_at}
    return tuple(
        (target, begins.get(target, incident.opened_at) + limit) for target, limit in within if limit is not None
    )
