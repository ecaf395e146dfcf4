"""The cadence of status updates: when one is due, when the lead is warned, and who is told when none comes.

Answers for: what follows from the rhythm, the policy and the quiet hours, as pure functions; nothing of it is stored.
May not: decide or change anything (``decisions.clock`` and ``decisions.rhythm`` do), or read a clock.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from crisis.incident import LEAD, Incident
from crisis.policy import Policy, SeverityRules
from crisis.policy.people import Roster
from crisis.policy.rights import is_inside
from crisis.stages import Stage

LEAST_WARNED = timedelta(minutes=3)
"""A shorter rhythm has no warning: the reminder itself is as near."""


class Rung(StrEnum):
    """Whom a reminder goes to: each due time that passes without an update goes one rung higher."""

    CARE = "care"  # customer care and monitoring: of mentions alone
    TEAM = "team"  # nobody has the lead: whoever is in the channel
    LEAD = "lead"
    DEPUTY = "deputy"
    ABOVE = "above"  # a level above


def pace(rules: SeverityRules, stage: Stage) -> timedelta:
    """How often an update is due in this stage."""
    return dict(rules.update_every_in).get(stage, rules.update_every)


def quiet_until(incident: Incident, policy: Policy, at: datetime) -> datetime | None:
    """When the quiet hours end into which ``at`` falls for this incident; None when it may be disturbed then. A drill
    is never quiet: people came for it."""
    hours = policy.quiet_hours
    if hours is None or incident.drill or incident.severity not in hours.severities:
        return None
    return hours.end_after(at, policy.timezone)


def awake(incident: Incident, policy: Policy, at: datetime) -> datetime:
    """This moment, or the end of the quiet hours into which it falls."""
    return quiet_until(incident, policy, at) or at


def update_due_at(incident: Incident, policy: Policy) -> datetime | None:
    """When the next update is due: after the quiet hours when its time falls into them, but for a reminder that
    somebody put off until then."""
    rhythm = incident.rhythm
    if rhythm.next_due is None or rhythm.next_due == rhythm.snoozed_to:
        return rhythm.next_due
    return awake(incident, policy, rhythm.next_due)


def warning_at(incident: Incident, rules: SeverityRules, policy: Policy) -> datetime | None:
    """When the lead is to be warned of the next due time; None when there is nothing to warn of: it was done, an update
    is owed already, the due time was put off or waits for the end of the quiet hours."""
    rhythm, due_at = incident.rhythm, update_due_at(incident, policy)
    if due_at is None or due_at != rhythm.next_due or due_at in (rhythm.snoozed_to, rhythm.warned_of):
        return None
    if rhythm.owed_since or rules.warn_before is None or rhythm.every < LEAST_WARNED:
        return None
    return awake(incident, policy, due_at - min(rules.warn_before, rhythm.every / 3))


def reminder_in_hand(incident: Incident, policy: Policy) -> datetime | None:
    """The due time that the newest reminder is about: the one that passed without an update, else the next one."""
    rhythm = incident.rhythm
    return rhythm.reminded_of if rhythm.owed_since else update_due_at(incident, policy)


def step_of(incident: Incident, due_at: datetime) -> int:
    """How many due times were told before this one since the last update, to the same lead. A reminder that was put
    off is the same one again; who has just taken the lead is asked first."""
    rhythm = incident.rhythm
    if rhythm.owed_since is None or rhythm.reminded_lead != incident.holder(LEAD):
        return 0
    return max(rhythm.steps - (due_at == rhythm.snoozed_to), 0)


def told_at(step: int, incident: Incident, roster: Roster) -> tuple[Rung, tuple[str, ...]]:
    """Whom the reminder of this step goes to; beyond the highest rung it stays there."""
    rungs = list(_rungs(incident, roster))
    return rungs[min(step, len(rungs) - 1)]


def _rungs(incident: Incident, roster: Roster) -> Iterator[tuple[Rung, tuple[str, ...]]]:
    """The lead, the lead's deputies, the levels above: those who can be told, each once. Of a private incident nobody
    outside its room is."""
    lead = incident.holder(LEAD)
    yield (Rung.LEAD, (lead,)) if lead else (Rung.TEAM, ())
    candidate = roster.candidate(lead) if lead else None
    told = {lead}
    higher = [(Rung.DEPUTY, candidate.deputies if candidate else ()), *((Rung.ABOVE, each) for each in roster.levels)]
    for rung, people in higher:
        reachable = tuple(
            one for one in dict.fromkeys(people) if one not in told and _can_be_told(one, incident, roster)
        )
        told.update(reachable)
        if reachable:
            yield rung, reachable


def _can_be_told(person: str, incident: Incident, roster: Roster) -> bool:
    known = roster.person(person)
    if known is not None and (known.is_bot or not known.is_active):
        return False
    return not incident.private or is_inside(incident, person)
