"""What replicas know of each other: who is at work (each says so every few seconds), and places in a line they share.

Answers for: the statements on these tables, for ``unit`` and ``view``. May not: decide what follows from them.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, literal_column, select, update

from storage.database.engine import behind
from storage.tables import REPLICA, SLOT

FORGOTTEN_AFTER = timedelta(hours=1)

r, s = REPLICA.c, SLOT.c


def present(connection: Connection, replica: str, now: datetime, within: timedelta) -> int:
    """See DeliveryUnit.present. Rows of those long gone are removed."""
    seen = update(REPLICA).where(r.name == replica).values(seen_at=now)
    if connection.execute(seen).rowcount == 0:
        connection.execute(insert(REPLICA).values(name=replica, seen_at=now))
    connection.execute(delete(REPLICA).where(r.seen_at < now - FORGOTTEN_AFTER))
    return at_work_since(connection, now - within)


def at_work_since(connection: Connection, since: datetime) -> int:
    """See DeliveryView.at_work_since."""
    count = select(func.count(literal_column("1"))).select_from(REPLICA).where(r.seen_at >= since)
    return int(connection.execute(count).scalar_one())


def gone(connection: Connection, replica: str) -> None:
    """See DeliveryUnit.gone."""
    connection.execute(delete(REPLICA).where(r.name == replica))


def reserve(connection: Connection, name: str, now: datetime, apart: timedelta, longest: timedelta) -> datetime:
    """See DeliveryUnit.reserve. One at a time for each name, also before it has a row."""
    behind(connection).lock_name(connection, f"fenghuo slot {name}")
    free = connection.execute(select(s.free_at).where(s.name == name)).scalar()
    at: datetime = max(free, now) if free else now
    if at - now > longest:
        return at
    if free is None:
        connection.execute(delete(SLOT).where(s.free_at < now - FORGOTTEN_AFTER))
        connection.execute(insert(SLOT).values(name=name, free_at=at + apart))
    else:
        connection.execute(update(SLOT).where(s.name == name).values(free_at=at + apart))
    return at
