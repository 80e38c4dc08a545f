"""From the lines of a list to guests: what each would be, and which lines cannot be taken, with their cure."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from app.domain import wording
from app.domain.errors import N_, NameMissing, NameTaken, NameTooLong, Refusal
from app.domain.guests import columns as c
from app.domain.guests.files import Row
from app.text import Unfit, likeness, line

MOST_MARKS = 10
EMAIL = re.compile(r"[^@\s<>\"]{1,64}@[^@\s<>\"]+\.[^@\s<>\".]{2,}")
MOST_IN_EMAIL = 254


class Expected(NamedTuple):
    """Somebody as a list tells of them."""

    name: str
    email: str | None = None
    organisation: str | None = None
    occupation: str | None = None
    country: str | None = None
    languages: Sequence[str] = ()
    access: str | None = None
    together: Sequence[str] = ()
    apart: Sequence[str] = ()
    wanted: int | None = None

    @property
    def known_by(self) -> tuple[str, str, str]:
        """Two lines that agree in this are about one guest."""
        return likeness(self.name), (self.email or "").casefold(), (self.organisation or "").casefold()


class Fault(NamedTuple):
    """A line that cannot be taken: in which column, what is wrong, what to do about it. `facts` fill the words."""

    line: int
    column: str
    what: str
    cure: str
    facts: Mapping[str, Any] = {}


class Reading(NamedTuple):
    """`guests`: the line each stands on, and who they are."""

    guests: list[tuple[int, Expected]]
    faults: list[Fault]


class Wrong(Refusal):
    """One line. As a refusal it stands for the only one, typed by hand."""

    sentence = N_("This guest cannot be put on the list.")
    cure = N_("Look at what is named, and send it once more.")

    def __init__(self, column: str, what: str, cure: str, **facts: str) -> None:
        super().__init__(**facts)
        self.column, self.sentence, self.cure = column, what, cure


NAME_FAULTS: dict[type[Refusal], tuple[str, str]] = {
    NameMissing: (N_("Nobody is named here."), N_("Write a name, or take the line out.")),
    NameTooLong: (N_("The name is too long."), N_("Use up to 40 letters.")),
    NameTaken: (N_("The name reads like a role in the lab."), N_("Write the person's own name.")),
}
TOO_MANY_CELLS = N_("There are more cells than headings."), N_("Put words with a comma into quotation marks.")
TOO_LONG = N_("This is too long."), N_("Use up to 200 letters.")
NO_EMAIL = N_("This is no e-mail address."), N_("Mend it, or leave the cell empty.")
NO_LANGUAGE = (
    N_("“{words}” is no language that we know."),
    N_("Write its name or its short code: English, French, nb."),
)
NO_GROUP = N_("There is no group “{words}” in this lab."), N_("Write the number of a group, or leave the cell empty.")
MANY_MARKS = N_("There are too many marks."), N_("Use up to 10.")
TWICE = N_("The same guest stands on line {line}."), N_("Take one of the two out, or tell them apart by organisation.")


def read_rows(rows: Sequence[Row], columns: Sequence[str], groups: Collection[int]) -> Reading:
    """`rows` without headings; `columns`: what each holds; `groups`: the numbers there are in the lab."""
    guests: list[tuple[int, Expected]] = []
    faults: list[Fault] = []
    seen: dict[tuple[str, str, str], int] = {}
    for row in rows:
        try:
            guest = expected(row, columns, groups)
            if (before := seen.setdefault(guest.known_by, row.line)) != row.line:
                raise Wrong(c.NAME, *TWICE, line=str(before))
            guests.append((row.line, guest))
        except Wrong as wrong:
            faults.append(Fault(row.line, wrong.column, wrong.sentence, wrong.cure, wrong.facts))
    return Reading(guests, faults)


def expected(row: Row, columns: Sequence[str], groups: Collection[int]) -> Expected:
    if any(cell.strip() for cell in row.cells[len(columns) :]):
        raise Wrong("", *TOO_MANY_CELLS)
    told = {kind: cell for kind, cell in zip(columns, row.cells, strict=False) if kind}
    return Expected(
        name=name_in(told),
        email=email_in(told.get(c.EMAIL, "")),
        organisation=line_in(told, c.ORGANISATION),
        occupation=line_in(told, c.OCCUPATION),
        country=c.country_in(words) if (words := line_in(told, c.COUNTRY)) else None,
        languages=tuple(languages_in(told.get(c.LANGUAGES, ""))),
        access=None if c.is_no(told.get(c.ACCESS, "")) else line_in(told, c.ACCESS),
        together=tuple(marks_in(told, c.TOGETHER)),
        apart=tuple(marks_in(told, c.APART)),
        wanted=group_in(told.get(c.GROUP, ""), groups),
    )


def name_in(told: Mapping[str, str]) -> str:
    """“Lie, Anna” is Anna Lie; first and last names may stand in columns of their own."""
    words = told.get(c.NAME, "").strip() or f"{told.get(c.GIVEN, '')} {told.get(c.FAMILY, '')}".strip()
    family, comma, given = words.partition(",")
    turned = f"{given.strip()} {family.strip()}" if comma and given.strip() and "," not in given else words
    try:
        return wording.name(turned)
    except Refusal as refusal:
        raise Wrong(c.NAME, *NAME_FAULTS.get(type(refusal), NAME_FAULTS[NameMissing])) from None


def line_in(told: Mapping[str, str], kind: str) -> str | None:
    """Words on one line, cleaned as everywhere; None for none."""
    try:
        return line(told.get(kind, ""))
    except Unfit as unfit:
        if unfit.code == "empty":
            return None
        raise Wrong(kind, *TOO_LONG) from None


def email_in(words: str) -> str | None:
    address = words.strip().removeprefix("mailto:")
    if not address:
        return None
    if len(address) > MOST_IN_EMAIL or not EMAIL.fullmatch(address) or not address.isprintable():
        raise Wrong(c.EMAIL, *NO_EMAIL)
    return address


def languages_in(words: str) -> list[str]:
    known, unknown = c.languages_in(words)
    if unknown:
        raise Wrong(c.LANGUAGES, *NO_LANGUAGE, words=unknown[0][:40])
    return known


def marks_in(told: Mapping[str, str], kind: str) -> list[str]:
    marks = c.marks_in(line_in(told, kind) or "")
    if len(marks) > MOST_MARKS:
        raise Wrong(kind, *MANY_MARKS)
    return marks


def group_in(words: str, groups: Collection[int]) -> int | None:
    if not words.strip():
        return None
    number = c.number_in(words)
    if number not in groups:
        raise Wrong(c.GROUP, *NO_GROUP, words=words.strip()[:40])
    return number
