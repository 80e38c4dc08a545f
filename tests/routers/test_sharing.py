"""Roles on a lab: invited by a link that serves once, given, taken, and what each of them may."""

import logging
import re
from uuid import uuid4

import pytest

from tests.routers.house import CODE, PASSWORD, Guest, House, farewell
from tests.routers.reading import read
from tests.routers.test_joining import refusal
from tests.routers.test_signing_in import sign_in

LAB = "/organisers/labs/1"
SCREEN = "/labs/1/tower"


class Circle:
    """Ada owns the lab; Bo organises it with her, Cy may look on; Di has an account and is nothing to it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.ada = house.first_organiser()
        self.bo, self.cy, self.di = (self.account(name) for name in ("bo", "cy", "di"))
        house.rows("INSERT INTO ownership (organiser_id, lab_id, role, given_at) VALUES (2, 1, 'co_organiser', ?)", AT)
        house.rows("INSERT INTO ownership (organiser_id, lab_id, role, given_at) VALUES (3, 1, 'viewer', ?)", AT)

    def account(self, name: str) -> Guest:
        """With Ada's password: to hash another takes time."""
        self.house.rows(
            "INSERT INTO organiser (email, name, password_hash, totp_step, recovery, made_at)"
            " SELECT ?, ?, password_hash, 0, '[]', made_at FROM organiser WHERE id = 1",
            f"{name}@example.org",
            name.title(),
        )
        guest = self.house.guest()
        assert sign_in(guest, email=f"{name}@example.org") == 303
        return guest

    def role(self, account: int) -> list[str]:
        return self.house.rows("SELECT role FROM ownership WHERE organiser_id = ? AND lab_id = 1", account)


AT = "2026-01-01 00:00:00"


@pytest.fixture
def circle(house: House) -> Circle:
    return Circle(house)


@pytest.fixture(scope="module")
def shared_circle(shared: House) -> Circle:
    """For those who change nothing."""
    return Circle(shared)


def invitation(owner: Guest, role: str = "co_organiser", path: str = LAB) -> str:
    """The link that an owner gets to hand on."""
    form: dict[str, object] = {"id": uuid4().hex, "role": role, "for_whom": "Eve from Bergen"}
    assert owner.post(f"{path}/invitations", form).status_code == 303
    return re.findall(
        r'value="(http://[^"]+/enter#[^"]+)"', owner.get(path if path == LAB else f"{path}/invitations").text
    )[-1]


def follow(guest: Guest, link: str) -> str:
    return guest.post("/enter", {"key": link}).headers.get("location", "")


NEW: dict[str, object] = {"email": "eve@example.org", "name": "Eve", "password": "five words of her own"}

# --- Invitations


def test_whoever_was_invited_makes_an_account_by_the_link_and_finds_the_lab(circle: Circle) -> None:
    link = invitation(circle.ada)
    eve = circle.house.guest()
    assert follow(eve, link) == "/organisers/invitation"
    page = eve.get("/organisers/invitation").text
    assert (page.count("Ada shares a lab with you:"), page.count("Co-organiser")) == (1, 1)
    assert eve.post("/organisers/invitation/account", NEW).headers["location"] == "/labs"
    assert re.findall(r'class="lab__code" dir="ltr">(\w+)<', eve.get("/labs").text) == [CODE]
    assert circle.role(5) == ["co_organiser"]


def test_whoever_has_an_account_accepts_by_one_press(circle: Circle) -> None:
    link = invitation(circle.ada, "viewer")
    assert follow(circle.di, link) == "/organisers/invitation"
    assert circle.di.post("/organisers/invitation", {}).headers["location"] == "/labs"
    assert circle.role(4) == ["viewer"]


def test_whoever_has_an_account_signs_in_on_the_way_and_accepts(circle: Circle) -> None:
    link = invitation(circle.ada, "viewer")
    di = circle.house.guest()
    follow(di, link)
    assert di.post("/organisers/invitation", {}).status_code == 401
    form: dict[str, object] = {"email": "di@example.org", "password": PASSWORD, "to": "/organisers/invitation"}
    assert di.post("/organisers/sessions", form).headers["location"] == "/organisers/invitation"
    assert di.get("/organisers/invitation").text.count("You are signed in as Di.") == 1
    assert di.post("/organisers/invitation", {}).headers["location"] == "/labs"
    assert circle.role(4) == ["viewer"]


def test_an_invitation_serves_once(circle: Circle) -> None:
    link = invitation(circle.ada)
    first, second = circle.house.guest(), circle.house.guest()
    for each in (first, second):
        follow(each, link)
    assert first.post("/organisers/invitation/account", NEW).status_code == 303
    late = second.post("/organisers/invitation/account", NEW | {"email": "mallory@example.org"})
    assert (late.status_code, follow(circle.house.guest(), link)) == (410, "")
    assert circle.house.rows("SELECT count(*) FROM organiser") == [5]


