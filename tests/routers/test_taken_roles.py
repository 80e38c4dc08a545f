"""Whoever has another role on a lab, or none any more, or signed out: no way in is left that they opened or made."""

from uuid import uuid4

import pytest

from tests.routers.house import Guest, House
from tests.routers.test_sharing import LAB, SCREEN, Circle, follow, invitation
from tests.routers.test_signing_in import sign_in


@pytest.fixture
def circle(house: House) -> Circle:
    return Circle(house)


@pytest.mark.parametrize(
    ("noun", "role"), [("roles/removal", {}), ("roles", {"role": "co_organiser"})], ids=["taken", "lowered"]
)
def test_links_of_whoever_owned_it_open_nothing_any_more(circle: Circle, noun: str, role: dict[str, object]) -> None:
    circle.ada.post(f"{LAB}/roles", {"account": 2, "role": "lab_owner"})
    link, elsewhere, of_ada = (
        invitation(circle.bo, "lab_owner"),
        invitation(circle.bo, "", "/organisers"),
        invitation(circle.ada),
    )
    assert circle.ada.post(f"{LAB}/{noun}", {"account": 2, **role}).status_code == 303
    assert [follow(circle.house.guest(), each) != "" for each in (link, elsewhere, of_ada)] == [False, True, True]


def test_whoever_sat_down_at_a_desk_gets_up_when_their_role_is_taken(circle: Circle) -> None:
    assert seated(circle.bo).get("/labs/1/desk-2").status_code == 200
    circle.ada.post(f"{LAB}/roles/removal", {"account": 2})
    assert circle.bo.get("/labs/1/desk-2").status_code == 401


def test_whoever_signs_out_gets_up_from_the_desk_and_leaves_its_seat_free(circle: Circle) -> None:
    for _ in range(4):  # a desk has four seats
        bo = circle.house.guest()
        sign_in(bo, email="bo@example.org")
        assert seated(bo).get("/labs/1/desk-2").status_code == 200
        bo.post("/organisers/departure", {})
        assert bo.get("/labs/1/desk-2").status_code == 401


def seated(guest: Guest) -> Guest:
    guest.post(f"{LAB}/entry", {})
    assert guest.post(f"{SCREEN}/groups/2/desk", {"id": uuid4().hex}).status_code == 303
    return guest
