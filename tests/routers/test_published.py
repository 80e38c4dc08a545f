"""The public page: after publishing only, in its reader's language, kept by browsers while it is the same."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from httpx2 import Response

from app.summary.writers import formats
from tests.matrix_publishing import LATEST
from tests.routers.conftest import settings_at
from tests.routers.house import CODE, Guest, House
from tests.routers.reading import read

AT = f"/s/{CODE}"


def at_work(house: House) -> Guest:
    """The tower of a lab that has a lesson."""
    phone, desk, tower = house.phone("Ana", group=1), house.holder("desk-1"), house.holder("tower")
    phone.contribute("Nobody paid my evenings")
    idea = house.rows("SELECT id FROM contribution")[0]
    desk.act("lessons", title="Pay people", text="Whoever is asked is paid", evidence=f"contribution:{idea}")
    return tower


def closed(house: House) -> Guest:
    tower = at_work(house)
    tower.act("closing", sure="1")
    return tower


def publish(tower: Guest, number: int = 1, profile: str = "public") -> None:
    answer = tower.send("editions", number=number, seq=LATEST, profile=profile)
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/labs/1/tower/report?published={number}#published",
    )


def introduce(tower: Guest, text: str = "Welcome to all", edition: int = 0) -> None:
    """So that there is something new to publish."""
    tower.act("report/introduction", text=text, edition=edition)


@pytest.fixture(scope="module")
def published(foundation: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Two editions of a lab, the second with an introduction."""
    data = shutil.copytree(foundation, tmp_path_factory.mktemp("published") / "data")
    with House(settings_at(data)) as house:
        tower = closed(house)
        publish(tower)
        tower.act("report/introduction", text="Welcome to all", edition=0)
        publish(tower, 2)
        yield house


def last_look(tower: Guest, profile: str = "public") -> str:
    return tower.get(f"{tower.base}/report/publication?profile={profile}").text


def sentence(answer: Response) -> str:
    """What a page that refuses says first."""
    return read(answer.text).all("h1")[0].seen


# --- Before and after


def test_nothing_stands_there_before_it_is_published(house: House) -> None:
    closed(house)
    answer = house.guest().get(AT)
    assert (answer.status_code, sentence(answer)) == (404, "No summary is published at this address.")


def test_after_it_everybody_reads_it(published: House) -> None:
    answer = published.guest().get(AT)
    assert answer.status_code == 200
    assert ("Pay people" in answer.text, "Welcome to all" in answer.text) == (True, True)


@pytest.mark.parametrize("typed", [CODE.lower(), f"{CODE[:4]}-{CODE[4:]}"])
def test_the_code_may_be_typed_as_one_likes(published: House, typed: str) -> None:
    assert published.guest().get(f"/s/{typed}").status_code == 200


def test_each_edition_keeps_its_own_address_and_names_the_newer(published: House) -> None:
    page = published.guest().get(f"{AT}/1").text
    assert ("Welcome to all" in page, "There is a newer edition: number 2." in page) == (False, True)
    assert "There is a newer edition" not in published.guest().get(f"{AT}/2").text


@pytest.mark.parametrize("address", ["/s/NOSUCH12", f"{AT}/3", "/s/%20", "/s/" + "A" * 70])
def test_what_is_not_there_is_not_found(published: House, address: str) -> None:
    assert published.guest().get(address).status_code == 404


def test_wrong_codes_are_limited_and_right_ones_never(house: House) -> None:
    publish(closed(house))
    guesser = house.guest()
    guesses = [guesser.get(f"/s/AAAA{n:04d}").status_code for n in range(30)]
    assert (guesses[0], guesses[-1]) == (404, 429)
    assert guesser.get(AT).status_code == 200


# --- Withdrawn


def test_a_withdrawn_edition_says_so_and_why_and_shows_nothing_else(house: House) -> None:
    tower = closed(house)
    publish(tower)
    tower.act("editions/1/withdrawal", reason="It named <somebody>")
    for address in (AT, f"{AT}/1", f"{AT}/1/summary.md"):
        answer = house.guest().get(address)
        assert (answer.status_code, "It named &lt;somebody&gt;" in answer.text, "Pay people" in answer.text) == (
            410,
            True,
            False,
        )
        assert answer.headers["cache-control"] == "no-store"


def test_whoever_publishes_next_is_told_that_names_of_earlier_editions_stay_until_they_are_withdrawn(
    house: House,
) -> None:
    tower, told = closed(house), "whoever is named in them"
    pages = [last_look(tower)]
    publish(tower)
    pages.append(last_look(tower))
    tower.act("editions/1/withdrawal", reason="It named somebody")
    pages.append(last_look(tower))
    assert [told in each for each in pages] == [False, True, False]


def test_a_withdrawn_edition_is_announced_nowhere(house: House) -> None:
    """The newest that stands is, by an address that answers."""
    tower, told = closed(house), []
    for number in (1, 2, 3):
        introduce(tower, f"Welcome {number}", number - 1)
        publish(tower, number)
    for number in (3, 2):
        tower.act(f"editions/{number}/withdrawal", reason="Wrong")
        told.append([newer(house, each) for each in (1, 2, 3)])
    assert told == [[f"{AT}/2", None, None], [None, None, None]]
    assert house.guest().get(f"{AT}/1").status_code == 200


def newer(house: House, number: int) -> str | None:
    found = re.findall(r'<a href="([^"]+)">There is a newer edition', house.guest().get(f"{AT}/{number}").text)
    return found[0] if found else None