def test_an_invitation_that_was_taken_back_or_is_old_opens_nothing(circle: Circle) -> None:
    taken = invitation(circle.ada)
    assert circle.ada.post(f"{LAB}/invitations/1/removal", {}).status_code == 303
    old = invitation(circle.ada)
    circle.house.rows("UPDATE invitation SET expires_at = '2020-10-08 00:00:00' WHERE id = 2")
    assert [follow(circle.house.guest(), link) for link in (taken, old)] == ["", ""]
    assert circle.ada.get(LAB).text.count("/enter#") == 0


def test_a_form_that_is_sent_twice_makes_one_invitation(circle: Circle) -> None:
    form: dict[str, object] = {"id": "a" * 32, "role": "viewer"}
    for _ in range(2):
        circle.ada.post(f"{LAB}/invitations", form)
    assert circle.house.rows("SELECT count(*) FROM invitation") == [1]


def test_an_invitation_lowers_nobodys_role(circle: Circle) -> None:
    link = invitation(circle.ada, "viewer")
    follow(circle.bo, link)
    circle.bo.post("/organisers/invitation", {})
    assert circle.role(2) == ["co_organiser"]


def test_a_refused_form_keeps_what_was_typed_but_the_password(circle: Circle) -> None:
    eve = circle.house.guest()
    follow(eve, invitation(circle.ada))
    answer = eve.post("/organisers/invitation/account", NEW | {"password": "short one"})
    assert (answer.status_code, answer.text.count("eve@example.org"), answer.text.count("short one")) == (422, 1, 0)
    taken = eve.post("/organisers/invitation/account", NEW | {"email": "bo@example.org"})
    assert (taken.status_code, refusal(read(taken.text))[0]) == (409, "There is an account with this address already.")


def test_a_colleague_is_invited_to_the_server_and_finds_no_lab(circle: Circle) -> None:
    link = invitation(circle.di, "", "/organisers")
    eve = circle.house.guest()
    assert follow(eve, link) == "/organisers/invitation"
    assert eve.post("/organisers/invitation/account", NEW).status_code == 303
    assert eve.get("/labs").text.count("lab__code") == 0


def test_nobody_sees_or_takes_back_anothers_invitations(circle: Circle) -> None:
    invitation(circle.di, "", "/organisers")
    invitation(circle.ada)
    assert circle.bo.get("/organisers/invitations").text.count("/enter#") == 0
    assert circle.bo.get(LAB).text.count("/enter#") == 0
    assert circle.bo.post("/organisers/invitations/1/removal", {}).status_code == 404
    assert circle.di.post("/organisers/invitations/2/removal", {}).status_code == 404
    assert circle.house.rows("SELECT taken_back_at FROM invitation") == [None, None]


def test_no_token_of_an_invitation_is_on_the_disk(circle: Circle) -> None:
    token = invitation(circle.ada).partition("#")[2]
    disk = b"".join(file.read_bytes() for file in circle.house.settings.data.glob("samskap.db*"))
    assert token.encode() not in disk


# --- Roles


def test_a_viewer_looks_at_the_tower_and_is_given_nobodys_key(circle: Circle) -> None:
    cy = circle.cy
    circle.house.holder("tower").act("viewers", id="a" * 32)  # far away: an address that is a key, too
    assert cy.post(f"{LAB}/entry", {}).headers["location"] == SCREEN
    page = cy.get(SCREEN).text
    assert (page.count("/enter#"), page.count('<fieldset class="looks" disabled>')) == (0, 1)
    assert circle.house.holder("tower").get(SCREEN).text.count("/enter#") > 0
    cy.base = SCREEN
    seq = circle.house.rows("SELECT seq FROM lab WHERE id = 1")[0]
    with cy.listen(seq - 1) as socket:
        assert socket.receive()["text"].startswith("<hx-place")


def test_the_way_back_to_ones_labs_is_for_whoever_signed_in(circle: Circle) -> None:
    for guest in (circle.bo, circle.cy):
        guest.post(f"{LAB}/entry", {})
        assert guest.get(SCREEN).text.count('href="/labs"') == 1
    assert circle.house.holder("tower").get(SCREEN).text.count('href="/labs"') == 0


