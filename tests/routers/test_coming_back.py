"""Another phone for the same seat, and leaving."""

from concurrent.futures import ThreadPoolExecutor

from tests.routers.house import SECOND_CODE, Guest, House
from tests.routers.reading import read
from tests.routers.test_joining import PARTICIPANTS, called, refusal

NO_SUCH_KEY = ["This link or code is not valid, or no longer.", "Ask the organiser for a new one."]


def return_code(guest: Guest) -> str:
    return guest.page().find("yours").all("p", **{"class": "yours__code"})[0].seen


def test_the_return_code_opens_the_same_seat_on_another_phone(house: House) -> None:
    anna, other = house.phone("Anna"), house.guest()
    answer = other.come_back(return_code(anna))
    assert (answer.status_code, answer.headers["location"]) == (303, "/labs/1/phone")
    assert called(other) == "You joined as Anna."
    assert house.rows(f"SELECT name {PARTICIPANTS}") == ["Anna"]


def test_the_first_phone_stays_in(house: House) -> None:
    anna = house.phone("Anna")
    house.guest().come_back(return_code(anna))
    assert called(anna) == "You joined as Anna."


def test_both_phones_have_one_persons_words(house: House) -> None:
    anna, other = house.phone("Anna"), house.guest()
    other.come_back(return_code(anna))
    anna.contribute("From the first")
    other.contribute("From the second")
    words = [each.seen for each in anna.page().find("yours").all("p", **{"class": "card__words"})]
    assert words == ["From the first", "From the second"]


def test_a_code_is_read_however_it_is_typed(house: House) -> None:
    code = return_code(house.phone("Anna"))
    assert house.guest().come_back(f"  {code.lower().replace('-', ' ')}\n").status_code == 303


def test_a_code_is_spent_once(house: House) -> None:
    code = return_code(house.phone("Anna"))
    house.guest().come_back(code)
    late = house.guest()
    answer = late.come_back(code)
    assert (answer.status_code, refusal(read(answer.text)), late.cookies) == (404, NO_SUCH_KEY, {})


def test_two_phones_at_once_cannot_both_spend_it(house: House) -> None:
    code = return_code(house.phone("Anna"))
    phones = [house.guest() for _ in range(6)]
    with ThreadPoolExecutor(6) as hands:
        statuses = sorted(answer.status_code for answer in hands.map(lambda phone: phone.come_back(code), phones))
    assert statuses == [303, 404, 404, 404, 404, 404]


def test_the_new_phone_shows_a_code_of_its_own_that_works(house: House) -> None:
    anna, second, third = house.phone("Anna"), house.guest(), house.guest()
    second.come_back(return_code(anna))
    assert return_code(second) != return_code(anna)
    assert third.come_back(return_code(second)).status_code == 303


def test_a_code_of_one_lab_opens_no_seat_in_another(house: House) -> None:
    house.found()
    code = return_code(house.phone("Anna"))
    assert house.guest().come_back(code, SECOND_CODE).status_code == 404


def test_whoever_was_removed_cannot_come_back(house: House) -> None:
    anna = house.phone("Anna")
    code = return_code(anna)
    house.holder("tower").act("people/{}/removal".format(*house.rows(f"SELECT id {PARTICIPANTS}")))
    assert house.guest().come_back(code).status_code == 404


def test_no_code_at_all_is_refused(house: House) -> None:
    house.phone("Anna")
    assert [house.guest().come_back(typed).status_code for typed in ("", "-", "🙂", "%")] == [422, 404, 404, 404]


def test_leaving_leads_to_the_front_door(house: House) -> None:
    answer = house.phone("Anna").act("departure")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_whoever_left_is_let_in_no_more_with_the_old_pass(house: House) -> None:
    anna = house.phone("Anna")
    kept = anna.cookies["samskap-1-phone"]
    anna.act("departure")
    assert "samskap-1-phone" not in anna.cookies
    assert anna.get("/labs/1/phone", Cookie=f"samskap-1-phone={kept}").status_code == 401


def test_the_return_code_of_a_phone_that_left_is_dead(house: House) -> None:
    anna = house.phone("Anna")
    code = return_code(anna)
    anna.act("departure")
    assert house.guest().come_back(code).status_code == 404


def test_what_was_given_stays_when_its_phone_leaves(house: House) -> None:
    anna, bo = house.phone("Anna", group=1), house.phone("Bo", group=1)
    anna.contribute("Paint the bridge")
    anna.act("departure")
    assert [each.seen for each in bo.page().find("board").all("p", **{"class": "card__words"})] == ["Paint the bridge"]


def test_the_other_phone_of_a_seat_stays_when_one_leaves(house: House) -> None:
    anna, other = house.phone("Anna"), house.guest()
    other.come_back(return_code(anna))
    anna.act("departure")
    assert called(other) == "You joined as Anna."


def test_one_may_leave_a_closed_lab(house: House) -> None:
    anna = house.phone("Anna")
    house.holder("tower").act("closing", sure="1")
    assert anna.act("departure").status_code == 303
