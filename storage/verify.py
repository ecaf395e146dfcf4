"""Whether the past was changed: the ledgers of a database, checked.

Answers for: reading the rows for ``ledger.verify_rows``, also when somebody put something into them that cannot be
read. May not: change anything. It checks the chain alone; somebody who rewrites all of it is found by the heads that
were posted.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import bindparam, func, select, union
from sqlalchemy.exc import DBAPIError

from crisis.incident import Incident
from storage import codec
from storage.ledger import Broken, Fault, verify_rows
from storage.tables import ENTRY, ENTRY_WORDS, INCIDENT
from storage.work.view import SqlView

_ROWS = select(ENTRY).where(ENTRY.c.incident == bindparam("incident")).order_by(ENTRY.c.seq)
_WORDS = select(ENTRY_WORDS).where(ENTRY_WORDS.c.incident == bindparam("incident")).order_by(ENTRY_WORDS.c.seq)
_NUMBERS = union(select(INCIDENT.c.number), select(ENTRY.c.incident), select(ENTRY_WORDS.c.incident))
DIGEST_MARK = b'{"digest":"'  # within a string the quotation marks would be escaped
_STATE = select(INCIDENT.c.state).where(INCIDENT.c.number == bindparam("incident"))


def verify_ledger(view: SqlView, incident: int | None = None) -> tuple[Broken, ...]:
    """The first broken place of each incident's ledger, of one incident or of all; empty when nothing was changed."""
    numbers = [incident] if incident is not None else sorted(view.connection.execute(_NUMBERS).scalars())
    return tuple(broken for number in numbers if (broken := _verify(view, number)))


def removed_words(view: SqlView, incident: int | None = None) -> int:
    """How many texts were removed: the chain has their digests, the words are gone. That is allowed, and told."""
    of_one = [] if incident is None else [ENTRY.c.incident == incident]
    payloads = view.connection.execute(select(ENTRY.c.payload).where(*of_one)).scalars()
    digests = sum(bytes(payload).count(DIGEST_MARK) for payload in payloads)
    kept = select(func.count()).select_from(ENTRY_WORDS)
    if incident is not None:
        kept = kept.where(ENTRY_WORDS.c.incident == incident)
    return digests - int(view.connection.execute(kept).scalar_one())


def _verify(view: SqlView, incident: int) -> Broken | None:
    rows = _Reading(view, _ROWS, incident)
    words = _Reading(view, _WORDS, incident)
    try:
        said = list(words)
    except (ValueError, DBAPIError):
        return Broken(incident, words.seq + 1, Fault.WORDS)
    try:
        return verify_rows(incident, rows, said, _least(view, incident))
    except (ValueError, DBAPIError):
        return Broken(incident, rows.seq + 1, Fault.COLUMNS)


def _least(view: SqlView, incident: int) -> int:
    """The seq that the incident's own state says was reached."""
    state = view.connection.execute(_STATE, {"incident": incident}).scalar()
    return codec.decode(Incident, state).seq if state else 0


class _Reading:
    """Rows one by one, so that one which cannot be read is known by the one before it."""

    def __init__(self, view: SqlView, statement: Any, incident: int) -> None:
        self._view = view
        self._statement = statement
        self._incident = incident
        self.seq = 0

    def __iter__(self) -> Iterator[Any]:
        result = self._view.connection.execute(self._statement, {"incident": self._incident})
        while (row := result.fetchone()) is not None:
            yield row
            self.seq = row.seq
