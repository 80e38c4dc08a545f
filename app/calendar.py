"""Entries of everybody's calendar (RFC 5545). Hours are in UTC: no calendar can mistake them.

No METHOD: it is published, nobody is asked for an answer."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

LONGEST = 75  # octets of a line, without its end
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Samskap//Participatory labs//EN"
A_DAY = timedelta(days=1)


class Entry(NamedTuple):
    """`uid` stays the same however often it is sent; `sequence` grows when anything of it changes. What starts on
    a day, not at an hour, takes whole days and keeps nobody busy."""

    uid: str
    sequence: int
    made_at: datetime
    starts: datetime | date
    lasts: timedelta
    language: str
    title: str
    text: str
    url: str
    place: str = ""


def calendar(*entries: Entry) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    for each in entries:
        lines += event(each)
    return b"".join(folded(line) for line in [*lines, "END:VCALENDAR"])


def event(entry: Entry) -> Iterable[str]:
    spoken = f";LANGUAGE={entry.language}"
    return [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"SEQUENCE:{entry.sequence}",
        f"DTSTAMP:{moment(entry.made_at)}",
        f"DTSTART{when(entry.starts)}",
        f"DTEND{when(entry.starts + entry.lasts)}",
        f"SUMMARY{spoken}:{escaped(entry.title)}",
        f"DESCRIPTION{spoken}:{escaped(entry.text)}",
        *([f"LOCATION{spoken}:{escaped(entry.place)}"] if entry.place else []),
        f"URL:{entry.url}",
        *(["STATUS:CONFIRMED", "TRANSP:OPAQUE"] if isinstance(entry.starts, datetime) else ["TRANSP:TRANSPARENT"]),
        "END:VEVENT",
    ]


def when(at: datetime | date) -> str:
    return f":{moment(at)}" if isinstance(at, datetime) else f";VALUE=DATE:{at:%Y%m%d}"


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(words: str) -> str:
    """TEXT: no line of people's words begins a property."""
    seen = UNSEEN.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"([\\;,])", r"\\\1", seen).replace("\n", "\\n")


def folded(line: str) -> bytes:
    """In lines of at most 75 octets, cut between characters: a letter of four octets stays whole."""
    parts, room = [b""], LONGEST
    for sign in line:
        octets = sign.encode()
        if len(parts[-1]) + len(octets) > room:
            parts.append(b"")
            room = LONGEST - 1  # the space that goes before
        parts[-1] += octets
    return b"\r\n ".join(parts) + b"\r\n"
