"""People from pasted lines: one a line, as one has them in a mail or a table."""

import re
from typing import Any

from app.domain.drafts.fields import country
from app.domain.errors import NothingSaid
from app.domain.wording import line_or_none

APART = re.compile(r"\t|;|,| [–—|] ")
COUNTRY = re.compile(r"[A-Z]{2}")
BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,3}[.)])\s+")


def people_in(pasted: str, language: str) -> list[dict[str, Any]]:
    """`Name, occupation, organisation, country`: all but the name may be left out. Bullets and numbers are no names."""
    found = [person(BULLET.sub("", line), language) for line in pasted.splitlines()]
    return [each for each in found if each]


def person(line: str, language: str) -> dict[str, Any]:
    told = [said for part in APART.split(line) if (said := seen(part))]
    if not told:
        return {}
    name, *rest = told
    somewhere = country(rest[-1]) if rest else ""
    is_country = bool(COUNTRY.fullmatch(somewhere))
    if is_country:
        rest = rest[:-1]
    occupation, organisation = "".join(rest[:1]), ", ".join(rest[1:])
    says = {
        "name": name,
        "occupation": {language: occupation} if occupation else None,
        "organisation": organisation or None,
        "country": somewhere if is_country else None,
    }
    return {part: value for part, value in says.items() if value}


def seen(part: str) -> str:
    """Without what nobody can see, nothing is said."""
    try:
        return line_or_none(part.strip())
    except NothingSaid:
        return ""
