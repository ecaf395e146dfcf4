"""What a decision may know besides the incident: the time, the policy, the team.

May not: hold anything that changes while a decision is made.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from crisis import refusals
from crisis.incident import Incident, Who
from crisis.policy import Policy, Role
from crisis.policy.people import Roster
from crisis.ports.mentions import NO_MENTIONS, MentionsLookedUp
from crisis.refusals import Named, Refused
from crisis.stages import NAMES
from crisis.words import writable
from crisis.workload import IDLE, Workload

# A title beyond this fits neither a header nor a board; a text beyond this no section of a message.
TITLE_LIMIT = 300
TEXT_LIMIT = 3000


@dataclass(frozen=True, slots=True)
class Context:
    """``now`` is the incident clock's, read once per command. ``load``: what people carry in incidents but this one;
    asked only by a decision that chooses somebody."""

    now: datetime
    policy: Policy
    roster: Roster
    name_room: "NameRoom"
    load: Callable[[Incident], Workload] = lambda incident: IDLE
    mentions: MentionsLookedUp = NO_MENTIONS


@dataclass(frozen=True, slots=True)
class RoomName:
    """The short key of a new incident and the two names of its channel."""

    key: str
    native: str
    ascii: str


class NameRoom(Protocol):
    """Names a room for a title and a day; for a drill so that everybody sees what it is."""

    def __call__(self, title: str, day: datetime, drill: bool = False, /) -> RoomName: ...


def known_role(word: str, context: Context) -> Role:
    """The role that a word names. Raises Refused with the roles there are."""
    role = context.policy.role_named(word)
    if role is None:
        raise Refused(refusals.NO_SUCH_ROLE, role=word, possible=tuple(each.name for each in context.policy.roles))
    return role


def want_open(incident: Incident) -> None:
    """Raise Refused unless somebody may still work on the incident."""
    if not incident.is_open:
        raise Refused(refusals.IS_OVER, number=incident.number, stage=NAMES[incident.stage])


def want_holder(incident: Incident, role: Role, by: Who) -> str:
    """Whoever has the role, who must be the one who asks. Raises Refused, with who has it."""
    holder = incident.holder(role.key)
    if holder is None or holder != by:
        raise Refused(refusals.NOT_HOLDER, role=role.name, holder=Named(holder) if holder else refusals.NOBODY)
    return holder


def checked_title(title: str) -> str:
    """The title in one line without control characters. Raises Refused when it is too long or has no letter at all."""
    clean = " ".join("".join(letter if letter.isprintable() else " " for letter in title).split())
    if not any(letter.isalnum() for letter in clean):
        raise Refused(refusals.TITLE_EMPTY)
    if len(clean) > TITLE_LIMIT:
        raise Refused(refusals.TITLE_TOO_LONG, length=len(clean), limit=TITLE_LIMIT)
    return clean


def checked_text(text: str, required: bool = True) -> str:
    """The text without space around it. Raises Refused when it is too long, or empty though ``required``."""
    clean = writable(text).strip()
    if required and not clean:
        raise Refused(refusals.TEXT_EMPTY)
    if len(clean) > TEXT_LIMIT:
        raise Refused(refusals.TEXT_TOO_LONG, length=len(clean), limit=TEXT_LIMIT)
    return clean
