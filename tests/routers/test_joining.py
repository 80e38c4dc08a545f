"""Coming in: from the code on the wall to a seat in a group."""

import pytest

from tests.routers.house import CODE, Guest, House
from tests.routers.reading import Element, read

PARTICIPANTS = "FROM person WHERE role = 'participant' ORDER BY id"


def called(guest: Guest) -> str:
    """What the phone says one is called."""
    return guest.page().find("yours").all("details", **{"class": "yours__seat"})[0].all("p")[0].seen


def refusal(page: Element) -> list[str]:
    return [each.seen for each in page.find("refusal").all("p")]


def test_a_name_gets_a_seat(house: House) -> None:
    answer = house.guest().join(name="Anna")
    assert (answer.status_code, answer.headers["location"]) == (303, "/labs/1/phone")
    assert house.rows(f"SELECT name {PARTICIPANTS}") == ["Anna"]


def test_the_phone_says_under_which_name_one_joined(house: House) -> None:
    assert called(house.phone("Anna")) == "You joined as Anna."


def test_an_anonymous_guest_leaves_no_name(house: House) -> None:
    house.guest().join(name="Anna Typed And Thought Again", anonymous="1")
    assert house.rows(f"SELECT name {PARTICIPANTS}") == [None]


def test_an_anonymous_guest_is_known_by_a_number(house: House) -> None:
    house.phone("Anna")
    assert called(house.phone()) == "Your group knows you as Guest 2."


def test_the_second_of_a_name_is_told_apart(house: House) -> None:
    house.phone("Anna")
    assert called(house.phone("ANNA")) == "You joined as ANNA (2)."


def test_a_namesake_in_other_letters_is_told_apart_too(house: House) -> None:
    house.phone("Anna")
    assert called(house.phone("Аnnа")) == "You joined as Аnnа (2)."  # the capital and the last letter are Cyrillic


def test_the_language_chosen_at_the_door_is_kept(house: House) -> None:
    guest = house.guest(language="en")
    guest.join(name="Anna", language="fr")
    assert guest.page().all("html")[0].attributes["lang"] == "fr"
    assert guest.cookies["samskap-language"] == "fr"


def test_a_language_we_do_not_speak_becomes_english(house: House) -> None:
    guest = house.guest()
    guest.join(name="Anna", language="../../etc/passwd")
    assert guest.cookies["samskap-language"] == "en"


def test_people_are_seated_in_the_smallest_group(house: House) -> None:
    house.phone(group=1)
    house.phone(group=3)
    for _ in range(4):
        house.phone()
    assert house.rows(f"SELECT group_id {PARTICIPANTS}") == [1, 3, 2, 4, 5, 1]


def test_a_group_may_be_chosen(house: House) -> None:
    house.phone(group=4)
    house.phone(group=4)
    assert house.rows(f"SELECT group_id {PARTICIPANTS}") == [4, 4]


def test_whatever_is_no_group_number_means_seat_me(house: House) -> None:
    for typed in ("0", "-1", "four", "4.0", "٤", "4 OR 1=1"):
        assert house.guest().join(name="Anna", group=typed).status_code == 303
    assert house.rows(f"SELECT group_id {PARTICIPANTS}") == [1, 2, 3, 4, 5, 1]


def test_a_group_that_does_not_exist_is_refused(house: House) -> None:
    assert house.guest().join(name="Anna", group=6).status_code == 404
    assert house.rows(f"SELECT name {PARTICIPANTS}") == []


class TestWithoutConsent:
    @pytest.fixture
    def page(self, house: House) -> Element:
        answer = house.guest().join(name=" Anna <b>Øst</b> ", group=3, language="en", consent="")
        assert answer.status_code == 422
        return read(answer.text)

    def test_nobody_is_seated(self, page: Element, house: House) -> None:
        assert house.rows(f"SELECT name {PARTICIPANTS}") == []

    def test_the_page_says_what_happened_and_what_to_do(self, page: Element) -> None:
        assert refusal(page) == [
            "We may only keep what you write if you agree.",
            "Read the two sentences and tick the box, or take part on paper with your moderator.",
        ]

    def test_the_name_is_still_there_as_it_was_typed(self, page: Element) -> None:
        assert page.find("name").attributes["value"] == " Anna <b>Øst</b> "

    def test_the_group_is_still_chosen(self, page: Element) -> None:
        chosen = [each for each in page.all("input", type="radio") if "checked" in each.attributes]
        assert [each.attributes["value"] for each in chosen] == ["3"]

    def test_the_choice_of_group_is_open_to_see(self, page: Element) -> None:
        assert "open" in page.all("details", **{"class": "join__groups"})[0].attributes


