"""How an incident moves: severity, stage, title.

Answers for: the moves of the stage table, and what follows from them (rhythm, offers). May not: know of messages.
"""

from crisis import events as e
from crisis import refusals
from crisis.commands import ChangeSeverity, ChangeStage, Rename
from crisis.decisions.context import Context, checked_text, checked_title, want_open
from crisis.decisions.drill import ended_with
from crisis.decisions.escalation import offer_missing_roles, withdraw_offers
from crisis.decisions.followups import keep_tasks
from crisis.decisions.quiet import hastened
from crisis.decisions.rhythm import followed
from crisis.evolve import evolve
from crisis.incident import Incident
from crisis.refusals import Refused
from crisis.stages import NAMES, TRANSITIONS, Move, Stage, next_stages


def change_severity(incident: Incident, command: ChangeSeverity, context: Context) -> tuple[e.Event, ...]:
    """A worse severity brings the roles that it needs and its own rhythm; a milder one takes nobody's role away."""
    want_open(incident)
    if command.severity == incident.severity:
        raise Refused(refusals.ALREADY_THAT_SEVERITY, number=incident.number, severity=command.severity.name)
    reason = checked_text(command.reason, required=False)
    changed = e.SeverityChanged(incident.severity, command.severity, reason)
    after = evolve(incident, changed, context.now, command.by)
    sooner = hastened(incident, after, context)
    return (changed, *followed(after, context, incident), *sooner, *offer_missing_roles(after, context))


def change_stage(incident: Incident, command: ChangeStage, context: Context) -> tuple[e.Event, ...]:
    """Move along the table in ``stages``. Raises Refused with the stages that can be reached."""
    move = _move(incident, command.stage)
    if move is Move.REOPEN and incident.playing:
        raise Refused(refusals.DRILL_IS_OVER, number=incident.number, name=incident.playing.script.name)
    reason = checked_text(command.reason, required=False)
    if move is Move.BACK and not reason:
        raise Refused(refusals.REASON_WANTED, old=NAMES[incident.stage], new=NAMES[command.stage])
    changed = e.StageChanged(incident.stage, command.stage, move, reason)
    after = evolve(incident, changed, context.now, command.by)
    offers = offer_missing_roles(after, context) if move is Move.REOPEN else ()
    ended = () if command.stage.is_open else (*withdraw_offers(incident), *ended_with(incident))
    kept = keep_tasks(incident, command, context) if command.keep_tasks and not command.stage.is_open else ()
    return (changed, *followed(after, context), *offers, *kept, *ended)


def rename(incident: Incident, command: Rename, context: Context) -> tuple[e.Event, ...]:
    want_open(incident)
    title = checked_title(command.title)
    if title == incident.title:
        raise Refused(refusals.ALREADY_THAT_TITLE)
    return (e.Renamed(incident.title, title),)


def _move(incident: Incident, target: Stage) -> Move:
    if incident.stage is target:
        raise Refused(refusals.ALREADY_THAT_STAGE, number=incident.number, stage=NAMES[target])
    move = TRANSITIONS.get((incident.stage, target))
    if move is not None:
        return move
    possible = tuple(NAMES[stage] for stage in next_stages(incident.stage))
    raise Refused(refusals.STAGE_NOT_REACHABLE, number=incident.number, stage=NAMES[incident.stage], possible=possible)
