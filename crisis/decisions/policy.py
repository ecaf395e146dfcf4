"""What follows for an open incident when the policy is changed.

Answers for: the new policy holds for what comes next; what has happened stays as it was. The due times are made anew by
the desk with every command. May not: know how a policy is read.
"""

from crisis import events as e
from crisis.commands import FollowPolicy, MeetTeam
from crisis.decisions.context import Context
from crisis.decisions.escalation import meet_team
from crisis.decisions.rhythm import followed
from crisis.incident import Incident


def follow_policy(incident: Incident, command: FollowPolicy, context: Context) -> tuple[e.Event, ...]:
    """Roles that are wanted now are offered, updates follow the new cadence, and the board shows what holds now."""
    if not incident.is_open:
        return ()
    met = meet_team(incident, MeetTeam(incident.number, command.by), context)
    return (*followed(incident, context), *met, e.PolicyFollowed())
