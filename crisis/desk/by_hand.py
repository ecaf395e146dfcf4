"""Rooms that a person opens, out of nothing or for alerts that wait, and what else becomes of those that wait.

Answers for: a held alert opening one room, however often and by however many it is clicked, and one drill at a time.
May not: say how alerts wait and are shown (``holding`` does).
"""

from datetime import datetime

from crisis import commands as c
from crisis import refusals
from crisis.decisions import mentions, opening
from crisis.decisions.context import Context
from crisis.decisions.drill import open_drill
from crisis.desk import holding
from crisis.desk.arrivals import known_of
from crisis.desk.intake import adopt
from crisis.desk.outcome import Outcome
from crisis.desk.working import open_room
from crisis.ports import Unit
from crisis.ports.mentions import MENTIONS
from crisis.refusals import Refused
from crisis.values import replace


def open_incident(unit: Unit, command: c.OpenIncident, context: Context) -> Outcome:
    """Open one, of a held alert when the command names it. Raises Refused."""
    if command.held_alert is not None:
        unit.one_at_a_time(MENTIONS)  # before anything of its cause: see ports.mentions
    held = holding.to_be_opened(unit, command.held_alert) if command.held_alert is not None else None
    ended = known_of(unit, held.alert.fingerprint).ended if held else None
    opened = opening.open_by_hand(command, opening.Known(ended=ended, held=held), context)
    work = open_room(unit, opened, command.by, context)
    if command.by is not None:
        work.carry((opening.acknowledged_by_hand(work.incident, context),))
    if held and held.alert.mentions:
        work.carry(mentions.heard(work.incident, adopt(unit, held.alert, work.incident.number), context))
    done = work.finish()
    if held is None:
        return done
    holding.settle(unit, held, work.incident.number)
    return replace(done, alert=unit.alert(held.id))


def start_drill(unit: Unit, command: c.StartDrill, context: Context) -> Outcome:
    """One at a time: people cannot be in two rooms, and whoever is in one needs to know which. Raises Refused."""
    unit.one_at_a_time("drill")
    going_on = unit.drill_going_on()
    if going_on:
        raise Refused(refusals.DRILL_RUNNING, number=going_on.number, title=going_on.title)
    return open_room(unit, open_drill(command, context), command.by, context).finish()


def about_alerts(unit: Unit, command: c.AboutAlerts, context: Context) -> Outcome:
    """What becomes of alerts that wait, and of the cards they wait on. Raises Refused."""
    match command:
        case c.RecordHeldCard():
            unit.settle_alert(command.alert, incident=None, card=command.card)
            return Outcome(alert=unit.alert(command.alert))
        case c.RecordStormCard():
            holding.record_card(unit, command)
            return Outcome()
        case c.DismissHeldAlerts():
            return Outcome(dismissed=holding.dismiss(unit, command), left=unit.tally(command.storm).waiting)
        case c.OpenHeldAlerts():
            return _open_together(unit, command, context)


def _open_together(unit: Unit, command: c.OpenHeldAlerts, context: Context) -> Outcome:
    """One transaction for all: the same click again finds it done, however far it would have come. An alert whose
    incident was reopened while it waited belongs to that one."""
    opened: list[int] = []
    due: list[datetime] = []
    for held in holding.those_waiting(unit, command.storm, command.newest):
        again = unit.open_incident_of(held.alert.fingerprint)
        if again:
            holding.settle(unit, held, again.number)
            opened.append(again.number)
            continue
        made = open_incident(unit, c.OpenIncident("", command.by, held_alert=held.id), context)
        opened += [made.incident.number] if made.incident else []
        due += [made.next_due] if made.next_due else []
    left = unit.tally(command.storm).waiting
    return Outcome(next_due=min(due, default=None), wished=True, opened=tuple(opened), left=left)
