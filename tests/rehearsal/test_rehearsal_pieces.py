"""What a phone reads in pages and bags, when people act, and the arithmetic."""

import random
import ssl
from collections import Counter
from pathlib import Path

import pytest

from rehearsal.figures import Percentiles, percentiles
from rehearsal.ledger import Ledger
from rehearsal.names import FAMILY, GIVEN
from rehearsal.pace import clumps, how_many, moments, pause
from rehearsal.pages import (
    Card,
    NotAPhone,
    Task,
    bag_seq,
    cards_in,
    choices,
    comparable,
    phone_page,
    sentence_in,
    shown_in,
    task_in,
)
from rehearsal.phone import Phone
from rehearsal.sayings import IN_ENGLISH, IN_FRENCH
from rehearsal.wire import Wire, seconds_of
from rehearsal.words import NoWords, Words, read_words

A, B, C = "a" * 32, "b" * 32, "c" * 32
PAGE = f"""
<body class="phone"><span class="badge group--2"><svg></svg><span class="badge__number">10</span></span>
<main id="live" class="phone__page" data-seq="417" hx-ws:connect="/labs/3/phone/live?seq=417&amp;x=1" hx-swap="none">
<section id="task" class="task"
  data-writes="yes" data-private="no"
  data-edits="no" data-supports="yes">
  <input type="hidden" form="other" name="prompt" value="1"><input type="hidden" form="say" name="prompt" value="12">
</section>
<form id="say" class="say" method="post" action="/labs/3/phone/contributions"><input name="id" value="{C}"></form>
<section id="yours" data-supported="{C}"><ol><li class="card" id="own-{A}"><p>Tom</p></li></ol></section>
<ol id="loose"><li id="contribution-{A}" class="card" data-in="loose" data-order="2"><p>Tom &amp; I</p></li>
<li id="contribution-{B}" data-in="loose" data-order="1" hidden></li></ol>
</main></body>
"""


def test_a_phone_reads_its_page() -> None:
    page = phone_page(PAGE)
    assert (page.seq, page.group, page.socket) == (417, 10, "/labs/3/phone/live?seq=417&x=1")
    assert page.say == "/labs/3/phone/contributions"
    assert page.task == Task(writes=True, is_private=False, edits=False, supports=True, prompt="12")
    assert page.shown == Counter({A: 1, B: 1})
    assert page.mine == (Card(A, 0.0, "Tom"),)
    assert page.cards == (Card(A, 2.0, "Tom & I"), Card(B, 1.0, ""))


def test_another_page_is_no_phone() -> None:
    with pytest.raises(NotAPhone, match="Who are you"):
        phone_page("<h1>Who are you?</h1>")


def test_a_bag_says_how_new_it_is() -> None:
    assert bag_seq('<hx-place seq="3"></hx-place><hx-place seq="12"></hx-place>') == 12


def test_a_bag_without_a_task_says_nothing_about_it() -> None:
    assert task_in(f'<hx-place seq="3"><li id="contribution-{A}"></li></hx-place>') is None


def test_evidence_that_names_a_contribution_is_no_card() -> None:
    assert shown_in(f'<input value="contribution:{A}"><li data-id="contribution-{B}">') == []


def test_a_card_inside_a_theme_is_a_card() -> None:
    markup = f'<li id="theme-1"><ol id="cards-1"><li id="contribution-{A}" data-order="1">One</li></ol></li>'
    assert cards_in(markup) == [Card(A, 1.0, "One")]


def test_a_refusal_is_read_in_its_own_words() -> None:
    said = '<div id="refusal" role="alert"><p class="x">Writing is\n closed.</p> <p>Wait.</p></div>'
    assert sentence_in(said) == "Writing is closed. Wait."


def test_an_empty_refusal_leaves_the_heading() -> None:
    assert sentence_in('<div id="refusal"></div><h1 class="x">Gone</h1>') == "Gone"


def test_choices_of_a_desk() -> None:
    desk = (
        '<input type="hidden" form="proxy" name="prompt" value=""><select id="x" name="prompt"><option value="">none'
        '</option><option value="4" selected>Why?</option><option value="5">How?</option></select>'
        '<button name="stage" value="1"></button><button name="stage" value="2"></button>'
    )
    assert choices(desk, "prompt") == ["4", "5"]
    assert choices(desk, "stage") == ["1", "2"]


def test_words_are_compared_as_they_look() -> None:
    assert comparable("Cafe\u0301\n  and") == "Café and"


def test_moments_ascend_within_the_time() -> None:
    rng = random.Random(1)
    drawn = moments(rng, 180, 200, clumps(rng, 180))
    assert drawn == sorted(drawn)
    assert 0 <= drawn[0] <= drawn[-1] <= 162


def test_people_come_in_clumps() -> None:
    rng = random.Random(1)
    near = [abs(moment - 60) < 16 for moment in moments(rng, 180, 1000, [60.0])]
    assert sum(near) > 650


def test_how_many_is_about_the_mean() -> None:
    rng = random.Random(1)
    drawn = [how_many(rng, 3) for _ in range(2000)]
    assert 2.7 < sum(drawn) / 2000 < 3.2
    assert max(drawn) <= 9


def test_nobody_contributes_when_none_are_wanted() -> None:
    assert how_many(random.Random(1), 0) == 0


def test_pauses_grow_and_stay_bounded() -> None:
    rng = random.Random(1)
    assert max(pause(rng, 0) for _ in range(100)) <= 0.4
    assert 1 < max(pause(rng, 1000) for _ in range(100)) <= 5


@pytest.mark.parametrize(("given", "seconds"), [("2", 2.0), ("0.5", 0.5), (None, 1.0), ("soon", 1.0), ("-3", 0.0)])
def test_retry_after(given: str | None, seconds: float) -> None:
    assert seconds_of(given) == seconds


def test_retry_after_a_date_in_the_past() -> None:
    assert seconds_of("Wed, 21 Oct 2015 07:28:00 GMT") == 0


def test_percentiles_by_nearest_rank() -> None:
    assert percentiles(n / 1000 for n in range(1, 101)) == Percentiles(50.0, 95.0, 99.0)
    assert percentiles([0.0123]) == Percentiles(12.3, 12.3, 12.3)
    assert percentiles([]) == Percentiles()


def test_enough_sayings_no_two_alike() -> None:
    assert len({*IN_ENGLISH, *IN_FRENCH}) == len(IN_ENGLISH) + len(IN_FRENCH) >= 40


def test_no_name_twice() -> None:
    assert len({*GIVEN}) == len(GIVEN)
    assert len({*FAMILY}) == len(FAMILY)


def test_each_language_has_its_own_sayings() -> None:
    words = Words(random.Random(1))
    assert words.next_in("fr") in IN_FRENCH
    assert words.next_in("en") in IN_ENGLISH


def test_a_file_without_words_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "votes.csv"
    file.write_text("voter,vote\n1,1\n")
    with pytest.raises(NoWords, match="comment-body"):
        read_words(file)


def test_an_answer_does_not_move_the_place_in_the_stream() -> None:
    """Between the last frame and one's own answer others may have written: a returning socket must ask for that."""
    phone = Phone(1, Wire("http://127.0.0.1:1", "en", ssl.create_default_context()), Ledger(), random.Random(1))
    phone.hear_frame('<hx-place seq="5"></hx-place>')
    assert phone.take_answer(f'<hx-place seq="9"><li id="own-{A}">Mine</li></hx-place>') == [A]
    assert phone.seq == 5
