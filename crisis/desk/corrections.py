"""When people teach triage something by what they do.

Answers for: which examples follow from a command: somebody changes the severity of an incident that posts opened, or
closes it, which confirms the one it has. May not: keep them (the desk does), or learn.

Nothing is learned of drills, and nothing of private incidents: what was said there stays there.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from crisis import events as e
from crisis.incident import Incident, Who
from crisis.learning import ABOUT, MOST_LETTERS, NO, SEVERITY, YES, Example, answer_of
from crisis.mention import KeptMention, MentionState
from crisis.severity import Severity
from crisis.stages import Stage

MOST_POSTS = 3
"""Of one incident: more of them say the same."""


def corrections(incident: Incident, made: Sequence[e.Event], by: Who, at: datetime) -> tuple[Example, ...]:
    """What follows from ``made``; ``incident`` as it was before. Only what a person (``by``) did counts."""
    severity = _taught(incident, made) if made and by is not None else None
    if severity is None or incident.drill or incident.private or incident.alert is None:
        return ()
    posts = [(str(post.text), post.followers) for post in incident.alert.mentions[:MOST_POSTS] if post.text]
    right = answer_of(severity)
    return tuple(Example(SEVERITY, text[:MOST_LETTERS], right, by, at, followers) for text, followers in posts)


def about_correction(entry: str, text: str, is_about: bool, by: Who, at: datetime) -> Example:
    """Somebody says that a post is, or is not, about an entry of the watch list; saying so again takes it back."""
    return Example(ABOUT + entry, text[:MOST_LETTERS], YES if is_about else NO, by, at)


def of_mentions(
    incident: Incident, made: Sequence[e.Event], kept: Callable[[int], KeptMention | None], by: Who, at: datetime
) -> tuple[Example, ...]:
    """What follows when a person says that a mention is not about us, or takes that back: an example for each entry of
    the watch list that triage had thought it to be about."""
    if by is None or incident.drill or incident.private:
        return ()
    found: list[Example] = []
    for event in made:
        if not isinstance(event, e.MentionPutAside | e.MentionReopened):
            continue
        is_about = isinstance(event, e.MentionReopened)
        post = kept(event.mention) if not is_about or event.was is MentionState.ASIDE else None
        if post and post.mention.text:
            found += [about_correction(entry, post.mention.text, is_about, by, at) for entry in post.about]
    return tuple(found)


def _taught(incident: Incident, made: Sequence[e.Event]) -> Severity | None:
    for event in made:
        if isinstance(event, e.SeverityChanged):
            return event.new
        if isinstance(event, e.StageChanged) and event.new is Stage.CLOSED:
            return incident.severity
    return None
