"""What a fragment is, and how rows are loaded for many at once: one query for each kind of row."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, ClassVar

from sqlalchemy import Connection, Row, bindparam

from app.store import ASKED

Id = int | str
Keys = set[Any]
Load = Callable[[Connection, Keys], Mapping[Any, Any]]

KEYS: Any = bindparam("keys", expanding=True)


@dataclass(frozen=True)
class Fragment:
    """A piece of a page that may change while someone looks at it: a macro, and the key of the row it shows.

    A dataclass, not a tuple: Task(1) must not equal Notice(1)."""

    key: Id

    piece: ClassVar[str]
    load: ClassVar[Load]


def loaded(read: Connection, wanted: Iterable[Fragment]) -> dict[Fragment, Any]:
    """The row of each fragment; None for one whose row is not to be seen (any more)."""
    needed: defaultdict[Load, Keys] = defaultdict(set)
    for fragment in wanted:
        needed[type(fragment).load].add(fragment.key)
    found = {load: load(read, keys) for load, keys in needed.items()}
    return {fragment: found[type(fragment).load].get(fragment.key) for fragment in wanted}


def fetch(read: Connection, statement: Any, keys: Iterable[Any]) -> list[Row[Any]]:
    """The rows of a statement for these keys. Asked again within one picture, the answer is the same: it is kept."""
    asked: dict[Any, list[Row[Any]]] = read.info.get(ASKED, {})
    wanted = frozenset(keys)
    question = id(statement), wanted
    if question not in asked:
        asked[question] = list(read.execute(statement, {"keys": list(wanted)})) if wanted else []
    return asked[question]


def by_key(rows: Iterable[Any], key: str) -> dict[Any, Any]:
    return {getattr(row, key): row for row in rows}


def lists_by(rows: Iterable[Any], key: str) -> defaultdict[Any, list[Any]]:
    lists: defaultdict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        lists[getattr(row, key)].append(row)
    return lists


def row(source: Any, **more: Any) -> SimpleNamespace:
    return SimpleNamespace(**source._mapping, **more)
