"""One incident under one command: what happened is applied, recorded, and what follows from it is put down.

Answers for: state, timeline, effects, due times and what is learned of it being written together, in one order. May
not: decide what happens (``decisions`` does), or begin or end a transaction (the desk does).
"""

from dataclasses import dataclass, field
from datetime import datetime

from crisis import events as e
from crisis.clock.due import due_times
from crisis.consequences import consequences, urgency
from crisis.decisions.context import Context
from crisis.decisions.escalation import offer_missing_roles
from crisis.decisions.plans import start_plan
from crisis.desk import mentioning
from crisis.desk.corrections import corrections, of_mentions
from crisis.desk.outcome import Outcome
from crisis.events import Entry
from crisis.events.mentions import OfMention
from crisis.evolve import evolve
from crisis.evolve.incident import begin
from crisis.evolve.mentions import row_after
from crisis.incident import Incident, Who
from crisis.policy import Policy
from crisis.ports import StoredAlert, Unit
from crisis.values import replace


@dataclass(slots=True)
class Work:
    """An incident under one command: applies events to it, records them and puts down what follows from them."""

    unit: Unit
    incident: Incident
    by: Who
    context: Context
    entries: list[Entry] = field(default_factory=list)
    wished: bool = False

    def carry(self, made: tuple[e.Event, ...]) -> None:
        """These events happen to it."""
        for event in made:
            self.incident = evolve(self.incident, event, self.context.now, self.by)
            self.note(event)

    def note(self, event: e.Event) -> None:
        """Record an event that the incident shows already, and what follows from it."""
        now = self.context.now
        if event.recorded:
            if isinstance(event, OfMention) and (kept := self.unit.mention(event.mention)):
                self.unit.change_mention(row_after(kept, event, now, self.by))
            entry = self.unit.append(self.incident.number, now, self.by, event)
            self.entries.append(entry)
            self.incident = replace(self.incident, seq=entry.seq)
        for effect in consequences(self.incident, event, self.incident.seq):
            self.unit.wish(effect, urgency(effect, self.incident))
            self.wished = True

    def finish(self, alert: StoredAlert | None = None) -> Outcome:
        """Save it, with its due times."""
        self.unit.save(self.incident)
        next_due = _plan(self.unit, self.incident, self.context.policy)
        return Outcome(self.incident, tuple(self.entries), alert, next_due=next_due, wished=self.wished)


def open_room(unit: Unit, opened: e.IncidentOpened, by: Who, context: Context, has_batch: bool = False) -> Work:
    """A new incident, its roles offered and its plan started; not saved yet. ``has_batch``: the posts that its alert
    brought are taken in with their batch."""
    number = unit.next_number()
    work = Work(unit, begin(number, opened, context.now, by), by, context)
    work.note(opened)
    work.by = None  # the desk offers the roles, whoever opened the incident
    work.carry((*offer_missing_roles(work.incident, context), *start_plan(work.incident, context)))
    if opened.alert and opened.alert.mentions and not has_batch:
        unit.save(work.incident)  # their rows point at it
        work.carry(mentioning.take_in(unit, work.incident, opened.alert.mentions, opened.alert.source, context))
    work.by = by
    return work


def go_on(unit: Unit, incident: Incident, made: tuple[e.Event, ...], by: Who, context: Context) -> Outcome:
    """These events happen to an incident that there is, and what people corrected by them is kept to be learned of."""
    if not made:
        return Outcome(incident, next_due=_plan(unit, incident, context.policy))
    work = Work(unit, incident, by, context)
    work.carry(made)
    for example in (
        *corrections(incident, made, by, context.now),
        *of_mentions(incident, made, unit.mention, by, context.now),
    ):
        unit.keep_example(example)
    return work.finish()


def _plan(unit: Unit, incident: Incident, policy: Policy) -> datetime | None:
    """Make the stored due times those of the incident's state; the nearest of them."""
    due = due_times(incident, policy)
    unit.set_due(incident.number, due)
    return min((each.due_at for each in due), default=None)
