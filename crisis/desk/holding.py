"""Alerts that wait for a person: each with a card of its own or, when there are too many, together on one card.

Answers for: how many rooms may open by themselves, which alerts wait together (a storm), and what is to be shown of
them. May not: open an incident (``by_hand`` does). Stretches of time are on the incident clock, and reach as far ahead
as back: a clock that was set back does not forget what it has seen.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from crisis import commands as c
from crisis import effects as f
from crisis import refusals
from crisis.alert import Alert, AlertOutcome
from crisis.policy import Policy
from crisis.ports import Spell, StoredAlert, Storm, StormTally, Unit, View
from crisis.refusals import Refused
from crisis.refusals.lessons import NOT_WAITING
from crisis.severity import Severity

HOUR = timedelta(hours=1)
JOINED_FOR = timedelta(hours=24)
"""How long a storm takes more alerts; later ones begin another, whose card stands where people look."""
CARDS_IN_AN_HOUR = 20
"""Held alerts that get a card of their own: about what a person reads one by one. The others share a card."""
OPENED_AT_ONCE = 50
"""Incidents by one click: more rooms than anybody enters, and Slack makes 20 channels a minute (its tier 2)."""

LISTED = 10
"""Alerts of a storm, and incidents that came of it, that are shown one by one; the others are counted."""

# One gate for both questions: whether there is room, and which storm it is.
_GATE = "storm"


@dataclass(frozen=True, slots=True)
class StormNow:
    """All that is shown of a storm. ``waiting``: the first that wait, worst first. ``opened``: the newest numbers of
    those that became incidents. ``rooms``: how many opened by themselves since the storm's ``since``."""

    storm: Storm
    tally: StormTally
    waiting: tuple[StoredAlert, ...]
    opened: tuple[int, ...]
    rooms: int


def look(view: View, storm: Storm, now: datetime) -> StormNow:
    """What is to be seen of a storm at this moment."""
    return StormNow(
        storm,
        view.tally(storm.id),
        view.waiting_in(storm.id, LISTED),
        view.opened_from(storm.id, LISTED),
        view.opened_by_themselves(storm.since, now + HOUR).count,
    )


def is_full(unit: Unit, alert: Alert, policy: Policy, now: datetime) -> bool:
    """Whether as many rooms opened by themselves within the hour as the policy lets. Exact, also when several
    processes ask at the same moment: whoever finds room is alone with it until the commit."""
    most = policy.storm.rooms_per_hour
    private = alert.handling is not None and alert.handling.private  # the storm's card is public
    if most is None or alert.severity in policy.storm.but or private:
        return False
    if _rooms(unit, now).count >= most:
        return True
    unit.one_at_a_time(_GATE)
    return _rooms(unit, now).count >= most


def hold(unit: Unit, alert: Alert, policy: Policy, now: datetime, opens: bool | None = None) -> StoredAlert:
    """Keep an alert for a person to judge, and ask. ``opens``: whether it would have opened by itself, where somebody
    else than its severity says so."""
    opens = policy.opens_by_itself(alert) if opens is None else opens
    if not opens and _may_have_own_card(unit, now):
        number = unit.store_alert(alert, AlertOutcome.HELD, None, asked_at=now)
        _wish(unit, f.PostHeldAlert(0, number), alert.severity)
        return StoredAlert(number, alert, AlertOutcome.HELD, None, asked_at=now)
    storm = _join_storm(unit, alert.severity, opens, now).id
    asked_at = now if _stands_out(unit, alert.severity, storm) else None
    number = unit.store_alert(alert, AlertOutcome.HELD, None, storm=storm, asked_at=asked_at)
    if asked_at:
        _wish(unit, f.PostHeldAlert(0, number), alert.severity)
    return StoredAlert(number, alert, AlertOutcome.HELD, None, storm=storm, asked_at=asked_at)


def repeat(unit: Unit, alert: Alert, held: StoredAlert, policy: Policy, now: datetime) -> StoredAlert:
    """The same alert as one that waits already: counted where that one stands; what has become worse rises there."""
    storm, asked_at = held.storm, held.asked_at
    severity = min(alert.severity, held.alert.severity)
    if severity < held.alert.severity:
        opens = policy.opens_by_itself(replace(held.alert, severity_hint=severity))
        if storm is None and opens:
            storm = _join_storm(unit, severity, opens, now).id
        if storm is not None and asked_at is None and _stands_out(unit, severity, storm):
            asked_at = now
            _wish(unit, f.PostHeldAlert(0, held.id), severity)
    if severity < held.alert.severity or held.alert.resolved:
        known = replace(held.alert, severity_hint=severity, resolved=False)
        unit.change_held(held.id, known, storm, asked_at)
    number = unit.store_alert(alert, AlertOutcome.DUPLICATE, None, storm=storm)
    if storm is not None:
        _wish(unit, f.RefreshStorm(0, storm), severity)
    return StoredAlert(number, alert, AlertOutcome.DUPLICATE, None, storm=storm)


def grow(unit: Unit, alert: Alert, held: StoredAlert, opens: bool, now: datetime) -> None:
    """A story that waits has more posts: what is known of it now stands where it stood; what is worse rises there.
    ``opens``: whether it would open by itself if there were room."""
    storm, asked_at = held.storm, held.asked_at
    if alert.severity < held.alert.severity:
        if storm is None and opens:
            storm = _join_storm(unit, alert.severity, opens, now).id
        if storm is not None and asked_at is None and _stands_out(unit, alert.severity, storm):
            asked_at = now
            _wish(unit, f.PostHeldAlert(0, held.id), alert.severity)
    unit.change_held(held.id, alert, storm, asked_at)
    if held.asked_at is not None:
        _wish(unit, f.RefreshHeldAlert(0, held.id), alert.severity)
    if storm is not None:
        _wish(unit, f.RefreshStorm(0, storm), alert.severity)


