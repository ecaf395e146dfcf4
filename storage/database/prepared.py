"""Statements of the hot path: compiled once for a database, then run straight on its driver.

Answers for: what SQLAlchemy's execution does (names to places, values to and from what the driver knows, errors), but
without what costs it about 80 µs a statement; and rows going in by one statement for many, which costs SQLite a third
and PostgreSQL one answer in place of many. Any Core statement will do, on any database. May not: begin or end a
transaction; hold SQL of its own.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any
from weakref import WeakSet

from sqlalchemy import (
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    Float,
    Insert,
    LargeBinary,
    Table,
    bindparam,
    insert,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import ClauseElement

Values = Mapping[str, Any]
Convert = Callable[[Any], Any]


def insertion(table: Table, *names: str) -> Insert:
    """The statement that inserts these columns, each bound under its own name."""
    return insert(table).values({name: bindparam(name, type_=table.c[name].type) for name in names})


MANY = 32
"""How many values ``any_of`` compares with."""


def any_of(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """That a column is one of ``MANY`` values: the same statement, compiled once, however many are asked for."""
    return column.in_([bindparam(f"any_{place}", type_=column.type) for place in range(MANY)])


def batches(values: Sequence[Any]) -> Iterator[Values]:
    """What is bound for ``any_of`` these, as often as it takes."""
    for start in range(0, len(values), MANY):
        some = values[start : start + MANY]
        yield {f"any_{place}": some[min(place, len(some) - 1)] for place in range(MANY)}


LENGTHS = (32, 16, 8, 4, 2, 1)
"""So many rows go in with one statement."""
_NAMED = re.compile(r"%\((\w+)\)s")


def make_ready(dialect: Dialect) -> None:
    """Compile every statement there is. Otherwise the first of each would wait for it, some milliseconds."""
    for each in list(_known):
        each.compiled(dialect)


class Prepared:
    """A statement. Safe for several threads."""

    def __init__(self, statement: ClauseElement) -> None:
        self.statement = statement
        self._compiled: dict[str, _Compiled] = {}
        _known.add(self)

    def rows(self, connection: Connection, values: Values) -> list[tuple[Any, ...]]:
        """Its rows, as plain tuples."""
        compiled = self.compiled(connection.dialect)
        cursor = compiled.run(connection, values)
        return [compiled.read(row) for row in cursor.fetchall()]

    def first(self, connection: Connection, values: Values) -> tuple[Any, ...] | None:
        """Its first row, or None."""
        return next(iter(self.rows(connection, values)), None)

    def count(self, connection: Connection, values: Values) -> int:
        """How many rows it wrote."""
        return int(self.compiled(connection.dialect).run(connection, values).rowcount)

    def many(self, connection: Connection, values: Sequence[Values]) -> int:
        """Run it once for each, in order; how many rows it wrote in all."""
        return self.compiled(connection.dialect).run_many(connection, values)

    def compiled(self, dialect: Dialect) -> "_Compiled":
        """For this kind of database; made the first time."""
        if dialect.name not in self._compiled:
            self._compiled[dialect.name] = _Compiled(self.statement, dialect)
        return self._compiled[dialect.name]


class Insertion:
    """Rows that go into these columns of a table, many with one statement. Safe for several threads."""

    def __init__(self, table: Table, *names: str) -> None:
        self._statement = insertion(table, *names).inline()  # nobody asks for what the database adds
        self._compiled: dict[str, _Rows] = {}
        _known.add(self)

    def many(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Put these in, in their order. Raises IntegrityError."""
        self.compiled(connection.dialect).insert(connection, rows)

    def compiled(self, dialect: Dialect) -> "_Rows":
        """For this kind of database; made the first time."""
        if dialect.name not in self._compiled:
            self._compiled[dialect.name] = _Rows(self._statement, dialect)
        return self._compiled[dialect.name]


_known: "WeakSet[Prepared | Insertion]" = WeakSet()


