"""How an incident begins: by hand or by an alert.

Answers for: what becomes of an alert (opened, duplicate, held, ignored) and the first events of an incident.
May not: look up incidents; the desk hands in those that matter.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from crisis import events as e
from crisis import refusals
from crisis.alert import Alert, AlertOutcome
from crisis.clock.cadence import pace
from crisis.commands import OpenIncident
from crisis.decisions.context import Context, checked_text, checked_title
from crisis.decisions.record import reached
from crisis.incident import Incident, Target
from crisis.incident.firing import SAID, Firing, part_in, part_of
from crisis.ports import StoredAlert
from crisis.refusals import Refused
from crisis.severity import WHEN_NONE_IS_GIVEN, Severity
from crisis.stages import Stage


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an alert's cause: the open incident it belongs to, else the newest closed one; and an alert
    held. ``merged``: it opened another one, which goes on in ``open``."""

    open: Incident | None = None
    ended: Incident | None = None
    held: StoredAlert | None = None
    merged: bool = False


def judge_alert(
    alert: Alert, known: Known, context: Context, is_full: Callable[[], bool], opens: bool | None = None
) -> AlertOutcome:
    """What becomes of an alert: the same one joins its incident while that is open, and is kept once while held.

    ``is_full``: whether as many have opened by themselves as may; asked only where it matters. ``opens``: whether it
    opens by itself, where somebody else than its severity says so.
    """
    if known.open:
        is_other = known.merged or (bool(part_of(alert)) and not known.open.firing.knows(part_of(alert)))
        return AlertOutcome.JOINED if alert.resolved or is_other else AlertOutcome.DUPLICATE
    if alert.resolved:
        return AlertOutcome.IGNORED
    opens = context.policy.opens_by_itself(alert) if opens is None else opens
    if opens and not is_full():
        return AlertOutcome.OPENED
    return AlertOutcome.DUPLICATE if known.held else AlertOutcome.HELD


def alert_again(incident: Incident, alert: Alert) -> tuple[e.Event, ...]:
    """An alert whose incident is open: counted; said aloud when it is over, is back or has become worse."""
    # A drill's alerts are all of one cause, which the real world must not know.
    part = part_of(alert) if incident.drill else part_in(alert, incident.alert_fingerprint)
    firing = incident.firing
    if alert.resolved:
        return _over(alert.source, part, firing)
    worse = alert.severity_hint is not None and alert.severity_hint < incident.severity
    told = incident.worst_hint is not None and alert.severity >= incident.worst_hint
    worsened = (e.AlertWorsened(alert.severity),) if worse and not told else ()
    return (_fires(alert.source, part, firing), *worsened)


def _over(source: str, part: str, firing: Firing) -> tuple[e.Event, ...]:
    """The end of the last of them is said aloud, and once."""
    if part in firing.over:
        return ()
    if any(each != part for each in firing.parts) or firing.ended >= SAID:
        return (e.AlertPartEnded(part),)
    return (e.AlertEnded(source, len({*firing.parts, *firing.over, part}), part),)


def _fires(source: str, part: str, firing: Firing) -> e.Event:
    if firing.is_over and firing.ended <= SAID:
        return e.AlertFiresAgain(source, part, flaps=firing.ended == SAID)
    if part in firing.over or (part and part not in firing.parts):
        return e.AlertPartFires(part)
    return e.AlertRepeated()


def open_for_alert(alert: Alert, known: Known, context: Context) -> e.IncidentOpened:
    """The first event of an incident that an alert opens. A closed one of the same cause is linked: it flared up
    again."""
    return _opened(
        context,
        title=alert.title,
        severity=alert.severity,
        kind=_kind(alert, context),
        alert=alert,
        ended=known.ended,
        private=bool(alert.handling and alert.handling.private),
    )


def _kind(alert: Alert, context: Context) -> str:
    """The kind that a route gave it, or the posts of its story speak for, as long as there is such a kind."""
    kind = (alert.handling.kind if alert.handling else "") or (alert.weighed.kind if alert.weighed else "")
    return kind if kind in context.policy.kinds else "other"


def open_by_hand(command: OpenIncident, known: Known, context: Context) -> e.IncidentOpened:
    """The first event of an incident that a person opens. Raises Refused for a title or a start that cannot be."""
    held = known.held
    if held and held.incident is not None:
        raise Refused(refusals.ALERT_OPENED_ALREADY, number=held.incident)
    if command.started_at and command.started_at > context.now:
        raise Refused(refusals.STARTED_IN_FUTURE)
    severity = command.severity or (held.alert.severity if held else WHEN_NONE_IS_GIVEN)
    opened = _opened(
        context,
        title=checked_title(held.alert.title if held else command.title),
        severity=severity,
        kind=_kind_by_hand(command, held, context),
        alert=held.alert if held else None,
        ended=known.ended,
        private=command.private,
    )
    return replace(
        opened,
        started_at=command.started_at or opened.started_at,
        text=checked_text(command.text, required=False),
        reported_in=command.reported_in,
        invited=_with(opened.invited, command.by),
    )


def acknowledged_by_hand(incident: Incident, context: Context) -> e.TargetReached:
    """A person who opens an incident has seen it: there is nothing left to acknowledge. It is late when the
    alert was held for long."""
    return reached(incident, Target.ACKNOWLEDGED, "", context)


def _kind_by_hand(command: OpenIncident, held: StoredAlert | None, context: Context) -> str:
    if command.kind in context.policy.kinds and (held is None or command.kind != "other"):
        return command.kind
    return _kind(held.alert, context) if held else "other"


def _opened(
    context: Context,
    *,
    title: str,
    severity: Severity,
    kind: str,
    alert: Alert | None,
    ended: Incident | None,
    private: bool = False,
) -> e.IncidentOpened:
    """Of a private one the channel's name tells nothing, nobody is brought in who was not asked to do something, and a
    public one does not tell of a private one before it."""
    private = private or kind in context.policy.private_kinds
    room = context.name_room("" if private else title, alert.received_at if alert else context.now)
    return e.IncidentOpened(
        title=title,
        severity=severity,
        kind=kind,
        key=room.key,
        channel_name=room.native,
        channel_name_ascii=room.ascii,
        update_every=pace(context.policy.rules_for(severity, kind), Stage.TRIAGE),
        invited=() if private else context.roster.invited(),
        started_at=alert.started_at if alert else None,
        alert=alert,
        flares_up=ended.number if ended and (private or not ended.private) else None,
        private=private,
    )


def _with(people: tuple[str, ...], person: str | None) -> tuple[str, ...]:
    return people if person is None or person in people else (*people, person)
