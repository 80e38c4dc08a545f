"""Statements that every contribution runs: compiled once, then handed straight to the driver.

What SQLAlchemy does around a statement takes thirty microseconds where the database takes five, and four such
statements were a sixth of what a contribution cost (decision 0041). For single rows, by plain numbers and words;
whatever comes less often goes the usual way."""

from collections.abc import Callable, Mapping
from contextlib import closing
from types import SimpleNamespace
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, Select, Table
from sqlalchemy.sql.compiler import SQLCompiler

Process = Callable[[Any], Any]


class Form(NamedTuple):
    """A statement as one database speaks it: its text, its values' names in their order, and those it brings itself.

    `processes`: what becomes of a column's value on its way."""

    text: str
    order: list[str] | None
    given: dict[str, Any]
    processes: dict[str, Process]

    def values(self, told: Mapping[str, Any]) -> Any:
        every = {**self.given, **told}
        return every if self.order is None else [every[name] for name in self.order]


class Question:
    """A query for at most one row, asked with plain numbers and words."""

    def __init__(self, statement: Select[Any]):
        self.statement = statement
        self.names = [str(each.key) for each in statement.selected_columns]
        self.forms: dict[str, Form] = {}

    def first(self, connection: Connection, **told: Any) -> Any | None:
        """The first row, its moments aware of their zone as everywhere; None where there is none."""
        form = self.forms.get(connection.dialect.name) or self.form(connection.dialect)
        with closing(begun(connection).cursor()) as cursor:
            cursor.execute(form.text, form.values(told))
            found = cursor.fetchone()
        if found is None:
            return None
        row = dict(zip(self.names, found, strict=True))
        return SimpleNamespace(**row | {name: process(row[name]) for name, process in form.processes.items()})

    def form(self, dialect: Dialect) -> Form:
        kinds = [each.type.dialect_impl(dialect) for each in self.statement.selected_columns]
        processes = {name: kind.result_processor(dialect, None) for name, kind in zip(self.names, kinds, strict=True)}
        self.forms[dialect.name] = form_of(self.statement.compile(dialect=dialect), processes)
        return self.forms[dialect.name]


class Entry:
    """A row put into a table, every column told."""

    def __init__(self, table: Table):
        self.table = table
        self.forms: dict[str, Form] = {}

    def put(self, connection: Connection, told: Mapping[str, Any]) -> None:
        form = self.forms.get(connection.dialect.name) or self.form(connection.dialect)
        stored = {**told, **{name: process(told[name]) for name, process in form.processes.items()}}
        with closing(begun(connection).cursor()) as cursor:
            cursor.execute(form.text, form.values(stored))

    def form(self, dialect: Dialect) -> Form:
        made = self.table.insert().inline().compile(dialect=dialect, column_keys=[each.name for each in self.table.c])
        processes = {each.name: each.type.dialect_impl(dialect).bind_processor(dialect) for each in self.table.c}
        self.forms[dialect.name] = form_of(made, processes)
        return self.forms[dialect.name]


def form_of(made: Any, processes: Mapping[str, Process | None]) -> Form:
    compiled: SQLCompiler = made
    order = list(compiled.positiontup) if compiled.positional and compiled.positiontup else None
    needed = {name: process for name, process in processes.items() if process}
    return Form(str(compiled), order, dict(compiled.params), needed)


def begun(connection: Connection) -> Any:
    """The driver's own connection, in the transaction that SQLAlchemy would have begun."""
    if not connection.in_transaction():
        connection.begin()
    return connection.connection
