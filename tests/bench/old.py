"""A database with a past: many closed incidents with everything that belongs to them, as rows.

One incident is lived through by the desk, from its alert to its end, and its wishes are granted. Its rows are then
copied in SQL under other numbers; the copies' ledgers are as long as real ones but were not made for checking.
"""

import os
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text

from bot.clock.clocks import machine_now
from crisis import commands as c
from crisis.alert import Alert
from crisis.desk.naming import KEY_LETTERS
from crisis.incident import MessageRef
from crisis.severity import Severity
from crisis.stages import Stage
from storage.database.engine import database_of
from storage.migrate import upgrade
from storage.store import SqlStore
from storage.work.unit import SqlUnit
from tests.bench.writer import desk_on

AGE = timedelta(days=30)
FIRST = 2  # the number of the first copy; the one that was lived through has 1
DUE_EACH = 10  # due times still to come (decisions to look at again) of an old incident that has any
# Distinct five-letter keys in no order: a prime that shares nothing with the number of keys.
KEYS, STEP = len(KEY_LETTERS) ** 5, 7_368_787
COPIED = {
    "incident": ("number",),
    "entry": ("incident",),
    "entry_words": ("incident",),
    "alert": ("incident",),
    "outbox": ("incident",),
    "due": ("incident",),
}


async def make(url: str, incidents: int, due: int = 0) -> None:
    """Fill an empty database with ``incidents`` closed ones, and ``due`` due times that come in years."""
    upgrade(url)
    await _live_one(url)
    engine = database_of(url).writer_engine(url)
    with engine.connect() as connection, connection.begin():
        refusing = _triggers(connection)
        for name, table, _ in refusing:
            connection.exec_driver_sql(f"DROP TRIGGER {name}" + ("" if _is_sqlite(connection) else f" ON {table}"))
        _copy(connection, incidents - 1)
        _wait(connection, due)
        for *_, statement in refusing:
            connection.exec_driver_sql(statement.replace("%", "%%") if not _is_sqlite(connection) else statement)
        if not _is_sqlite(connection):
            connection.exec_driver_sql("ANALYZE")  # as autovacuum does by itself, later
    engine.dispose()


async def _live_one(url: str) -> None:
    """A SEV3 from its alert to its end, a month ago."""
    now = machine_now() - AGE

    def clock() -> datetime:
        return now

    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(SqlStore(url, machine_now, os.urandom))
        desk = desk_on(store, clock)
        title, words = "港刊报道霸王洗发水含致癌物二噁烷", "正在扩散，请核实。"
        await desk.handle(c.ReceiveAlert(Alert("bench", title, now, "old", words, Severity.SEV3)), once="old-0")
        lived: Sequence[Any] = (
            c.RecordChannel(1, None, "C0000001", "inc-霸王-洗发水"),
            c.RecordBoard(1, None, "1700000000.000100", 3, pinned=True),
            c.RecordCard(1, None, MessageRef("C0UPDATES", "1700000000.000200"), 3),
            c.AcceptOffer(1, "U0", 1),
            c.AcceptOffer(1, "U1", 2),
            c.AddNote(1, "U0", "已联系检测机构，等待报告。"),
            c.PostUpdate(1, "U0", "检测机构已取样，今日内给出初步结果。"),
            c.LogDecision(1, "U0", "先下架同批次产品", "先保证安全", (), "检验报告"),
            c.ChangeStage(1, "U0", Stage.CONTAINED),
            c.ChangeStage(1, "U0", Stage.RESOLVED),
            c.ChangeStage(1, "U0", Stage.CLOSED),
        )
        for number, command in enumerate(lived, 1):
            now += timedelta(minutes=7)
            await desk.handle(command, once=f"old-{number}")
        await store.transact(grant_all)


def grant_all(unit: SqlUnit) -> None:
    while claims := unit.claim_effects(machine_now(), "bench", 60, 100).claims:
        for claim in claims:
            unit.finish_effect(claim)


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _triggers(connection: Connection) -> list[tuple[str, str, str]]:
    """Name, table and statement of the triggers that guard every row."""
    found = (
        "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
        if _is_sqlite(connection)
        else "SELECT tgname, tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
    )
    return [(str(name), str(table), str(made)) for name, table, made in connection.execute(text(found))]


def _copy(connection: Connection, copies: int) -> None:
    connection.exec_driver_sql("CREATE TEMPORARY TABLE copied (number INTEGER PRIMARY KEY, name TEXT NOT NULL)")
    rows = [{"number": number, "name": _key(number)} for number in range(FIRST, FIRST + copies)]
    if rows:
        connection.execute(text("INSERT INTO copied VALUES (:number, :name)"), rows)
    for table, numbers in COPIED.items():
        columns = connection.execute(text(f"SELECT * FROM {table} LIMIT 0")).keys()
        kept = [name for name in columns if not (name == "id" and table in ("alert", "outbox", "due"))]
        chosen = ", ".join(_chosen(table, name, numbers) for name in kept)
        names = ", ".join(f'"{name}"' for name in kept)
        connection.exec_driver_sql(
            f"INSERT INTO {table} ({names}) SELECT {chosen} FROM copied CROSS JOIN {table} AS was "
            f"WHERE was.{numbers[0]} = 1 ORDER BY copied.number"
        )
    connection.exec_driver_sql(
        "INSERT INTO inbox (event, at, answer) SELECT inbox.event || ':' || copied.number, at, answer "
        "FROM copied CROSS JOIN inbox"
    )
    connection.exec_driver_sql(f"UPDATE counter SET value = {FIRST + copies} WHERE name = 'incident'")


def _chosen(table: str, column: str, numbers: Sequence[str]) -> str:
    """What a copy has in this column."""
    if column in numbers:
        return "copied.number"
    if (table, column) == ("incident", "key"):
        return "copied.name"
    if (table, column) in {("incident", "channel"), ("incident", "fingerprint"), ("alert", "fingerprint")}:
        return f'was."{column}" || copied.number'
    if (table, column) == ("outbox", "key") or (table, column) == ("outbox", "lane"):
        return f'copied.number || substr(was."{column}", 2)'
    return f'was."{column}"'


def _wait(connection: Connection, due: int) -> None:
    """Due times that are far from coming, on the first incidents."""
    if not due:
        return
    later = machine_now() + timedelta(days=3650)
    rows = [_due_row(1 + number // DUE_EACH, number % DUE_EACH, later) for number in range(due)]
    connection.execute(
        text(
            "INSERT INTO due (incident, kind, key, due_at, state, attempt) "
            "VALUES (:incident, 'revisit', :key, :due_at, 'pending', 0)"
        ),
        [{**row, "due_at": f"{row['due_at']:%Y-%m-%d %H:%M:%S.%f}"} for row in rows]
        if _is_sqlite(connection)
        else rows,
    )


def _due_row(incident: int, place: int, later: datetime) -> dict[str, Any]:
    due_at = later + timedelta(seconds=incident * 7 % 86_400, milliseconds=place)
    return {"incident": incident, "key": f"revisit:{place + 2}", "due_at": due_at}


def _key(number: int) -> str:
    rest, letters = number * STEP % KEYS, ""
    for _ in range(5):
        rest, place = divmod(rest, len(KEY_LETTERS))
        letters += KEY_LETTERS[place]
    return letters


def folder() -> "tempfile.TemporaryDirectory[str]":
    """Where the files go."""
    return tempfile.TemporaryDirectory(prefix="fenghuo-bench-")
