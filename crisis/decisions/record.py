"""What is written down: updates, decisions, notes, first answers and statements, exports.

Answers for: what may enter the record and with which number. May not: change what was written; a correction is an
entry.
"""

from datetime import timedelta

from crisis import events as e
from crisis import refusals
from crisis.clock.cadence import update_due_at
from crisis.clock.due import target_times
from crisis.commands import (
    Acknowledge,
    AddNote,
    ExportReview,
    FollowEdit,
    JoinRoom,
    LogDecision,
    PostUpdate,
    RecordTarget,
)
from crisis.decisions.context import TEXT_LIMIT, Context, checked_text, want_open
from crisis.incident import DELETED, Incident, Target
from crisis.policy.reach import readers_of_update
from crisis.refusals import Refused
from crisis.words import writable

FORMATS = ("md", "html")
ZERO = timedelta(0)


def acknowledge(incident: Incident, command: Acknowledge, context: Context) -> tuple[e.Event, ...]:
    want_open(incident)
    if incident.reached_at(Target.ACKNOWLEDGED):
        raise Refused(refusals.ALREADY_ACKNOWLEDGED)
    return (reached(incident, Target.ACKNOWLEDGED, "", context),)


def record_target(incident: Incident, command: RecordTarget, context: Context) -> tuple[e.Event, ...]:
    want_open(incident)
    if incident.reached_at(command.target) and incident.drill:
        return (e.PracticeSaid(command.target, checked_text(command.words)),)  # the script may ask for another one
    if incident.reached_at(command.target):
        raise Refused(refusals.TARGET_REACHED)
    return (reached(incident, command.target, checked_text(command.words), context),)


def reached(incident: Incident, target: Target, words: str, context: Context) -> e.TargetReached:
    """The target is reached now; how late it is follows from the policy's limit."""
    due_at = dict(target_times(incident, context.policy)).get(target)
    late_by = max(context.now - due_at, ZERO) if due_at else ZERO
    return e.TargetReached(target, words, late_by)


def post_update(incident: Incident, command: PostUpdate, context: Context) -> tuple[e.Event, ...]:
    """A posted update restarts the clock. It is late when a due time passed before it."""
    want_open(incident)
    rhythm = incident.rhythm
    owed = rhythm.owed_since or update_due_at(incident, context.policy)
    return (
        e.UpdatePosted(
            number=len(incident.updates) + 1,
            conditions=checked_text(command.conditions),
            actions=checked_text(command.actions, required=False),
            needs=checked_text(command.needs, required=False),
            executives=checked_text(command.executives, required=False),
            readers=readers_of_update(
                incident, context.policy.readers, context.policy.rights, context.roster, command.by
            ),
            next_due=context.now + rhythm.every if rhythm.next_due else None,
            late_by=max(context.now - owed, ZERO) if owed else ZERO,
        ),
    )


def log_decision(incident: Incident, command: LogDecision, context: Context) -> tuple[e.Event, ...]:
    """Decisions may be written down after the end, too: the review often remembers one."""
    if command.message and command.message in incident.noted:
        raise Refused(refusals.ALREADY_NOTED)
    if command.revisit_at and command.revisit_at <= context.now:
        raise Refused(refusals.REVISIT_IN_PAST)
    if command.replaces is not None:
        _want_replaceable(incident, command.replaces)
    return (
        e.DecisionLogged(
            number=len(incident.decisions) + 1,
            text=checked_text(command.text),
            why=checked_text(command.why, required=False),
            options=tuple(option for each in command.options if (option := checked_text(each, required=False))),
            approved_by=command.approved_by,
            evidence=checked_text(command.evidence, required=False),
            revisit_at=command.revisit_at,
            replaces=command.replaces,
            message=command.message,
        ),
    )


def add_note(incident: Incident, command: AddNote, context: Context) -> tuple[e.Event, ...]:
    if command.message and command.message in incident.noted:
        raise Refused(refusals.ALREADY_NOTED)
    said_at = min(command.said_at, context.now) if command.said_at else None
    return (e.NoteAdded(checked_text(command.text), said_at, command.said_by, command.message),)


def follow_edit(incident: Incident, command: FollowEdit, context: Context) -> tuple[e.Event, ...]:
    """Only messages that stand on the timeline are followed; the first entry stays as it was. Of edits that are told
    out of order the newest counts, and after a deletion none."""
    known = incident.edited_at(command.message)
    if command.message not in incident.noted or known == DELETED:
        return ()
    if command.text is None:
        return (e.MessageFollowed(command.message, deleted=True),)
    if known and command.edited_at and command.edited_at < known:
        return ()
    return (e.MessageFollowed(command.message, _cut(command.text), edited_at=command.edited_at),)


def join_room(incident: Incident, command: JoinRoom, context: Context) -> tuple[e.Event, ...]:
    return (e.RoomJoined(str(command.by)),)


def export_review(incident: Incident, command: ExportReview, context: Context) -> tuple[e.Event, ...]:
    if command.format not in FORMATS:
        raise Refused(refusals.NO_SUCH_FORMAT, format=command.format, possible=FORMATS)
    return (e.ReviewExported(command.format),)


def _cut(text: str) -> str:
    return writable(text).strip()[:TEXT_LIMIT]


def _want_replaceable(incident: Incident, number: int) -> None:
    decision = incident.decision(number)
    if decision is None:
        known = tuple(str(each.number) for each in incident.decisions) or (refusals.NO_DECISIONS_YET,)
        raise Refused(refusals.NO_SUCH_DECISION, decision=number, possible=known)
    if decision.replaced_by is not None:
        raise Refused(refusals.DECISION_REPLACED, decision=number, by=decision.replaced_by)
