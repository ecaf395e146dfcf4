"""How a drill begins, what its script does to the team, and how it ends.

Answers for: a drill shares nothing with real incidents: its alerts open and join none, and theirs never join it. May
not: judge how well it went; ``crisis.review.score`` does, from the record.
"""

from datetime import timedelta

from crisis import events as e
from crisis import refusals
from crisis.clock.cadence import pace
from crisis.commands import StartDrill, StopDrill
from crisis.decisions.context import Context, checked_title
from crisis.decisions.escalation import withdraw_offers
from crisis.decisions.opening import alert_again
from crisis.decisions.rhythm import followed
from crisis.evolve import evolve
from crisis.incident import Incident
from crisis.incident.drill import FASTEST, Drill, Inject, InjectKind, hastened, shortened
from crisis.refusals import Refused
from crisis.stages import Move, Stage
from crisis.values import replace


def open_drill(command: StartDrill, context: Context) -> e.IncidentOpened:
    """The first event of a drill. An alert that its script begins with is the one that opened it. Nobody has
    acknowledged it: who starts a drill need not be the one who takes it up. Raises Refused for a speed that cannot
    be."""
    if not 1 <= command.speed <= FASTEST:
        raise Refused(refusals.NO_SUCH_SPEED, most=FASTEST, name=command.script.name)
    script = hastened(command.script, command.speed)
    first = script.injects[0]
    alert = replace(first.alert, received_at=context.now) if first.alert and not first.at else None
    title = checked_title(script.title.say(context.policy.language))
    rules = context.policy.rules(script.severity)
    room = context.name_room(title, context.now, True)
    return e.IncidentOpened(
        title=title,
        severity=script.severity,
        kind="other",
        key=room.key,
        channel_name=room.native,
        channel_name_ascii=room.ascii,
        update_every=shortened(pace(rules, Stage.TRIAGE), command.speed),
        invited=tuple(dict.fromkeys((*context.roster.invited(), *([command.by] if command.by else [])))),
        alert=alert,
        drill=Drill(script, command.speed, played=(1,) if alert else ()),
    )


def play_inject(incident: Incident, number: int, late_by: timedelta, context: Context) -> tuple[e.Event, ...]:
    """What the script does to the team now. An alert of it is one more of the drill's own."""
    drill = incident.playing
    inject = drill.inject(number) if drill else None
    if drill is None or inject is None:
        return ()
    alert = replace(inject.alert, received_at=context.now) if inject.alert else None
    played = e.InjectPlayed(
        number=number,
        kind=inject.kind,
        sender=inject.sender,
        text=inject.text,
        role=inject.role,
        person=_unreachable(incident, inject),
        alert=alert,
        left=len(drill.to_come) - 1,
        late_by=late_by,
    )
    return (played, *(alert_again(incident, alert) if alert and incident.alert else ()))


def stop_drill(incident: Incident, command: StopDrill, context: Context) -> tuple[e.Event, ...]:
    """The drill ends where it is and its incident with it. Raises Refused when it is no drill, or over."""
    if incident.playing is None:
        raise Refused(refusals.NOT_A_DRILL, number=incident.number)
    if incident.playing.ended_at:
        raise Refused(refusals.DRILL_IS_OVER, number=incident.number, name=incident.playing.script.name)
    ended = e.DrillEnded(stopped=True)
    if not incident.is_open:
        return (ended,)
    closed = e.StageChanged(incident.stage, Stage.CLOSED, Move.FORWARD)
    after = evolve(evolve(incident, ended, context.now, command.by), closed, context.now, command.by)
    return (ended, closed, *followed(after, context), *withdraw_offers(incident))


def ended_with(incident: Incident) -> tuple[e.Event, ...]:
    """A drill whose incident is over is over, too."""
    return (e.DrillEnded(),) if incident.playing and not incident.playing.ended_at else ()


def _unreachable(incident: Incident, inject: Inject) -> str | None:
    return incident.holder(inject.role) if inject.kind is InjectKind.ABSENT else None