class _Compiled:
    def __init__(self, statement: ClauseElement, dialect: Dialect) -> None:
        made: Any = statement.compile(dialect=dialect)
        self._sql = str(made)
        self._fixed = {name: value for name, value in made.params.items() if value is not None}
        self._is_positional: bool = made.positional
        names: Sequence[str] = made.positiontup if made.positional else tuple(made.params)
        self._places = tuple((name, _bind_processor(made.binds[name].type, dialect)) for name in names)
        columns = getattr(statement, "exported_columns", ())
        read = [(index, _result_processor(column.type, dialect)) for index, column in enumerate(columns)]
        self._read = [(index, convert) for index, convert in read if convert is not None]

    def run(self, connection: Connection, values: Values) -> Any:
        cursor = connection.connection.cursor()
        try:
            cursor.execute(self._sql, self._place(values))
        except connection.dialect.loaded_dbapi.IntegrityError as error:
            raise IntegrityError(self._sql, dict(values), error) from error
        return cursor

    def run_many(self, connection: Connection, values: Sequence[Values]) -> int:
        if len(values) == 1:
            return int(self.run(connection, values[0]).rowcount)
        cursor = connection.connection.cursor()
        try:
            cursor.executemany(self._sql, [self._place(each) for each in values])
        except connection.dialect.loaded_dbapi.IntegrityError as error:
            raise IntegrityError(self._sql, {"rows": len(values)}, error) from error
        return int(cursor.rowcount)

    def read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        if not self._read:
            return row
        made = list(row)
        for index, convert in self._read:
            made[index] = convert(made[index])
        return tuple(made)

    def _place(self, values: Values) -> Any:
        given = {**self._fixed, **values} if self._fixed else values
        if self._is_positional:
            return [given[name] if convert is None else convert(given[name]) for name, convert in self._places]
        return {name: given[name] if convert is None else convert(given[name]) for name, convert in self._places}


class _Rows(_Compiled):
    """``INSERT … VALUES (…), (…)``: a few lengths of it, so that each is known to the database after a while."""

    def __init__(self, statement: Insert, dialect: Dialect) -> None:
        super().__init__(statement, dialect)
        self._head, _, row = self._sql.partition(" VALUES ")
        if not self._is_positional:  # a name would be bound once for all rows
            by_name = dict(self._places)
            self._places = tuple((name, by_name[name]) for name in _NAMED.findall(row))
            row = _NAMED.sub("%s", row)
        self._texts = {length: f"{self._head} VALUES {', '.join([row] * length)}" for length in LENGTHS}

    def insert(self, connection: Connection, rows: Sequence[Values]) -> None:
        places, begin = self._places, 0
        cursor = connection.connection.cursor()
        for length in LENGTHS:
            while len(rows) - begin >= length:
                bound = [
                    row[name] if convert is None else convert(row[name])
                    for row in rows[begin : begin + length]
                    for name, convert in places
                ]
                self._execute(connection, cursor, self._texts[length], bound)
                begin += length

    def _execute(self, connection: Connection, cursor: Any, sql: str, bound: Sequence[Any]) -> None:
        try:
            cursor.execute(sql, bound)
        except connection.dialect.loaded_dbapi.IntegrityError as error:
            raise IntegrityError(self._sql, {"bound": len(bound)}, error) from error


def _bind_processor(kind: Any, dialect: Dialect) -> Convert | None:
    if isinstance(getattr(kind, "impl_instance", kind), LargeBinary):  # every driver takes bytes as they are
        return None
    made: Convert | None = kind.dialect_impl(dialect).bind_processor(dialect)
    # A unit of work binds the same few times again and again; equal ones are the same moment, in whatever zone.
    is_time = isinstance(getattr(kind, "impl_instance", kind), DateTime)  # a type of ours is made of one
    return lru_cache(maxsize=256)(made) if made is not None and is_time else made


def _result_processor(kind: Any, dialect: Dialect) -> Convert | None:
    if isinstance(kind, Float):  # is one already, with every driver
        return None
    made: Convert | None = kind.dialect_impl(dialect).result_processor(dialect, None)
    return made
