"""Which incidents there are, and which of them have changed: numbers only. May not: read what they hold."""

from sqlalchemy import Connection, bindparam, literal_column, select

from storage.database.prepared import Prepared
from storage.tables import INCIDENT, IS_OPEN

i = INCIDENT.c
_VERSIONS = Prepared(
    select(i.number, i.version, literal_column(f"CASE WHEN {IS_OPEN} THEN 1 ELSE 0 END"))
    .order_by(i.number.desc())
    .limit(bindparam("most"))
)


def newest_versions(connection: Connection, most: int) -> tuple[tuple[int, int, bool], ...]:
    """Of the newest incidents the number, the version and whether it is open."""
    rows = _VERSIONS.rows(connection, {"most": most})
    return tuple((number, version, bool(is_open)) for number, version, is_open in rows)
