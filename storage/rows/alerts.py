"""Alerts as they are kept, and the storms that held ones wait in.

Answers for: the statements that write them, for ``unit``. May not: judge an alert, or begin or end a transaction.
"""

from datetime import datetime

from sqlalchemy import Connection, text, update

from crisis.alert import Alert, AlertOutcome
from crisis.incident import MessageRef, Who
from crisis.ports import Storm
from storage import codec
from storage.database.prepared import Prepared, insertion
from storage.tables import ALERT, STORM

_ADD = Prepared(
    insertion(
        ALERT, "received_at", "source", "fingerprint", "severity", "outcome", "incident", "card", "body", "asked_at",
        "storm",
    ).returning(ALERT.c.id)
)  # fmt: skip
_ADD_STORM = Prepared(insertion(STORM, "begun_at", "since", "dismissed_by", "card").returning(STORM.c.id))


def add(
    connection: Connection,
    alert: Alert,
    outcome: AlertOutcome,
    incident: int | None,
    storm: int | None,
    asked_at: datetime | None,
) -> int:
    """See Unit.store_alert."""
    row = _ADD.first(
        connection,
        {
            "received_at": alert.received_at,
            "source": alert.source,
            "fingerprint": alert.fingerprint,
            "severity": int(alert.severity),
            "outcome": outcome.value,
            "incident": incident,
            "card": None,
            "body": codec.encode(alert),
            "asked_at": asked_at,
            "storm": storm,
        },
    )
    assert row is not None
    return int(row[0])


def settle(connection: Connection, number: int, incident: int | None, card: MessageRef | None) -> None:
    """See Unit.settle_alert. Raises LookupError."""
    values: dict[str, object] = {}
    if incident is not None:
        values |= {"incident": incident, "outcome": AlertOutcome.OPENED.value}
    if card is not None:
        values["card"] = codec.encode(card)
    if values:
        _change(connection, number, values)


def change_held(
    connection: Connection, number: int, alert: Alert, storm: int | None, asked_at: datetime | None
) -> None:
    """See Unit.change_held. Raises LookupError."""
    values = {"severity": int(alert.severity), "body": codec.encode(alert), "storm": storm, "asked_at": asked_at}
    _change(connection, number, values)


def begin_storm(connection: Connection, begun_at: datetime, since: datetime) -> Storm:
    """See Unit.begin_storm."""
    values = {"begun_at": begun_at, "since": since, "dismissed_by": None, "card": None}
    row = _ADD_STORM.first(connection, values)
    assert row is not None
    return Storm(int(row[0]), begun_at, since)


def note_storm_card(connection: Connection, storm: int, card: MessageRef | None) -> None:
    """See Unit.note_storm_card."""
    value = codec.encode(card) if card else None
    connection.execute(update(STORM).where(STORM.c.id == storm).values(card=value))


def dismiss_waiting(connection: Connection, storm: int, newest: int, by: Who) -> tuple[tuple[int, bool], ...]:
    """See Unit.dismiss_waiting."""
    waiting = (ALERT.c.storm == storm, text("outcome = 'held'"), ALERT.c.id <= newest)
    done = update(ALERT).where(*waiting).values(outcome=AlertOutcome.IGNORED.value)
    rows = connection.execute(done.returning(ALERT.c.id, ALERT.c.asked_at)).all()
    if rows:
        connection.execute(update(STORM).where(STORM.c.id == storm).values(dismissed_by=by))
    return tuple((row.id, row.asked_at is not None) for row in rows)


def _change(connection: Connection, number: int, values: dict[str, object]) -> None:
    if connection.execute(update(ALERT).where(ALERT.c.id == number).values(**values)).rowcount != 1:
        raise LookupError(f"There is no alert {number}.")
