"""The databases of the tests' PostgreSQL: what is given back is as new, or is not used again."""

from urllib.parse import urlsplit

import psycopg
import pytest

from tests.postgres import PostgresServer

COUNTED = "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM counter)"
NEXT_ALERT = "SELECT nextval(pg_get_serial_sequence('alert', 'id'))"
SOMEBODY = (
    "INSERT INTO person (id, position, name, is_bot, is_active, in_updates_channel) "
    "SELECT 'U' || each, 0, repeat('x', 100), false, true, false FROM generate_series(1, %s) AS each"
)


@pytest.mark.parametrize("people", [1, 5000])
def test_rows_are_gone_and_numbers_begin_again(postgres: PostgresServer, people: int) -> None:
    """Whether a table was emptied row by row or at once; and whoever is still connected is thrown out."""
    url = postgres.new_url()
    left = psycopg.connect(url, autocommit=True)
    before = left.execute(COUNTED).fetchone()
    first = left.execute(NEXT_ALERT).fetchone()
    left.execute(SOMEBODY, (people,))
    postgres.drop(url)
    with pytest.raises(psycopg.OperationalError):
        left.execute("SELECT 1")
    assert postgres.new_url() == url
    with psycopg.connect(url) as connection:
        assert connection.execute(COUNTED).fetchone() == before
        assert connection.execute(NEXT_ALERT).fetchone() == first == (1,)
    postgres.drop(url)


@pytest.mark.parametrize(
    "change",
    [
        "DROP TRIGGER entry_refuses_delete ON entry",
        "ALTER TABLE entry DISABLE TRIGGER entry_refuses_delete",
        "ALTER TABLE person ADD COLUMN shoe integer",
        "DROP INDEX ix_outbox_next_at",
        "CREATE TABLE mine (id integer)",
        "ALTER DATABASE {} SET default_transaction_read_only = on",
        "UPDATE alembic_version SET version_num = 'later'",
    ],
)
def test_one_that_was_changed_is_not_used_again(postgres: PostgresServer, change: str) -> None:
    url = postgres.new_url()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(change.format(urlsplit(url).path[1:]).encode())
    postgres.drop(url)
    again = postgres.new_url()
    assert again != url
    postgres.drop(again)
