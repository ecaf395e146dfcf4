"""Posts that somebody brings to an incident: out of a file, say.

Answers for: they are kept as any others are, each once, judged in stream order; but they are this incident's, whatever
their stories are, and open no other. May not: read a file, or take a post from another incident.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from crisis.alert import Alert, AlertOutcome, Mention
from crisis.commands.intake import BringPosts
from crisis.desk.batch import Batch
from crisis.desk.intake import HeardPost, Intake, Taken
from crisis.incident import Incident, Who
from crisis.mention import MentionState, fingerprint_of

AT_ONCE = 100
"""Posts of one transaction: each leaves a line on the record, and holds up whoever clicks for a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Brought:
    """``new``: posts that are this incident's from now on. ``known``: that were before; ``elsewhere``: another's."""

    new: int = 0
    known: int = 0
    elsewhere: int = 0


def take(batch: Batch, command: BringPosts, incident: Incident) -> Taken:
    """Keep the posts of one transaction as the incident's; ``batch`` has begun."""
    posts = command.posts
    prints = [fingerprint_of(post) for post in posts]
    known = batch.judge(posts, prints)
    brought = Alert(command.source, "", command.heard_at, mentions=posts)
    taken = batch.keep_those_of(brought, incident.number)
    heard: list[HeardPost] = []
    for place, fingerprint in enumerate(prints):
        stored = known.get(fingerprint)
        is_free = stored is None or (stored.incident is None and stored.state is MentionState.WAITING)
        is_again = fingerprint in prints[:place] or not is_free
        where = stored.incident if stored is not None and stored.incident is not None else incident.number
        outcome = AlertOutcome.DUPLICATE if is_again else AlertOutcome.JOINED
        heard.append(HeardPost(stored.id if stored else 0, where, outcome))
    return Taken(tuple(heard), taken.turn, taken.newest)


async def bring(
    intake: Intake,
    handle: Callable[[BringPosts], Awaitable[Taken]],
    incident: int,
    by: Who,
    posts: Sequence[Mention],
    heard_at: datetime,
) -> Brought:
    """Bring any number of posts, ``AT_ONCE`` in a transaction. Raises Refused, and what the store raises: those before
    are stored then, and are known when all are brought again."""
    new = known = elsewhere = 0
    for start in range(0, len(posts), AT_ONCE):
        async with intake.turn:
            taken = await handle(BringPosts(incident, by, tuple(posts[start : start + AT_ONCE]), heard_at))
        new += sum(each.outcome is AlertOutcome.JOINED for each in taken.heard)
        elsewhere += sum(each.incident != incident for each in taken.heard)
        known += sum(each.outcome is AlertOutcome.DUPLICATE and each.incident == incident for each in taken.heard)
    return Brought(new, known, elsewhere)
