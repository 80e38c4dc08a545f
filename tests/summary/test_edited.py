"""What the organiser laid over a report, as its readers find it: nothing reworded, nothing hidden without a reason."""

import json
from dataclasses import asdict
from typing import Any

import pytest

from app.summary.trace import Break, breaks
from app.summary.tree import Aside, Facts, Paragraph, Said, Section
from app.summary.walks import walked
from app.summary.writers import formats
from tests.summary.conftest import Harvest
from tests.summary.editing import Desk
from tests.summary.opening import made, words_in

pytestmark = pytest.mark.anyio

REASON = "It names somebody who was not there."


@pytest.fixture
def desk(harvest: Harvest) -> Desk:
    return Desk(harvest)


def section(told: Any, anchor: str) -> Section:
    (found,) = [each for each in walked(told.sections) if each.anchor == anchor]
    return found


def facts(of: Section) -> dict[str, list[str]]:
    pairs = [pair for node in of.nodes if isinstance(node, Facts) for pair in node.pairs]
    return {label: [cell if isinstance(cell, str) else cell.words for cell in cells] for label, cells in pairs}


def paragraphs(of: Section) -> list[str]:
    return [node.words for node in of.nodes if isinstance(node, Paragraph)]


def lesson(desk: Desk, title: str = "Pay people") -> str:
    return f"lesson-{desk.ids[title]}"


# --- An introduction, a note, an order


async def test_an_introduction_stands_after_the_first_page(desk: Desk) -> None:
    await desk.introduce("We met in May.\n\nIt rained.")
    told = await desk.report()
    assert [each.anchor for each in told.sections][:3] == ["front", "introduction", "facts"]
    assert paragraphs(section(told, "introduction")) == ["We met in May.", "It rained."]


async def test_without_one_there_is_no_such_section(desk: Desk) -> None:
    assert [each.anchor for each in (await desk.report()).sections][:2] == ["front", "facts"]


async def test_a_note_stands_beside_its_lesson_marked_as_the_organiser_s(desk: Desk) -> None:
    await desk.note("Two cities have done it since.")
    told = section(await desk.report(), lesson(desk))
    assert facts(told)["Note by the organiser"] == ["Two cities have done it since."]
    assert paragraphs(told)[0] == "Whoever is asked is paid."


async def test_lessons_stand_in_the_organiser_s_order_and_keep_their_labels(desk: Desk) -> None:
    await desk.move("Be brief", 1)
    told = await desk.report()
    assert [each.title for each in section(told, "lessons").sections] == ["L1.2 Be brief", "L1.1 Pay people"]
    cards: Any = next(each for each in walked(told.sections) if each.anchor == "top").nodes[0]
    assert [each.label for each in cards.cards] == ["L1.2", "L1.1"]


async def test_an_order_that_is_the_groups_own_is_none(desk: Desk) -> None:
    await desk.move("Pay people", 1)
    assert [each.title for each in section(await desk.report(), "lessons").sections] == ["Group 1"]


# --- What is left out


async def test_a_lesson_left_out_keeps_its_place_and_says_why(desk: Desk) -> None:
    await desk.omit(desk.lesson, REASON)
    told = section(await desk.report(), lesson(desk))
    assert (told.title, facts(told), paragraphs(told)) == ("L1.1", {"Left out by the organiser": [REASON]}, [])


@pytest.mark.parametrize("format", formats())
async def test_no_file_for_everybody_holds_what_was_left_out(desk: Desk, format: str) -> None:
    await desk.omit(desk.lesson, REASON)
    await desk.omit(desk.idea, REASON)
    told = words_in(format, made(await desk.report(), format))
    gone = ["Pay people", "Whoever is asked is paid", "not by the hour", "Meet at noon"]
    assert [each for each in gone if each in told] == []
    assert "It names somebody" in " ".join(told.split())


async def test_those_who_ran_it_read_it_all_and_what_was_left_out_for_others(desk: Desk) -> None:
    await desk.omit(desk.lesson, REASON)
    told = section(await desk.report("internal"), lesson(desk))
    assert (told.title, paragraphs(told)[0]) == ("L1.1 Pay people", "Whoever is asked is paid.")
    assert facts(told)["Left out of what is public"] == [REASON]


async def test_every_contribution_still_stands_somewhere_once(desk: Desk) -> None:
    await desk.omit(desk.idea, REASON)
    await desk.omit(desk.lesson, REASON)
    assert breaks(await desk.report()) == []


