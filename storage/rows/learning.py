"""Examples and what was learned of them: the statements on these tables, for views and units of work.

Answers for: one example for each question and text, one model in use for each question. May not: begin or end a
transaction, or learn.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text, update

from crisis.incident import Who
from crisis.learning import Example, Figures, Learned
from storage import codec
from storage.tables.learning import EXAMPLE, IN_USE, LEARNED

x, m = EXAMPLE.c, LEARNED.c

_EXAMPLE = select(x.question, x.text, x.right, x.by, x.at, x.followers, x.id)
_LEARNED = select(m.question, m.weights, m.examples, m.rules, m.learned, m.made_at, m.by, m.id)
_STEP = 500


def examples(connection: Connection, question: str, limit: int) -> tuple[Example, ...]:
    """See LearningView.examples."""
    found = _EXAMPLE.where(x.question == question).order_by(x.at.desc(), x.id.desc()).limit(limit)
    return tuple(Example(*row) for row in reversed(connection.execute(found).all()))


def counts(connection: Connection) -> tuple[tuple[str, int], ...]:
    found = select(x.question, func.count()).group_by(x.question).order_by(x.question)
    return tuple((question, count) for question, count in connection.execute(found))


def keep(connection: Connection, example: Example) -> None:
    """See LearningUnit.keep_example."""
    digest = hashlib.sha256(" ".join(example.text.split()).encode()).hexdigest()
    said = {"right": example.right, "by": example.by, "at": example.at, "followers": example.followers}
    same = (x.question == example.question, x.digest == digest)
    if connection.execute(update(EXAMPLE).where(*same).values(said)).rowcount == 0:
        values = {"question": example.question, "digest": digest, "text": example.text, **said}
        connection.execute(insert(EXAMPLE).values(values))


def questions_of(connection: Connection, numbers: Sequence[int]) -> tuple[str, ...]:
    """See LearningUnit.questions_of."""
    found: dict[str, None] = {}
    for start in range(0, len(numbers), _STEP):
        some = select(x.question).where(x.id.in_(tuple(numbers[start : start + _STEP]))).distinct()
        found |= dict.fromkeys(connection.execute(some.order_by(x.question)).scalars())
    return tuple(found)


def remove(connection: Connection, numbers: Sequence[int]) -> int:
    """See LearningUnit.remove_examples."""
    removed = 0
    for start in range(0, len(numbers), _STEP):
        some = tuple(numbers[start : start + _STEP])
        removed += connection.execute(delete(EXAMPLE).where(x.id.in_(some))).rowcount
    return removed


def learned(connection: Connection) -> tuple[Learned, ...]:
    """See LearningView.learned."""
    found = _LEARNED.where(text(IN_USE)).order_by(m.question)
    return tuple(_learned(row) for row in connection.execute(found))


def mark(connection: Connection) -> str:
    """See LearningView.learned_mark."""
    found = select(m.id).where(text(IN_USE)).order_by(m.id)
    return ",".join(str(number) for number in connection.execute(found).scalars())


def keep_learned(connection: Connection, made: Learned) -> None:
    put_aside(connection, made.question, made.by, made.made_at)
    values = {
        "question": made.question,
        "weights": made.weights,
        "examples": made.examples,
        "rules": codec.encode(made.rules),
        "learned": codec.encode(made.learned),
        "by": made.by,
        "made_at": made.made_at,
        "aside_by": None,
        "aside_at": None,
    }
    connection.execute(insert(LEARNED).values(values))


def put_aside(connection: Connection, question: str, by: Who, at: datetime) -> bool:
    """See LearningUnit.put_learned_aside. The model goes: it holds traces of the words that it was made of."""
    in_use = (m.question == question, text(IN_USE))
    values = {"aside_by": by, "aside_at": at, "weights": ""}
    return connection.execute(update(LEARNED).where(*in_use).values(values)).rowcount > 0


def _learned(row: Any) -> Learned:
    question, weights, examples, rules, learned, made_at, by, id = row
    figures = codec.decode(Figures, rules), codec.decode(Figures, learned)
    return Learned(question, weights, examples, *figures, made_at, by, id)
