"""Whatever people said or named can be left out, of every kind one: no file for all holds it, its place says why."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from app.domain.editing import NOTE, OMISSION
from app.summary.archives import archive_of
from app.summary.document import found_again
from app.summary.draft import Thing, things, things_against
from app.summary.editing import dissents_on, laid_over
from app.summary.editions import found_in, frozen
from app.summary.findings import Findings
from app.summary.parts.lessons import dissent, dissents
from app.summary.parts.method import how_many_left_out
from app.summary.profiles import PROFILES, public, room
from app.summary.report import Report, told
from app.summary.trace import breaks
from app.summary.tree import Paragraph
from app.summary.writers import formats
from tests.summary.everywhere import everywhere
from tests.summary.opening import made, words_in

NAMED, KEPT, REASON = "Zebedee", "Pay whoever is asked", "Somebody-was-named"
OWN = ("title", "text", "context", "expected", "observed", "why", "recommendation", "applies_to", "not_applies_to")


@pytest.fixture(scope="module")
def found(rehearsal: Findings) -> Findings:
    """Of every kind of thing one, and all of them name somebody; what is planned, and lessons themselves, do not."""
    said = everywhere(rehearsal, [NAMED])
    planned = {name: getattr(rehearsal, name) for name in ("people", "agenda", "stages", "prompts", "lab", "groups")}
    lessons = [each | dict.fromkeys((*OWN, "owner", "next_step"), KEPT) | {"progress": []} for each in said.lessons]
    lessons = [each | {"ballot": of_lessons(each["ballot"])} for each in lessons]
    votes = [lessons[0]["ballot"], *map(on_themes, said.votes)]
    return said._replace(**planned, lessons=lessons, votes=votes, questions=[question()], posters=[poster()])


def question() -> dict[str, Any]:
    told = {"id": "1" * 32, "group": 1, "label": "Q1.1", "text": NAMED, "state": "open"}
    return told | {"on_paper": False, "given_at": datetime(2026, 11, 26, 12, tzinfo=UTC), "votes": 0}


def poster() -> dict[str, Any]:
    left = {"id": "2" * 32, "label": "P1.1", "text": NAMED, "from_group": 2}
    return {"id": 1, "group": 1, "label": "P1", "text": NAMED, "dots": 0, "comments": [left]}


def of_lessons(vote: dict[str, Any]) -> dict[str, Any]:
    options = [each | {"text": KEPT} for each in vote["result"]["options"]]
    return vote | {"result": vote["result"] | {"options": options}}


def on_themes(vote: dict[str, Any]) -> dict[str, Any]:
    return vote | {"about": "themes", "lesson_id": None, "quotes": []}


def everything(found: Findings) -> list[Thing]:
    return [*things(found), *(one for each in found.lessons for one in things_against(each, found.votes))]


def without(found: Findings, *places: str) -> Findings:
    rows = {
        (place, one.about, ""): {"text": REASON}
        for one in everything(found)
        for place in places
        if place == OMISSION or one.takes_note
    }
    return laid_over(found, rows)


@pytest.fixture(scope="module")
def silent(found: Findings) -> Report:
    return told(public(without(found, OMISSION)), "en")


def test_there_is_something_to_leave_out_of_every_kind(found: Findings) -> None:
    kinds = {"contribution", "note", "question", "poster", "mark", "theme", "dissent"}
    assert {each.kind for each in everything(found)} == kinds
    assert {each.text for each in everything(found)} == {NAMED}
    shown = [words_in(format, made(told(public(found), "en"), format)) for format in formats()]
    assert [NAMED in each for each in shown] == [True] * len(shown)


@pytest.mark.parametrize("format", formats())
def test_no_file_for_everybody_holds_what_was_left_out(silent: Report, format: str) -> None:
    shown = words_in(format, made(silent, format))
    assert (NAMED in shown, REASON in shown.replace("\\", "")) == (False, True)


def test_nor_do_an_edition_and_the_page_that_the_room_reads(found: Findings) -> None:
    laid = without(found, OMISSION)
    kept = [found_in(frozen(PROFILES[profile](laid, 5))) for profile in ("public", "chatham")]
    assert [NAMED in json.dumps(each, default=str) for each in (*kept, room(laid))] == [False] * 3


@pytest.mark.parametrize("format", formats())
def test_those_who_ran_it_read_all_of_it_and_why_others_do_not(found: Findings, format: str) -> None:
    shown = words_in(format, made(told(without(found, OMISSION), "en"), format))
    if format not in ("xlsx", "csv"):  # whose cells hold the words themselves
        assert REASON in shown.replace("\\", "")
    assert shown.count(NAMED) >= words_in(format, made(told(found, "en"), format)).count(NAMED)


def test_places_numbers_and_traces_stay(found: Findings, silent: Report) -> None:
    before = told(public(found), "en")
    assert breaks(silent) == breaks(before)
    for name in ("contributions", "notes", "questions", "posters", "themes", "lessons"):
        rows = [getattr(each.findings, name) for each in (before, silent)]
        assert [[each["label"] for each in some] for some in rows] == [[each["label"] for each in rows[0]]] * 2
    assert silent.findings.numbers == before.findings.numbers


def test_the_report_counts_them(found: Findings, silent: Report) -> None:
    said = [one for each in found.lessons for one in dissents_on(each, found.votes)]
    assert how_many_left_out(silent.findings) == len([each for each in things(found) if each.label]) + len(said)
    words = words_in("md", made(silent, "md"))
    assert f"The organiser left out {how_many_left_out(silent.findings)} things that were said" in words


def test_a_theme_without_its_name_keeps_its_contributions(silent: Report) -> None:
    words = words_in("md", made(silent, "md")).replace("\\", "")
    label = silent.findings.themes[0]["label"]
    assert f"{label} a theme whose name was left out" in words


def test_lessons_still_say_how_many_spoke_against_them(found: Findings, silent: Report) -> None:
    before = public(found).lessons[0]
    assert dissents(silent.findings.lessons[0]) == dissents(before)


@pytest.mark.parametrize("kept", ["noted", "quoted"])
def test_one_dissent_left_out_leaves_the_other_that_has_the_same_words(found: Findings, kept: str) -> None:
    one = found.lessons[0]
    noted, quoted = (each.about for each in things_against(one, found.votes))
    gone, stands = (quoted, noted) if kept == "noted" else (noted, quoted)
    laid = laid_over(found, {(OMISSION, gone, ""): {"text": REASON}})
    silent = public(laid)
    (told,) = (each for each in silent.lessons if each["id"] == one["id"])
    assert [each.about for each in things_against(told, silent.votes)] == [stands]
    assert dissents(told) == dissents(public(found).lessons[0])


def test_those_who_ran_it_read_the_reason_beside_the_one_that_is_left_out(found: Findings) -> None:
    one = found.lessons[0]
    laid = laid_over(found, {(OMISSION, f"dissent:{one['id']}", ""): {"text": REASON}})
    shown = [node.words for node in dissent(laid, laid.lessons[0]) if isinstance(node, Paragraph)]
    assert (shown[1], shown[2]) == (NAMED, f"Left out of what is public: {REASON}")
    assert [REASON in each for each in shown[3:]] == [False] * len(shown[3:])


def test_two_who_objected_in_the_same_words_are_still_two(found: Findings) -> None:
    one = found.lessons[0]
    answers = one["sign_off"] | {"objections": [NAMED, NAMED]}
    found = found._replace(lessons=[one | {"sign_off": answers}])
    assert dissents(public(without(found, OMISSION)).lessons[0]) == dissents(public(found).lessons[0])


def test_an_archive_of_it_is_whole(found: Findings) -> None:
    for laid in (without(found, OMISSION, NOTE), public(without(found, OMISSION, NOTE))):
        words = made(told(laid, "en"), "json").decode()
        assert found_again(json.loads(archive_of(words).document)) == laid


@pytest.mark.parametrize("format", formats())
def test_a_note_beside_a_contribution_is_in_every_file_and_gone_with_it(found: Findings, format: str) -> None:
    noted = without(found, NOTE)
    gone = laid_over(noted, {(OMISSION, each.about, ""): {"text": "Gone"} for each in everything(found)})
    shown = [words_in(format, made(told(public(each), "en"), format)).replace("\\", "") for each in (noted, gone)]
    assert [REASON in each for each in shown] == [True, False]
