"""Shift change: a rotation that ends while an incident is open offers the hand-over by itself.

Answers for: it is offered once, a quarter of an hour before the end, to whoever is on next; the holder stays in charge
until that person accepts, and may stay on. May not: take a role from anybody.
"""

from datetime import timedelta

from crisis import events as e
from crisis.clock.due import rules_of
from crisis.commands import StayInRole
from crisis.decisions.choice import Asked, clash
from crisis.decisions.context import Context, known_role, want_holder, want_open
from crisis.decisions.escalation import Course, withdrawn
from crisis.incident import Holding, Incident
from crisis.incident.vacancy import Step
from crisis.policy.duty import Shift

# A second after the hand-over somebody is on for certain.
_JUST_AFTER = timedelta(seconds=1)


def shift_ends(incident: Incident, role: str, context: Context) -> tuple[e.Event, ...]:
    """The holder's shift ends soon: whoever is on next is asked to take over. When the rotation has changed meanwhile,
    the new end is noted instead."""
    held = incident.holding(role)
    if held is None or held.shift_ends is None:
        return ()
    now = context.roster.shift_of(held.person, role, context.now)
    if now and now.ends > held.shift_ends:
        return (e.ShiftMoved(role, now.ends),)
    following = context.roster.on_duty(role, held.shift_ends + _JUST_AFTER)
    own = next((shift for shift in following if shift.person == held.person), None)
    if own:
        return (e.ShiftMoved(role, own.ends),)
    successor = _successor(incident, held, following, context)
    course = Course(incident, context)
    course.add(e.ShiftEnding(role, held.person, held.shift_ends, successor))
    asked_already = {offer.person for offer in incident.open_offers(role)}
    if successor and successor not in asked_already:
        waits = rules_of(incident, context.policy).offer_waits
        until = max(held.shift_ends, context.now + waits)
        course.offer(Asked(successor, Step.SHIFT, held.person), role, until, hands_over=True)
    return tuple(course.made)


def stay(incident: Incident, command: StayInRole, context: Context) -> tuple[e.Event, ...]:
    """The holder keeps the role; nobody is asked any more to take over."""
    want_open(incident)
    role = known_role(command.role, context)
    holder = want_holder(incident, role, command.by)
    asked = [withdrawn(offer) for offer in incident.open_offers(role.key) if offer.hands_over]
    return (e.HolderStayed(role.key, holder), *asked)


def _successor(incident: Incident, held: Holding, following: tuple[Shift, ...], context: Context) -> str | None:
    """Who is on next and may have this role here; of several the one of the same rotation first."""
    before = context.roster.on_duty(held.role, context.now)
    rotation = next((shift.rotation for shift in before if shift.person == held.person), None)
    ranked = sorted(following, key=lambda shift: shift.rotation != rotation)
    free = (each for each in ranked if not clash(incident, each.person, held.role, context.policy))
    return next((each.person for each in free), None)
