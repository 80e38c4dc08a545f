"""A lab as an entry of everybody's calendar (RFC 5545). In UTC: no calendar can mistake the hour.

No METHOD: it is published, nobody is asked for an answer."""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

LONGEST = 75  # octets of a line, without its end
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Samskap//Participatory labs//EN"


class Entry(NamedTuple):
    """`uid` stays the same however often it is sent; `sequence` grows when the hour or the place changes."""

    uid: str
    sequence: int
    made_at: datetime
    starts_at: datetime
    minutes: int
    language: str
    title: str
    text: str
    place: str
    url: str


def calendar(entry: Entry) -> bytes:
    spoken = f";LANGUAGE={entry.language}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"SEQUENCE:{entry.sequence}",
        f"DTSTAMP:{moment(entry.made_at)}",
        f"DTSTART:{moment(entry.starts_at)}",
        f"DTEND:{moment(entry.starts_at + timedelta(minutes=entry.minutes))}",
        f"SUMMARY{spoken}:{escaped(entry.title)}",
        f"DESCRIPTION{spoken}:{escaped(entry.text)}",
        *([f"LOCATION{spoken}:{escaped(entry.place)}"] if entry.place else []),
        f"URL:{entry.url}",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


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
