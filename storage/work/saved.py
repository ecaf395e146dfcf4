"""Incidents in a unit of work: as they were read, as they shall be, and the version compared when one is written.

Answers for: an incident that somebody else changed since it was read here is a ``Conflict``, never an overwriting; what
follows the state of an incident (the messages it notes, who carries it) is written with it. May not: decide when, or
touch the ledger. Used by one thread.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, insert, not_, select, update
from sqlalchemy.exc import IntegrityError

from crisis.incident import Incident
from crisis.ports import Conflict
from crisis.workload import last_roles, same_people
from storage import codec
from storage.database.engine import is_duplicate
from storage.database.prepared import Insertion, Prepared
from storage.rows import holdings
from storage.tables import INCIDENT, NOTED

_STATE = ("version", "key", "title", "severity", "stage", "kind", "channel", "opened_at", "fingerprint", "drill",
          "private", "state", "alone_at")  # fmt: skip
_INSERT = Insertion(INCIDENT, "number", *_STATE)
_AS_IT_WAS = update(INCIDENT).where(
    INCIDENT.c.number == bindparam("number_"), INCIDENT.c.version == bindparam("version_")
)
_UPDATE = Prepared(_AS_IT_WAS.values({name: bindparam(name, type_=INCIDENT.c[name].type) for name in _STATE}))
# Most commands change nothing that has a column of its own; SQLite would write every index anew for what stays.
_UPDATE_STATE = Prepared(_AS_IT_WAS.values({name: bindparam(name) for name in ("version", "state")}))
_HELD_VERSION = Prepared(
    select(INCIDENT.c.version).where(INCIDENT.c.number == bindparam("number")).with_for_update(key_share=True)
)
_NOTED_FIELDS = ("channel", "ts", "incident")
_THIS_NOTED = [NOTED.c[name] == bindparam(name, type_=NOTED.c[name].type) for name in _NOTED_FIELDS]
_NOTE = Prepared(
    insert(NOTED).from_select(
        _NOTED_FIELDS,
        select(*(bindparam(name, type_=NOTED.c[name].type) for name in _NOTED_FIELDS)).where(
            not_(exists().where(*_THIS_NOTED))
        ),
    )
)
_UNNOTE = Prepared(delete(NOTED).where(*_THIS_NOTED))


class Saved:
    """See the module. ``last_roles``: when people last had a role, as far as what was written changes it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._versions: dict[int, int] = {}
        self._known: dict[int, Incident] = {}  # as the database has them
        self._saved: dict[int, Incident] = {}  # as they shall be
        self._written: set[int] = set()
        self.last_roles: dict[str, datetime] = {}

    def find(self, number: int) -> Incident | None:
        """As it shall be, else as it was read; None when this unit has neither."""
        return self._saved.get(number) or self._known.get(number)

    def read(self, number: int, version: int, state: str) -> Incident:
        """What a row says. Somebody else may have changed it since this unit looked first: that look counts, and saving
        is a conflict then."""
        if number not in self._versions:
            self._versions[number] = version
            self._known[number] = codec.decode(Incident, state)
        return self._known[number]

    def save(self, incident: Incident) -> None:
        self._saved[incident.number] = incident

    def is_kept(self, number: int) -> bool:
        """Whether it was saved and not written yet."""
        return number in self._saved

    def has_version(self, number: int) -> bool:
        """Whether it was read or written here, so that its version is compared in the end."""
        return number in self._versions

    def keeps_cause(self, fingerprint: str) -> bool:
        """Whether any that is not written yet was opened by an alert with this fingerprint."""
        return any(saved.alert_fingerprint == fingerprint for saved in self._saved.values())

    def write(self) -> None:
        """Write what was saved, the new ones together and the changed ones together. Raises Conflict."""
        saved, self._saved = self._saved, {}
        in_order = sorted(saved.items())  # in one order, so that nobody waits in a circle
        new = [{"number": number, **_row(each, 1)} for number, each in in_order if number not in self._versions]
        changed = [(number, each) for number, each in in_order if number in self._versions]
        inside = all(_columns(self._known[number]) == _columns(each) for number, each in changed)
        try:
            _INSERT.many(self._connection, new)
            if changed and self._change(changed, inside) != len(changed):
                raise Conflict(f"One of the incidents {_numbers(saved)} was changed by another unit of work.")
        except IntegrityError as error:
            if is_duplicate(error):
                raise Conflict(f"A number, key or channel of {_numbers(saved)} is another one's.") from error
            raise
        if saved:
            holdings.follow(self._connection, [(self._known.get(number), saved[number]) for number in sorted(saved)])
        for incident in saved.values():
            self._note_written(incident)

    def _change(self, changed: Sequence[tuple[int, Incident]], inside: bool) -> int:
        """How many were as they were read, and are changed. ``inside``: nothing that has a column of its own is."""
        rows: list[dict[str, Any]] = []
        for number, incident in changed:
            version = self._versions[number]
            row = {"state": codec.encode(incident), "version": version + 1} if inside else _row(incident, version + 1)
            rows.append({"number_": number, "version_": version, **row})
        return (_UPDATE_STATE if inside else _UPDATE).many(self._connection, rows)

    def check_still_as_read(self, number: int) -> None:
        """That nobody changed this one, and nobody can until the end; free where this unit wrote it. Raises
        Conflict."""
        if number in self._written:
            return
        row = _HELD_VERSION.first(self._connection, {"number": number})
        if row is not None and row[0] != self._versions.get(number, row[0]):
            raise Conflict(f"Incident #{number} was changed by another unit of work.")

    def _note_written(self, incident: Incident) -> None:
        number, before = incident.number, self._known.get(incident.number)
        self._write_noted(incident, before)
        if not same_people(before, incident):
            self.last_roles.update(last_roles(before, incident))
        self._versions[number] = self._versions.get(number, 0) + 1
        self._known[number] = incident
        self._written.add(number)

    def _write_noted(self, incident: Incident, before: Incident | None) -> None:
        old, new = set(before.noted if before else ()), set(incident.noted)
        for statement, messages in ((_NOTE, new - old), (_UNNOTE, old - new)):
            if messages:
                statement.many(
                    self._connection,
                    [{"channel": m.channel, "ts": m.ts, "incident": incident.number} for m in messages],
                )


def _numbers(incidents: Iterable[int]) -> str:
    return ", ".join(f"#{number}" for number in sorted(incidents))


def _columns(incident: Incident) -> dict[str, Any]:
    """What of a state has a column of its own."""
    return {
        "key": incident.key,
        "title": incident.title,
        "severity": int(incident.severity),
        "stage": incident.stage.value,
        "kind": incident.kind,
        "channel": incident.channel,
        "opened_at": incident.opened_at,
        "fingerprint": incident.alert_fingerprint,
        "drill": incident.drill,
        "private": incident.private,
        "alone_at": incident.opened_at if incident.opened_by_itself else None,
    }


def _row(incident: Incident, version: int) -> dict[str, Any]:
    return {"version": version, "state": codec.encode(incident), **_columns(incident)}
