"""Overrides of rotations from Slack: who takes over, who takes it back, and what is refused.

Answers for: nobody is put on duty for nothing (it must be the turn of whoever is named), nobody outside the team, and
both who are concerned are told. May not: say who may arrange it (the rights do), know what a shift is (``duty`` does),
or hold sentences.
"""

from datetime import datetime, timedelta
from itertools import takewhile

from crisis.commands import TakeBack, TakeOver
from crisis.decisions.context import Context
from crisis.effects import TellOverride
from crisis.policy.duty import Override, Rotation, Shift
from crisis.policy.people import Roster
from crisis.ports import Unit
from crisis.refusals import Named, Refused
from crisis.refusals import duty as refusals

LONGEST = timedelta(days=31)
FARTHEST = timedelta(days=366)
URGENCY = 30  # as what a SEV3 says


def take_over(unit: Unit, command: TakeOver, context: Context) -> tuple[Override, ...]:
    """Keep the override and have those concerned told; all that stand now. Raises Refused."""
    roster, now = context.roster, context.now
    rotation = known_rotation(command.rotation, roster)
    begins, ends = max(command.begins, now), command.ends
    if ends <= begins:
        raise Refused(refusals.OVERRIDE_PAST if ends <= now else refusals.OVERRIDE_ENDS_FIRST)
    if ends - begins > LONGEST or begins - now > FARTHEST:
        raise Refused(refusals.OVERRIDE_TOO_LONG, longest=LONGEST.days, farthest=FARTHEST.days)
    _want_able(command.person, rotation, roster)
    whose = _concerned(rotation, begins, ends, command)
    made = unit.add_override(
        Override(rotation.name, command.person, begins, ends, command.instead_of, by=command.by), now
    )
    for person in dict.fromkeys((command.person, *whose)):
        if person != command.by:
            unit.wish(TellOverride(0, made.id, person), URGENCY)
    return unit.overrides(now)


def take_back(unit: Unit, command: TakeBack, context: Context) -> tuple[Override, ...]:
    """The override holds no longer; those that stand now. Again is nothing. Raises Refused."""
    found = unit.override(command.override)
    if found is None:
        standing = tuple(f"#{each.id}" for each in unit.overrides(context.now)) or refusals.NO_OVERRIDES
        raise Refused(refusals.NO_SUCH_OVERRIDE, number=command.override, possible=standing)
    override, withdrawn_by = found
    if override.ends <= context.now:
        raise Refused(refusals.OVERRIDE_OVER, number=override.id)
    if withdrawn_by is None:
        unit.withdraw_override(override.id, str(command.by), context.now)
        for person in dict.fromkeys((override.person, override.instead_of, override.by)):
            if person and person != command.by:
                unit.wish(TellOverride(0, override.id, person, taken_back=True), URGENCY)
    return unit.overrides(context.now)


def known_rotation(name: str, roster: Roster) -> Rotation:
    """The rotation of this name, whatever its case. Raises Refused with those there are."""
    if not roster.rotations:
        raise Refused(refusals.NO_ROTATIONS)
    found = next((each for each in roster.rotations if each.name.casefold() == name.casefold()), None)
    if found is None:
        possible = tuple(each.name for each in roster.rotations)
        raise Refused(refusals.NO_SUCH_ROTATION, name=name, possible=possible)
    return found


def shifts_between(rotation: Rotation, begins: datetime, ends: datetime) -> tuple[Shift, ...]:
    """The shifts that lie in this time, whole or in part."""
    return tuple(takewhile(lambda shift: shift.begins < ends, rotation.shifts(begins)))


def _want_able(person: str, rotation: Rotation, roster: Roster) -> None:
    candidate = roster.candidate(person)
    if candidate and all(candidate.can_take(role) for role in rotation.roles):
        return
    able = (each for each in roster.candidates if all(map(each.can_take, rotation.roles)))
    possible = tuple(Named(each.person.id) for each, _ in zip(able, range(refusals.MOST_NAMED), strict=False))
    raise Refused(refusals.CANNOT_BE_ON, person=Named(person), rotation=rotation.name, possible=possible)


def _concerned(rotation: Rotation, begins: datetime, ends: datetime, command: TakeOver) -> tuple[str, ...]:
    """Whose turns these are. Raises Refused when there is nothing to take over."""
    shifts = shifts_between(rotation, begins, ends)
    whose = tuple(dict.fromkeys(shift.person for shift in shifts))
    if command.instead_of is not None and command.instead_of not in whose:
        on = tuple(map(Named, whose)) or refusals.NOBODY_ON
        raise Refused(refusals.NOT_THEIR_TURN, person=Named(command.instead_of), on=on)
    taken = tuple(each for each in whose if each != command.person and command.instead_of in (None, each))
    if not taken:
        raise Refused(refusals.ON_ANYWAY, person=Named(command.person))
    return taken