def test_the_wish_to_stay_anonymous_is_kept_too(house: House) -> None:
    page = read(house.guest().join(anonymous="1", consent="").text)
    assert "checked" in page.find("anonymous").attributes


def test_neither_a_name_nor_the_wish_to_stay_anonymous_is_refused(house: House) -> None:
    answer = house.guest().join(name="   ")
    assert (answer.status_code, refusal(read(answer.text))) == (
        422,
        [
            "We need a name to show, or your wish to stay anonymous.",
            "Type a name, or tick “I would rather stay anonymous”.",
        ],
    )


def test_a_name_that_is_too_long_is_kept_to_be_shortened(house: House) -> None:
    answer = house.guest().join(name="n" * 300)
    assert (answer.status_code, read(answer.text).find("name").attributes["value"]) == (422, "n" * 300)


def test_a_refused_join_speaks_the_language_chosen_in_the_form(house: House) -> None:
    page = read(house.guest(language="en").join(language="fr", consent="").text)
    assert page.all("html")[0].attributes["lang"] == "fr"


def test_a_refused_join_gives_no_pass(house: House) -> None:
    guest = house.guest()
    guest.join(name="Anna", consent="")
    assert guest.cookies == {}


def test_a_full_lab_says_so_and_keeps_the_name(house: House) -> None:
    house.rows("UPDATE lab SET capacity = 1")
    house.phone("Anna")
    answer = house.guest().join(name="Bo")
    page = read(answer.text)
    assert (answer.status_code, page.find("name").attributes["value"]) == (403, "Bo")
    assert refusal(page) == [
        "Every place in this lab is taken.",
        "Ask the organiser, or take part on paper with a moderator.",
    ]


def test_a_removed_person_makes_room(house: House) -> None:
    house.rows("UPDATE lab SET capacity = 1")
    house.phone("Anna")
    house.holder("tower").act("people/{}/removal".format(*house.rows(f"SELECT id {PARTICIPANTS}")))
    assert house.guest().join(name="Bo").status_code == 303


def test_nobody_joins_a_closed_lab(house: House) -> None:
    house.holder("tower").act("closing", sure="1")
    answer = house.guest().join(name="Anna")
    assert (answer.status_code, refusal(read(answer.text))[0]) == (409, "The lab is closed.")


def test_the_door_shows_each_group_with_its_moderator_and_how_many_are_seated(house: House) -> None:
    house.phone(group=2)
    page = read(house.guest().get(f"/j/{CODE}").text)
    assert [each.seen for each in page.all("label", **{"class": "choice"})[1:3]] == [
        "1 Group 1: Karen Bøhle Aarhus 0 seated",
        "2 Group 2: Astrid Bjerke 1 seated",
    ]


def test_one_browser_may_hold_every_screen_at_once(house: House) -> None:
    guest = house.guest()
    guest.join(name="Anna")
    for screen in ("desk-1", "desk-2", "stage", "tower"):
        guest.enter(house.key(screen))
    screens = ["phone", "desk-1", "desk-2", "stage", "tower"]
    assert [guest.get(f"/labs/1/{each}").status_code for each in screens] == [200] * 5


def test_joining_again_in_one_browser_takes_a_second_seat_and_drops_the_first(house: House) -> None:
    guest = house.guest()
    guest.join(name="Anna")
    guest.join(name="Bo")
    assert called(guest) == "You joined as Bo."


def test_every_lab_has_its_own_pass(house: House) -> None:
    house.found()
    guest = house.guest()
    guest.join(name="Anna")
    assert guest.get("/labs/2/phone").status_code == 401
