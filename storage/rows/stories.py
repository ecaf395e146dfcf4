"""Stories as the store knows them: their numbers, and whose they are.

Answers for: the statements, for ``view`` and ``domain``. May not: tell stories apart, or begin or end a transaction.
"""

from sqlalchemy import Connection, bindparam, func, select, text, update

from crisis.alert import Alert
from crisis.mention import KeptMention
from crisis.ports.intake import Division
from storage import codec
from storage.database.prepared import Insertion, Prepared
from storage.rows import mentions
from storage.tables import ALERT, COUNTER, PUT_ASIDE
from storage.tables.mentions import DIVISION, MENTION, OF_AN_INCIDENT

m = MENTION.c
_NUMBER = Prepared(
    update(COUNTER).where(text("name = 'story'")).values(value=COUNTER.c.value + 1).returning(COUNTER.c.value)
)
_INCIDENT_OF = Prepared(
    select(m.incident).where(m.story == bindparam("story"), text(OF_AN_INCIDENT)).order_by(m.id.desc()).limit(1)
)
_DIVISIONS = Prepared(
    select(DIVISION.c.id, DIVISION.c.of_story, DIVISION.c.story)
    .where(DIVISION.c.id > bindparam("after"))
    .order_by(text("id"))
)
_NEWEST_DIVISION = Prepared(select(func.max(DIVISION.c.id)))
_DIVIDE = Insertion(DIVISION, "of_story", "story")
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
        return mentions.newest_of_story(self.connection, story, limit)

    def divisions_after(self, number: int) -> tuple[Division, ...]:
        return tuple(Division(*row) for row in _DIVISIONS.rows(self.connection, {"after": number}))

    def newest_division(self) -> int:
        row = _NEWEST_DIVISION.first(self.connection, {})
        return row[0] or 0 if row else 0

    def put_aside_of(self, fingerprint: str) -> Alert | None:
        row = _PUT_ASIDE_OF.first(self.connection, {"fingerprint": fingerprint})
        return codec.decode(Alert, row[0]) if row else None


class SqlStoriesUnit(SqlStoriesView):
    """``crisis.ports.intake.StoriesUnit``."""

    def next_story(self) -> int:
        row = _NUMBER.first(self.connection, {})
        assert row is not None  # a migration puts the counter there
        return int(row[0])

    def note_division(self, of: int, story: int) -> None:
        _DIVIDE.many(self.connection, [{"of_story": of, "story": story}])
