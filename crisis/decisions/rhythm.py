"""The rhythm of status updates: how often, put off once, off, and how it follows severity and stage.

Answers for: a snooze never changes the rhythm, and a rhythm set by hand is not overruled. May not: post an update.
"""

from datetime import timedelta

from crisis import events as e
from crisis import refusals
from crisis.commands import SetRhythm, SnoozeReminder, StopReminders
from crisis.decisions.context import Context, checked_text, want_open
from crisis.due import rules_of
from crisis.incident import Incident
from crisis.language import Text
from crisis.refusals import Refused
from crisis.stages import Stage

SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(days=7)
LONGEST_SNOOZE = timedelta(days=1)
ONE_MINUTE, ONE_DAY, SEVEN_DAYS = Text("1 minute", "1 分钟"), Text("1 day", "1 天"), Text("7 days", "7 天")

# Nothing new is to be expected from then on: the update that says "resolved" is the last one due.
WITHOUT_UPDATES = frozenset({Stage.RESOLVED, Stage.CLOSED, Stage.DISMISSED, Stage.MERGED})


def followed(incident: Incident, context: Context) -> tuple[e.Event, ...]:
    """The rhythm that the incident's severity and stage ask for, where it differs from the one it has."""
    rhythm = incident.rhythm
    if incident.stage in WITHOUT_UPDATES:
        return (e.RhythmFollowed(rhythm.every, None),) if rhythm.next_due else ()
    if rhythm.off_reason:
        return ()
    every = rhythm.every if rhythm.set_by_hand else rules_of(incident, context.policy).update_every
    if every == rhythm.every and rhythm.next_due:
        return ()
    next_due = context.now + every
    if rhythm.next_due and (every < rhythm.every or rhythm.next_due <= context.now):
        next_due = min(rhythm.next_due, next_due)  # one that has passed is still to be told
    return (e.RhythmFollowed(every, next_due),)


def set_rhythm(incident: Incident, command: SetRhythm, context: Context) -> tuple[e.Event, ...]:
    want_open(incident)
    if not SHORTEST <= command.every <= LONGEST:
        raise Refused(refusals.RHYTHM_OUT_OF_RANGE, shortest=ONE_MINUTE, longest=SEVEN_DAYS)
    return (e.RhythmSet(command.every, context.now + command.every),)


def snooze(incident: Incident, command: SnoozeReminder, context: Context) -> tuple[e.Event, ...]:
    """After a reminder the next one comes so much from now; before it, it is put off by so much."""
    want_open(incident)
    if incident.rhythm.next_due is None:
        raise Refused(refusals.NOTHING_TO_SNOOZE)
    if not SHORTEST <= command.delay <= LONGEST_SNOOZE:
        raise Refused(refusals.SNOOZE_OUT_OF_RANGE, shortest=ONE_MINUTE, longest=ONE_DAY)
    base = context.now if incident.rhythm.owed_since else max(incident.rhythm.next_due, context.now)
    return (e.ReminderSnoozed(base + command.delay),)


def stop_reminders(incident: Incident, command: StopReminders, context: Context) -> tuple[e.Event, ...]:
    want_open(incident)
    return (e.RemindersStopped(checked_text(command.reason)),)
