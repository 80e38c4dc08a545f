"""Nobody learns from any screen, answer, socket or file how a vote stands before it closes; nor ever who voted what."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.bad_inputs import texts
from tests.routers.house import Guest, House
from tests.routers.placing import covers
from tests.routers.reading import Element, read
from tests.routers.test_bad_order import at_once
from tests.routers.test_bad_words import stored
from tests.routers.test_joining import refusal

HOW_MANY = ("turnout", "voted-1")
OF_VOTES = re.compile("(vote|poll|ballot|lesson|receipt|turnout|plenary).*")
DISSENT, SECRET = "Zwetschgenkanari objects", "Only for my moderator"


class Voting:
    """A group of six that votes with dots on three themes, and five who look on."""

    def __init__(self, house: House):
        self.house = house
        self.desk, self.other_desk = house.holder("desk-1"), house.holder("desk-2")
        self.stage, self.tower = house.holder("stage"), house.holder("tower")
        self.voters = [house.phone(f"Canary {n}", 1) for n in range(5)]
        self.onlooker, self.elsewhere = house.phone("Look", 1), house.phone("Else", 2)
        for name in ("Time", "Money", "Trust"):
            self.desk.act("themes", name=name)
        self.themes = house.rows("SELECT id FROM theme ORDER BY given")

    @property
    def onlookers(self) -> dict[str, Guest]:
        names = ("desk", "other_desk", "stage", "tower", "onlooker", "elsewhere")
        return {name: getattr(self, name) for name in names}

    def open_vote(self) -> str:
        assert self.desk.act("votes", method="dots", about="themes").status_code == 200
        return self.newest()

    def open_ballot(self, method: str) -> str:
        self.desk.act("lessons", title="Pay people", text="For their time")
        self.lesson = self.house.rows("SELECT id FROM lesson ORDER BY given DESC LIMIT 1")[0]
        assert self.desk.act(f"lessons/{self.lesson}/ballots", method=method).status_code == 200
        return self.newest()

    def newest(self) -> str:
        return str(self.house.rows("SELECT id FROM poll ORDER BY given DESC LIMIT 1")[0])

    def cast(self, who: Guest, poll: str, **said: str) -> Any:
        return who.act(f"votes/{poll}/ballot", **said)

    def dots(self, *numbers: int) -> dict[str, str]:
        return {f"choice-{theme}": str(n) for theme, n in zip(self.themes, numbers, strict=False)}


@pytest.fixture
def voting(house: House) -> Iterator[Voting]:
    return Voting(house)


def picture(guest: Guest, *without: str) -> str:
    """All that a screen holds, but for the number of the last event, and what forms hold: keys are always fresh."""
    page = guest.page().without(*without)
    main = next(each for each in page if each.name == "main")
    del main.attributes["data-seq"], main.attributes["hx-ws:connect"]
    return "\n".join([page.words, *(f"{n}={v}" for each in page for n, v in each.attributes.items() if n != "value")])


def reports(tower: Guest) -> list[str]:
    return [tower.get(f"/labs/1/tower/summary.{kind}").text for kind in ("html", "md", "json")]


def test_while_people_vote_no_screen_shows_more_than_how_many_have(voting: Voting) -> None:
    """The very pages of before, whatever was voted: but for how many have, at the group's desk and on the tower."""
    poll = voting.open_vote()
    before = {name: picture(guest, *HOW_MANY) for name, guest in voting.onlookers.items()}
    for who in voting.voters:
        assert voting.cast(who, poll, **voting.dots(1, 1)).status_code == 200
    after = {name: picture(guest, *HOW_MANY) for name, guest in voting.onlookers.items()}
    assert after == before
    assert voting.desk.page().find("turnout").seen == "5 of 6 have voted"
    assert voting.tower.page().find("voted-1").seen == "voted5"


def test_while_people_vote_no_report_says_how_it_stands(voting: Voting) -> None:
    poll = voting.open_ballot("agreement")
    before = reports(voting.tower)
    for who in voting.voters:
        voting.cast(who, poll, dissent=DISSENT, may_quote="1", **{f"choice-{voting.lesson}": "7"})
    after = reports(voting.tower)
    assert (after, [DISSENT in each for each in after]) == (before, [False] * 3)


