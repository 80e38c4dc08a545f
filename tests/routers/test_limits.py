"""How fast is too fast, and how full is full: a whole room behind one address is neither."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from app.domain.errors import TooManyTries
from tests.routers.conftest import settings_at
from tests.routers.house import SECOND_CODE, House
from tests.routers.placing import covers
from tests.routers.reading import read
from tests.routers.test_joining import refusal
from tests.routers.test_refusals import kept
from tests.serving import CODE, Server

CONSENTING = {"anonymous": "1", "language": "en", "consent": "1"}


class Clock:
    """A clock in a test's hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("app.routers.limits.monotonic", made)
    return made


@pytest.fixture(scope="module")
def venue(foundation: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real server with two labs, the second for twenty people. Everybody comes from one address."""
    settings = settings_at(shutil.copytree(foundation, tmp_path_factory.mktemp("venue") / "data"))
    with House(settings) as house:
        house.found(capacity=20)
    server = Server(settings)
    yield server
    server.stop()


@covers("join_code-nat_200_joins_10s")
def test_whoever_guesses_is_stopped_and_a_room_full_of_right_codes_is_not(venue: Server) -> None:
    guesses, joins = guess_and_join(venue, wrong=60, right=40)
    assert (guesses[:20], guesses[-1]) == ([404] * 20, 429)
    assert joins == [303] * 40


@pytest.mark.slow
def test_a_thousand_guesses_are_stopped_and_two_hundred_right_codes_are_not(venue: Server) -> None:
    guesses, joins = guess_and_join(venue, wrong=1000, right=200)
    assert (set(guesses), guesses.count(429) > 700) == ({404, 429}, True)
    assert joins == [303] * 200


@covers("join_code-join_flood_bots")
def test_a_flood_of_joins_stops_at_the_capacity(venue: Server) -> None:
    door, headers = f"{venue.address}/j/{SECOND_CODE}/people", {"Origin": venue.address}
    with httpx.Client(timeout=60) as http, ThreadPoolExecutor(50) as hands:
        answers = hands.map(lambda _: http.post(door, data=CONSENTING, headers=headers), range(100))
        joins = [answer.status_code for answer in answers]
    assert (joins.count(303), joins.count(403)) == (20, 80)
    rows = House(venue.settings).rows
    assert rows("SELECT count(*) FROM person WHERE role = 'participant' AND lab_id = 2") == [20]
    assert rows("SELECT count(*) FROM pass WHERE role = 'participant' AND lab_id = 2") == [20]


def guess_and_join(venue: Server, wrong: int, right: int) -> tuple[list[int], list[int]]:
    with httpx.Client(base_url=venue.address, headers={"Origin": venue.address}, timeout=60) as http:
        guesses = [http.post("/codes", data={"code": f"AAAA{n:04}"}).status_code for n in range(wrong)]
        joins = [http.post(f"/j/{CODE}/people", data=CONSENTING).status_code for _ in range(right)]
    return guesses, joins


class TestTooManyWrongCodes:
    @pytest.fixture
    def guesser(self, clock: Clock, house: House) -> House:
        for _ in range(20):
            house.guest().post("/codes", {"code": "K7QM3X"})
        return house

    def test_the_next_wrong_one_is_told_to_wait(self, guesser: House) -> None:
        answer = guesser.guest().post("/codes", {"code": "K7QM3X"})
        assert (answer.status_code, refusal(read(answer.text))) == (
            429,
            ["That was wrong too many times.", "Wait a minute, then try the code on the wall once more."],
        )

    @pytest.mark.parametrize(
        "guess",
        [
            lambda house: house.guest().get("/j/K7QM3X"),
            lambda house: house.guest().join("K7QM3X", name="Anna"),
            lambda house: house.guest().enter("A" * 32),
            lambda house: house.guest().come_back("AAAAA-AAAAA"),
            lambda house: house.guest().come_back("AAAAA-AAAAA", "K7QM3X"),
        ],
        ids=["a door", "a join", "a key", "a return code", "a return code at a door that is none"],
    )
    def test_wrong_guesses_at_any_door_count_together(
        self, guesser: House, guess: Callable[[House], httpx.Response]
    ) -> None:
        assert guess(guesser).status_code == 429

    def test_every_right_one_still_opens(self, guesser: House) -> None:
        guest = guesser.guest()
        assert guest.post("/codes", {"code": CODE}).status_code == 303
        assert guest.get(f"/j/{CODE}").status_code == 200
        assert guest.join(name="Anna").status_code == 303
        assert guest.enter(guesser.key("desk-1")).status_code == 303

    def test_the_wait_is_as_long_as_it_says(self, guesser: House, clock: Clock) -> None:
        clock.now += 60
        assert guesser.guest().post("/codes", {"code": "K7QM3X"}).status_code == 404

    def test_an_address_that_is_made_up_is_no_new_one(self, guesser: House) -> None:
        guest = guesser.guest(**{"X-Forwarded-For": "203.0.113.7", "Forwarded": "for=203.0.113.7"})
        assert guest.post("/codes", {"code": "K7QM3X"}).status_code == 429


@pytest.mark.usefixtures("clock")
def test_one_who_guesses_on_and_on_stops_nobody_elsewhere_from_mistyping(house: House) -> None:
    limits = house.app.state.limits
    for _ in range(1000):
        with suppress(TooManyTries):
            limits.wrong_code("203.0.113.9")
    assert house.guest().post("/codes", {"code": "K7QM3X"}).status_code == 404


@pytest.mark.usefixtures("clock")
def test_many_who_guess_together_are_stopped_together(house: House) -> None:
    limits = house.app.state.limits
    for nth in range(300):
        limits.wrong_code(f"203.0.{nth % 250}.{nth // 250}")
    assert house.guest().post("/codes", {"code": "K7QM3X"}).status_code == 429
    assert house.guest().post("/codes", {"code": CODE}).status_code == 303


class TestActsThatComeTooFast:
    @pytest.fixture
    def hasty(self, clock: Clock, build: Callable[..., House]) -> House:
        return build(acts_at_once=3, acts_per_second=1)

    def test_the_fourth_at_once_is_told_to_wait_a_moment(self, hasty: House) -> None:
        anna = hasty.phone("Anna")
        answers = [anna.contribute(f"Idea {n}") for n in range(4)]
        assert [answer.status_code for answer in answers] == [201, 201, 201, 429]
        assert answers[3].headers["retry-after"] == "2"
        assert refusal(read(answers[3].text)) == [
            "That was a lot at once.",
            "Wait a moment. Your words are kept and can be sent again.",
        ]

    def test_its_words_are_kept_and_can_be_sent_again(self, hasty: House, clock: Clock) -> None:
        anna = hasty.phone("Anna")
        answers = [anna.send("contributions", prompt=1, text=f"Idea {n}") for n in range(4)]
        assert hasty.rows("SELECT text FROM contribution ORDER BY given") == ["Idea 0", "Idea 1", "Idea 2"]
        clock.now += 2
        assert anna.send("contributions", **kept(answers[3])).status_code == 303
        assert hasty.rows("SELECT text FROM contribution ORDER BY given")[3:] == ["Idea 3"]

    def test_nobody_waits_for_another(self, hasty: House) -> None:
        anna, bo = hasty.phone("Anna"), hasty.phone("Bo")
        for n in range(4):
            anna.contribute(f"Idea {n}")
        assert bo.contribute("Mine").status_code == 201

    def test_reading_is_never_too_fast(self, hasty: House) -> None:
        anna = hasty.phone("Anna")
        assert [anna.get(anna.base).status_code for _ in range(8)] == [200] * 8
