"""A rehearsal from the page: a copy that says what it is wherever one looks, and is gone when it is deleted."""

import re
from collections.abc import Callable

import pytest

from tests.routers.house import CODE, Guest, House, farewell
from tests.routers.reading import Element, read
from tests.serving import until

BANNER = "This is a rehearsal."


@pytest.fixture
def tower(house: House) -> Guest:
    return house.holder("tower")


def begun(tower: Guest) -> str:
    """The code of the copy."""
    assert tower.send("rehearsals", people=0).headers["location"] == "/labs/1/tower/rehearsals"
    return str(tower.house.rows("SELECT code FROM lab ORDER BY id DESC LIMIT 1")[0])


def page(tower: Guest) -> Element:
    return read(tower.get(f"{tower.base}/rehearsals").text)


def test_every_screen_of_it_says_that_it_is_a_rehearsal(tower: Guest, house: House) -> None:
    code = begun(tower)
    people = [house.holder(screen, code=code) for screen in ("tower", "stage", "desk-2")]
    ana = house.guest()
    ana.join(code, name="Ana", group=1)
    paths = [*(each.base for each in people), ana.base, f"/j/{code}", f"/j/{code}/2"]
    paths += [f"{people[0].base}/{name}" for name in ("invitations", "paper")]
    readers = [*people, ana, house.guest(), house.guest(), people[0], people[0]]
    pages = [who.get(path).text for who, path in zip(readers, paths, strict=True)]
    assert [page.count(BANNER) for page in pages] == [1] * len(paths)
    assert [re.findall(r"<title>Rehearsal: ", page) != [] or "Rehearsal: " in page for page in pages] == [True] * 8


def test_no_screen_of_the_lab_says_so(tower: Guest, house: House) -> None:
    begun(tower)
    people = [tower, house.holder("stage"), house.holder("desk-1"), house.phone("Ana")]
    assert [each.get(each.base).text.count(BANNER) for each in people] == [0] * 4


def test_its_page_opens_its_screens(tower: Guest, house: House) -> None:
    begun(tower)
    found = page(tower)
    keys = [each.attributes["href"].partition("#")[2] for each in found.all("a") if "#" in each.attributes["href"]]
    opened = [house.guest().enter(key).headers["location"] for key in keys if len(key) == 32]
    assert opened == ["/labs/2/tower", "/labs/2/stage", *(f"/labs/2/desk-{number}" for number in range(1, 6))]


def test_the_same_form_makes_one_copy(tower: Guest, house: House) -> None:
    for _ in range(2):
        tower.send("rehearsals", people=0, id="0" * 32)
    assert house.rows("SELECT count(*) FROM lab") == [2]


def test_only_a_few_copies_are_there_at_once(tower: Guest, house: House) -> None:
    assert [tower.send("rehearsals", people=0).status_code for _ in range(4)] == [303, 303, 303, 409]
    assert house.rows("SELECT count(*) FROM lab") == [4]


@pytest.mark.parametrize("form", [{"people": 201}, {"people": -1}, {"people": "x"}, {"people": 0, "minutes": 61}, {}])
def test_a_rehearsal_that_cannot_be_is_refused(tower: Guest, house: House, form: dict[str, object]) -> None:
    assert tower.send("rehearsals", **form).status_code == 422
    assert house.rows("SELECT count(*) FROM lab") == [1]


def test_when_it_is_deleted_its_screens_close_and_its_rows_go(tower: Guest, house: House) -> None:
    code = begun(tower)
    stage = house.holder("stage", code=code)
    with stage.listen() as socket:
        assert tower.send("rehearsals/2/removal").status_code == 303
        assert farewell(socket) == 4003
    assert until(lambda: house.rows("SELECT code FROM lab WHERE id = 2") == ["-2"])
    assert house.rows("SELECT count(*) FROM person WHERE lab_id = 2") == [0]
    assert house.guest().get(f"/j/{code}").status_code == 404
    assert stage.get(stage.base).status_code == 401
    assert [each.id for each in page(tower) if each.id.startswith("rehearsal-")] == []


def test_one_that_is_a_day_old_goes_when_the_server_looks(build: Callable[..., House]) -> None:
    house = build()
    begun(house.holder("tower"))
    house.rows("UPDATE lab SET created_at = '2020-01-01 00:00:00.000000' WHERE id = 2")
    rehearsals, portal = house.app.state.rehearsals, house.door.portal
    assert portal
    portal.call(rehearsals.sweep)
    assert house.rows("SELECT code FROM lab ORDER BY id") == [CODE, "-2"]


def test_another_lab_s_rehearsal_cannot_be_deleted(tower: Guest, house: House) -> None:
    begun(tower)
    house.found()
    other = house.holder("tower", code="K7QM3X")
    assert [other.send(f"rehearsals/2/{noun}").status_code for noun in ("stop", "removal")] == [404, 404]
    assert [tower.send(f"rehearsals/{id}/removal").status_code for id in (1, 3, 99)] == [404] * 3
    assert house.rows("SELECT count(*) FROM lab WHERE code NOT LIKE '-%'") == [3]
