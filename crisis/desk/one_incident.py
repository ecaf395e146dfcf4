"""A command about an incident that there is: who may, what follows, and putting it down; in both where it is of two.

Answers for: nothing being decided for somebody who may not, and two incidents changing in one transaction. May not:
hold rules of its own (``gate``, ``decisions`` and ``joining`` do).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from crisis import commands as c
from crisis import events as e
from crisis import refusals
from crisis.decisions import decide
from crisis.decisions.context import Context
from crisis.desk import gate, joining, mentioning
from crisis.desk.by_hand import open_incident
from crisis.desk.outcome import Outcome
from crisis.desk.working import go_on
from crisis.incident import Incident, Who
from crisis.ports import Unit
from crisis.ports.mentions import MENTIONS
from crisis.refusals import Refused


def about_one(unit: Unit, command: c.Command | c.AddMention, context: Context) -> Outcome:
    """Carry it out. Raises Refused."""
    if concerns_two := isinstance(command, c.Command) and joining.concerns_two(command):
        unit.one_at_a_time(MENTIONS)
    incident = unit.incident(command.incident)
    if incident is None:
        raise Refused(refusals.NO_SUCH_INCIDENT, number=command.incident)
    gate.admit(command, incident, context)
    if isinstance(command, c.AddMention):
        return go_on(unit, incident, mentioning.add(unit, incident, command, context), command.by, context)
    if concerns_two and (settled := _about_two(unit, incident, command, context)):
        return Outcome(settled.incident, next_due=settled.next_due, wished=True, joined=settled)
    made = decide(incident, command, context)
    if incident.drill:
        made = (*made, *mentioning.played(unit, incident, made, context))
    return go_on(unit, incident, made, command.by, context)


def _about_two(unit: Unit, incident: Incident, command: c.Command, context: Context) -> joining.Settled | None:
    rooms = _TwoRooms()
    if isinstance(command, c.MergeIncident):
        return joining.merge(unit, incident, command, context, rooms)
    if isinstance(command, c.SplitIncident):
        return joining.split(unit, incident, command, context, rooms)
    if incident.joined.into is None:
        return None
    return joining.part(unit, incident, decide(incident, command, context), command.by, context, rooms)


@dataclass(frozen=True, slots=True)
class _TwoRooms:
    """See ``joining.Rooms``."""

    def put_down(
        self, unit: Unit, incident: Incident, made: tuple[e.Event, ...], by: Who, context: Context
    ) -> datetime | None:
        return go_on(unit, incident, made, by, context).next_due

    def open_with(
        self, unit: Unit, command: c.OpenIncident, made: Callable[[Incident], tuple[e.Event, ...]], context: Context
    ) -> Incident:
        opened = open_incident(unit, command, context).incident
        assert opened is not None  # it is the outcome of opening one
        go_on(unit, opened, made(opened), command.by, context)
        return opened
