"""Names at the door: kept as they are meant, told apart, never mistaken for somebody with power."""

import pytest

from tests.bad_inputs import Case, texts
from tests.routers.house import House
from tests.routers.placing import covers
from tests.routers.reading import read
from tests.routers.test_joining import PARTICIPANTS, called, refusal

NAMED = texts("display_name")
KEPT = [case for case in NAMED if case.verdict != "reject"]
REFUSED = [case for case in NAMED if case.verdict == "reject"]
SENTENCES = {
    "empty": "We need a name to show, or your wish to stay anonymous.",
    "too_long": "This name is too long.",
    "reserved_name": "This name could be mistaken for a role in the lab.",
}
covers(*map(str, NAMED))


@pytest.mark.parametrize("case", KEPT, ids=str)
def test_a_name_is_kept_and_shown_as_it_is_meant(house: House, case: Case) -> None:
    guest = house.phone(case.text, group=1)
    assert house.rows(f"SELECT name {PARTICIPANTS}") == [case.stored]
    assert called(guest) == f"You joined as {case.stored}."


def test_every_screen_that_shows_names_shows_exactly_these(shared: House) -> None:
    for case in KEPT:
        shared.phone(case.text, group=2)
    roster = shared.holder("desk-2").page().find("roster").words
    tile = shared.holder("tower").page().find("tile-2").words
    missing = [case.name for case in KEPT if str(case.stored) not in roster or str(case.stored) not in tile]
    assert missing == []


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_a_name_is_refused_with_a_sentence_and_kept_to_be_changed(house: House, case: Case) -> None:
    answer = house.guest().join(name=case.text)
    page = read(answer.text)
    assert (answer.status_code, refusal(page)[0]) == (422, SENTENCES[str(case.refused)])
    assert page.find("name").attributes["value"] == case.text
    assert house.rows(f"SELECT name {PARTICIPANTS}") == []


@covers("display_name-duplicate_name_in_lab")
def test_two_of_a_name_both_join_and_are_told_apart(house: House) -> None:
    first, second = house.phone("Anna", group=1), house.phone("anna", group=1)
    assert (called(first), called(second)) == ("You joined as Anna.", "You joined as anna (2).")
    assert len(set(house.rows(f"SELECT id {PARTICIPANTS}"))) == 2
    people = house.holder("desk-1").page().find("roster").all("bdi")
    assert [each.seen for each in people if "nna" in each.seen] == ["Anna", "anna (2)"]


def test_an_invisible_letter_makes_no_second_anna(house: House) -> None:
    house.phone("Anna")
    assert called(house.phone("An\u200bna")) == "You joined as Anna (2)."
