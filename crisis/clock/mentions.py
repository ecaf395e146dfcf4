"""When mentions that were not answered are said again, and to whom: not one by one, not too often, each time higher.

Answers for: what follows from the tally, the policy and the quiet hours, as pure functions. May not: decide or read a
clock.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from crisis.clock.cadence import Rung, awake, told_at
from crisis.incident import Incident
from crisis.policy import Policy, SeverityRules
from crisis.policy.people import Roster

CARE, MONITOR = "care", "monitor"
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=4)
"""Between two reminders; in a drill that is played faster, less."""
LOUD_STEPS = 3
"""So many reminders come at the same pace; who has not listened by then hears of it half as often each time."""
MOST_STEPS = 10
"""After so many about the same ones, with nobody doing anything about any, it is left to the board to say so."""


def overdue_at(incident: Incident, policy: Policy, rules: SeverityRules) -> datetime | None:
    """When the next reminder of unanswered mentions is due; None when none waits. Never sooner after they came than
    anybody could have answered, whatever their own time says."""
    tally = incident.mentions
    if tally.oldest is None or tally.steps >= MOST_STEPS:
        return None
    within = rules.first_answer_within
    at = tally.oldest + within
    if tally.reminded_at is not None:
        at = max(at, tally.reminded_at + pause(incident, within))
    elif tally.first_heard_at is not None:
        at = max(at, tally.first_heard_at + min(within, _scaled(SHORTEST, incident)))
    return awake(incident, policy, at)


def pause(incident: Incident, within: timedelta) -> timedelta:
    """How long after a reminder the next one comes at the soonest."""
    shortest, longest = _scaled(SHORTEST, incident), _scaled(LONGEST, incident)
    doubled = max(min(incident.mentions.steps - LOUD_STEPS, 8), 0)
    times: int = 2**doubled
    return min(max(within, shortest) * times, max(longest, within))


def told(step: int, incident: Incident, roster: Roster) -> tuple[Rung, tuple[str, ...]]:
    """Whom the reminder of this step goes to: customer care and monitoring, then the lead, the lead's deputies, the
    levels above. Without the first two it begins with the lead."""
    careful = tuple(dict.fromkeys(_careful(incident)))
    if careful and step == 0:
        return Rung.CARE, careful
    return told_at(step - 1 if careful else step, incident, roster)


def _careful(incident: Incident) -> Iterator[str]:
    for role in (CARE, MONITOR):
        if person := incident.holder(role):
            yield person


def _scaled(length: timedelta, incident: Incident) -> timedelta:
    return length / (incident.playing.speed if incident.playing else 1)