def end(unit: Unit, held: StoredAlert) -> None:
    """Its source says that what a held alert was about is over: that is shown, and a person decides all the same."""
    if not held.alert.resolved:
        unit.change_held(held.id, replace(held.alert, resolved=True), held.storm, held.asked_at)
        if held.storm is not None:
            _wish(unit, f.RefreshStorm(0, held.storm), held.alert.severity)


def settle(unit: Unit, held: StoredAlert, incident: int) -> None:
    """A held alert became this incident: wherever it stands, it waits no more."""
    unit.settle_alert(held.id, incident=incident, card=None)
    if held.storm is not None:
        _wish(unit, f.RefreshStorm(0, held.storm), held.alert.severity)
    if held.storm is None or held.asked_at is not None:
        _wish(unit, f.SettleHeldAlert(0, held.id), held.alert.severity)


def to_be_opened(unit: Unit, number: int) -> StoredAlert:
    """The held alert with this number that somebody wants to open; or the newer one of the same cause that waits.

    Raises Refused when there is none, or the incident of its cause is open.
    """
    held = unit.alert(number)
    if held is None:
        raise Refused(refusals.NO_SUCH_ALERT)
    opened = unit.open_incident_of(held.alert.fingerprint)
    if opened is not None and held.incident is None:
        raise Refused(refusals.ALERT_OPENED_ALREADY, number=opened.number)
    if held.outcome is AlertOutcome.HELD or held.incident is not None:
        return held
    return unit.held_alert_of(held.alert.fingerprint) or held


def those_waiting(unit: Unit, storm: int, newest: int) -> tuple[StoredAlert, ...]:
    """The alerts that one click opens, the worst first. Raises Refused when nothing waits.

    Their causes are taken in hand in one order, before anything is written: two people who click at the same moment
    do not wait for each other in a circle.
    """
    seen = [each.id for each in unit.waiting_in(storm, OPENED_AT_ONCE, newest)]
    now = {number: unit.alert(number) for number in sorted(seen)}
    waiting = tuple(alert for number in seen if (alert := now[number]) and alert.outcome is AlertOutcome.HELD)
    if not waiting:
        raise Refused(refusals.NOTHING_WAITS)
    return waiting


def dismiss(unit: Unit, command: c.DismissHeldAlerts) -> int:
    """How many alerts are asked about no more. Raises Refused when nothing waits."""
    dismissed = unit.dismiss_waiting(command.storm, command.newest, command.by)
    if not dismissed:
        raise Refused(refusals.NOTHING_WAITS)
    _wish(unit, f.RefreshStorm(0, command.storm), Severity.SEV4)
    for number, has_own_card in dismissed:
        if has_own_card:
            _wish(unit, f.SettleHeldAlert(0, number), Severity.SEV4)
    return len(dismissed)


def set_aside(unit: Unit, command: c.SetAlertAside, now: datetime) -> StoredAlert:
    """A held alert is not about us: nobody is asked about it any more; as it waited. Raises Refused when it does
    not."""
    held = unit.alert(command.alert)
    if held is None:
        raise Refused(refusals.NO_SUCH_ALERT)
    if not unit.set_aside(held.id, command.by, now):
        raise Refused(NOT_WAITING)
    if held.storm is not None:
        _wish(unit, f.RefreshStorm(0, held.storm), held.alert.severity)
    if held.storm is None or held.asked_at is not None:
        _wish(unit, f.SettleHeldAlert(0, held.id), held.alert.severity)
    return held


def record_card(unit: Unit, command: c.RecordStormCard) -> None:
    """Note where a storm's card stands. When it is gone while alerts wait, they are asked about anew."""
    before = unit.storm(command.storm)
    unit.note_storm_card(command.storm, command.card)
    if command.card is None and before and before.card and unit.tally(command.storm).waiting:
        _wish(unit, f.PostStorm(0, command.storm, before.card.ts), Severity.SEV1)


def _may_have_own_card(unit: Unit, now: datetime) -> bool:
    if _cards(unit, now).count >= CARDS_IN_AN_HOUR:
        return False
    unit.one_at_a_time(_GATE)
    return _cards(unit, now).count < CARDS_IN_AN_HOUR


def _stands_out(unit: Unit, severity: Severity, storm: int) -> bool:
    """Whether nothing that waits there is as bad. An edited card rings no bell, so this one gets a card of its own,
    too: at most three times while a storm waits, as there are four severities."""
    worst = unit.worst_waiting(storm)
    return worst is not None and severity < worst


def _join_storm(unit: Unit, severity: Severity, opens: bool, now: datetime) -> Storm:
    """The storm that an alert of this severity joins, and the wish to show it there."""
    storm = unit.waiting_storm(now - JOINED_FOR)
    if storm is None:
        unit.one_at_a_time(_GATE)
        storm = unit.waiting_storm(now - JOINED_FOR)
    if storm is None:
        full = _rooms(unit, now) if opens else _cards(unit, now)
        storm = unit.begin_storm(now, full.first or now)
        _wish(unit, f.PostStorm(0, storm.id), severity)
    else:
        _wish(unit, f.RefreshStorm(0, storm.id), severity)
    return storm


def _rooms(unit: Unit, now: datetime) -> Spell:
    return unit.opened_by_themselves(now - HOUR, now + HOUR)


def _cards(unit: Unit, now: datetime) -> Spell:
    return unit.asked_alone(now - HOUR, now + HOUR)


def _wish(unit: Unit, effect: f.Effect, severity: Severity) -> None:
    """A new card goes out as soon as a new room does; to bring one up to date has time."""
    unit.wish(effect, int(severity) * 10 + (8 if effect.coalesces else 0))
