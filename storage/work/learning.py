"""Examples and what was learned as views and units of work have them: ``crisis.ports.learning``, on an open
transaction.

Answers for: handing on to the statements (``learning``). May not: begin or end a transaction.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from crisis.incident import Who
from crisis.learning import Example, Learned
from storage.rows import learning


class SqlLearningView:
    """``crisis.ports.learning.LearningView``."""

    connection: Connection

    def examples(self, question: str, limit: int = 1_000) -> tuple[Example, ...]:
        return learning.examples(self.connection, question, limit)

    def example_counts(self) -> tuple[tuple[str, int], ...]:
        return learning.counts(self.connection)

    def learned(self) -> tuple[Learned, ...]:
        return learning.learned(self.connection)

    def learned_mark(self) -> str:
        return learning.mark(self.connection)


class SqlLearningUnit(SqlLearningView):
    """``crisis.ports.learning.LearningUnit``."""

    def keep_example(self, example: Example) -> None:
        learning.keep(self.connection, example)

    def questions_of(self, numbers: Sequence[int]) -> tuple[str, ...]:
        return learning.questions_of(self.connection, numbers)

    def remove_examples(self, numbers: Sequence[int]) -> int:
        return learning.remove(self.connection, numbers)

    def keep_learned(self, learned: Learned) -> None:
        learning.keep_learned(self.connection, learned)

    def put_learned_aside(self, question: str, by: Who, at: datetime) -> bool:
        return learning.put_aside(self.connection, question, by, at)
