"""Whoever erases themselves is gone from editions, too: a tombstone stands in each place, and the log says so."""

import json
from typing import Any
from uuid import uuid4

import pytest

from app.domain.editing import annotate
from app.domain.editions import withdraw_edition
from app.domain.erasing import erase_me
from app.domain.errors import NotAdmitted
from app.domain.follow_up import ask_for_reminders
from app.domain.labs import close
from app.domain.lessons import assign_lesson
from app.domain.retention import forget_people
from app.domain.votes import close_vote, open_vote
from app.domain.work import SERVER, Actor, Key
from app.models import Contribution, Edition, Event, Lesson, OwnerLink, Person, Poll
from app.summary.trace import breaks
from app.summary.writers import formats
from tests.cast import LabAtWork, Participant
from tests.following.conftest import owner_of
from tests.summary.conftest import Harvest
from tests.summary.editing import Desk
from tests.summary.opening import made, words_in
from tests.summary.test_published_editions import log_of

pytestmark = pytest.mark.anyio
TOMBSTONE = "Erased by whoever had said it."
SECRET = "Nobody paid my evenings"


@pytest.fixture
async def desk(harvest: Harvest) -> Desk:
    """At a lab that is over, with one edition."""
    opened = Desk(harvest)
    await opened.close()
    await opened.publish()
    return opened


async def author(lab: LabAtWork, name: str) -> Participant:
    """Whoever is called that, by a key of their own."""
    person = next(each for each in await lab.rows(Person) if each.name == name)
    return Participant(Key(lab.id, actor=actor(person)), person.id, "")


def actor(person: Any) -> Actor:
    return Actor("participant", person.id, person.group_id)


@pytest.mark.parametrize("format", formats())
async def test_no_file_of_an_edition_holds_the_words_any_more(desk: Desk, format: str) -> None:
    assert SECRET in " ".join(words_in(format, made(await desk.edition(), format)).split())
    await desk.lab.do((await author(desk.lab, "Ana")).key, erase_me)
    told = " ".join(words_in(format, made(await desk.edition(), format)).split())
    assert (SECRET in told, "Meet at noon" in told) == (False, True)
    assert (TOMBSTONE if format != "json" else '"is_erased": true') in told


async def test_what_the_organiser_noted_beside_them_goes_with_them(harvest: Harvest) -> None:
    """It may repeat them."""
    desk = Desk(harvest)
    idea = next(each for each in (await desk.report("internal")).findings.contributions if each["text"] == SECRET)
    await desk.lab.do(desk.lab.organiser, annotate, f"contribution:{idea['id']}", "Evenings were paid since.", 0)
    await desk.close()
    await desk.publish()
    assert "Evenings were paid since." in made(await desk.edition(), "md").decode()
    await desk.lab.do((await author(desk.lab, "Ana")).key, erase_me)
    assert "Evenings were paid since." not in made(await desk.edition(), "md").decode()


async def test_the_database_holds_them_nowhere_not_in_what_was_frozen_either(desk: Desk) -> None:
    await desk.lab.do((await author(desk.lab, "Ana")).key, erase_me)
    kept = await desk.lab.rows(Contribution, id=desk.ids[SECRET])
    assert [(each.text, each.first_text, each.is_withdrawn) for each in kept] == [("", "", True)]
    events = json.dumps([each.what for each in await desk.lab.rows(Event)])
    assert SECRET not in events


async def test_what_was_voted_on_is_forgotten_in_options_too(harvest: Harvest) -> None:
    """As they were frozen when a vote on contributions opened, and as they were counted."""
    lab, ana = harvest.lab, await author(harvest.lab, "Ana")
    said = [harvest.ids[each] for each in (SECRET, "Meet at noon")]
    poll = await lab.do(lab.desk(), open_vote, "dots", "contributions", uuid4().hex)
    before = {each["id"]: each["text"] for each in poll.options}
    await lab.do(lab.desk(), close_vote, poll.id)
    await lab.do(ana.key, erase_me)
    kept = await lab.row(Poll, poll.id)
    assert [before[each] for each in said] == [SECRET, "Meet at noon"]
    for options in (kept.options, kept.result["options"]):
        assert [{each["id"]: each["text"] for each in options}[id] for id in said] == ["", "Meet at noon"]


