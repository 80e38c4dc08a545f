"""How evenly a seating spreads what people have in common."""

from app.methods.seating.evenness import Furthest, furthest, shares
from app.methods.seating.room import Person

FROM = {"ana": "ES", "bea": "ES", "cid": "FI", "dag": "FI"}
PEOPLE = [Person(name, attributes={"country": country}) for name, country in FROM.items()]
APART = {"ana": "1", "bea": "1", "cid": "2", "dag": "2"}
MIXED = {"ana": "1", "cid": "1", "bea": "2", "dag": "2"}


def test_shares_count_each_value_at_each_table() -> None:
    assert shares(PEOPLE, MIXED, "country") == {"1": {"ES": 1, "FI": 1}, "2": {"ES": 1, "FI": 1}}


def test_two_spaniards_at_one_table_are_one_too_many() -> None:
    assert furthest(PEOPLE, APART, "country") == Furthest("1", "ES", 2, 1.0)


def test_one_of_each_at_each_table_is_even() -> None:
    found = furthest(PEOPLE, MIXED, "country")
    assert found is not None
    assert found.is_even


def test_a_whole_person_too_many_is_not_even() -> None:
    found = furthest(PEOPLE, APART, "country")
    assert found is not None
    assert not found.is_even


def test_where_nobody_said_anything_nothing_is_said() -> None:
    assert furthest(PEOPLE, APART, "organisation") is None


def test_whoever_did_not_say_counts_for_the_size_of_a_table_alone() -> None:
    people = [*PEOPLE[:2], Person("eve"), Person("fay")]
    found = furthest(people, {"ana": "1", "bea": "1", "eve": "2", "fay": "2"}, "country")
    assert found == Furthest("1", "ES", 2, 1.0)
