"""The kinds of value that a summary's JSON holds."""

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from app import text
from app.domain.errors import N_
from app.domain.plans.complaints import wrong

MOST_LETTERS = 10_000
MOST = 2**31 - 1
MOST_ROWS = 50_000
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$"
AS_EXPORTED = N_("Take the file as it was exported.")
LIKE = N_("Write it as %(example)s.")


def as_kept(words: str) -> str:
    """As app/text.py cleans what people write: what is otherwise was not exported by Samskap."""
    try:
        is_clean = not words or text.words(words, MOST_LETTERS) == words
    except text.Unfit:
        is_clean = False
    if not is_clean:
        raise wrong(N_("holds signs that nobody can see, or too many."), AS_EXPORTED)
    return words


def moment(words: str) -> str:
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or found.isoformat() != words:
        raise wrong(N_("is not a moment."), LIKE, example="2026-11-26T09:30:00+00:00")
    return words


def day(words: str) -> str:
    try:
        is_one = date.fromisoformat(words).isoformat() == words
    except ValueError:
        is_one = False
    if not is_one:
        raise wrong(N_("is not a day of the calendar."), LIKE, example="2026-11-26")
    return words


def web_address(url: str) -> str:
    if text.safe_link(url) != url:
        raise wrong(N_("is not a web address."), N_("Write it whole, from its https on."))
    return url


def one_of(names: Any) -> Any:
    """Where the names come from elsewhere than a Literal."""
    return Field(json_schema_extra={"enum": [*names]}, pattern=f"^({'|'.join(map(re.escape, names))})$")


Words = Annotated[str, Field(max_length=MOST_LETTERS), AfterValidator(as_kept)]
Language = Annotated[str, Field(pattern=LANGUAGE)]
Spoken = Annotated[dict[Language, Words], Field(max_length=50)]
"""The same words by language."""
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"}), AfterValidator(moment)]
Day = Annotated[str, Field(json_schema_extra={"format": "date"}), AfterValidator(day)]
Address = Annotated[str, Field(max_length=2000, pattern="^[Hh][Tt][Tt][Pp][Ss]?://"), AfterValidator(web_address)]
Id = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Row = Annotated[int, Field(ge=1, le=MOST)]
"""The number of a thing that has no other name."""
Group = Annotated[int, Field(ge=1, le=9999)]
Groups = Annotated[list[Group], Field(max_length=9999)]
Count = Annotated[int, Field(ge=0, le=MOST)]
Told = Count | None
"""None: it rested on too few people to be told."""
Label = Annotated[str, Field(pattern=r"^[A-Z]?[0-9]{1,6}(\.[0-9]{1,6}){0,2}$")]
Kind = Annotated[str, Field(pattern=r"^[a-z_]{1,24}$")]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
