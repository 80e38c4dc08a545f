"""People's words at the door: cleaned by app/text.py, refused in sentences when nothing can be kept."""

import re
from collections.abc import Callable
from functools import wraps

from app import text
from app.domain.errors import (
    Misunderstood,
    NameMissing,
    NameTaken,
    NameTooLong,
    NoSuchLab,
    NothingSaid,
    Refusal,
    TooLong,
)
from app.domain.steering_errors import NoWebAddress

REFUSALS: dict[str, type[Refusal]] = {
    "empty": NothingSaid,
    "too_long": TooLong,
    "reserved_name": NameTaken,
    "not_a_code": NoSuchLab,
}
TITLE, QUESTION, NOTICE = 200, 500, 500  # code points


def refusing(clean: Callable[..., str], **others: type[Refusal]) -> Callable[[str], str]:
    @wraps(clean)
    def cleaned(raw: str) -> str:
        try:
            return clean(raw)
        except text.Unfit as unfit:
            raise (REFUSALS | others)[unfit.code] from None

    return cleaned


words = refusing(text.words)
title = refusing(lambda raw: text.line(raw, TITLE))
question = refusing(lambda raw: text.line(raw, QUESTION))
name = refusing(text.name, empty=NameMissing, too_long=NameTooLong)
join_code = refusing(text.join_code)


initials = text.initials


PARTS: dict[str, Callable[[str], str]] = {"title": title, "text": words}
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
ID = re.compile(r"[0-9a-f]{32}")


def of_lesson(part: str, raw: str) -> str:
    """The words for one part of a lesson: only title and lesson must not be empty."""
    if part in PARTS:
        return PARTS[part](raw)
    if part in ("theme", "language"):
        if raw and not (ID if part == "theme" else LANGUAGE).fullmatch(raw):
            raise Misunderstood
        return raw
    return words_or_none(raw)


def form_id(raw: str) -> str:
    """The id that was made with a form. Raises Misunderstood."""
    if not ID.fullmatch(raw):
        raise Misunderstood
    return raw


def line_or_none(raw: str) -> str:
    return title(raw) if raw.strip() else ""


def words_or_none(raw: str) -> str:
    """Words that may be missing: a dissent, a notice being cleared."""
    return words(raw) if raw.strip() else ""


def as_shown(raw: str | None) -> str | None:
    """Words that a form brings back as its page showed them: forms send another sign for a new line."""
    return raw and raw.replace("\r\n", "\n")


def name_or_none(raw: str) -> str:
    return name(raw) if raw.strip() else ""


def web_address_or_none(raw: str) -> str:
    """As it was typed, if it leads to a page of the web."""
    if not raw.strip():
        return ""
    if (address := text.safe_link(raw)) is None:
        raise NoWebAddress
    return address


def remark_or_none(raw: str) -> str:
    """A short comment, or what comes with a dot."""
    return title(raw) if raw.strip() else ""
