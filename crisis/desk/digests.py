"""Keeping digests: who gets one when, and that each due time is put out for sending once.

Answers for: a due time is moved on in the transaction that wishes for the message, so that neither a crash nor a second
replica sends it twice, and one that passed during a downtime is sent once, late. May not: say what a digest tells.
"""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crisis import commands as c
from crisis import refusals
from crisis.digest import MOST_HOURS, Digest, DigestChoice, next_time
from crisis.effects import SendDigest
from crisis.policy.people import Roster
from crisis.ports import Unit
from crisis.refusals import Refused


def choose(unit: Unit, command: c.ChooseDigest, now: datetime) -> Digest:
    """Raises Refused for more hours than a day needs, or a time zone that there is not."""
    choice = command.choice
    if len(choice.hours) > MOST_HOURS:
        raise Refused(refusals.TOO_MANY_HOURS, count=len(choice.hours), most=MOST_HOURS)
    want_zone(choice.timezone)
    _alone(unit, command.person)
    return _keep(unit, command.person, choice, now, chosen=True)


def want_zone(timezone: str) -> None:
    """Raises Refused unless it is the IANA name of a time zone."""
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused(refusals.NO_SUCH_TIME_ZONE, zone=timezone[:40]) from None


def fit(unit: Unit, command: c.FitDigests, now: datetime) -> datetime | None:
    """Make the digests that nobody chose in Slack those of the policy; the nearest due time of all that changed."""
    unit.one_at_a_time("digests of the policy")
    wanted, known = dict(command.wanted), {each.person: each for each in unit.digests()}
    made = []
    for person, choice in wanted.items():
        before = known.get(person)
        if before is None or (not before.chosen and before.choice != choice):
            made.append(_keep(unit, person, choice, now, chosen=False))
    for person, before in known.items():
        if person not in wanted and not before.chosen and before.due_at:
            unit.keep_digest(replace(before, choice=replace(before.choice, hours=()), due_at=None))
    return min((each.due_at for each in made if each.due_at), default=None)


def put_out(unit: Unit, command: c.DigestDue, now: datetime, roster: Roster) -> Digest | None:
    """Wish for the message and move on to the next hour that is still to come; None when somebody else did."""
    _alone(unit, command.person)
    digest = unit.digest_of(command.person)
    if digest is None or digest.due_at != command.due_at:
        return None
    moved = replace(digest, due_at=next_time(digest.choice, now), sent_for=command.due_at)
    unit.keep_digest(moved)
    known = roster.person(command.person)
    if known is None or known.is_active:
        unit.wish(SendDigest(0, command.person, command.due_at, now), URGENCY)
    return moved


def record(unit: Unit, command: c.RecordDigest) -> None:
    _alone(unit, command.person)
    digest = unit.digest_of(command.person)
    if digest is not None:
        unit.keep_digest(replace(digest, told=command.told))


URGENCY = 49
"""After all that concerns an incident, before those who follow one."""


def _keep(unit: Unit, person: str, choice: DigestChoice, now: datetime, chosen: bool) -> Digest:
    before = unit.digest_of(person)
    due_at = next_time(choice, now)
    if before is None:
        digest = Digest(person, choice, chosen, due_at)
    else:
        digest = replace(before, choice=choice, chosen=chosen, due_at=due_at)
    unit.keep_digest(digest)
    return digest


def _alone(unit: Unit, person: str) -> None:
    unit.one_at_a_time(f"digest {person}")
