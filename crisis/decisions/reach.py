"""Who wants to hear of an incident, and who no more.

Answers for: nobody outside follows a private incident, nor learns that it is there. May not: send anything.
"""

from crisis import events as e
from crisis.commands import Follow, Unfollow
from crisis.decisions.context import Context, want_open
from crisis.incident import Incident
from crisis.policy.reach import follows


def follow(incident: Incident, command: Follow, context: Context) -> tuple[e.Event, ...]:
    """Again is nothing."""
    person = str(command.by)
    want_open(incident)
    return () if follows(incident, person) else (e.Followed(person),)


def unfollow(incident: Incident, command: Unfollow, context: Context) -> tuple[e.Event, ...]:
    """Also for somebody whom the policy names. After the end, too: it may be opened again. Again is nothing."""
    person = str(command.by)
    return () if person in incident.following.left else (e.Unfollowed(person),)
