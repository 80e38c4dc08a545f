"""Statements that every contribution runs: compiled once, then handed straight to the driver.

What SQLAlchemy does around a statement takes thirty microseconds where the database takes five, and of one contribution
among many an eighth was that (decision 0041). For single rows, by plain numbers and words; whatever comes less often
goes the usual way."""

from collections.abc import Callable, Mapping
from contextlib import closing
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Dialect, Select, Table
from sqlalchemy.sql.compiler import SQLCompiler

Process = Callable[[Any], Any]


class Spoken(NamedTuple):
    """A statement as one database speaks it: its text, its values' names in their order, and those it brings itself.

    `processes`: what becomes of a column's value on its way."""

    text: str
    order: list[str] | None
    given: dict[str, Any]
    processes: dict[str, Process]

    def values(self, told: Mapping[str, Any]) -> Any:
        """As the driver takes them. Raises KeyError for one that was not told."""
        every = {**self.given, **told}
        return every if self.order is None else [every[name] for name in self.order]


class Lookup:
    """A query for at most one row, asked with plain numbers and words: no other type is translated for the database."""

    def __init__(self, statement: Select[Any]):
        self.statement = statement
        self.names = [str(each.key) for each in statement.selected_columns]
        self.spoken: dict[str, Spoken] = {}

    def first(self, connection: Connection, **told: int | str | None) -> Any | None:
        """The first row, its moments aware of their zone as everywhere; None where there is none."""
        spoken = self.spoken.get(connection.dialect.name) or self.speak(connection.dialect)
        with closing(begun(connection).cursor()) as cursor:
            cursor.execute(spoken.text, spoken.values(told))
            found = cursor.fetchone()
        if found is None:
            return None
        row = dict(zip(self.names, found, strict=True))
        return SimpleNamespace(**row | {name: process(row[name]) for name, process in spoken.processes.items()})

    def speak(self, dialect: Dialect) -> Spoken:
        kinds = [each.type.dialect_impl(dialect) for each in self.statement.selected_columns]
        processes = {name: kind.result_processor(dialect, None) for name, kind in zip(self.names, kinds, strict=True)}
        self.spoken[dialect.name] = spoken_of(self.statement.compile(dialect=dialect), processes)
        return self.spoken[dialect.name]


class NewRow:
    """A row put into a table, every column told."""

    def __init__(self, table: Table):
        self.table = table
        self.names = {each.name for each in table.c}
        self.spoken: dict[str, Spoken] = {}

    def put(self, connection: Connection, told: Mapping[str, Any]) -> None:
        """Raises KeyError for a column of which nothing was told, TypeError for a name that is none."""
        if unknown := told.keys() - self.names:
            raise TypeError(f"{self.table.name} has no {', '.join(sorted(unknown))}")
        spoken = self.spoken.get(connection.dialect.name) or self.speak(connection.dialect)
        stored = {**told, **{name: process(told[name]) for name, process in spoken.processes.items()}}
        with closing(begun(connection).cursor()) as cursor:
            cursor.execute(spoken.text, spoken.values(stored))

    def speak(self, dialect: Dialect) -> Spoken:
        made = self.table.insert().inline().compile(dialect=dialect, column_keys=[each.name for each in self.table.c])
        processes = {each.name: each.type.dialect_impl(dialect).bind_processor(dialect) for each in self.table.c}
        self.spoken[dialect.name] = spoken_of(made, processes)
        return self.spoken[dialect.name]


def spoken_of(compiled: object, processes: Mapping[str, Process | None]) -> Spoken:
    made = cast(SQLCompiler, compiled)
    order = list(made.positiontup) if made.positional and made.positiontup else None
    given = {name: value for name, value in made.params.items() if not made.binds[name].required}
    return Spoken(str(made), order, given, {name: process for name, process in processes.items() if process})


def begun(connection: Connection) -> Any:
    """The driver's own connection, in the transaction that SQLAlchemy would have begun."""
    if not connection.in_transaction():
        connection.begin()
    return connection.connection
