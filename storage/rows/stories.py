"""Stories as the store knows them: their numbers, and whose they are.

Answers for: the statements, for ``view`` and ``domain``. May not: tell stories apart, or begin or end a transaction.
"""

from sqlalchemy import Connection, bindparam, select, text, update

from crisis.alert import Alert
from crisis.mention import KeptMention
from storage import codec
from storage.database.prepared import Prepared
from storage.rows import mentions
from storage.tables import ALERT, COUNTER, PUT_ASIDE
from storage.tables.mentions import MENTION, OF_AN_INCIDENT

m = MENTION.c
_NUMBER = Prepared(
    update(COUNTER).where(text("name = 'story'")).values(value=COUNTER.c.value + 1).returning(COUNTER.c.value)
)
_INCIDENT_OF = Prepared(
    select(m.incident).where(m.story == bindparam("story"), text(OF_AN_INCIDENT)).order_by(m.id.desc()).limit(1)
)


_NEWEST_OF = Prepared(select(m.id).where(m.story == bindparam("story")).order_by(m.id.desc()).limit(bindparam("limit")))
_PUT_ASIDE_OF = Prepared(
    select(ALERT.c.body)
    .where(ALERT.c.fingerprint == bindparam("fingerprint"), text(PUT_ASIDE))
    .order_by(ALERT.c.id.desc())
    .limit(1)
)


class SqlStoriesView:
    """``crisis.ports.intake.StoriesView``."""

    connection: Connection

    def incident_of_story(self, story: int) -> int | None:
        row = _INCIDENT_OF.first(self.connection, {"story": story})
        return int(row[0]) if row else None

    def newest_of_story(self, story: int, limit: int) -> tuple[KeptMention, ...]:
        numbers = sorted(row[0] for row in _NEWEST_OF.rows(self.connection, {"story": story, "limit": limit}))
        found = (mentions.by_number(self.connection, number) for number in numbers)
        return tuple(kept for kept in found if kept)

    def put_aside_of(self, fingerprint: str) -> Alert | None:
        row = _PUT_ASIDE_OF.first(self.connection, {"fingerprint": fingerprint})
        return codec.decode(Alert, row[0]) if row else None


class SqlStoriesUnit(SqlStoriesView):
    """``crisis.ports.intake.StoriesUnit``."""

    def next_story(self) -> int:
        row = _NUMBER.first(self.connection, {})
        assert row is not None  # a migration puts the counter there
        return int(row[0])
