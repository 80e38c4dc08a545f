"""Editions: each stays as it was, says what changed since the one before, and is told in every format and language."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.domain.editions import withdraw_edition
from app.domain.lessons import assign_lesson
from app.i18n import reading
from app.summary.editions import found_in, frozen, published
from app.summary.findings import findings
from app.summary.parts.editions import sentences
from app.summary.report import told
from app.summary.walks import walked
from app.summary.writers import formats
from tests.summary.conftest import Harvest
from tests.summary.editing import Desk
from tests.summary.opening import made, words_in

pytestmark = pytest.mark.anyio
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
async def desk(harvest: Harvest) -> Desk:
    """At a lab that is over."""
    opened = Desk(harvest)
    await opened.close()
    return opened


async def log_of(desk: Desk, number: int, language: str = "en") -> list[str]:
    """What that edition says of itself, line by line."""
    told = await desk.edition(number, language)
    (section,) = [each for each in walked(told.sections) if each.anchor == "editions"]
    entries: Any = section.nodes[1]
    return str(entries.entries[0].words).split("\n")


# --- It stays as it was


async def test_what_is_frozen_is_found_again(desk: Desk) -> None:
    found = await desk.lab.store.read(findings, desk.lab.id)
    assert found_in(frozen(found)) == found


@pytest.mark.parametrize("format", formats())
async def test_an_edition_tells_what_the_report_told_when_it_was_published(desk: Desk, format: str) -> None:
    await desk.introduce("Welcome")
    then = words_in(format, made(await desk.report(), format))
    await desk.publish()
    await desk.introduce("Farewell", 1)
    await desk.omit(desk.lesson, "Another time")
    now = words_in(format, made(await desk.edition(), format))
    assert ("Farewell" in now, "Another time" in now, "Welcome" in now) == (False, False, format not in ("xlsx", "csv"))
    assert {each for each in then.split() if each.isalpha()} - {*now.split()} == set()


async def test_an_edition_is_named_by_its_number(desk: Desk) -> None:
    await desk.publish()
    assert (await desk.edition()).file_name == "samskap-7PL1383V-edition-1-en"


async def test_an_edition_is_told_in_any_language(desk: Desk) -> None:
    await desk.publish()
    titles = [each.title for each in (await desk.edition(language="fr")).sections][:3]
    assert titles == ["En bref", "Faits et chiffres", "Programme"]


async def test_the_first_page_says_which_edition_it_is(desk: Desk) -> None:
    await desk.publish()
    question = next(each for each in walked((await desk.edition()).sections) if each.anchor == "question")
    words: Any = question.nodes[-1]
    assert words.words.startswith("Edition 1, published on ")


async def test_an_edition_under_the_chatham_house_rule_names_nobody(desk: Desk) -> None:
    await desk.publish("chatham")
    found = (await desk.edition()).findings
    assert (found.people, {each["owner"] for each in found.lessons}) == ([], {""})


def test_an_edition_that_an_older_samskap_froze_is_read_in_every_format() -> None:
    """Kept as it was frozen when editions began: whoever changes what is found must still read it."""
    found = found_in((GOLDEN / "edition-of-shape-1.bin").read_bytes())
    report = told(found._replace(edition=edition(1, [])), "en")
    assert [len(made(report, format)) > 1000 for format in formats()] == [True] * len(formats())


def edition(number: int, changes: list[dict[str, Any]]) -> dict[str, Any]:
    one = {"number": number, "profile": "public", "published_at": datetime(2026, 11, 26, 12, tzinfo=UTC)}
    told = one | {"changes": changes, "stamp": 1, "withdrawn_at": None, "reason": ""}
    return told | {"log": [told]}


# --- What changed


async def test_the_first_edition_says_that_it_is_the_first(desk: Desk) -> None:
    await desk.publish()
    assert await log_of(desk, 1) == ["The first edition."]


async def test_an_edition_that_changes_nothing_says_so(desk: Desk) -> None:
    """It takes the place of one that was withdrawn: otherwise there would be none."""
    await desk.publish()
    await desk.lab.do(desk.lab.organiser, withdraw_edition, 1, "A mistake")
    await desk.publish()
    assert await log_of(desk, 2) == ["Nothing that readers see changed."]


async def test_what_is_the_same_is_known_before_it_is_published(desk: Desk) -> None:
    await desk.publish()
    told = [(await desk.prepared(profile)).is_same for profile in ("public", "chatham")]
    await desk.introduce("Welcome")
    assert (told, (await desk.prepared()).is_same) == ([True, False], False)


async def test_another_profile_is_a_change_that_the_log_names(desk: Desk) -> None:
    await desk.publish()
    await desk.publish("chatham")
    await desk.publish()
    told = [(await log_of(desk, number))[0] for number in (2, 3)]
    assert told == [
        "It is told under the Chatham House rule from now on: nobody by name.",
        "It is told for everybody from now on: moderators, speakers and owners by name.",
    ]


async def test_the_log_names_what_changed_by_its_label(desk: Desk) -> None:
    await desk.publish()
    await desk.omit(desk.idea, "It names somebody.")
    await desk.omit(f"note:{desk.ids['They laughed']}", "It names somebody.")
    await desk.publish()
    told = await log_of(desk, 2)
    assert told[:2] == ["1 contribution changed: 1.2.", "1 entry in the annex changed: N1.1."]


def test_of_many_it_names_a_dozen() -> None:
    change = {"what": "contributions", "how": "new", "n": 14, "labels": [f"1.{n}" for n in range(1, 13)]}
    words = "14 contributions are new: 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 1.10, 1.11, 1.12 and 2 more."
    assert said([change], "en") == [words]


async def test_every_word_that_is_left_out_is_in_the_log(desk: Desk) -> None:
    """One of two that spoke against it, too; nothing that readers could miss goes unsaid."""
    await desk.publish()
    await desk.omit(f"dissent:{desk.ids['Pay people']}", "It names somebody.")
    await desk.publish()
    assert (await log_of(desk, 2))[0] == "Lesson L1.1 changed: Dissent."


async def test_everything_that_an_organiser_may_change_is_in_the_log(desk: Desk) -> None:
    """The whole log of four editions, in both languages, is kept beside this test, to be read."""
    await desk.translate_all()
    await desk.publish()
    await desk.introduce("Welcome to all of you.", 1)
    await desk.note("Two cities have done it since.")
    await desk.omit(desk.idea, "It names somebody.")
    await desk.move("Be brief", 1)
    await desk.publish()
    await desk.translate(f"{desk.lesson}:title", "Payer tout le monde", edition=1)
    lesson, due = desk.ids["Be brief"], date(2027, 3, 1)
    await desk.lab.do(desk.lab.organiser, assign_lesson, lesson, "Bo", "Ask the board", due, "acting", 1)
    await desk.publish()
    await desk.introduce("", 2)
    await desk.omit(desk.lesson, "Its group asked for it.")
    await desk.publish()
    logs = [[await log_of(desk, number, language) for number in (1, 2, 3, 4)] for language in ("en", "fr")]
    told = "\n\n".join("\n".join(each) for log in logs for each in log)
    assert f"{told}\n" == (GOLDEN / "change-log.txt").read_text(encoding="utf-8")


async def test_every_sentence_of_the_log_can_be_said() -> None:
    """Those of the golden log, and the others."""
    on = "2026-11-26T12:00:00+00:00"
    some: list[dict[str, Any]] = [
        *({"what": "lesson", "how": how, "label": "L1.1", "parts": ["Title"]} for how in LESSONS),
        *({"what": what, "how": how, "n": 2} for what in COUNTED for how in HOW),
        *({"what": what, "how": how, "n": 9, "labels": ["1.1"]} for what in COUNTED for how in HOW),
        *({"what": "profile", "profile": profile} for profile in ("public", "chatham")),
        {"what": "data"},
        *({"what": "introduction", "how": how} for how in HOW),
        *({"what": "translation", "how": how, "label": label, "language": "fr"} for how in HOW for label in ("", "L1")),
        {"what": "sections", "titles": ["Facts and numbers"]},
        {"what": "erased", "n": 1, "on": on},
        {"what": "forgotten", "n": 3, "on": on},
        {"what": "order"},
    ]
    told = {language: said(some, language) for language in ("en", "fr")}
    assert [len(set(each)) for each in told.values()] == [len(some)] * 2
    assert [each for each in told["fr"] if each in told["en"]] == []


COUNTED = ("contributions", "entries")
HOW = ("new", "changed", "gone")
LESSONS = (*HOW, "left_out", "back")


def said(some: list[dict[str, Any]], language: str) -> list[str]:
    with reading(language):
        return sentences(some, is_first=False)


@pytest.mark.parametrize("format", formats())
async def test_the_log_is_in_every_format(desk: Desk, format: str) -> None:
    await desk.publish()
    await desk.introduce("Welcome")
    await desk.publish()
    told = " ".join(words_in(format, made(await desk.edition(2), format)).split())
    wanted = ("The introduction is new.",) if format not in ("json",) else ('"what": "introduction"',)
    assert [each for each in wanted if each not in told] == []


async def test_a_withdrawal_is_told_by_later_editions(desk: Desk) -> None:
    await desk.publish()
    await desk.lab.do(desk.lab.organiser, withdraw_edition, 1, "It named somebody.")
    await desk.publish()
    told = words_in("md", made(await desk.edition(2), "md"))
    assert "Withdrawn: It named somebody." in told


async def test_what_becomes_of_an_edition_makes_later_ones_new(desk: Desk) -> None:
    """For they tell it; earlier ones do not."""
    await desk.publish()
    await desk.introduce("Welcome")
    await desk.publish()
    before = [await stamp_of(desk, number) for number in (1, 2)]
    await desk.lab.do(desk.lab.organiser, withdraw_edition, 1, "It named somebody.")
    between = [await stamp_of(desk, number) for number in (1, 2)]
    await desk.lab.do(desk.lab.organiser, withdraw_edition, 2, "It named somebody.")
    after = [await stamp_of(desk, number) for number in (1, 2)]
    assert [before[1] < between[1] < after[1], before[0] < between[0], between[0] == after[0]] == [True] * 3


async def stamp_of(desk: Desk, number: int) -> int:
    return (await desk.lab.store.read(published, desk.lab.code, number)).stamp  # type: ignore[no-any-return]


async def test_json_holds_the_log_as_data(desk: Desk) -> None:
    await desk.publish()
    told = json.loads(made(await desk.edition(), "json"))["edition"]
    assert (told["number"], told["profile"], [each["changes"] for each in told["log"]]) == (1, "public", [[]])


async def test_a_broken_trace_is_named_by_the_lesson_s_label(desk: Desk) -> None:
    assert [each.where for each in (await desk.prepared()).breaks] == []


async def test_what_would_be_published_names_what_is_broken(harvest: Harvest) -> None:
    await harvest.rest_on_what_is_gone("Rests on nothing")
    assert [(each.kind, each.where) for each in (await Desk(harvest).prepared()).breaks] == [("taken_back", "L1.3")]
