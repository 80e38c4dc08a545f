"""Languages: which one this reader reads, and every word in it."""

import gettext
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError, negotiate_locale
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup

SOURCE = "en"
LANGUAGES = ("en", "fr")
LOCALE = Path(__file__).parent / "locale"
PLACE = re.compile(r"%\(\w+\)")
READING: ContextVar[str] = ContextVar("reading", default=SOURCE)
Zone = Callable[[], str | None]
ON_THE_WALL: ContextVar[Zone | None] = ContextVar("on the wall", default=None)


@contextmanager
def reading(language: str, zone: Zone | None = None) -> Iterator[None]:
    """Inside, every word is in this language, and every hour that of the clock on the room's wall: `zone` says which,
    if it is asked. Without one it stays as it was."""
    token, hung = READING.set(language), ON_THE_WALL.set(zone or ON_THE_WALL.get())
    try:
        yield
    finally:
        ON_THE_WALL.reset(hung)
        READING.reset(token)


def reader_language() -> str:
    return READING.get()


def wall_zone() -> str | None:
    """None: as the server's own clock."""
    zone = ON_THE_WALL.get()
    return zone() if zone else None


def translated(words: str) -> str:
    return catalogue(READING.get()).gettext(words) if words else ""  # for no words gettext answers its own header


def spoken(words: str, /, **told: object) -> Markup:
    """`_("…")` in templates: the words with what they tell escaped into them. Jinja's own costs ten times as much."""
    found = phrase(READING.get(), words)
    return found % told if told else found


@cache
def phrase(language: str, words: str) -> Markup:
    """Words without `told` are whole already; a percent sign is written twice in either."""
    said = Markup(catalogue(language).gettext(words))  # noqa: S704 the words of our own templates and translators
    return said if PLACE.search(said) else Markup(said % {})  # noqa: S704


def translated_number(one: str, many: str, n: int) -> str:
    return catalogue(READING.get()).ngettext(one, many, n)


def with_colon(label: str) -> str:
    """A label before what it labels: not every language puts its colon right behind the word."""
    told = translated("{label}:")
    return (Markup(told) if isinstance(label, Markup) else told).format(label=label)  # noqa: S704 our translators' words


def said(words: Mapping[str, str] | None) -> str:
    """Of words given in several languages, those for this reader; else the first that were given."""
    if not words:
        return ""
    return words.get(READING.get()) or next(iter(words.values()))


def known(language: str | None) -> str | None:
    return language if language in LANGUAGES else None


def preferred(accept_language: str) -> str:
    """The best of our languages for an `Accept-Language` header."""
    wanted = sorted((weighed(part) for part in accept_language.split(",")), reverse=True, key=lambda pair: pair[0])
    names = [name.replace("-", "_") for weight, name in wanted if weight > 0 and name]
    found = negotiate_locale(names, list(LANGUAGES)) if names else None
    return found or SOURCE


def weighed(part: str) -> tuple[float, str]:
    name, _, weight = part.strip().partition(";q=")
    try:
        return float(weight or 1), name
    except ValueError:
        return 0.0, name


def languages() -> list[tuple[str, str]]:
    """Each language with its own name for itself."""
    return [(code, str(Locale.parse(code).get_display_name(code)).capitalize()) for code in LANGUAGES]


def language_name(language: str) -> str:
    """In the reader's language; a code that nobody knows is its own name."""
    try:
        return Locale.parse(language, sep="-" if "-" in language else "_").get_display_name(READING.get()) or language
    except (ValueError, UnknownLocaleError):
        return language


def listed(names: Iterable[str]) -> str:
    """“Ana, Bo and Zoé”; each name keeps its own direction."""
    return str(format_list([f"\u2068{name}\u2069" for name in names], locale=READING.get()))


def country_name(code: str) -> str:
    """Of two letters the country's name in the reader's language; other words stay as they are."""
    return str(Locale.parse(READING.get()).territories.get(code, code))


def direction(language: str) -> str:
    return Locale.parse(language).text_direction


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The words of one language, read from its .po file: no build step, nothing to forget."""
    file = LOCALE / language / "LC_MESSAGES" / "samskap.po"
    if not file.exists():
        return gettext.NullTranslations()
    compiled = BytesIO()
    with file.open("rb") as words:
        write_mo(compiled, read_po(words, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
