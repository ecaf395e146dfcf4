"""What follows when mentions come, and when they become another incident's.

May not: read or write rows (the desk does), or judge a post (``triage`` does).
"""

from collections import Counter
from collections.abc import Sequence

from crisis import events as e
from crisis.decisions import spread
from crisis.decisions.context import Context
from crisis.incident import Incident
from crisis.mention import OPEN_STATES, KeptMention, MentionOrder, MentionState, heat
from crisis.mention_ports import MentionsView
from crisis.values import replace

NAMED = 5
"""How many of a batch are named on the record."""


def heard(incident: Incident, kept: Sequence[KeptMention], context: Context) -> tuple[e.Event, ...]:
    """What a batch of mentions means for its incident: ``kept`` are those that are new to it, with their numbers and
    ``incident`` set, each told here once only. Nothing for an empty batch."""
    new = [each for each in kept if each.state is MentionState.WAITING]
    if not new:
        return ()
    hottest = sorted(new, key=lambda each: (-heat(each), -each.id))[:NAMED]
    platforms = Counter(each.mention.platform for each in new)
    return (
        e.MentionsHeard(
            len(new),
            min(each.clock_from for each in new),
            tuple(each.id for each in hottest),
            min((each.severity for each in new if each.severity), default=None),
            tuple(sorted(platforms.items(), key=lambda one: (-one[1], one[0]))[:NAMED]),
        ),
        *spread.watched(incident, new, context),
    )


def recounted(incident: Incident, rows: MentionsView) -> tuple[e.Event, ...]:
    """The tally of an incident from its rows, after mentions were moved; nothing when it is right already."""
    counts = dict(rows.mention_counts(incident.number).by_state)
    oldest = rows.mentions_of(incident.number, OPEN_STATES, 1, MentionOrder.OLDEST_DUE)
    tally = replace(
        incident.mentions,
        waiting=counts.get(MentionState.WAITING, 0),
        claimed=counts.get(MentionState.CLAIMED, 0),
        answered=counts.get(MentionState.ANSWERED, 0),
        closed=counts.get(MentionState.CLOSED, 0),
        aside=counts.get(MentionState.ASIDE, 0),
        owed=rows.mentions_owed(incident.number),
        oldest=oldest[0].clock_from if oldest else None,
        first_heard_at=incident.mentions.first_heard_at or (oldest[0].heard_at if oldest else None),
    )
    return () if tally == incident.mentions else (e.MentionsRecounted(tally),)