def test_a_viewer_looks_in_on_a_desk_and_does_not_sit_down_at_it(circle: Circle) -> None:
    cy, desk = circle.cy, f"{SCREEN}/groups/1"
    cy.post(f"{LAB}/entry", {})
    shown = cy.get(desk)
    assert (shown.status_code, shown.text.count(f"{desk}/desk")) == (200, 0)
    assert circle.house.holder("tower").get(desk).text.count(f"{desk}/desk") == 1
    cy.base = SCREEN
    with cy.listen(circle.house.rows("SELECT seq FROM lab WHERE id = 1")[0] - 1, group=1) as socket:
        assert socket.receive()["text"].startswith("<hx-place")
    assert cy.post(f"{desk}/desk", {"id": "b" * 32}).status_code == 403


def test_pages_beside_the_tower_are_closed_to_a_viewer(circle: Circle) -> None:
    circle.cy.post(f"{LAB}/entry", {})
    pages = ("seating", "invitations", "paper", "rehearsals", "report", "summary.json")
    assert {page: circle.cy.get(f"{SCREEN}/{page}").status_code for page in pages} == dict.fromkeys(pages, 403)


def test_a_viewer_does_nothing_and_the_try_is_logged(circle: Circle, caplog: pytest.LogCaptureFixture) -> None:
    cy = circle.cy
    cy.post(f"{LAB}/entry", {})
    cy.base = SCREEN
    with caplog.at_level(logging.WARNING):
        assert cy.act("notice", words="Mine now").status_code == 403
        assert cy.get(f"{SCREEN}/summary.json").status_code == 403
    assert [each.getMessage() for each in caplog.records] == [
        "refused in lab 1: tell_everyone by the role viewer",
        "refused in lab 1: read_report by the role viewer",
    ]
    assert circle.house.rows("SELECT notice FROM lab WHERE id = 1") == [""]


def test_a_co_organiser_runs_the_lab_and_shares_it_with_nobody(circle: Circle) -> None:
    bo = circle.bo
    bo.post(f"{LAB}/entry", {})
    bo.base = SCREEN
    assert bo.act("notice", words="Two minutes left").status_code == 200
    assert bo.post(f"{LAB}/invitations", {"id": "a" * 32, "role": "lab_owner"}).status_code == 403
    assert bo.post(f"{LAB}/roles", {"account": 2, "role": "lab_owner"}).status_code == 403
    assert circle.role(2) == ["co_organiser"]


def test_a_role_that_is_changed_closes_the_tower_and_opens_it_as_the_other(circle: Circle) -> None:
    bo = circle.bo
    bo.post(f"{LAB}/entry", {})
    bo.base = SCREEN
    with bo.listen(circle.house.rows("SELECT seq FROM lab WHERE id = 1")[0]) as socket:
        assert circle.ada.post(f"{LAB}/roles", {"account": 2, "role": "viewer"}).status_code == 303
        assert farewell(socket) == 4003
    assert bo.get(SCREEN).headers["location"] == "/labs"
    bo.post(f"{LAB}/entry", {})
    assert bo.act("notice", words="Still mine").status_code == 403
    circle.ada.post(f"{LAB}/roles", {"account": 2, "role": "co_organiser"})
    bo.post(f"{LAB}/entry", {})
    assert bo.act("notice", words="Mine again").status_code == 200


def test_a_role_that_is_taken_shuts_the_lab(circle: Circle) -> None:
    cy = circle.cy
    cy.post(f"{LAB}/entry", {})
    assert circle.ada.post(f"{LAB}/roles/removal", {"account": 3}).status_code == 303
    assert [cy.get(SCREEN).status_code, cy.post(f"{LAB}/entry", {}).status_code] == [303, 404]
    assert cy.get("/labs").text.count("lab__code") == 0


def test_the_token_of_a_viewers_pass_makes_no_pass_that_outlives_it(circle: Circle) -> None:
    cy = circle.cy
    cy.post(f"{LAB}/entry", {})
    posed = circle.house.guest(Cookie=f"samskap-organiser={cy.cookies['samskap-1-tower']}")
    assert posed.post(f"{LAB}/entry", {}).status_code == 401
    assert circle.house.rows("SELECT count(*) FROM pass WHERE role = 'viewer'") == [1]


def test_a_lab_keeps_an_owner(circle: Circle) -> None:
    ada = circle.ada
    assert ada.post(f"{LAB}/departure", {}).status_code == 409
    assert ada.post(f"{LAB}/roles", {"account": 1, "role": "viewer"}).status_code == 409
    assert ada.post(f"{LAB}/roles/removal", {"account": 1}).status_code == 409
    ada.post(f"{LAB}/roles", {"account": 2, "role": "lab_owner"})
    assert ada.post(f"{LAB}/departure", {}).status_code == 303
    assert [circle.role(1), circle.role(2)] == [[], ["lab_owner"]]
