"""Due dates as RFC 5545 has them: read back by a reader of our own that knows its rules of lines."""

import re
from datetime import date
from uuid import uuid4

import pytest

from app.calendar import calendar
from app.domain.follow_up import report_progress
from app.domain.lessons import assign_lesson
from app.domain.work import Key
from app.following import dates
from app.following.deeds import deeds
from app.following.pages import actions_calendar
from tests.bad_inputs import texts
from tests.cast import LabAtWork
from tests.following.conftest import DUE, OWNER, STEP

pytestmark = pytest.mark.anyio

SERVER = "https://lab.example.org"
PROPERTY = re.compile(r"(?P<name>[A-Z-]+)(?P<parameters>(;[A-Z-]+=[^;:]+)*):(?P<value>.*)", re.DOTALL)
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY"}


def lines(body: bytes) -> list[str]:
    """Content lines, unfolded. None is longer than 75 octets, and each ends as it must."""
    assert body.endswith(b"\r\n")
    physical = body.split(b"\r\n")[:-1]
    assert [each for each in physical if len(each) > 75 or b"\r" in each or b"\n" in each] == []
    return body.decode().replace("\r\n ", "").split("\r\n")[:-1]


def entries(body: bytes) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    told = lines(body)
    assert (told[0], told[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    for each in told[1:-1]:
        match = PROPERTY.fullmatch(each)
        assert match, each
        if each == "BEGIN:VEVENT":
            found.append({})
        elif found and each != "END:VEVENT":
            assert match["name"] not in found[-1]
            found[-1][match["name"]] = plain(match["value"])
    assert all(set(each) >= ONCE for each in found)
    return found


def plain(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


async def told(lab: LabAtWork, id: str | None = None, language: str = "en") -> list[dict[str, str]]:
    return entries(await lab.store.read(actions_calendar, lab.id, id, SERVER, language))


async def test_a_due_date_is_a_whole_day(lab: LabAtWork, lesson: str) -> None:
    (entry,) = await told(lab)
    assert (entry["UID"], entry["DTSTART"], entry["DTEND"]) == (f"{lesson}@samskap", "20270301", "20270302")
    assert (entry["SUMMARY"], entry["URL"]) == (STEP, f"{SERVER}/labs/1/actions#lesson-{lesson}")
    assert entry["DESCRIPTION"].splitlines()[:3] == [STEP, f"Owner: {OWNER}", "L1.1 Pay people"]


async def test_whatever_changes_it_makes_the_sequence_grow_and_keeps_the_uid(
    lab: LabAtWork, lesson: str, owner: Key
) -> None:
    seen = [await told(lab)]
    await lab.do(owner, report_progress, "acting", date(2027, 4, 1), "Later.", 2, uuid4().hex)
    seen.append(await told(lab))
    await lab.do(lab.organiser, assign_lesson, lesson, OWNER, "Ask", date(2027, 5, 1), "acting", 3)
    seen.append(await told(lab))
    assert [[each["SEQUENCE"] for each in some] for some in seen] == [["1"], ["2"], ["3"]]
    assert [some[0]["DTSTART"] for some in seen] == ["20270301", "20270401", "20270501"]
    assert len({some[0]["UID"] for some in seen}) == 1


async def test_what_is_due_no_day_is_no_entry(lab: LabAtWork, lesson: str) -> None:
    await lab.do(lab.organiser, assign_lesson, lesson, OWNER, STEP, None, "acting", 2)
    assert await told(lab) == []


async def test_one_lesson_has_a_file_of_its_own(lab: LabAtWork, lesson: str) -> None:
    assert [each["UID"] for each in await told(lab, lesson)] == [f"{lesson}@samskap"]
    assert await told(lab, "0" * 32) == []


async def test_it_speaks_the_reader_s_language(lab: LabAtWork, lesson: str) -> None:
    (entry,) = await told(lab, language="fr")
    assert f"Responsable : {OWNER}" in entry["DESCRIPTION"].replace("\u202f", " ").replace("\u00a0", " ")


HOSTILE = [case for case in texts("html_js", "template", "unicode", "csv_formula", "sql") if case.verdict == "verbatim"]


@pytest.mark.parametrize("words", ["a;b,c\\d:e", "BEGIN:VEVENT\nEND:VCALENDAR", "x" * 300, "é" * 100, "👩‍👩‍👧" * 40])
async def test_words_stay_words(lab: LabAtWork, lesson: str, words: str) -> None:
    await lab.do(lab.organiser, assign_lesson, lesson, OWNER, words, DUE, "identified", 2)
    (entry,) = await told(lab)
    assert (entry["SUMMARY"], entry["DESCRIPTION"].splitlines()[0]) == (words.splitlines()[0], words.splitlines()[0])


async def test_every_hostile_word_stays_a_word(lab: LabAtWork, lesson: str) -> None:
    found = (await lab.store.read(deeds, lab.id))[0]
    several = [found._replace(id=f"{n:032x}", next_step=case.text) for n, case in enumerate(HOSTILE)]
    told = entries(calendar(*dates.entries(several, "Lab", SERVER)))
    assert len(told) == len(HOSTILE) > 20
