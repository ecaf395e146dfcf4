"""Models and migrations say the same; a database of a newer version is left alone; two processes do not both write."""

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from storage.database.engine import database_of
from storage.database.lock import WriterLock
from storage.errors import BadDatabaseUrl, DatabaseAway, DatabaseInUse, DatabaseIsNewer, DatabaseIsOlder
from storage.migrate import head, migrate, revision
from storage.migrations.running import config
from storage.store import SqlStore, open_reader
from storage.tables import all_tables
from storage.tables.all_tables import METADATA
from tests.postgres import PostgresServer
from tests.storage.conftest import MachineClock, counted_entropy
from tests.storage.databases import SQLITE, Database, PostgresDatabase, SqliteDatabase
from tests.storage.examples import incident

ROOT = Path(__file__).parents[2]


def shape(engine: Engine) -> dict[str, Any]:
    """All that the database knows of its tables, in an order of its own making."""
    found = inspect(engine)
    return {
        name: {
            "columns": [
                (column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(name)
            ],
            "checks": sorted((check["name"], check["sqltext"]) for check in found.get_check_constraints(name)),
            "indexes": sorted(
                (
                    index["name"],
                    index["column_names"],
                    index["unique"],
                    str(index["dialect_options"].get(f"{engine.dialect.name}_where")),
                )
                for index in found.get_indexes(name)
            ),
            "keys": [found.get_pk_constraint(name)["constrained_columns"], found.get_unique_constraints(name)],
            "references": sorted(str(sorted(key.items(), key=str)) for key in found.get_foreign_keys(name)),
        }
        for name in sorted(found.get_table_names())
        if name != "alembic_version"
    }


def test_models_and_migrations_say_the_same(database: Database, empty_url: str) -> None:
    from_migrations, from_models = database.engine(), writer_engine(empty_url)
    with from_models.begin() as connection:
        METADATA.create_all(connection)
    assert shape(from_migrations) == shape(from_models)
    with from_migrations.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []
    from_migrations.dispose()
    from_models.dispose()


def test_the_numbers_of_the_files_are_the_revisions() -> None:
    """What a start goes by, without reading the migrations, is what they say."""
    scripts = ScriptDirectory.from_config(config())
    assert scripts.get_current_head() == head()
    for script in scripts.walk_revisions():
        assert Path(script.path).name.partition("_")[0] == script.revision


def test_no_file_of_tables_is_left_out() -> None:
    """Whoever wants all tables has them, whatever else was imported."""
    folder = Path(all_tables.__file__).parent
    parts = {f"storage.tables.{file.stem}" for file in folder.glob("*.py")}
    parts -= {"storage.tables.__init__", all_tables.__name__}
    assert parts == {part.__name__ for part in all_tables.PARTS}


def test_the_comparison_sees_checks_and_partial_indexes(sqlite_database: SqliteDatabase) -> None:
    engine = sqlite_database.engine()
    outbox = shape(engine)["outbox"]
    engine.dispose()
    assert ("ck_outbox_payload", "(state = 'done') = (payload IS NULL)") in outbox["checks"]
    assert ("uq_outbox_key", ["key"], 1, "NOT coalesces") in outbox["indexes"]


def test_the_comparison_sees_them_on_postgresql(postgres_database: PostgresDatabase) -> None:
    engine = postgres_database.engine()
    outbox = shape(engine)["outbox"]
    engine.dispose()
    assert "ck_outbox_payload" in dict(outbox["checks"])
    assert ("uq_outbox_key", ["key"], True, "(NOT coalesces)") in outbox["indexes"]


def writer_engine(url: str) -> Engine:
    return database_of(url).writer_engine(url)


@pytest.fixture
def empty_url(database: Database, postgres: PostgresServer, tmp_path: Path) -> Iterator[str]:
    """The address of a database of the same kind with nothing in it."""
    if database.kind == SQLITE:
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    url = postgres.url_of(postgres.create())
    yield url
    postgres.drop(url)


def files_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def content(database: Path) -> bytes:
    return database.read_bytes()


def test_migrating_makes_the_database_and_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new folder%" / "fenghuo.db"
    path.parent.mkdir()
    url = f"sqlite:///{path}"
    assert revision(url) is None
    migrate(url)
    assert revision(url) == head()
    before = path.read_bytes()
    migrate(url)
    assert path.read_bytes() == before
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_alerts_from_before_storms_are_kept_and_no_id_is_used_twice(tmp_path: Path) -> None:
    """SQLite makes the table anew for the second form of the database."""
    path = tmp_path / "fenghuo.db"
    engine = writer_engine(f"sqlite:///{path}")
    alert = "INSERT INTO alert (received_at, source, fingerprint, severity, outcome, body) VALUES {}"
    with engine.begin() as connection:
        made = config()
        made.attributes["connection"] = connection
        command.upgrade(made, "0001")
        row = "('2026-03-14 09:26:53.000000', 's', 'f', 2, 'held', '{{}}')"
        connection.exec_driver_sql(alert.format(", ".join([row.format()] * 3)))
        connection.exec_driver_sql("DELETE FROM alert WHERE id = 3")
    engine.dispose()
    migrate(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as connection:
        before = "SELECT id, fingerprint, outcome, asked_at, storm FROM alert ORDER BY id"
        assert connection.execute(before).fetchall() == [(1, "f", "held", None, None), (2, "f", "held", None, None)]
        assert connection.execute(alert.format(row.format())).lastrowid == 4


async def test_a_newer_database_is_refused_and_left_as_it_was(
    sqlite_database: SqliteDatabase, machine: MachineClock
) -> None:
    url, database = sqlite_database.url, sqlite_database.path
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("CREATE TABLE from_the_future (a)")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = content(database)
    with pytest.raises(DatabaseIsNewer, match="9999") as refused:
        migrate(url)
    assert (refused.value.found, refused.value.head) == ("9999", head())
    with pytest.raises(DatabaseIsNewer):
        await SqlStore(url, machine, counted_entropy()).start()
    with pytest.raises(DatabaseIsNewer):
        await open_reader(url).start()
    assert content(database) == before
    with WriterLock(database):  # nobody kept it
        pass


async def test_a_newer_postgresql_is_refused(postgres_database: PostgresDatabase, machine: MachineClock) -> None:
    url = postgres_database.url
    postgres_database.tamper("UPDATE alembic_version SET version_num = '9999'")
    for refused in (SqlStore(url, machine, counted_entropy()).start, open_reader(url).start):
        with pytest.raises(DatabaseIsNewer, match="9999"):
            await refused()
    with pytest.raises(DatabaseIsNewer):
        migrate(url)


async def test_replicas_that_start_at_the_same_moment_migrate_once(
    postgres: PostgresServer, machine: MachineClock
) -> None:
    url = postgres.url_of(postgres.create())
    stores = [SqlStore(url, machine, counted_entropy()) for _ in range(3)]
    await asyncio.gather(*(store.start() for store in stores))
    assert await stores[0].transact(lambda unit: unit.next_number()) == 1
    assert await stores[1].transact(lambda unit: unit.next_number()) == 2
    for store in stores:
        await store.stop()
    assert revision(url) == head()
    postgres.drop(url)


async def test_a_server_that_is_not_there_is_said_in_one_line(machine: MachineClock, tmp_path: Path) -> None:
    with pytest.raises(DatabaseAway, match="cannot be reached"):
        await SqlStore(f"postgresql://nobody@/nothing?host={tmp_path}", machine, counted_entropy()).start()


async def test_a_reader_wants_a_database_at_head(tmp_path: Path) -> None:
    with pytest.raises(DatabaseIsOlder, match="fenghuo migrate"):
        await open_reader(f"sqlite:///{tmp_path / 'none.db'}").start()
    assert files_in(tmp_path) == []


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("fenghuo.db", "no address"),
        ("mysql://localhost/x", "'mysql' are not supported"),
        ("postgresql://localhost:port:1/x", "no address"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_with_one_that_can(url: str, says: str) -> None:
    with pytest.raises(BadDatabaseUrl, match=says) as refused:
        migrate(url)
    assert "sqlite:///fenghuo.db" in str(refused.value)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadDatabaseUrl, match="nowhere is not there"):
        migrate(f"sqlite:///{tmp_path / 'nowhere' / 'x.db'}")


def elsewhere(code: str) -> subprocess.CompletedProcess[str]:
    """Run it in another process."""
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("database", [SQLITE], indirect=True)
async def test_a_second_process_may_read_but_not_write(url: str, store: SqlStore, machine: MachineClock) -> None:
    with pytest.raises(DatabaseInUse, match=r"fenghuo\.db is in use by process \d+"):
        await SqlStore(url, machine, counted_entropy()).start()
    await store.transact(lambda unit: unit.save(incident(1, title="seen from outside")))
    tried = elsewhere(
        "import asyncio\n"
        "from storage.errors import DatabaseInUse\n"
        "from storage.migrate import migrate\n"
        "from storage.store import open_reader\n"
        "async def main():\n"
        "    try:\n"
        f"        migrate({url!r})\n"
        "    except DatabaseInUse:\n"
        "        print('refused')\n"
        f"    async with open_reader({url!r}) as reader:\n"
        "        print((await reader.read(lambda view: view.incident(1))).title)\n"
        "asyncio.run(main())"
    )
    assert tried.stdout == "refused\nseen from outside\n", tried.stderr
    await store.stop()
    migrate(url)
