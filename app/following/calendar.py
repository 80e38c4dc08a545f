"""Due dates as entries of a calendar (RFC 5545): whole days, the same UID for the same lesson, a SEQUENCE that grows
with every change of what is done about it."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from app.clock import now
from app.following.deeds import Deed
from app.i18n import reader_language
from app.i18n import translated as _

LONGEST = 75  # octets of a line, without its end
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Samskap//Participatory labs//EN"


def calendar(deeds: Iterable[Deed], title: str, address: str) -> bytes:
    """Of those that are due some day. `address`: the page that tells more."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    lines.append(f"NAME;LANGUAGE={reader_language()}:{escaped(title)}")
    for each in deeds:
        if each.due:
            lines += entry(each, each.due, title, address)
    return b"".join(folded(line) for line in [*lines, "END:VCALENDAR"])


def entry(each: Deed, due: date, title: str, address: str) -> list[str]:
    spoken = f";LANGUAGE={reader_language()}"
    words = each.next_step or each.title
    return [
        "BEGIN:VEVENT",
        f"UID:{each.id}@samskap",
        f"SEQUENCE:{each.edition - 1}",
        f"DTSTAMP:{moment(now())}",
        *([f"LAST-MODIFIED:{moment(each.changed_at)}"] if each.changed_at else []),
        f"DTSTART;VALUE=DATE:{due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}",
        f"SUMMARY{spoken}:{escaped(words.splitlines()[0])}",
        f"DESCRIPTION{spoken}:{escaped(told(each, title))}",
        f"URL:{address}#lesson-{each.id}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def told(each: Deed, title: str) -> str:
    owner = [_("Owner: {owner}").format(owner=each.owner)] if each.owner else []
    return "\n".join([words_of(each), *owner, f"{each.label} {each.title}", title])


def words_of(each: Deed) -> str:
    return each.next_step or each.text


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
