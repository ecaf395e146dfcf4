"""The rhythm of status updates: how often, put off once, off, and how it follows severity and stage.

Answers for: a snooze never changes the rhythm and moves a due time once; a rhythm set by hand is not overruled.
May not: post an update.
"""

from datetime import datetime, timedelta

from crisis import events as e
from crisis import refusals
from crisis.clock.cadence import awake, pace, quiet_until, reminder_in_hand, update_due_at
from crisis.clock.due import rules_of
from crisis.commands import SetRhythm, SnoozeReminder, StopReminders
from crisis.decisions.context import Context, checked_text, want_open
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


def followed(incident: Incident, context: Context, before: Incident | None = None) -> tuple[e.Event, ...]:
    """The rhythm that the incident's severity and stage ask for, where it differs from the one it has. ``before``: the
    incident before its severity changed: what its quiet hours held back then has not come yet, and comes no later than
    the new rhythm asks for."""
    rhythm, policy = incident.rhythm, context.policy
    if incident.stage in WITHOUT_UPDATES:
        return (e.RhythmFollowed(rhythm.every, None),) if rhythm.next_due else ()
    if rhythm.off_reason:
        return ()
    every = rhythm.every if rhythm.set_by_hand else pace(rules_of(incident, policy), incident.stage)
    due_at = update_due_at(before or incident, policy)
    quiet_ends = due_at is not None and due_at > context.now >= (update_due_at(incident, policy) or due_at)
    if every == rhythm.every and rhythm.next_due and not quiet_ends:
        return ()
    next_due = context.now + every
    if due_at and (every < rhythm.every or quiet_ends or due_at <= context.now):
        next_due = min(due_at, next_due)  # one that has passed is still to be told
    return (e.RhythmFollowed(every, next_due),)


def set_rhythm(incident: Incident, command: SetRhythm, context: Context) -> tuple[e.Event, ...]:
    want_open(incident)
    if not SHORTEST <= command.every <= LONGEST:
        raise Refused(refusals.RHYTHM_OUT_OF_RANGE, shortest=ONE_MINUTE, longest=SEVEN_DAYS)
    return (e.RhythmSet(command.every, context.now + command.every),)


def snooze(incident: Incident, command: SnoozeReminder, context: Context) -> tuple[e.Event, ...]:
    """After a reminder it comes again so much from now; before it, it is put off by so much. Once: whoever puts off for
    ever changes the rhythm. Asked for in quiet hours it comes in them, else at their end."""
    want_open(incident)
    rhythm, policy = incident.rhythm, context.policy
    next_due = update_due_at(incident, policy)
    if next_due is None:
        raise Refused(refusals.NOTHING_TO_SNOOZE)
    if not SHORTEST <= command.delay <= LONGEST_SNOOZE:
        raise Refused(refusals.SNOOZE_OUT_OF_RANGE, shortest=ONE_MINUTE, longest=ONE_DAY)
    in_hand = reminder_in_hand(incident, policy)
    if rhythm.snoozed_to and rhythm.snoozed_to == rhythm.next_due:
        raise Refused(refusals.SNOOZED_ALREADY, length=max(rhythm.snoozed_to - context.now, timedelta(0)))
    if not _is_same(command.due_at or in_hand, in_hand):
        raise Refused(refusals.REMINDER_OVERTAKEN, length=max(next_due - context.now, timedelta(0)))
    if rhythm.snoozed_to and rhythm.snoozed_to == in_hand:
        raise Refused(refusals.SNOOZED_AND_CAME)
    until = (context.now if rhythm.owed_since else max(next_due, context.now)) + command.delay
    is_quiet = quiet_until(incident, policy, context.now) is not None
    return (e.ReminderSnoozed(until if is_quiet else awake(incident, policy, until)),)


def _is_same(one: datetime | None, other: datetime | None) -> bool:
    """To the second: a button knows no more."""
    return one is not None and other is not None and int(one.timestamp()) == int(other.timestamp())


def stop_reminders(incident: Incident, command: StopReminders, context: Context) -> tuple[e.Event, ...]:
    want_open(incident)
    return (e.RemindersStopped(checked_text(command.reason)),)
