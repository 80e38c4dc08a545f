"""The one template environment: every page and every piece of a page is drawn by it."""

import re
import secrets
from collections.abc import MutableMapping
from datetime import date as Day  # noqa: N812 a day, not a moment
from datetime import datetime
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from babel import dates, numbers
from babel.units import format_unit
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app import i18n
from app.qr import inline

ROOT = Path(__file__).parent
STATIC = ROOT / "static"
SHAPES = 8
FIRST = re.compile(r"\b1\b")
OFFERED: list[Any] = []
"""The formats of files that a page offers, once a server has named them: who only writes one loads no other's."""


class SharedGlobals(Environment):
    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The same for every template, as nothing is given to one alone: without a chain of maps an import costs a
        tenth, and a page has a dozen."""
        return super().make_globals(d) if d else self.globals


def environment() -> Environment:
    made = SharedGlobals(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    made.install_gettext_callables(i18n.translated, i18n.translated_number, newstyle=True)  # type: ignore[attr-defined]
    made.globals["_"] = i18n.spoken
    words = {"said": i18n.said, "time_of_day": time_of_day, "day": day, "date": date, "minutes": minutes}
    words |= {
        "said_number": number,
        "listed": i18n.listed,
        "country_name": i18n.country_name,
        "language_name": i18n.language_name,
        "with_colon": i18n.with_colon,
    }
    made.globals |= words
    made.filters |= words
    made.globals |= {
        "fresh_id": fresh_id,
        "icon": icon,
        "shape": shape,
        "reader_language": i18n.reader_language,
        "dir_of": i18n.direction,
        "languages": i18n.languages,
        "assets": lambda: "local",
        "file_formats": OFFERED,
        "asset": asset,
        "qr": inline,
    }
    return made


def fresh_id() -> str:
    return secrets.token_hex(16)


def time_of_day(moment: datetime, zone: str = "") -> str:
    """Hours and minutes, in the zone that is named, else on the wall of the lab's room, else on the server's clock."""
    return dates.format_time(local(moment, zone), "short", locale=i18n.reader_language())


def day(moment: datetime, zone: str = "") -> str:
    return date(local(moment, zone))


def local(moment: datetime, zone: str) -> datetime:
    named = zone or i18n.wall_zone()
    return moment.astimezone(ZoneInfo(named) if named else None)


def date(when: Day, length: Literal["full", "long"] = "long") -> str:
    """A day of the calendar, the same wherever it is read. The French say “premier” of the first day of a month and
    count the others, which the dates of Unicode's CLDR do not know."""
    told = dates.format_date(when, length, locale=i18n.reader_language())
    return FIRST.sub("1er", told, count=1) if when.day == 1 and i18n.reader_language() == "fr" else told


def minutes(n: int) -> str:
    return minutes_in(i18n.reader_language(), n)


@lru_cache(2000)
def minutes_in(language: str, n: int) -> str:
    return format_unit(n, "duration-minute", "short", locale=language)


def number(n: float) -> str:
    return numbers.format_decimal(n, locale=i18n.reader_language())


@cache
def icon(name: str) -> Markup:
    return Markup((ROOT / "templates" / "icons" / f"{name}.svg").read_text(encoding="utf-8").strip())  # noqa: S704 ours


def shape(number: int) -> Markup:
    """The shape of a group, which follows it everywhere with its colour and number."""
    return icon(f"shape-{(number - 1) % SHAPES + 1}")


@cache
def asset(path: str) -> str:
    """A static file's address, new whenever the file is."""
    return f"/static/{path}?v={sha256((STATIC / path).read_bytes()).hexdigest()[:10]}"


templates = environment()


@cache
def macro(piece: str) -> Any:
    """The macro that draws a piece, by "file.html:name"."""
    file, _, name = piece.partition(":")
    return getattr(templates.get_template(file).module, name)
