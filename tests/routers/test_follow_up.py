"""Following up, over HTTP: the organiser sends links, owners report, everybody reads what is done about it."""

from collections.abc import Callable
from html import unescape

import pytest

from tests.bad_inputs import texts
from tests.routers.house import Guest, House
from tests.routers.reading import read
from tests.routers.test_bad_words import KEPT, stored

DUE = "2027-03-01"


@pytest.fixture
def house(build: Callable[..., House]) -> House:
    """Nobody is too fast in it."""
    return build(acts_per_second=10_000, acts_at_once=10_000)


@pytest.fixture
def lesson(house: House) -> str:
    """Of group 1, with an owner; the lab is closed."""
    desk = house.holder("desk-1")
    desk.act("lessons", title="Pay people", text="Whoever is asked is paid.")
    (id,) = house.rows("SELECT id FROM lesson")
    desk.act(f"lessons/{id}/deed", owner="Bærum kommune", next_step="Try it", due=DUE, edition=1)
    house.holder("tower").act("closing", sure="1")
    return str(id)


def owner(house: House, lesson: str) -> Guest:
    """By the link that the organiser's page shows."""
    tower = house.holder("tower")
    assert tower.send(f"lessons/{lesson}/owner-link", id="a" * 32).status_code == 303
    address = read(tower.get(f"{tower.base}/follow-up").text).find(f"link-{lesson}").attributes["value"]
    guest = house.guest()
    assert guest.enter(address).headers["location"] == "/labs/1/owner-1"
    return guest


def report(guest: Guest, words: str = "It goes well.", status: str = "acting", due: str = DUE) -> int:
    page = read(guest.get(guest.base).text)
    edition = next(
        each.attributes["value"] for each in page.find("progress") if each.attributes.get("name") == "edition"
    )
    key = next(each.attributes["value"] for each in page.find("progress") if each.attributes.get("name") == "id")
    return guest.send("progress", id=key, edition=edition, status=status, words=words, due=due).status_code


def test_an_owner_reports_and_everybody_reads_it(house: House, lesson: str) -> None:
    ana = house.holder("stage")
    guest = owner(house, lesson)
    assert report(guest) == 303
    actions = ana.get("/labs/1/actions").text
    assert "It goes well." in actions
    assert "Bærum kommune" in actions
    assert "It goes well." in ana.get("/labs/1/summary").text
    assert house.rows("SELECT status, due FROM lesson") == [("acting", DUE)]


def test_the_link_opens_that_lesson_and_nothing_else(house: House, lesson: str) -> None:
    guest = owner(house, lesson)
    assert guest.get("/labs/1/owner-1").status_code == 200
    refused = ("/labs/1/owner-2", "/labs/1/tower", "/labs/1/tower/follow-up", "/labs/1/owner-1/summary.pdf")
    assert [guest.get(each).status_code for each in refused] == [401, 401, 401, 403]
    assert [guest.get(each).status_code for each in ("/labs/1/actions", "/labs/1/summary")] == [200, 200]


def test_a_link_that_was_taken_back_is_no_link(house: House, lesson: str) -> None:
    guest, tower = owner(house, lesson), house.holder("tower")
    assert tower.send(f"lessons/{lesson}/owner-link/removal").status_code == 303
    assert guest.get(guest.base).status_code == 401
    assert "enter#" not in tower.get(f"{tower.base}/follow-up").text


def test_a_text_to_send_it_with_is_there(house: House, lesson: str) -> None:
    owner(house, lesson)
    tower = house.holder("tower")
    page = read(tower.get(f"{tower.base}/follow-up").text)
    letter = page.find(f"letter-{lesson}").words
    assert letter.startswith("Your next step: Pay people")
    assert page.find(f"link-{lesson}").attributes["value"] in letter


def test_before_the_close_there_is_no_page_of_actions(house: House) -> None:
    assert house.holder("stage").get("/labs/1/actions").status_code == 404
    assert house.guest().get("/labs/1/actions").status_code == 401


def test_what_nobody_owns_is_not_taken_on_and_its_page_says_what_to_do(house: House, lesson: str) -> None:
    house.rows("UPDATE lesson SET owner = ''")
    tower = house.holder("tower")
    follow_up, actions = tower.get("/labs/1/tower/follow-up").text, tower.get("/labs/1/actions").text
    cure = "There is no link for a lesson that nobody owns."
    assert (cure in follow_up, f"lessons/{lesson}/owner-link" in follow_up) == (True, False)
    assert ["Nobody has taken these on yet" in each for each in (follow_up, actions)] == [True, True]


