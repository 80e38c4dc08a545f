"""A group votes: dots on phones, a close at the desk, a tie that is told; and a ballot on a lesson, with dissent."""

import pytest

from tests.journeys.people import Desk, Phone, Stage
from tests.journeys.room import Room
from tests.journeys.seeing import soon, text, texts
from tests.journeys.voting import (
    all_numbers,
    ask,
    ballot,
    cast,
    close_vote,
    dots_left,
    dots_on,
    labels,
    leaders,
    put_dots,
    quoted,
    receipts,
    say_level,
    turnout,
)

pytestmark = pytest.mark.browser

DOT_VOTE, LESSON = 4, 6
TITLE = "Pay people for their time"
DISSENT, ALONE = "Paying makes neighbours into contractors.", "Only for my moderator."


@pytest.fixture(scope="module")
def ana(room: Room) -> Phone:
    return room.phone("Ana", 1)


@pytest.fixture(scope="module")
def luc(room: Room) -> Phone:
    return room.phone("Luc", 1, "fr")


@pytest.fixture(scope="module")
def stage(room: Room) -> Stage:
    return room.stage()


@pytest.fixture(scope="module")
def desk(room: Room, ana: Phone, luc: Phone) -> Desk:
    quiet = room.server.desk(1)
    quiet.act("prompt", prompt=1)
    for name in ("Time", "Trust", "Places", "Words", "Money", "Rules"):
        quiet.act("themes", name=name)
    return room.desk(1)


@pytest.fixture(scope="module")
def voting(desk: Desk, ana: Phone, luc: Phone) -> Desk:
    desk.open_stage(DOT_VOTE)
    assert soon(lambda: ballot(ana).count()) == 1
    assert soon(lambda: ballot(luc).count()) == 1
    return desk


@pytest.fixture(scope="module")
def voted(voting: Desk, ana: Phone, luc: Phone) -> Desk:
    """Ana votes, changes her mind, and looks again; Luc's dots make it a tie."""
    put_dots(ana, {"Time": 2, "Words": 1})
    assert dots_left(ana) == "No dots left"
    cast(ana)
    assert soon(lambda: receipts(ana)) == ["Time: 2 dots", "Words: 1 dot"]
    assert soon(lambda: turnout(voting)) == "1 of 2 has voted"
    put_dots(ana, {"Words": 0, "Trust": 1})
    cast(ana)
    assert soon(lambda: receipts(ana)) == ["Time: 2 dots", "Trust: 1 dot"]
    put_dots(luc, {"Trust": 2})
    cast(luc)
    assert soon(lambda: turnout(voting)) == "2 of 2 have voted"
    return voting


@pytest.fixture(scope="module")
def counted(voted: Desk) -> Desk:
    close_vote(voted)
    assert soon(lambda: voted.form("closing").count()) == 0
    return voted


@pytest.fixture(scope="module")
def asked(counted: Desk, ana: Phone, luc: Phone) -> Desk:
    counted.open_stage(LESSON)
    counted.word_lesson(TITLE, "Whoever was paid came back.")
    assert soon(counted.lessons) == [TITLE]
    ask(counted, TITLE, "agreement")
    assert soon(lambda: ballot(ana).count()) == 1
    assert soon(lambda: ballot(luc).count()) == 1
    return counted


@pytest.fixture(scope="module")
def answered(asked: Desk, ana: Phone, luc: Phone) -> Desk:
    say_level(ana, "7", DISSENT, may_be_quoted=True)
    cast(ana)
    assert soon(lambda: receipts(ana)) == ["I seriously disagree"]
    say_level(luc, "2", ALONE)
    cast(luc)
    assert soon(lambda: turnout(asked)) == "2 of 2 have voted"
    close_vote(asked)
    return asked


def test_more_dots_than_one_has_cannot_be_cast(voting: Desk, ana: Phone) -> None:
    put_dots(ana, {"Time": 2, "Trust": 2})
    assert dots_left(ana) == "One dot too many: take it back"
    assert ballot(ana).locator("button").is_disabled()
    put_dots(ana, {"Time": 0, "Trust": 0})


def test_a_ballot_is_still_there_when_its_phone_comes_back(voted: Desk, ana: Phone) -> None:
    ana.page.reload()
    ana.comes_alive()
    assert soon(lambda: dots_on(ana)) == {"Time": "2", "Trust": "1"}
    assert receipts(ana) == ["Time: 2 dots", "Trust: 1 dot"]


def test_nothing_of_it_is_seen_before_the_close(voted: Desk, ana: Phone) -> None:
    assert [screen.at("#vote .result__table").count() for screen in (voted, ana)] == [0, 0]


def test_the_close_tells_the_tie_to_everybody(counted: Desk, ana: Phone, luc: Phone) -> None:
    tie = ["1 Trust tied 3 dots", "1 Time tied 2 dots"]
    for screen in (counted, ana):
        assert soon(lambda screen=screen: leaders(screen)) == tie
    assert soon(lambda: leaders(luc)) == ["1 Trust ex æquo 3 gommettes", "1 Time ex æquo 2 gommettes"]
    assert [all_numbers(screen) for screen in (counted, ana)] == [6, 6]
    assert (ballot(ana).count(), receipts(ana)) == (0, [])


def test_the_lesson_is_read_on_the_ballot_and_its_words_stand_still(asked: Desk, ana: Phone) -> None:
    assert text(ana.at("#vote .poll--open h2")) == TITLE
    asked.words_of(TITLE, "text").fill("Something else.")
    told = "People are voting on this wording, so it cannot change now."
    assert soon(lambda: text(asked.at("#refusal .refusal__sentence"))) == told
    asked.words_of(TITLE, "text").fill("Whoever was paid came back.")


def test_the_label_and_the_dissent_stand_beside_the_lesson(answered: Desk, ana: Phone, stage: Stage) -> None:
    for screen in (answered, ana, stage):
        assert soon(lambda screen=screen: labels(screen)) == ["Divided"]
    assert soon(lambda: quoted(ana)) == [DISSENT]
    assert soon(lambda: quoted(answered)) == [DISSENT]


def test_what_may_not_be_quoted_is_read_at_the_desk_alone(answered: Desk, ana: Phone, stage: Stage) -> None:
    assert soon(lambda: sorted(texts(answered.at("#vote .poll--closed blockquote")))) == sorted([ALONE, DISSENT])
    assert [ALONE in screen.page.content() for screen in (ana, stage)] == [False, False]


def test_nothing_went_wrong_but_for_the_wording_that_was_refused(room: Room, answered: Desk) -> None:
    assert [one for one in room.watch.troubles if "status of 422" not in one] == []
