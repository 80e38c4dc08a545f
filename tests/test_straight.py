"""Straight to the driver a statement says what it says by way of SQLAlchemy, and belongs to the same transaction."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, bindparam, select

from app.models.columns import Utc
from app.store import engine_for
from app.straight import Lookup, NewRow

NOON_IN_OSLO = datetime(2026, 3, 2, 12, tzinfo=timezone(timedelta(hours=1)))
card = Table(
    "card",
    MetaData(),
    Column("id", String, primary_key=True),
    Column("votes", Integer),
    Column("given_at", Utc),
)
OF = Lookup(select(card.c.votes, card.c.given_at.label("at")).where(card.c.id == bindparam("id")).limit(1))
ENTRY = NewRow(card)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = engine_for(tmp_path / "cards.db", "BEGIN")
    with engine.connect() as found:
        card.create(found)
        found.commit()
        yield found
    engine.dispose()


def put(connection: Connection, id: str = "a", at: datetime | None = NOON_IN_OSLO) -> None:
    ENTRY.put(connection, {"id": id, "votes": 3, "given_at": at})


def test_a_row_is_found_as_it_was_put_with_its_moment_in_utc(connection: Connection) -> None:
    put(connection)
    found = OF.first(connection, id="a")
    assert found is not None
    assert (found.votes, found.at, found.at.tzinfo) == (3, NOON_IN_OSLO, UTC)


def test_sqlalchemy_reads_what_was_put_straight(connection: Connection) -> None:
    put(connection)
    assert connection.execute(select(card)).one() == ("a", 3, NOON_IN_OSLO)


def test_where_nothing_is_none_is_found(connection: Connection) -> None:
    put(connection, at=None)
    found = OF.first(connection, id="a")
    assert (found is not None and found.at, OF.first(connection, id="b")) == (None, None)


def test_words_are_values_and_never_sql(connection: Connection) -> None:
    put(connection, "'; DROP TABLE card; --")
    found = OF.first(connection, id="'; DROP TABLE card; --")
    assert found is not None
    assert OF.first(connection, id="' OR '1'='1") is None


def test_what_was_put_is_undone_with_its_transaction(connection: Connection) -> None:
    put(connection)
    assert connection.in_transaction()
    connection.rollback()
    assert OF.first(connection, id="a") is None


def test_a_question_begins_a_picture_that_does_not_move(connection: Connection, tmp_path: Path) -> None:
    OF.first(connection, id="a")
    other = engine_for(tmp_path / "cards.db", "BEGIN")
    with other.begin() as second:
        put(second)
    assert OF.first(connection, id="a") is None
    connection.rollback()
    assert OF.first(connection, id="a") is not None
    other.dispose()


def test_a_moment_without_a_zone_is_refused_as_everywhere(connection: Connection) -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        put(connection, at=datetime(2026, 3, 2))  # noqa: DTZ001 that is the point


def test_what_was_not_told_is_an_error_and_no_null(connection: Connection) -> None:
    with pytest.raises(KeyError):
        OF.first(connection)
    with pytest.raises(KeyError):
        ENTRY.put(connection, {"id": "a", "given_at": None})
    with pytest.raises(TypeError, match="card has no colour"):
        ENTRY.put(connection, {"id": "a", "votes": 1, "given_at": None, "colour": "red"})