def test_calendars_are_files_with_names_of_our_own(house: House, lesson: str) -> None:
    guest = owner(house, lesson)
    addresses = ("/labs/1/actions.ics", f"/labs/1/actions/{lesson}.ics", "/labs/1/owner-1/deed.ics")
    answers = [guest.get(each) for each in addresses]
    assert {each.headers["content-type"] for each in answers} == {"text/calendar; charset=utf-8"}
    assert [each.headers["content-disposition"] for each in answers] == [
        f'attachment; filename="samskap-{name}.ics"' for name in ("actions", "action", "action")
    ]
    assert [each.text.count("BEGIN:VEVENT") for each in answers] == [1, 1, 1]
    assert guest.get("/labs/1/actions/nothing.ics").status_code in (404, 422)


def test_what_the_organiser_left_out_is_on_no_page_of_the_lab_either(house: House, lesson: str) -> None:
    house.holder("tower").act("report/omissions", about=f"lesson:{lesson}", text="Its group asked for it", edition=0)
    stage = house.holder("stage")
    pages = [stage.get(f"/labs/1/{each}") for each in ("actions", "actions.ics", "summary")]
    assert [each.status_code for each in pages] == [200, 200, 200]
    assert ["Pay people" in each.text for each in pages] == [False, False, False]


@pytest.mark.parametrize("anonymity", ["role", "confidential", "anonymous"])
def test_where_people_have_no_names_owners_have_none_either(house: House, lesson: str, anonymity: str) -> None:
    house.rows("UPDATE lab SET anonymity = ?", anonymity)
    stage = house.holder("stage")
    assert "Bærum kommune" not in stage.get("/labs/1/actions").text
    assert "Bærum kommune" not in stage.get("/labs/1/actions.ics").text


def test_every_case_of_bad_words_is_kept_and_shown_as_it_was_written(house: House, lesson: str) -> None:
    guest = owner(house, lesson)
    for case in KEPT:
        assert report(guest, case.text) == 303, case
        told = house.rows("SELECT words FROM progress ORDER BY given DESC, at DESC LIMIT 1")
        assert told == [stored(case)], case
    page = unescape(guest.get("/labs/1/actions").text)
    assert [case for case in KEPT if str(stored(case)) not in page] == []


@pytest.mark.parametrize("due", ["tomorrow", "2026-13-01", "2026-02-30", "20270301"])
def test_a_day_that_is_none_is_refused(house: House, lesson: str, due: str) -> None:
    assert report(owner(house, lesson), due=due) == 422
    assert house.rows("SELECT due FROM lesson") == [DUE]


ADDRESSES = {
    "ana@example.org": 303,
    "": 303,
    "ana": 422,
    "ana@localhost": 422,
    "ana@example.org, bo@example.org": 422,
    "ana@example.org\nBcc: all@example.org": 422,
    '"Ana" <ana@example.org>': 422,
    "a" * 300 + "@example.org": 422,
    "@example.org": 422,
}


@pytest.mark.parametrize("typed", ADDRESSES)
def test_one_address_is_kept_or_none(house: House, lesson: str, typed: str) -> None:
    guest = owner(house, lesson)
    status = guest.send("reminders", email=typed).status_code
    assert (status, house.rows("SELECT email FROM owner_link")) == (ADDRESSES[typed], [typed if status == 303 else ""])


def test_hostile_words_are_no_address(house: House, lesson: str) -> None:
    guest = owner(house, lesson)
    statuses = {
        guest.send("reminders", email=case.text[:900]).status_code
        for case in texts("html_js", "sql")
        if case.text.strip()
    }
    assert statuses == {422}


# --- A participant's own


def test_a_phone_leads_to_what_became_of_it(house: House) -> None:
    ana = house.phone("Ana", 1)
    ana.contribute("Nobody paid my evenings")
    assert 'href="/labs/1/phone/receipt"' in ana.get(ana.base).text
    page = ana.get("/labs/1/phone/receipt")
    assert page.status_code == 200
    assert "Nobody paid my evenings" in page.text


@pytest.mark.parametrize(("format", "kind"), [("html", "text/html; charset=utf-8"), ("json", "application/json")])
def test_their_receipt_is_theirs_alone(house: House, format: str, kind: str) -> None:
    ana, ola = house.phone("Ana", 1), house.phone("Ola", 1)
    ana.contribute("Nobody paid my evenings")
    answer = ana.get(f"/labs/1/phone/receipt.{format}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    assert answer.headers["content-disposition"] == f'attachment; filename="samskap-7PL1383V-own.{format}"'
    assert "Nobody paid my evenings" in answer.text
    assert "Nobody paid my evenings" not in ola.get(f"/labs/1/phone/receipt.{format}").text
    assert house.guest().get(f"/labs/1/phone/receipt.{format}").status_code == 401
    tower = house.holder("tower")
    assert tower.get(f"/labs/1/tower/receipt.{format}").status_code == 403