def test_what_comes_down_the_sockets_while_people_vote_is_the_turnout(voting: Voting) -> None:
    poll = voting.open_ballot("agreement")
    seq = voting.house.rows("SELECT seq FROM lab WHERE id = 1")[0]
    for who in voting.voters:
        voting.cast(who, poll, dissent=DISSENT, may_quote="1", **{f"choice-{voting.lesson}": "7"})
    told, pieces = {}, {}
    for name, guest in voting.onlookers.items():
        with guest.listen(seq) as socket:
            voting.tower.act("notice", words=f"To {name}")
            told[name] = read(socket.receive_text())
            pieces[name] = {each.id for each in told[name] if OF_VOTES.match(each.id)}
    assert pieces == {name: set() for name in told} | {"desk": {"turnout"}, "tower": {"voted-1"}}
    assert [name for name, heard in told.items() if DISSENT in heard.everything] == []


def test_the_answer_to_a_ballot_is_its_voters_receipt_and_no_word_more(voting: Voting) -> None:
    poll = voting.open_vote()
    voting.cast(voting.voters[0], poll, **voting.dots(2))
    answer = read(voting.cast(voting.voters[1], poll, **voting.dots(0, 0, 2)).text)
    pieces = [each.id for each in answer.inside[0].inside if isinstance(each, Element)]  # type: ignore[union-attr]
    assert pieces == ["receipts"]
    assert answer.find("receipts").seen.startswith("Your ballot is in Trust: 2 dots Thank you.")


def test_one_sees_the_own_ballot_and_nobody_elses(voting: Voting) -> None:
    poll = voting.open_vote()
    voting.cast(voting.voters[0], poll, **voting.dots(2))
    receipts = [guest.page().find("receipts").seen for guest in (*voting.voters[:2], voting.onlooker)]
    assert [each.count("Time: 2 dots") for each in receipts] == [1, 0, 0]
    assert [guest.page().has("receipts") for guest in (voting.desk, voting.stage, voting.tower)] == [False] * 3


def test_after_the_close_totals_are_shown_and_voters_are_not(voting: Voting) -> None:
    poll = voting.open_vote()
    for who in voting.voters:
        voting.cast(who, poll, **voting.dots(2))
    voting.desk.act(f"votes/{poll}/closing")
    for guest in (voting.desk, voting.onlooker):
        shown = guest.page().find(f"poll-{poll}")
        first = next(each for each in shown.all("tr") if each.seen.startswith("1 "))
        assert first.seen == "1 Time 10 5"
        assert [name for name in ("Canary", "Look") if name in shown.everything] == []
    ids = voting.house.rows("SELECT id FROM ballot")
    told = [guest.get(guest.base).text for guest in voting.onlookers.values()]
    assert [id for id in ids for page in told if id in page] == []


def test_dissent_that_may_not_be_quoted_is_read_at_the_own_desk_only(voting: Voting) -> None:
    poll = voting.open_ballot("agreement")
    level = {f"choice-{voting.lesson}": "7"}
    voting.cast(voting.voters[0], poll, dissent=DISSENT, may_quote="1", **level)
    voting.cast(voting.voters[1], poll, dissent=SECRET, **level)
    voting.desk.act(f"votes/{poll}/closing")
    read_by = {name: guest.get(guest.base).text for name, guest in voting.onlookers.items()}
    assert [name for name, page in read_by.items() if SECRET in page] == ["desk"]
    assert DISSENT in read_by["onlooker"]
    assert [SECRET in each for each in reports(voting.tower)] == [False] * 3


@covers("order-vote_after_poll_close_offline")
def test_a_ballot_that_comes_too_late_is_told_so(voting: Voting) -> None:
    poll = voting.open_vote()
    voting.desk.act(f"votes/{poll}/closing")
    answer = voting.cast(voting.voters[0], poll, **voting.dots(1))
    told = "This vote is closed. Your ballot came too late and was not counted."
    assert (answer.status_code, refusal(read(answer.text))[0]) == (409, told)
    plain = voting.voters[0].send(f"votes/{poll}/ballot", **voting.dots(1))
    assert (plain.status_code, told in plain.text) == (409, True)


@covers("wrong_role-participant__poll_create")
def test_a_participant_opens_and_closes_no_vote(voting: Voting) -> None:
    poll = voting.open_vote()
    before = voting.house.rows("SELECT id, closed_at FROM poll")
    asked: dict[str, dict[str, object]] = {
        "votes": {"method": "dots", "about": "themes"},
        "plenary-votes": {},
        f"votes/{poll}/closing": {},
        f"votes/{poll}/papers": {"paper": 1},
        f"votes/{poll}/hands": {"people": 3},
    }
    assert [voting.voters[0].act(noun, **form).status_code for noun, form in asked.items()] == [403] * 5
    assert voting.house.rows("SELECT id, closed_at FROM poll") == before


