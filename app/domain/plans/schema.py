"""What a plan may say. docs/plans.md tells it to people; a test holds the two together."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from app import text
from app.domain.errors import N_
from app.domain.kinds import kinds
from app.domain.plans.complaints import wrong

VERSION = 1
MOST_GROUPS = 200
HOUR = "2026-12-01 14:00"  # for example
MOST = 200  # of anything that a plan lists
SHORT = 200  # code points
NOT_EMPTY = N_("has nothing in it that one can see."), N_("Write something.")
TOO_LONG = N_("is too long."), N_("Make it shorter.")


def this_version(version: object) -> object:
    if version != VERSION:
        raise wrong(N_("is a version that this Samskap does not read."), N_("Write 1, as docs/plans.md tells."))
    return version


def cleaned(words: str) -> str:
    try:
        return text.words(words)
    except text.Unfit as unfit:
        raise wrong(*(NOT_EMPTY if unfit.code == "empty" else TOO_LONG)) from None


def on_one_line(words: str) -> str:
    try:
        return text.line(words)
    except text.Unfit as unfit:
        raise wrong(*(NOT_EMPTY if unfit.code == "empty" else TOO_LONG)) from None


def on_one_short_line(words: str) -> str:
    """As long as the tower takes it."""
    try:
        return text.line(words, SHORT)
    except text.Unfit as unfit:
        raise wrong(*(NOT_EMPTY if unfit.code == "empty" else TOO_LONG)) from None


def language_code(code: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?", code):
        raise wrong(N_("is not a language."), N_("Use its short code: en, fr, nb, es and so on."))
    return code


def country_code(code: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise wrong(N_("is not a country."), N_("Use its two capital letters: NO, FR, ES and so on."))
    return code


def known_kind(kind: str) -> str:
    if kind not in kinds():
        raise wrong(N_("is not a kind of stage."), N_("Use one of: %(kinds)s."), kinds=", ".join(kinds()))
    return kind


def http_only(url: str) -> str:
    if (safe := text.safe_link(url)) is None:
        raise wrong(N_("is not a web address."), N_("Write it whole, from its https on."))
    return safe


def code_for_joining(code: str) -> str:
    try:
        return text.join_code(code)
    except text.Unfit:
        what, cure = (
            N_("is not a join code."),
            N_("Use 4 to 16 letters and digits, or leave it out: one will be chosen."),
        )
        raise wrong(what, cure) from None


def known_zone(zone: str) -> str:
    if zone not in available_timezones():
        raise wrong(N_("is not a time zone."), N_("Use its name: Europe/Oslo, Europe/Paris and so on."))
    return zone


def day_and_hour(starts: str) -> str:
    """`2026-12-01T14:00`, as clocks on the wall will show it."""
    told = starts.replace(" ", "T", 1)
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", told, re.ASCII):
            raise ValueError
        datetime.fromisoformat(told)
    except ValueError:
        raise wrong(N_("is not a day and an hour."), N_("Write it like this: %(example)s."), example=HOUR) from None
    return told


Language = Annotated[str, AfterValidator(language_code)]
Words = Annotated[dict[Language, Annotated[str, AfterValidator(cleaned)]], Field(min_length=1)]
Line = Annotated[str, AfterValidator(on_one_line)]
ShortLine = Annotated[str, AfterValidator(on_one_short_line)]
Said = Annotated[dict[Language, ShortLine], Field(min_length=1)]
Minutes = Annotated[int, Field(ge=1, le=24 * 60)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Timed(Part):
    """`least_minutes`: how far “catch up” may shorten it."""

    minutes: Minutes | None = None
    least_minutes: Minutes | None = None

    @model_validator(mode="after")
    def is_at_least_its_least(self) -> Self:
        if self.minutes and self.least_minutes and self.least_minutes > self.minutes:
            raise at(
                "least_minutes", N_("is more than its minutes."), N_("Use %(minutes)s or less."), minutes=self.minutes
            )
        return self


class PromptPlan(Part):
    key: str = Field(min_length=1, max_length=40)
    question: Words


class PhonesPlan(Part):
    """What phones may do and see in this one stage, where it differs from its kind."""

    writes: bool | None = None
    is_private: bool | None = None
    edits: bool | None = None
    supports: bool | None = None
    is_blind: bool | None = None
    sees: list[Literal["board", "lessons"]] | None = Field(default=None, max_length=2)


class StagePlan(Timed):
    kind: Annotated[str, AfterValidator(known_kind)]
    title: Words | None = None
    end: Literal["soft", "hard"] = "soft"
    prompt: str | None = None
    hint: Words | None = None
    settings: dict[str, Any] = {}
    phones: PhonesPlan | None = None

    @model_validator(mode="after")
    def is_set_as_its_kind_can_be(self) -> Self:
        try:
            kinds()[self.kind].settings.model_validate(self.settings)
        except ValidationError as error:
            raise ValidationError.from_exception_data(
                "settings", [inside("settings", each) for each in error.errors()]
            ) from None
        return self


class ItemPlan(Timed):
    kind: Literal["presentation", "breakout", "plenary", "harvest", "break"]
    title: Words
    by: Words | None = None
    stages: list[StagePlan] = Field(default=[], max_length=MOST)


class PersonPlan(Part):
    name: Line
    occupation: Words | None = None
    organisation: Line | None = None
    country: Annotated[str, AfterValidator(country_code)] | None = None


class ModeratorPlan(PersonPlan):
    """Of the group of the same place in the list; without a name, somebody to be found."""

    name: Line | None = None  # type: ignore[assignment]


class SpeakerPlan(PersonPlan):
    """`takeaway`: what they want to be remembered for, in one line."""

    takeaway: Annotated[dict[Language, Line], Field(min_length=1)] | None = None


class LinkPlan(Part):
    kind: Words
    title: Words
    url: Annotated[str, AfterValidator(http_only)] | None = None


class FactPlan(Part):
    label: Words
    text: Words


class Plan(Part):
    """A lab before it is held. Every text a reader sees is given by language."""

    samskap_plan: Annotated[Literal[1], BeforeValidator(this_version)]
    code: Annotated[str, AfterValidator(code_for_joining)] | None = None
    language: Language
    languages: list[Language] = Field(min_length=1, max_length=50)
    time_zone: Annotated[str, AfterValidator(known_zone)] | None = None
    starts: Annotated[str, AfterValidator(day_and_hour)] | None = None
    place: Said | None = None
    bring: Said | None = None
    title: Words
    question: Words
    background: Words | None = None
    goals: list[Words] = Field(default=[], max_length=MOST)
    facts: list[FactPlan] = Field(default=[], max_length=MOST)
    links: list[LinkPlan] = Field(default=[], max_length=MOST)
    groups: int = Field(ge=1, le=MOST_GROUPS)
    capacity: int = Field(default=500, ge=1, le=20_000)
    retention_days: int = Field(default=30, ge=1, le=3650)
    anonymity: Literal["named", "role_only", "confidential", "anonymous"] = "named"
    agenda: list[ItemPlan] = Field(min_length=1, max_length=MOST)
    prompts: list[PromptPlan] = Field(default=[], max_length=MOST)
    moderators: list[ModeratorPlan] = Field(default=[], max_length=MOST_GROUPS)
    speakers: list[SpeakerPlan] = Field(default=[], max_length=MOST)

    @model_validator(mode="after")
    def speaks_its_own_language(self) -> Self:
        if self.language not in self.languages:
            raise at("language", N_("is not among the plan's languages."), N_("Add it to languages."))
        return self

    @model_validator(mode="after")
    def starts_at_an_hour_that_there_is(self) -> Self:
        if self.starts and not self.time_zone:
            raise at("starts", N_("stands there without a time zone."), N_("Add the time zone of the room."))
        if self.starts and self.starts_at is None:
            raise at("starts", N_("is skipped when clocks go forward."), N_("Choose another hour."))
        return self

    @property
    def starts_at(self) -> datetime | None:
        """The moment it starts. None if nothing is told, or where clocks go forward over that hour."""
        if not self.starts or not self.time_zone:
            return None
        told = datetime.fromisoformat(self.starts).replace(tzinfo=ZoneInfo(self.time_zone))
        moment = told.astimezone(UTC)
        return moment if moment.astimezone(told.tzinfo).replace(tzinfo=None) == told.replace(tzinfo=None) else None

    @model_validator(mode="after")
    def asks_what_it_has(self) -> Self:
        keys = [prompt.key for prompt in self.prompts]
        if twice := next((n for n, key in enumerate(keys) if key in keys[:n]), None):
            raise at(
                ("prompts", twice, "key"), N_("is another prompt's key too."), N_("Give each prompt a key of its own.")
            )
        for place, asked in self.asked():
            if asked not in keys:
                raise at(
                    place,
                    N_("asks a prompt that is not there."),
                    N_("Use one of: %(keys)s."),
                    keys=", ".join(keys) or "–",
                )
        return self

    @model_validator(mode="after")
    def has_a_group_for_each_moderator(self) -> Self:
        if len(self.moderators) > self.groups:
            cure = N_("Add groups, or take moderators out: there are %(groups)s groups.")
            raise at("moderators", N_("are more than the groups."), cure, groups=self.groups)
        return self

    def asked(self) -> list[tuple[tuple[str | int, ...], str]]:
        """Where a stage asks a prompt, and which."""
        return [
            (("agenda", n, "stages", m, "prompt"), stage.prompt)
            for n, item in enumerate(self.agenda)
            for m, stage in enumerate(item.stages)
            if stage.prompt
        ]


def at(place: str | tuple[str | int, ...], what: str, cure: str, **facts: object) -> ValidationError:
    """What the whole has to say of one of its parts."""
    where = place if isinstance(place, tuple) else (place,)
    return ValidationError.from_exception_data(
        "plan", [InitErrorDetails(type=wrong(what, cure, **facts), loc=where, input=None)]
    )


def inside(part: str, error: Any) -> InitErrorDetails:
    return InitErrorDetails(
        type=error["type"], loc=(part, *error["loc"]), input=error["input"], ctx=error.get("ctx", {})
    )
