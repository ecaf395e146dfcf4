"""Digests, and the Home tabs that are kept current.

Answers for: the statements on these tables, for ``unit`` and ``view``. May not: decide what follows from them, read a
clock. Times of ``digest`` are of the incident clock, those of ``home`` of the machine's.
"""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, or_, select, text, update

from crisis.digest import Digest, DigestChoice, DigestTold
from storage import codec
from storage.database.prepared import Prepared
from storage.delivery import HomeSeen
from storage.tables.people import DIGEST, HOME

d, h = DIGEST.c, HOME.c

_DIGEST = select(d.person, d.hours, d.timezone, d.says_nothing, d.chosen, d.due_at, d.sent_for, d.told)
_IS_DUE = "due_at IS NOT NULL"
_DUE = Prepared(
    select(d.person, d.due_at)
    .where(text(_IS_DUE), d.due_at <= bindparam("now", type_=d.due_at.type))
    .order_by(d.due_at, d.person)
    .limit(bindparam("limit"))
)
_NEXT = Prepared(select(d.due_at).where(text(_IS_DUE)).order_by(d.due_at).limit(1))
_NEXT_AFTER = Prepared(
    select(d.due_at)
    .where(text(_IS_DUE), d.due_at > bindparam("after", type_=d.due_at.type))
    .order_by(d.due_at)
    .limit(1)
)
_HOME = select(h.person, h.opened_at, h.shown, h.shown_at, h.busy_until)


def digest_of(connection: Connection, person: str) -> Digest | None:
    row = connection.execute(_DIGEST.where(d.person == person)).first()
    return _digest(row) if row else None


def digests(connection: Connection) -> tuple[Digest, ...]:
    return tuple(_digest(row) for row in connection.execute(_DIGEST.order_by(d.person)))


def digests_due(connection: Connection, now: datetime, limit: int) -> tuple[tuple[str, datetime], ...]:
    """See DeliveryView.digests_due."""
    return tuple((person, due_at) for person, due_at in _DUE.rows(connection, {"now": now, "limit": limit}))


def next_at(connection: Connection, after: datetime | None) -> datetime | None:
    """When the next digest is due; with ``after`` of those later than it."""
    row = _NEXT.first(connection, {}) if after is None else _NEXT_AFTER.first(connection, {"after": after})
    return row[0] if row else None


def keep_digest(connection: Connection, digest: Digest) -> None:
    values = {
        "hours": ",".join(f"{hour:%H:%M}" for hour in digest.choice.hours),
        "timezone": digest.choice.timezone,
        "says_nothing": digest.choice.says_nothing,
        "chosen": digest.chosen,
        "due_at": digest.due_at,
        "sent_for": digest.sent_for,
        "told": codec.encode(digest.told) if digest.told else None,
    }
    if connection.execute(update(DIGEST).where(d.person == digest.person).values(values)).rowcount == 0:
        connection.execute(insert(DIGEST).values(person=digest.person, **values))


def homes_since(connection: Connection, opened_after: datetime, limit: int) -> Sequence[HomeSeen]:
    """See DeliveryView.homes_since."""
    found = _HOME.where(h.opened_at >= opened_after).order_by(h.shown_at, h.person).limit(limit)
    return [HomeSeen(*row) for row in connection.execute(found)]


def home_opened(connection: Connection, person: str, shown: str, now: datetime) -> None:
    """See DeliveryUnit.home_opened."""
    values = {"opened_at": now, "shown": shown, "shown_at": now, "busy_until": None}
    if connection.execute(update(HOME).where(h.person == person).values(values)).rowcount == 0:
        connection.execute(insert(HOME).values(person=person, **values))


def take_home(connection: Connection, person: str, shown: str, now: datetime, until: datetime) -> bool:
    """See DeliveryUnit.take_home."""
    is_free = or_(h.busy_until.is_(None), h.busy_until <= now)
    ours = and_(h.person == person, h.shown == shown, is_free)
    return connection.execute(update(HOME).where(ours).values(busy_until=until)).rowcount == 1


def home_shown(connection: Connection, person: str, before: str, shown: str, now: datetime) -> bool:
    """See DeliveryUnit.home_shown."""
    mine = and_(h.person == person, h.shown == before)
    kept = {"shown": shown, "shown_at": now, "busy_until": None}
    if connection.execute(update(HOME).where(mine).values(kept)).rowcount == 1:
        return True
    connection.execute(update(HOME).where(h.person == person).values(shown="", busy_until=None))
    return False


def forget_homes(connection: Connection, before: datetime) -> int:
    """Forget the Home tabs that nobody has opened since; how many."""
    return connection.execute(delete(HOME).where(h.opened_at < before)).rowcount


def _digest(row: Any) -> Digest:
    hours = tuple(time.fromisoformat(hour) for hour in row.hours.split(",") if hour)
    told = codec.decode(DigestTold, row.told) if row.told else None
    choice = DigestChoice(hours, row.timezone, row.says_nothing)
    return Digest(row.person, choice, row.chosen, row.due_at, row.sent_for, told)
