"""What follows when mentions were not answered in time: one reminder that names the oldest, each time one rung higher.

May not: know when it is due (``crisis.clock.mentions`` does) or how it is said.
"""

from datetime import timedelta

from crisis import events as e
from crisis.clock.due import Due, rules_of, target_times
from crisis.clock.mentions import told
from crisis.decisions.context import Context
from crisis.decisions.mentions import in_brief
from crisis.incident import Incident, Target
from crisis.mention import OPEN_STATES, MentionOrder

NAMED = 8


def mentions_due(incident: Incident, due: Due, late_by: timedelta, context: Context) -> tuple[e.Event, ...]:
    """However long nobody looked, one reminder. It goes a rung higher while any that the last one named still waits."""
    within = rules_of(incident, context.policy).first_answer_within
    until = context.now - within
    rows = context.mentions
    oldest = rows.mentions_of(incident.number, OPEN_STATES, NAMED, MentionOrder.OLDEST_DUE)
    named = [each for each in oldest if each.clock_from <= until]
    if not named:
        return ()
    tally = incident.mentions
    still = any((kept := rows.mention(each)) and kept.is_open for each in tally.reminded)
    step = tally.steps if still else 0
    rung, people = told(step, incident, context.roster)
    first_due = dict(target_times(incident, context.policy)).get(Target.FIRST_ANSWER)
    is_missed = first_due and first_due <= context.now and not incident.reached_at(Target.FIRST_ANSWER)
    return (
        e.MentionsOverdue(
            rows.mentions_unanswered(incident.number, until),
            named[0].clock_from + within,
            tuple(each.id for each in named),
            late_by,
            step,
            rung,
            people,
            tuple(dict.fromkeys(each.claimed_by for each in named if each.claimed_by)),
            tally.owed,
            first_due if is_missed else None,
            tuple(in_brief(each) for each in named),
            tuple(each.id for each in named if each.claimed_by),
        ),
    )