async def test_a_lesson_that_rests_on_nothing_any_more_may_be_left_out(desk: Desk) -> None:
    only = "Rests on what is gone"
    await desk.harvest.rest_on_what_is_gone(only)
    assert breaks(await desk.report()) == [Break("taken_back", lesson(desk, only))]
    await desk.omit(f"lesson:{desk.ids[only]}", "Nothing stands behind it any more.")
    assert breaks(await desk.report()) == []


async def test_the_report_says_that_something_was_left_out(desk: Desk) -> None:
    await desk.omit(desk.idea, REASON)
    words = "The organiser left out 1 thing that was said: its place says why."
    assert words in paragraphs(section(await desk.report(), "method"))


async def test_numbers_still_count_what_was_left_out(desk: Desk) -> None:
    before = (await desk.report()).findings.numbers
    await desk.omit(desk.lesson, REASON)
    assert (await desk.report()).findings.numbers == before


async def test_json_holds_the_edits_as_data(desk: Desk) -> None:
    await desk.introduce("Welcome")
    await desk.omit(desk.idea, REASON)
    told = json.loads(made(await desk.report(), "json"))
    assert told["introduction"] == {"text": "Welcome", "language": "en", "translations": {}}
    assert {each["id"]: each.get("left_out") for each in told["contributions"]}[desk.ids["Meet at noon"]] == REASON


# --- Translations


async def test_a_reader_of_that_language_reads_the_translation_marked_and_the_original(desk: Desk) -> None:
    await desk.translate_all()
    told = section(await desk.report(language="fr"), lesson(desk))
    assert told.title == "L1.1 Payer les gens"
    assert paragraphs(told)[:2] == [
        "Ceci est une traduction, saisie par Marguerite.",
        "Qui est consulté est payé.",
    ]
    (aside,) = [each for each in told.nodes if isinstance(each, Aside)]
    assert [each.words for each in aside.nodes if isinstance(each, Paragraph)] == [
        "L1.1 Pay people",
        "Whoever is asked is paid.",
    ]


async def test_originals_keep_their_language_and_translations_have_the_reader_s(desk: Desk) -> None:
    await desk.translate_all()
    told = section(await desk.report(language="fr"), lesson(desk))
    (aside,) = [each for each in told.nodes if isinstance(each, Aside)]
    assert [isinstance(each.words, Said) for each in aside.nodes if isinstance(each, Paragraph)] == [True, True]
    assert isinstance(told.title, Said) is False


async def test_readers_of_other_languages_read_the_original_alone(desk: Desk) -> None:
    before = section(await desk.report(), lesson(desk))
    await desk.translate(f"{desk.lesson}:title", "Payer les gens")
    assert asdict(section(await desk.report(), lesson(desk))) == asdict(before)


async def test_the_introduction_is_read_in_one_s_own_language(desk: Desk) -> None:
    await desk.translate_all()
    told = section(await desk.report(language="fr"), "introduction")
    assert paragraphs(told) == ["Ceci est une traduction, saisie par Marguerite.", "Bienvenue."]


@pytest.mark.parametrize("format", ["html", "pdf", "docx", "odt", "md"])
async def test_every_format_marks_translations_and_shows_the_original(desk: Desk, format: str) -> None:
    await desk.translate_all()
    told = " ".join(words_in(format, made(await desk.report(language="fr"), format)).split())
    wanted = ["Payer les gens", "Qui est consulté est payé", "saisie par Marguerite", "Pay people"]
    wanted += ["Whoever is asked is paid", "Bienvenue", "Welcome to all"]
    assert [each for each in wanted if each not in told] == []


@pytest.mark.parametrize("format", ["xlsx", "csv", "json"])
async def test_those_who_count_find_translations_beside_their_originals(desk: Desk, format: str) -> None:
    await desk.translate_all()
    told = words_in(format, made(await desk.report(), format))
    assert [each for each in ("Payer les gens", "Pay people", "Marguerite") if each not in told] == []


async def test_a_card_on_the_first_page_says_that_it_is_translated(desk: Desk) -> None:
    await desk.translate_all()
    told = await desk.report(language="fr")
    cards: Any = next(each for each in walked(told.sections) if each.anchor == "top").nodes[0]
    assert cards.cards[0].agreement.rpartition(" · ")[2] == "traduit"
