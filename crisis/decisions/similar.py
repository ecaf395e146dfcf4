"""What follows when past incidents were looked for. May not: look for them (``past`` does)."""

from crisis import commands as c
from crisis import events as e
from crisis.decisions.context import Context
from crisis.incident import Incident


def record(incident: Incident, command: c.RecordSimilar, context: Context) -> tuple[e.Event, ...]:
    """The same ones again are no news, and an incident that is over needs none."""
    is_news = incident.is_open and command.found != incident.similar
    return (e.SimilarFound(command.found),) if is_news else ()
