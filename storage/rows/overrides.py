"""Overrides of rotations that were made in Slack: who takes over, from when until when, who said so and who took it
back.

Answers for: the statements on this table, for ``view`` and ``unit``. Nothing is deleted: what was taken back says so.
May not: decide who may.
"""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from crisis.policy.duty import Override
from storage.tables.people import OVERRIDE

o = OVERRIDE.c
_FIELDS = (o.rotation, o.person, o.begins, o.ends, o.instead_of, o.id, o.by)


def add(connection: Connection, override: Override, at: datetime) -> Override:
    """See Unit.add_override."""
    values = {
        "rotation": override.rotation,
        "person": override.person,
        "instead_of": override.instead_of,
        "begins": override.begins,
        "ends": override.ends,
        "by": override.by,
        "at": at,
    }
    number = connection.execute(insert(OVERRIDE).values(**values).returning(o.id)).scalar_one()
    return Override(
        override.rotation, override.person, override.begins, override.ends, override.instead_of, number, override.by
    )


def withdraw(connection: Connection, number: int, by: str, at: datetime) -> None:
    """See Unit.withdraw_override."""
    still = (o.id == number, o.withdrawn_at.is_(None))
    connection.execute(update(OVERRIDE).where(*still).values(withdrawn_by=by, withdrawn_at=at))


def standing(connection: Connection, after: datetime) -> tuple[Override, ...]:
    """See View.overrides."""
    found = select(*_FIELDS).where(o.withdrawn_at.is_(None), o.ends > after).order_by(o.id)
    return tuple(Override(*row) for row in connection.execute(found))


def one(connection: Connection, number: int) -> tuple[Override, str | None] | None:
    """See View.override."""
    row = connection.execute(select(*_FIELDS, o.withdrawn_by).where(o.id == number)).first()
    return (Override(*row[:-1]), row[-1]) if row else None
