"""Commands that are of no incident: who is on duty, who gets a digest, what the watch list is taught.

Answers for: what each comes to. May not: hold rules of its own (``overriding``, ``digests`` and ``lessons`` do), or
change an incident but by saying in the one that a lesson came from that it was given.
"""

from crisis import commands as c
from crisis import events as e
from crisis.decisions.context import Context
from crisis.desk import digests, gate, holding, lessons, overriding
from crisis.desk.outcome import Outcome
from crisis.desk.working import go_on
from crisis.policy.watch import Side
from crisis.ports import Unit
from crisis.values import replace

AboutNone = c.AboutDuty | c.AboutDigests | c.AboutLessons


def about_none(unit: Unit, command: AboutNone, context: Context) -> Outcome:
    """Carry it out. Raises Refused."""
    if isinstance(command, c.AboutDuty):
        return _about_duty(unit, command, context)
    if isinstance(command, c.AboutDigests):
        return _about_digests(unit, command, context)
    return _about_lessons(unit, command, context)


def _about_duty(unit: Unit, command: c.AboutDuty, context: Context) -> Outcome:
    """The roster that follows from it is the desk's."""
    if isinstance(command, c.TakeOver):
        return Outcome(overrides=overriding.take_over(unit, command, context), wished=True)
    return Outcome(overrides=overriding.take_back(unit, command, context), wished=True)


def _about_digests(unit: Unit, command: c.AboutDigests, context: Context) -> Outcome:
    match command:
        case c.ChooseDigest():
            return Outcome(next_due=digests.choose(unit, command, context.now).due_at)
        case c.FitDigests():
            return Outcome(next_due=digests.fit(unit, command, context.now))
        case c.DigestDue():
            moved = digests.put_out(unit, command, context.now, context.roster)
            return Outcome(next_due=moved.due_at if moved else None, wished=moved is not None)
        case c.RecordDigest():
            digests.record(unit, command)
            return Outcome()


def _about_lessons(unit: Unit, command: c.AboutLessons, context: Context) -> Outcome:
    match command:
        case c.TakeBackLesson():
            return Outcome(lesson=lessons.take_back(unit, command, context.now))
        case c.SetAlertAside():
            return _set_aside(unit, command, context)
        case c.TeachWatch():
            return _teach(unit, command, context)


def _set_aside(unit: Unit, command: c.SetAlertAside, context: Context) -> Outcome:
    held = holding.set_aside(unit, command, context.now)
    for example in lessons.corrected(held.alert, command.entry, command.by, context.now):
        unit.keep_example(example)
    if not command.word:
        return Outcome(wished=True)
    taught = c.TeachWatch(command.entry, Side.NOT, command.word, command.by)
    return Outcome(wished=True, lesson=lessons.teach(unit, taught, context.policy, context.now))


def _teach(unit: Unit, command: c.TeachWatch, context: Context) -> Outcome:
    made = lessons.teach(unit, command, context.policy, context.now)
    incident = unit.incident(command.incident) if command.incident is not None else None
    if incident is None:
        return Outcome(lesson=made)
    gate.want_seen(command.by or "", incident, context.policy, context.roster)
    event = e.WatchTaught(made.entry, made.side, made.word, made.id)
    return replace(go_on(unit, incident, (event,), command.by, context), lesson=made)
