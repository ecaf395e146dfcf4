"""Alembic, where a database is to be brought to another form.

Answers for: running the migrations on a connection whose transaction is open. May not: decide whether they are wanted
(``storage.migrate`` does, which asks for this only then: most starts need none of it).
"""

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

# Alembic keeps what it runs in module globals, so two threads may not run it at once.
_ALEMBIC = threading.Lock()


def config() -> Config:
    """Alembic's configuration, without a file."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    return made


def to_head(connection: Connection) -> None:
    """Run what is missing."""
    made = config()
    made.attributes["connection"] = connection
    with _ALEMBIC:
        command.upgrade(made, "head")