async def test_what_rested_on_them_still_leads_to_their_place(desk: Desk) -> None:
    await desk.lab.do((await author(desk.lab, "Ana")).key, erase_me)
    told = await desk.edition()
    assert breaks(told) == []
    assert [each["label"] for each in told.findings.contributions] == [
        each["label"] for each in (await desk.edition()).findings.contributions
    ]


async def test_the_log_of_the_edition_says_so(desk: Desk) -> None:
    await desk.lab.do((await author(desk.lab, "Ana")).key, erase_me)
    said = await log_of(desk, 1)
    assert said[0] == "The first edition."
    assert said[1].endswith("1 thing was erased by whoever had said it. Its place says so.")


async def test_every_edition_is_searched_withdrawn_ones_too(desk: Desk) -> None:
    await desk.lab.do(desk.lab.organiser, withdraw_edition, 1, "Wrong")
    await desk.publish()
    await desk.lab.do((await author(desk.lab, "Ana")).key, erase_me)
    found = [[each["text"] for each in (await desk.edition(n)).findings.contributions] for n in (1, 2)]
    assert [SECRET in each for each in found] == [False, False]
    assert [each.stamp for each in await desk.lab.rows(Edition)] == [3, 2]


async def test_who_had_said_nothing_leaves_no_mark(harvest: Harvest) -> None:
    quiet, desk = await harvest.lab.join("Quiet", 1), Desk(harvest)
    await desk.close()
    await desk.publish()
    await desk.lab.do(quiet.key, erase_me)
    assert await log_of(desk, 1) == ["The first edition."]


async def test_their_name_and_their_passes_go(harvest: Harvest) -> None:
    ana = await harvest.lab.join("Zora", 1)
    await harvest.lab.do(ana.key, erase_me)
    person = await harvest.lab.row(Person, ana.id)
    assert (person.name, person.forgotten_at is not None) == (None, True)


async def test_a_link_by_which_they_reported_goes_with_their_name(harvest: Harvest) -> None:
    lab, lesson = harvest.lab, harvest.ids["Pay people"]
    await lab.do(lab.organiser, assign_lesson, lesson, "Ana", "Ask", None, "acting", 1)
    await lab.do(lab.organiser, close)
    owner = await owner_of(lab, lesson)
    await lab.do(owner, ask_for_reminders, "ana@example.org", "en")
    await lab.do((await author(lab, "Ana")).key, erase_me)
    assert (await lab.row(Lesson, lesson)).owner == ""
    assert [each.email for each in await lab.rows(OwnerLink)] == [""]
    with pytest.raises(NotAdmitted):
        await lab.do(owner, ask_for_reminders, "ana@example.org", "en")


async def test_whose_words_a_moderator_wrote_down_is_forgotten_and_the_words_stay(harvest: Harvest) -> None:
    lab, id = harvest.lab, harvest.ids["Said aloud"]
    grandma = await lab.join("Grandma", 1)
    assert (await lab.row(Contribution, id)).said_by == "Grandma"
    await lab.do(grandma.key, erase_me)
    kept = await lab.row(Contribution, id)
    assert (kept.said_by, kept.text) == (None, "Said aloud")


async def test_numbers_stay_explained(desk: Desk) -> None:
    before = (await desk.edition()).findings.numbers
    await desk.lab.do((await author(desk.lab, "Ana")).key, erase_me)
    assert (await desk.edition()).findings.numbers == before


async def test_the_next_edition_counts_what_was_withdrawn(desk: Desk) -> None:
    await desk.lab.do((await author(desk.lab, "Ola")).key, erase_me)
    await desk.publish()
    numbers = (await desk.edition(2)).findings.numbers
    assert (numbers["contributions"], numbers["withdrawn"]) == (4, 2)


async def test_when_the_days_are_over_owners_names_go_from_editions_too(harvest: Harvest) -> None:
    desk, lab = Desk(harvest), harvest.lab
    await lab.do(lab.organiser, assign_lesson, desk.ids["Pay people"], "Ana", "Ask", None, "acting", 1)
    await desk.close()
    await desk.publish()
    assert [each["owner"] for each in (await desk.edition()).findings.lessons] == ["Ana", ""]
    await lab.do(Key(lab.id, actor=SERVER), forget_people)
    assert [each["owner"] for each in (await desk.edition()).findings.lessons] == ["", ""]
    assert (await log_of(desk, 1))[1].endswith("1 name was taken out, as was promised.")
