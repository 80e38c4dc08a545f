"""Whose drafts are whose, once organisers have accounts."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.routers.house import CODE, Guest, House
from tests.routers.preparer import LIVE, Preparer
from tests.routers.reading import read
from tests.routers.test_sharing import Circle

NOUNS = ["editions", "undo", "redo", "editions/1/return", "opening", "replanning", "discarding"]
PAGES = ["", "/links", "/plan.yaml", "/history", "/previews/tower"]
GIVEN = "INSERT INTO ownership (organiser_id, lab_id, role, given_at) VALUES (?, 2, ?, '2026-01-01 00:00:00')"


@pytest.fixture
def circle(house: House) -> Circle:
    return Circle(house)


def form(id: str, then: str = "prepare") -> dict[str, object]:
    return {"id": id, "template": "world-cafe", "then": then, "question": "What now?"}


def begin(guest: Guest) -> str:
    return guest.post("/drafts", form(uuid4().hex)).headers["location"]


def is_shut(guest: Guest, draft: str) -> bool:
    """By every page and every act; nothing has changed then."""
    pages = {guest.get(f"{draft}{page}").status_code for page in PAGES}
    return pages | {guest.post(f"{draft}/{noun}", {"edition": "1"}, **LIVE).status_code for noun in NOUNS} == {404}


def drafts(guest: Guest) -> list[str]:
    links = [each.attributes.get("href", "") for each in read(guest.get("/drafts").text).all("a")]
    return [link for link in links if re.fullmatch("/drafts/[0-9a-f]{32}", link)]


def test_a_draft_is_its_maker_s(circle: Circle) -> None:
    draft = begin(circle.bo)
    assert [drafts(guest) for guest in (circle.bo, circle.ada, circle.di)] == [[draft], [], []]
    assert [is_shut(guest, draft) for guest in (circle.ada, circle.di)] == [True, True]
    assert circle.bo.get(draft).status_code == 200


def test_its_id_in_the_form_of_somebody_else_opens_nothing(circle: Circle) -> None:
    id = begin(circle.bo).rpartition("/")[2]
    assert [circle.di.post("/drafts", form(id, then)).status_code for then in ("prepare", "open")] == [404, 404]
    assert circle.house.rows("SELECT organiser_id, lab_id FROM draft") == [(2, None)]


def test_nobody_else_duplicates_it(circle: Circle) -> None:
    told: dict[str, object] = {"id": uuid4().hex, "draft": begin(circle.bo).rpartition("/")[2]}
    assert [circle.di.post("/drafts/duplicates", told).status_code, drafts(circle.di)] == [404, []]


def test_a_lab_is_duplicated_by_whoever_has_a_role_on_it(circle: Circle) -> None:
    def code(guest: Guest) -> int:
        return guest.post("/drafts/duplicates", {"id": uuid4().hex, "code": CODE}).status_code

    assert [code(guest) for guest in (circle.ada, circle.bo, circle.cy, circle.di)] == [303, 303, 303, 404]


def test_once_opened_it_is_theirs_who_organise_its_lab(circle: Circle) -> None:
    draft = begin(circle.bo)
    assert circle.bo.post(f"{draft}/opening", {"edition": "1"}).headers["location"] == f"{draft}/links"
    assert circle.house.rows("SELECT organiser_id, role FROM ownership WHERE lab_id = 2") == [(2, "lab_owner")]
    circle.house.rows(GIVEN, 1, "co_organiser")
    circle.house.rows(GIVEN, 3, "viewer")
    assert (circle.ada.get(f"{draft}/links").status_code, drafts(circle.ada)) == (200, [draft])
    assert (is_shut(circle.cy, draft), drafts(circle.cy)) == (True, [])
    circle.house.rows("DELETE FROM ownership WHERE organiser_id = 2 AND lab_id = 2")
    assert (is_shut(circle.bo, draft), drafts(circle.bo)) == (True, [])


def test_the_page_of_its_links_keeps_the_key_of_the_tower(circle: Circle) -> None:
    draft = begin(circle.bo)
    circle.bo.post(f"{draft}/opening", {"edition": "1"})
    (code,) = circle.house.rows("SELECT code FROM lab WHERE id = 2")
    page = circle.bo.get(f"{draft}/links").text
    assert (page.count(circle.house.key("tower", code)), page.count('action="/organisers/labs/2/entry"')) == (0, 1)


def test_the_first_account_takes_over_what_was_prepared_at_the_machine(house: House) -> None:
    sheet = Preparer(house).begin()
    ada = house.first_organiser()
    assert drafts(ada) == [sheet.url]
    assert ada.get(sheet.url).status_code == 200


def test_with_accounts_the_machine_alone_opens_nothing(circle: Circle) -> None:
    draft = begin(circle.bo)
    near = Preparer(circle.house)
    assert near.get(draft).headers["location"] == f"/organisers/sign-in?to={draft}"
    assert near.post(f"{draft}/editions", {"edition": "1", "title.en": "Mine"}, **LIVE).status_code == 401


def test_who_types_too_fast_slows_nobody_down_who_comes_from_the_same_address(build: Callable[..., House]) -> None:
    circle = Circle(build(acts_at_once=12, acts_per_second=0.01))
    of_bo, of_di = begin(circle.bo), begin(circle.di)

    def types(guest: Guest, draft: str) -> int:
        return guest.post(f"{draft}/editions", {"edition": "1", "title.en": "Streets"}, **LIVE).status_code

    assert [types(circle.bo, of_bo) for _ in range(12)][-1] == 429
    assert types(circle.di, of_di) == 200