def test_no_older_edition_stands_in_for_one_that_was_withdrawn(house: House) -> None:
    tower = closed(house)
    publish(tower)
    introduce(tower)
    publish(tower, 2)
    tower.act("editions/2/withdrawal", reason="Wrong")
    assert [house.guest().get(each).status_code for each in (AT, f"{AT}/2", f"{AT}/1")] == [410, 410, 200]


# --- In its reader's language


@pytest.mark.parametrize(
    ("header", "asked", "spoken"),
    [("fr", "", "fr"), ("de, fr;q=0.5", "", "fr"), ("fr", "en", "en"), ("en", "fr", "fr"), ("fr", "xx", "fr")],
)
def test_labels_are_in_the_reader_s_language(published: House, header: str, asked: str, spoken: str) -> None:
    page = published.guest(header).get(AT + (f"?language={asked}" if asked else "")).text
    assert re.findall(r'<html lang="(\w+)"', page) == [spoken]
    assert ("En bref" in page, "Pay people" in page) == (spoken == "fr", True)


def test_a_language_is_chosen_by_a_link(published: House) -> None:
    page = read(published.guest().get(AT).text)
    some = [each.attributes for each in page.all("a") if "hreflang" in each.attributes]
    links = {each["hreflang"]: each["href"] for each in some}
    assert links == {code: f"{AT}/2?language={code}" for code in ("en", "fr")}


# --- Files


@pytest.mark.parametrize("format", formats())
def test_every_file_of_an_edition_is_there_for_everybody(published: House, format: str) -> None:
    answer = published.guest().get(f"{AT}/1/summary.{format}?language=fr")
    ending = formats()[format].file_ending
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="samskap-{CODE}-edition-1-fr.{ending}"'


def test_the_page_names_every_file_in_its_reader_s_language(published: House) -> None:
    page = read(published.guest("fr").get(AT).text)
    files = [each.attributes["href"] for each in page.all("a") if "download" in each.attributes]
    assert files == [f"{AT}/2/summary.{format}?language=fr" for format in formats()]


def test_an_unknown_format_is_not_there(published: House) -> None:
    assert published.guest().get(f"{AT}/1/summary.exe").status_code == 404


# --- What browsers may do with it


@pytest.mark.parametrize("address", [AT, f"{AT}/1", f"{AT}/1/summary.md"])
def test_it_is_kept_while_it_is_the_same(published: House, address: str) -> None:
    had = published.guest().get(address)
    assert (had.headers["cache-control"], had.headers["vary"]) == ("public, no-cache", "Accept-Language, Cookie")
    again = published.guest().get(address, **{"If-None-Match": had.headers["etag"]})
    assert (again.status_code, again.text) == (304, "")


def test_another_language_is_another_page(published: House) -> None:
    had = published.guest("en").get(AT)
    again = published.guest("fr").get(AT, **{"If-None-Match": had.headers["etag"]})
    assert (again.status_code, again.headers["etag"] != had.headers["etag"]) == (200, True)


def test_a_new_edition_is_not_taken_for_the_old(house: House) -> None:
    tower = closed(house)
    publish(tower)
    had = house.guest().get(AT)
    introduce(tower)
    publish(tower, 2)
    assert house.guest().get(AT, **{"If-None-Match": had.headers["etag"]}).status_code == 200


def test_it_needs_no_script_and_says_only_its_title_to_others(published: House) -> None:
    page = read(published.guest().get(AT).text)
    meta = {each.attributes["property"] for each in page.all("meta") if "property" in each.attributes}
    assert (page.all("script"), meta) == ([], {"og:title"})


def test_only_what_is_published_may_be_found_by_search_engines(published: House) -> None:
    robots: Callable[[str], bool] = lambda text: '<meta name="robots" content="noindex">' in text  # noqa: E731
    tower = published.holder("tower")
    told = [published.guest().get(AT), published.guest().get("/"), tower.get("/labs/1/actions")]
    assert [robots(each.text) for each in told] == [False, True, True]


# --- Who was in the lab finds it


@pytest.mark.parametrize("screen", ["phone", "desk-1"])
def test_screens_lead_to_it_once_it_is_published(house: House, screen: str) -> None:
    guest = house.phone("Bo", group=1) if screen == "phone" else house.holder(screen)
    tower = closed(house)
    before = read(guest.get(guest.base).text).find("ending")
    publish(tower)
    after = read(guest.get(guest.base).text).find("ending")
    assert [[each.attributes["href"] for each in one.all("a")] for one in (before, after)] == [
        ["/labs/1/summary", "/labs/1/actions"],
        [AT, "/labs/1/actions"],
    ]


def test_nobody_reads_two_summaries(house: House) -> None:
    """What the lab reads among itself leads to the published one, and is there again while that is withdrawn."""
    guest, tower = house.phone("Bo", group=1), closed(house)
    tower.act("report/introduction", text="Only in the draft", edition=0)
    before = guest.get("/labs/1/summary")
    publish(tower)
    while_there = guest.get("/labs/1/summary")
    tower.act("editions/1/withdrawal", reason="It named somebody.")
    after = guest.get("/labs/1/summary")
    assert [before.status_code, while_there.status_code, after.status_code] == [200, 303, 200]
    assert while_there.headers["location"] == f"{AT}?language=en"


def test_the_stage_shows_its_address_and_a_picture_of_it(house: House) -> None:
    publish(closed(house))
    page = house.holder("stage").page()
    assert [each.seen for each in page.all("title")][-1] == f"http://testserver{AT}"
    assert "ending--published" in page.find("ending").attributes["class"]


def test_it_keeps_its_address_when_the_lab_gets_another_code(house: House) -> None:
    publish(closed(house))
    house.rows("UPDATE lab SET code = 'NEWCODE2'")
    assert house.guest().get(AT).status_code == 200
