"""The calendar entry: read again by another implementation of RFC 5545, and looked at octet by octet."""

import re
from datetime import UTC, datetime, timedelta, timezone

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.calendar import Entry, calendar

ENTRY = Entry(
    uid="0b7e4a52-6c1f-4d0e-9a57-2f1d3c4b5a69",
    sequence=2,
    made_at=datetime(2026, 11, 26, 9, 5, 1, tzinfo=UTC),
    starts=datetime(2026, 12, 3, 9, 30, tzinfo=timezone(timedelta(hours=1))),
    lasts=timedelta(minutes=90),
    language="fr",
    title="Améliorer la co-création",
    text="Venez ; apportez, si possible, un téléphone.\nC:\\salle",
    place="Bærum kulturhus, Claude Monets allé 27",
    url="https://lab.example.org/j/7PL1383V",
)


def event(body: bytes) -> icalendar.cal.Component:
    (found,) = icalendar.Calendar.from_ical(body).walk("VEVENT")
    return found


def test_it_says_what_where_and_when() -> None:
    told = event(calendar(ENTRY))
    assert (told.decoded("dtstart"), told.decoded("dtend")) == (
        datetime(2026, 12, 3, 8, 30, tzinfo=UTC),
        datetime(2026, 12, 3, 10, 0, tzinfo=UTC),
    )
    assert (str(told["summary"]), str(told["description"]), str(told["location"]), str(told["url"])) == (
        ENTRY.title,
        ENTRY.text,
        ENTRY.place,
        ENTRY.url,
    )
    assert told["summary"].params["LANGUAGE"] == "fr"
    assert told.errors == []


def test_it_is_known_again_and_knows_that_it_changed() -> None:
    first, later = (event(calendar(ENTRY._replace(sequence=n))) for n in (2, 3))
    assert first["uid"] == later["uid"] == ENTRY.uid
    assert (first["sequence"], later["sequence"]) == (2, 3)
    assert first.decoded("dtstamp") == ENTRY.made_at


def test_a_lab_without_a_place_has_none() -> None:
    assert "location" not in event(calendar(ENTRY._replace(place="")))


def test_lines_end_and_fold_as_the_standard_says() -> None:
    body = calendar(ENTRY._replace(text="👩‍👩‍👧 " * 200))
    assert body.endswith(b"END:VCALENDAR\r\n")
    lines = body.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [each for each in lines if b"\n" in each or b"\r" in each] == []
    assert "".join(each.decode() for each in lines).startswith("BEGIN:VCALENDAR")  # each line is whole UTF-8


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x00"])
def test_people_s_words_begin_no_property(end: str) -> None:
    evil = f"Lab{end}ATTENDEE:mailto:eve@example.org{end}END:VEVENT"
    body = calendar(ENTRY._replace(title=evil, text=evil, place=evil))
    names = [re.split(b"[:;]", each)[0] for each in body.split(b"\r\n") if each and not each.startswith(b" ")]
    assert [names.count(name) for name in (b"ATTENDEE", b"BEGIN", b"END")] == [0, 2, 2]


@given(some.text(max_size=400))
def test_every_text_comes_back(words: str) -> None:
    kept = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]|[\ud800-\udfff]", "", words.replace("\r\n", "\n").replace("\r", "\n"))
    body = calendar(ENTRY._replace(text=kept, title="x"))
    assert str(event(body)["description"]) == kept