@covers("concurrent-vote_vs_close")
def test_whoever_votes_while_it_closes_is_counted_or_told_and_the_count_agrees(voting: Voting) -> None:
    poll = voting.open_vote()
    voters = [*voting.voters, voting.onlooker]
    casts = [lambda who=who: voting.cast(who, poll, **voting.dots(1)) for who in voters]
    close = lambda: voting.desk.act(f"votes/{poll}/closing")  # noqa: E731
    answers = at_once(*casts[:3], close, *casts[3:])
    statuses = [answer.status_code for n, answer in enumerate(answers) if n != 3]
    assert (answers[3].status_code, set(statuses) <= {200, 409}) == (200, True)
    rows = voting.house.rows("SELECT count(*) FROM ballot")[0]
    shown = voting.desk.page().find(f"poll-{poll}").all("p", **{"class": "result__turnout"})[0].seen
    assert (statuses.count(200), f"{rows} of 6 voted") == (rows, shown)


def test_many_ballots_of_one_person_at_once_are_one_that_holds_no_more_than_it_may(voting: Voting) -> None:
    poll, who = voting.open_vote(), voting.voters[0]
    spreads = [(2,), (0, 2), (1, 1), (0, 0, 2)]
    answers = at_once(*[lambda s=spread: voting.cast(who, poll, **voting.dots(*s)) for spread in spreads * 3])
    assert {answer.status_code for answer in answers} == {200}
    (choice,) = voting.house.rows("SELECT choice FROM ballot")
    assert sum(int(n) for n in re.findall(r": (\d)", choice)) == 2


def test_the_same_ballot_twenty_times_at_once_is_one(voting: Voting) -> None:
    poll, who, key = voting.open_vote(), voting.voters[0], uuid4().hex
    answers = at_once(*[lambda: voting.cast(who, poll, id=key, **voting.dots(1, 1))] * 20)
    assert {answer.status_code for answer in answers} == {200}
    assert voting.house.rows("SELECT count(*) FROM event WHERE kind LIKE 'Ballot%'") == [1]


def test_two_who_open_a_vote_at_once_open_one(voting: Voting) -> None:
    opening = [lambda: voting.desk.act("votes", method="dots", about="themes")] * 4
    statuses = [answer.status_code for answer in at_once(*opening)]
    assert (statuses.count(200), statuses.count(409), voting.house.rows("SELECT count(*) FROM poll")) == (1, 3, [1])


def test_a_ballot_is_cast_without_a_script(voting: Voting) -> None:
    poll, phone = voting.open_vote(), voting.voters[0]
    form = phone.page().find(f"ballot-{poll}")
    key = next(each for each in phone.page() if each.attributes.get("form") == f"ballot-{poll}").attributes
    fields = {each.attributes["name"] for each in form if each.name == "input"}
    assert (form.attributes["method"], fields) == ("post", {f"choice-{theme}" for theme in voting.themes})
    answer = phone.post(form.attributes["action"], {key["name"]: key["value"], **voting.dots(1)})
    assert (answer.status_code, answer.headers["location"]) == (303, "/labs/1/phone#vote")
    assert phone.page().find("receipts").seen.count("Time: 1 dot") == 1


@pytest.mark.parametrize(
    "form",
    [
        {"choice-" + "0" * 32: "1"},
        {"paper": "0"},
        {"paper": "99999"},
        {"paper": "1.5"},
        {"paper": "٣"},
        {"people": "-1", "paper": "x"},
    ],
)
def test_what_a_desk_types_in_is_checked_like_a_ballot(voting: Voting, form: dict[str, str]) -> None:
    poll = voting.open_vote()
    assert voting.desk.act(f"votes/{poll}/papers", **({"paper": "1"} | form)).status_code == 422
    assert voting.house.rows("SELECT count(*) FROM ballot") == [0]


def test_dissent_and_answers_are_cleaned_like_all_words(build: Any) -> None:
    voting = Voting(build(acts_per_second=10_000, acts_at_once=10_000))
    poll, objector = voting.open_ballot("consent"), voting.voters[0]
    cases = [case for case in texts("unicode", "html_js", "template") if case.verdict != "reject"]
    said = {f"choice-{voting.lesson}": "objection"}
    for case in cases:
        assert voting.cast(objector, poll, dissent=case.text, may_quote="1", **said).status_code == 200
        assert voting.house.rows("SELECT dissent FROM ballot") == [stored(case)]
    voting.desk.act(f"votes/{poll}/closing")
    (ballot,) = voting.house.rows("SELECT id FROM ballot")
    for case in cases:
        assert voting.desk.act(f"ballots/{ballot}/answer", words=case.text).status_code == 200
        assert voting.house.rows("SELECT answer FROM ballot") == [stored(case)]
