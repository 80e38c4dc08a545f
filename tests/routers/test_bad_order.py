"""The same again, in another order, too late, and many at once."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from tests.routers import test_wire
from tests.routers.house import Guest, House
from tests.routers.placing import covers
from tests.routers.reading import read
from tests.routers.test_joining import refusal
from tests.serving import ROOT

CARDS = "SELECT text FROM contribution ORDER BY given"
U1 = "0b8f1e2a6c1d4f5e9a3b2d7c8e9f0a1b"
covers("replay-ack_lost")(test_wire.test_what_was_sent_again_because_its_answer_was_lost_is_there_once)


def at_once(*asks: Callable[[], Any]) -> list[Any]:
    """What each answered, all asked at the same time."""
    with ThreadPoolExecutor(len(asks)) as hands:
        return [each.result() for each in [hands.submit(ask) for ask in asks]]


def own(guest: Guest) -> list[str]:
    return [each.seen for each in guest.page().find("yours").all("p", **{"class": "card__words"})]


@covers("replay-same_id_concurrent_x20")
def test_twenty_of_one_key_at_once_are_one_contribution_and_twenty_same_answers(house: House) -> None:
    anna = house.phone("Anna")
    answers = at_once(*[lambda: anna.contribute("x", id=U1)] * 20)
    assert {answer.status_code for answer in answers} == {201}
    assert len({card_in(answer.text) for answer in answers}) == 1
    assert house.rows(CARDS) == ["x"]


def card_in(answer: str) -> str:
    return "\n".join(each.everything for each in read(answer) if each.id.startswith("contribution-"))


@covers("replay-same_id_different_body")
def test_other_words_under_the_same_key_are_refused(house: House) -> None:
    anna = house.phone("Anna")
    anna.contribute("x", id=U1)
    answer = anna.contribute("y", id=U1)
    assert (answer.status_code, refusal(read(answer.text))[0]) == (409, "This was already sent with other words.")
    assert house.rows(CARDS) == ["x"]


@covers("replay-same_id_other_participant")
def test_two_phones_may_use_the_same_key(house: House) -> None:
    anna, bo = house.phone("Anna"), house.phone("Bo")
    assert [anna.contribute("x", id=U1).status_code, bo.contribute("y", id=U1).status_code] == [201, 201]
    assert house.rows(CARDS) == ["x", "y"]


@covers("replay-resend_after_delete_own")
def test_what_was_withdrawn_stays_withdrawn_when_it_is_sent_again(house: House) -> None:
    anna, bo = house.phone("Anna", group=1), house.phone("Bo", group=1)
    anna.contribute("x", id=U1)
    anna.act("contributions/{}/withdrawal".format(*house.rows("SELECT id FROM contribution")))
    anna.contribute("x", id=U1)
    assert house.rows("SELECT is_withdrawn FROM contribution") == [1]
    assert bo.page().find("board").all("p", **{"class": "card__words"}) == []


@covers("order-outbox_order")
def test_what_a_phone_sends_one_after_another_becomes_true_in_that_order(house: House) -> None:
    anna = house.phone("Anna")
    anna.contribute("A")
    anna.contribute("B")
    first = house.rows("SELECT id FROM contribution ORDER BY given")[0]
    anna.act(f"contributions/{first}/wording", text="A, better")
    kinds = house.rows("SELECT kind FROM event WHERE kind LIKE 'Contribution%' ORDER BY seq")
    assert kinds == ["ContributionGiven", "ContributionGiven", "ContributionReworded"]
    assert house.rows(CARDS) == ["A, better", "B"]


@pytest.mark.parametrize("seq", [10**12, -1, 0])
@covers("order-since_in_future", "order-since_negative", "order-since_from_other_lab")
def test_a_screen_that_claims_to_show_what_cannot_be_is_told_everything(house: House, seq: int) -> None:
    """Once, and only of its own lab; then it is as up to date as any."""
    house.found()
    house.guest().join("K7QM3X", name="Elsewhere")
    anna, bo = house.phone("Anna", group=1), house.phone("Bo", group=1)
    bo.contribute("Here")
    with anna.listen(seq) as socket:
        first = read(socket.receive_text())
        bo.contribute("And now this")
        second = read(socket.receive_text())
    assert [each.seen for each in first if each.attributes.get("class") == "card__words"][-1:] == ["Here"]
    assert first.words.count("Elsewhere") == 0
    assert [each.seen for each in second if each.attributes.get("class") == "card__words"] == ["And now this"]


@covers("concurrent-same_participant_two_tabs")
def test_two_tabs_of_one_phone_both_give_and_both_show_it(house: House) -> None:
    anna, tab = house.phone("Anna"), house.guest()
    tab.http.cookies.update(anna.http.cookies)
    tab.base = anna.base
    at_once(lambda: anna.contribute("From one tab"), lambda: tab.contribute("From the other"))
    assert sorted(own(anna)) == sorted(own(tab)) == ["From one tab", "From the other"]


@covers("concurrent-two_mods_edit_same_version")
def test_of_two_who_reword_one_lesson_one_is_told_to_read_it_first(house: House) -> None:
    desks = [house.holder("desk-1"), house.holder("desk-1")]
    desks[0].act("lessons", title="Ask", text="Ask first")
    lesson = house.rows("SELECT id FROM lesson")[0]
    answers = at_once(
        lambda: desks[0].act(f"lessons/{lesson}/wording/text", text="Ask early", edition=1),
        lambda: desks[1].act(f"lessons/{lesson}/wording/text", text="Ask often", edition=1),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    won = "Ask early" if answers[0].status_code == 200 else "Ask often"
    assert house.rows("SELECT text, edition FROM lesson") == [(won, 2)]


def test_two_who_word_two_parts_of_one_lesson_both_keep_their_words(house: House) -> None:
    desks = [house.holder("desk-1"), house.holder("desk-1")]
    desks[0].act("lessons", title="Ask", text="Ask first")
    lesson = house.rows("SELECT id FROM lesson")[0]
    answers = at_once(
        lambda: desks[0].act(f"lessons/{lesson}/wording/why", text="Nobody had asked", edition=1),
        lambda: desks[1].act(f"lessons/{lesson}/wording/observed", text="They stayed away", edition=1),
    )
    assert [answer.status_code for answer in answers] == [200, 200]
    assert house.rows("SELECT why, observed FROM lesson") == [("Nobody had asked", "They stayed away")]


def test_a_lesson_agreed_while_it_is_reworded_is_agreed_in_words_that_were_read(house: House) -> None:
    """Whichever comes first: the agreement is refused, or the new words open it again."""
    desks = [house.holder("desk-1"), house.holder("desk-1")]
    house.phone("Anna", 1)
    desks[0].act("lessons", title="Ask", text="Ask first")
    lesson = house.rows("SELECT id FROM lesson")[0]
    agreed, reworded = at_once(
        lambda: desks[0].act(f"lessons/{lesson}/agreement", verdict="agreed", edition=1),
        lambda: desks[1].act(f"lessons/{lesson}/wording/text", text="Never ask", edition=1),
    )
    assert (reworded.status_code, agreed.status_code in (200, 409)) == (200, True)
    assert house.rows("SELECT text, verdict FROM lesson") == [("Never ask", "open")]


def test_an_answer_given_while_a_lesson_is_reworded_counts_for_the_words_that_were_read(house: House) -> None:
    anna, desk = house.phone("Anna", 1), house.holder("desk-1")
    desk.act("lessons", title="Ask", text="Ask first")
    desk.act("sign-off")
    lesson = house.rows("SELECT id FROM lesson")[0]
    answered, reworded = at_once(
        lambda: anna.act(f"lessons/{lesson}/sign-off", approves=1, edition=1),
        lambda: desk.act(f"lessons/{lesson}/wording/text", text="Never ask", edition=1),
    )
    kept = house.rows("SELECT edition FROM sign_off")
    assert (reworded.status_code, (answered.status_code, kept)) in [(200, (200, [1])), (200, (409, []))]


def test_two_desks_that_settle_a_lesson_differently_do_not_overwrite_each_other(house: House) -> None:
    desks = [house.holder("desk-1"), house.holder("desk-1")]
    house.phone("Anna", 1)
    desks[0].act("lessons", title="Ask", text="Ask first")
    lesson = house.rows("SELECT id FROM lesson")[0]
    verdicts = ("agreed", "not_agreed")
    answers = at_once(
        lambda: desks[0].act(f"lessons/{lesson}/agreement", verdict=verdicts[0], edition=1),
        lambda: desks[1].act(f"lessons/{lesson}/agreement", verdict=verdicts[1], edition=1),
    )
    statuses = [answer.status_code for answer in answers]
    assert sorted(statuses) == [200, 409]
    assert house.rows("SELECT verdict FROM lesson") == [verdicts[statuses.index(200)]]


def test_desk_and_tower_that_name_two_owners_at_once_keep_the_first(house: House) -> None:
    desk, tower = house.holder("desk-1"), house.holder("tower")
    desk.act("lessons", title="Ask", text="Ask first")
    lesson = house.rows("SELECT id FROM lesson")[0]
    answers = at_once(
        lambda: desk.act(f"lessons/{lesson}/deed", owner="Ana", edition=1),
        lambda: tower.act(f"lessons/{lesson}/deed", owner="Bo", edition=1),
    )
    statuses = [answer.status_code for answer in answers]
    assert sorted(statuses) == [200, 409]
    assert house.rows("SELECT owner FROM lesson") == [("Ana", "Bo")[statuses.index(200)]]


def test_one_phone_that_offers_twice_at_once_offers_once(house: House) -> None:
    anna, desk = house.phone("Anna", 1), house.holder("desk-1")
    desk.act("lessons", title="Ask", text="Ask first")
    lesson = house.rows("SELECT id FROM lesson")[0]
    offer = f"lessons/{lesson}/offer"
    answers = at_once(lambda: anna.act(offer, on=1, by_name=1), lambda: anna.act(offer, on=1, by_name=1))
    assert [answer.status_code for answer in answers] == [200, 200]
    assert house.rows("SELECT by_name FROM offer") == [1]


@pytest.mark.parametrize("turn", range(4))
def test_of_two_moderators_who_move_one_card_one_is_told_where_it_lies_now(house: House, turn: int) -> None:
    """Whoever comes second moves nothing, and reads who was first."""
    desks, anna = [house.holder("desk-1"), house.holder("desk-1")], house.phone("Anna", 1)
    for name in ("Time", "Trust"):
        desks[0].act("themes", name=name)
    themes = house.rows("SELECT id FROM theme ORDER BY given")
    anna.contribute("Ask first")
    (card,) = house.rows("SELECT id FROM contribution")
    moves = [
        lambda d=desk, t=theme: d.act(f"contributions/{card}/theme", theme=t, seen="")
        for desk, theme in zip(desks, themes, strict=True)
    ]
    answers = at_once(*(moves if turn % 2 else moves[::-1]))[:: 1 if turn % 2 else -1]
    statuses = [answer.status_code for answer in answers]
    won = statuses.index(200)
    name = ("Time", "Trust")[won]
    told = f"Karen Bøhle Aarhus moved “Ask first” to “{name}” a moment ago, so nothing was moved."
    assert (statuses[1 - won], refusal(read(answers[1 - won].text))[0]) == (409, told)
    assert house.rows("SELECT theme_id FROM contribution") == [themes[won]]


@pytest.mark.parametrize("source", ["contribution", "theme"])
def test_a_lesson_agreed_while_its_evidence_is_taken_away_is_not_agreed(house: House, source: str) -> None:
    """Whichever comes first: the agreement is refused, or it falls."""
    desk, other, anna = house.holder("desk-1"), house.holder("desk-1"), house.phone("Anna", 1)
    anna.contribute("Nobody asked us")
    desk.act("themes", name="Asking")
    rests = house.rows(f"SELECT id FROM {source}")[0]  # noqa: S608 names of ours
    desk.act("lessons", title="Ask", text="Ask first", evidence=f"{source}:{rests}")
    lesson = house.rows("SELECT id FROM lesson")[0]
    away = f"contributions/{rests}/withdrawal" if source == "contribution" else f"themes/{rests}/removal"
    agreed, removed = at_once(
        lambda: desk.act(f"lessons/{lesson}/agreement", verdict="agreed", edition=1), lambda: other.act(away)
    )
    verdicts = house.rows("SELECT verdict FROM lesson")
    assert (removed.status_code, (agreed.status_code, verdicts)) in [
        (200, (200, ["shaken"])),
        (200, (409, ["open"])),
    ]


@covers("concurrent-phase_advance_double_click")
def test_two_clicks_on_the_agenda_are_one(house: House) -> None:
    tower = house.holder("tower")
    tower.act("agenda", item=2)
    answers = at_once(lambda: tower.act("agenda", item=3), lambda: tower.act("agenda", item=3))
    assert [answer.status_code for answer in answers] == [200, 200]
    assert house.rows("SELECT item_id FROM lab") == [3]
    assert house.rows("SELECT count(*) FROM event WHERE kind = 'AgendaMoved'") == [2]


@covers("concurrent-move_group_while_posting")
def test_who_is_moved_while_writing_gives_each_card_to_one_group(house: House) -> None:
    anna, tower = house.phone("Anna", group=1), house.holder("tower")
    someone = house.rows("SELECT id FROM person WHERE name = 'Anna'")[0]
    posts = [lambda n=n: anna.contribute(f"Card {n}") for n in range(12)]
    moves = [lambda n=n: tower.act(f"people/{someone}/seat", group=2 - n % 2) for n in range(6)]
    answers = at_once(*(ask for pair in zip(posts[::2], moves, posts[1::2], strict=True) for ask in pair))
    assert Counter(answer.status_code for answer in answers) == Counter({201: 12, 200: 6})
    given = house.rows("SELECT id, group_id FROM contribution")
    told = house.rows(
        "SELECT json_extract(what, '$.contribution'), json_extract(what, '$.group') FROM event "
        "WHERE kind = 'ContributionGiven'"
    )
    assert (len(given), sorted(given)) == (12, sorted(told))


@covers("concurrent-organiser_ends_lab_with_pending_outbox")
def test_what_was_still_in_an_outbox_at_the_close_is_refused_in_words(house: House) -> None:
    """There is no time of grace: the phone keeps the words and shows the sentence."""
    anna = house.phone("Anna")
    house.holder("tower").act("closing", sure="1")
    answers = [anna.contribute(f"Pending {n}", id=uuid4().hex) for n in range(3)]
    assert [(answer.status_code, refusal(read(answer.text))) for answer in answers] == [
        (409, ["The lab is closed.", "You can still read the summary. Tell the organiser if something is missing."])
    ] * 3


@covers("concurrent-two_servers_one_sqlite")
def test_a_second_server_on_the_same_folder_does_not_start(house: House) -> None:
    command = [sys.executable, "-m", "app", "serve", "--data", str(house.settings.data), "--host", "127.0.0.1"]
    second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert second.returncode != 0
    assert f"Another Samskap is running on the folder {house.settings.data}." in second.stdout + second.stderr
