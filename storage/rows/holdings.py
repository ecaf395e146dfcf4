"""Who carries which open incident, and when somebody last had a role: rows beside the incidents, for whoever chooses.

Answers for: the statements on ``holding`` and ``had_role``, for ``unit`` and ``view``. ``holding`` follows the state of
its incident and is only written by who writes that; ``had_role`` is one row a person, written in the order of people,
so that nobody waits in a circle. May not: begin or end a transaction.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import (
    Connection,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal_column,
    not_,
    select,
    text,
    update,
)

from crisis.incident import Incident
from crisis.workload import Engagement, Workload, engaged_in, same_people
from storage.database.prepared import Insertion, Prepared
from storage.tables.people import HAD_ROLE, HOLDING

h, r = HOLDING.c, HAD_ROLE.c
_FIELDS = ("incident", "person", "drill", "roles", "offers")
_ADD = Insertion(HOLDING, *_FIELDS)
_DROP = Prepared(delete(HOLDING).where(h.incident == bindparam("b_incident"), h.person == bindparam("b_person")))
_HAS_ROLE = case((h.roles > literal_column("0"), 1), else_=0)
_ALL = Prepared(select(h.person, h.drill, func.sum(_HAS_ROLE), func.count()).group_by(h.person, h.drill))
_ENGAGED = Prepared(select(h.person, h.incident).order_by(h.person, h.incident))
_LAST = Prepared(select(r.person, r.at))
_LATER = Prepared(
    update(HAD_ROLE)
    .where(r.person == bindparam("b_person"), r.at < bindparam("b_at", type_=r.at.type))
    .values(at=bindparam("b_at", type_=r.at.type))
)
_FIRST = Prepared(
    insert(HAD_ROLE).from_select(
        ("person", "at"),
        select(bindparam("person", type_=r.person.type), bindparam("at", type_=r.at.type)).where(
            not_(exists().where(r.person == bindparam("person", type_=r.person.type))), text("1 = 1")
        ),
    )
)


def follow(connection: Connection, changed: Iterable[tuple[Incident | None, Incident]]) -> None:
    """Make the rows of these incidents, each as it was and as it is, those of their states, touching only what
    differs."""
    gone: list[dict[str, object]] = []
    come: list[dict[str, object]] = []
    for before, after in changed:
        if same_people(before, after):
            continue
        old = {each.person: each for each in engaged_in(before)} if before else {}
        new = {each.person: each for each in engaged_in(after)}
        if old != new:
            number = after.number
            gone += [{"b_incident": number, "b_person": who} for who, each in old.items() if new.get(who) != each]
            come += [_row(after, each) for who, each in new.items() if old.get(who) != each]
    if gone:
        _DROP.many(connection, gone)
    _ADD.many(connection, come)


def note_last(connection: Connection, last: Mapping[str, datetime]) -> None:
    """Note when these people last had a role."""
    rows = sorted(last.items())
    _FIRST.many(connection, [{"person": person, "at": at} for person, at in rows])
    _LATER.many(connection, [{"b_person": person, "b_at": at} for person, at in rows])


class Carried:
    """What everybody carries in all open incidents: read once, and kept up with what is written from then on."""

    def __init__(self, connection: Connection) -> None:
        self._held: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
        self._asked: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
        for person, drill, having, all_of_them in _ALL.rows(connection, {}):
            self._held[bool(drill)][person] += having
            self._asked[bool(drill)][person] += all_of_them - having
        self._last: dict[str, datetime] = dict(_LAST.rows(connection, {}))

    def follow(self, before: Incident | None, after: Incident | None) -> None:
        """One incident changed; None: it was not there, or shall not count."""
        if same_people(before, after):
            return
        for incident, by in ((before, -1), (after, 1)):
            for each in engaged_in(incident) if incident else ():
                counts = self._held if each.roles else self._asked
                counts[incident is not None and incident.drill][each.person] += by

    def note_last(self, last: Mapping[str, datetime]) -> None:
        """People had a role until then."""
        for person, at in last.items():
            self._last[person] = max(at, self._last.get(person, at))

    def workload(self, besides: Incident | None, drills: bool) -> Workload:
        """See ``crisis.ports.View.workload``."""
        self.follow(besides, None)
        held, asked = self._of_all(self._held, drills), self._of_all(self._asked, drills)
        self.follow(None, besides)
        return Workload(held, asked, self._last)

    def _of_all(self, counts: Mapping[bool, Counter[str]], drills: bool) -> Mapping[str, int]:
        return counts[False] + counts[True] if drills else +counts[False]


class Remembered:
    """What everybody carried when the last transaction was committed, for a database on which nobody else writes.
    Whoever takes it gives it back after the commit; when anything else becomes of it, it is read anew."""

    def __init__(self) -> None:
        self._carried: Carried | None = None

    def take(self) -> Carried | None:
        taken, self._carried = self._carried, None
        return taken

    def give(self, carried: Carried | None) -> None:
        self._carried = carried


def engaged(connection: Connection) -> tuple[tuple[str, int], ...]:
    """See ``crisis.ports.View.engaged``."""
    return tuple((person, incident) for person, incident in _ENGAGED.rows(connection, {}))


def _row(incident: Incident, each: Engagement) -> dict[str, object]:
    return {
        "incident": incident.number,
        "person": each.person,
        "drill": incident.drill,
        "roles": each.roles,
        "offers": each.offers,
    }
