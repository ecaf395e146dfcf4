"""A message that its app edits is one alert all along: what it was first known by, and whether an edit says more.

Answers for: an edit that changes the title, or a field, is still the same cause; only that it is over, fires again or
is worse counts. May not: read a message (``message`` does), or remember one.
"""

import json

from crisis.alert import Alert
from crisis.values import replace


def known_by(alert: Alert) -> str:
    """What makes the cause of this alert, and the route that it takes, as JSON: source, title and labels."""
    return json.dumps([alert.source, alert.title, alert.labels], ensure_ascii=False)


def as_first(alert: Alert, first: str) -> Alert:
    """The alert that an edited message is now, of the cause that it was when ``known_by`` said ``first``."""
    source, title, labels = json.loads(first)
    return replace(alert, source=source, title=title, labels=tuple((name, value) for name, value in labels))


def says_more(now: Alert, was: Alert) -> bool:
    """Whether an edit says what an alert of its own would have said: it is over, fires again, or is worse."""
    return now.resolved != was.resolved or (not now.resolved and now.severity < was.severity)
