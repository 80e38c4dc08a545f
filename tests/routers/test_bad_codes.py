"""Codes as they are typed, guessed and spread."""

import pytest

from tests.bad_inputs import Case, texts
from tests.routers.house import SECOND_CODE, House
from tests.routers.placing import covers
from tests.routers.test_joining import PARTICIPANTS

NO_CODES = [case for case in texts("join_code") if case.name in ("emoji", "too_long", "wildcard")]
covers(*map(str, NO_CODES))


@pytest.mark.parametrize("case", NO_CODES, ids=str)
def test_what_is_no_code_opens_no_lab(house: House, case: Case) -> None:
    guest = house.guest()
    statuses = [
        guest.post("/codes", {"code": case.text}).status_code,
        guest.get("/j/" + case.text.replace("%", "%25")).status_code,
        guest.join(case.text.replace("%", "%25"), name="Anna").status_code,
    ]
    assert statuses == [404, 404, 404]
    assert house.rows(f"SELECT name {PARTICIPANTS}") == []


@covers("join_code-lowercase")
def test_small_letters_and_a_dash_are_the_same_code(house: House) -> None:
    house.found()
    answer = house.guest().post("/codes", {"code": "k7q-m3x"})
    assert answer.headers["location"] == f"/j/{SECOND_CODE}"


@covers("join_code-qr_with_tracking")
def test_what_was_hung_on_the_address_is_dropped(house: House) -> None:
    house.found()
    guest = house.guest()
    assert guest.get(f"/j/{SECOND_CODE}?fbclid=1").text.count("fbclid") == 0
    answer = guest.post(f"/j/{SECOND_CODE}/people?fbclid=1", {"name": "Anna", "consent": "1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/labs/2/phone")


@covers("join_code-full_lab")
def test_a_full_lab_seats_nobody_more(house: House) -> None:
    house.found(capacity=2)
    assert [house.guest().join(SECOND_CODE, name="Anna").status_code for _ in range(3)] == [303, 303, 403]
    assert house.rows(f"SELECT name {PARTICIPANTS}") == ["Anna", "Anna"]


def test_a_lab_full_of_people_leaves_the_others_open(house: House) -> None:
    house.found(capacity=1)
    house.guest().join(SECOND_CODE, name="Anna")
    assert house.guest().join(name="Anna").status_code == 303
