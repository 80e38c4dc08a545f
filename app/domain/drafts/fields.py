"""What can be typed into a draft, place by place, and how it is kept. What a plan would refuse is kept all the same
while it is being typed; readiness names it."""

import re
from collections.abc import Callable
from functools import cache, partial
from types import UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from babel import Locale

from app.domain.drafts.document import Document, Path, at
from app.domain.drafts.refusals import NotANumber
from app.domain.errors import Misunderstood
from app.domain.kinds import kinds
from app.domain.plans.schema import ItemPlan, Plan
from app.domain.wording import LANGUAGE, line_or_none, words_or_none

LISTS = {"goals", "facts", "links", "agenda", "stages", "prompts", "moderators", "speakers"}
BY_LANGUAGE = {
    "place",
    "bring",
    "title",
    "question",
    "background",
    "by",
    "hint",
    "occupation",
    "takeaway",
    "label",
    "text",
}
MOST_MINUTES, MOST_KEPT = 24 * 60, 2000
Clean = Callable[[str], Any]


def number(least: int, most: int, raw: str) -> int | None:
    """A whole number, or none yet. Raises NotANumber."""
    typed = raw.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 10 and least <= int(typed) <= most):
        raise NotANumber(least=str(least), most=str(most))
    return int(typed)


def one_of(allowed: tuple[str, ...], raw: str) -> str:
    if raw and raw not in allowed:
        raise Misunderstood
    return raw


def yes_or_no(raw: str) -> bool | None:
    return {"true": True, "false": False}.get(raw)


def address(raw: str) -> str:
    return line_or_none(raw[:MOST_KEPT])


def country(raw: str) -> str:
    """By its code or its name, in a language that we speak: Norway, Norvège and no are NO."""
    typed = line_or_none(raw)
    return countries().get(typed.casefold(), typed)


@cache
def countries() -> dict[str, str]:
    named = {}
    for language in ("en", "fr", "nb", "es"):
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha():
                named[name.casefold()] = named[code.casefold()] = code
    return named


def choices(hint: Any) -> tuple[str, ...]:
    return tuple(str(each) for each in get_args(hint))


def kind_of_item(raw: str) -> str:
    return one_of(choices(ItemPlan.model_fields["kind"].annotation), raw)


def kind_of_stage(raw: str) -> str:
    return one_of(tuple(kinds()), raw)


minutes: Clean = partial(number, 1, MOST_MINUTES)
PERSON: dict[str, Clean] = {"name": line_or_none, "organisation": line_or_none, "country": country}
TIMED: dict[str, Clean] = {"minutes": minutes, "least_minutes": minutes}
FIELDS: dict[str, Clean] = {
    "title.@": line_or_none,
    "question.@": words_or_none,
    "background.@": words_or_none,
    "language": line_or_none,
    "time_zone": line_or_none,
    "starts": line_or_none,
    "place.@": line_or_none,
    "bring.@": line_or_none,
    "code": line_or_none,
    "groups": partial(number, 1, 200),
    "capacity": partial(number, 1, 20_000),
    "retention_days": partial(number, 1, 3650),
    "anonymity": partial(one_of, choices(Plan.model_fields["anonymity"].annotation)),
    "goals.*.@": words_or_none,
    "facts.*.label.@": line_or_none,
    "facts.*.text.@": words_or_none,
    "links.*.kind.@": line_or_none,
    "links.*.title.@": line_or_none,
    "links.*.url": address,
    "agenda.*.kind": kind_of_item,
    "agenda.*.title.@": line_or_none,
    "agenda.*.by.@": line_or_none,
    **{f"agenda.*.{name}": clean for name, clean in TIMED.items()},
    "agenda.*.stages.*.kind": kind_of_stage,
    "agenda.*.stages.*.title.@": line_or_none,
    "agenda.*.stages.*.hint.@": words_or_none,
    "agenda.*.stages.*.prompt": line_or_none,
    "agenda.*.stages.*.end": partial(one_of, ("soft", "hard")),
    **{f"agenda.*.stages.*.{name}": clean for name, clean in TIMED.items()},
    "prompts.*.question.@": words_or_none,
    **{f"{role}.*.{name}": clean for role in ("moderators", "speakers") for name, clean in PERSON.items()},
    "moderators.*.occupation.@": line_or_none,
    "speakers.*.occupation.@": line_or_none,
    "speakers.*.takeaway.@": line_or_none,
}


def value_at(document: Document, path: Path, raw: str) -> Any:
    """What was typed, as the draft keeps it at this place. Raises Misunderstood where there is no such place."""
    if path[-2:-1] == ("settings",) and path[:1] == ("agenda",):
        return setting(document, path, raw)
    clean = FIELDS.get(pattern(path))
    if clean is None:
        raise Misunderstood
    return clean(raw)


def pattern(path: Path) -> str:
    parts: list[str] = []
    for n, part in enumerate(path):
        before = path[n - 1] if n else ""
        is_last = n == len(path) - 1
        if before in LISTS and n % 2:
            parts.append("*")
        elif is_last and n and LANGUAGE.fullmatch(part) and (is_by_language(path[:n])):
            parts.append("@")
        else:
            parts.append(part)
    return ".".join(parts)


def is_by_language(path: Path) -> bool:
    """Whether what stands here is told in several languages."""
    return path[-1] in BY_LANGUAGE or path[0] == "goals" or (path[0] == "links" and path[-1] == "kind")


# --- What a kind of stage can be set to


class Setting(NamedTuple):
    """One thing that a kind of stage can be set to: what it is without, what may be chosen, or between what numbers."""

    name: str
    default: Any
    options: tuple[str, ...] = ()
    is_yes_or_no: bool = False
    least: int = 0
    most: int = 0


def settings_of(kind: str) -> list[Setting]:
    """What one can choose for a kind in a form; lists of keys are for plan files alone."""
    fields = kinds()[kind].settings.model_fields.items() if kind in kinds() else ()
    found = [setting_of(name, field) for name, field in fields]
    return [each for each in found if each]


def setting_of(name: str, field: Any) -> Setting | None:
    hint = bare(field.annotation)
    if get_origin(hint) is Literal:
        return Setting(name, field.default, choices(hint))
    if hint is bool:
        return Setting(name, field.default, is_yes_or_no=True)
    if hint is int:
        bounds = [limit for each in field.metadata for limit in (getattr(each, "ge", None), getattr(each, "le", None))]
        known = [each for each in bounds if each is not None]
        return Setting(name, field.default, least=min(known, default=0), most=max(known, default=1000))
    return None


def bare(hint: Any) -> Any:
    """The hint itself where None would do too."""
    if get_origin(hint) in (Union, UnionType):
        return next(each for each in get_args(hint) if each is not type(None))
    return hint


def setting(document: Document, path: Path, raw: str) -> Any:
    kind = at(document, (*path[:-2], "kind")) or ""
    found = next((each for each in settings_of(kind) if each.name == path[-1]), None)
    if found is None:
        raise Misunderstood
    if found.options:
        return one_of(found.options, raw)
    return yes_or_no(raw) if found.is_yes_or_no else number(found.least, found.most, raw)


FORMAT = re.compile(r"[a-z_]+(\.[A-Za-z0-9_-]{1,40}){0,6}")


def path_in(name: str) -> Path | None:
    """The place that a form's field names: `agenda.3.title.en`."""
    return tuple(name.split(".")) if FORMAT.fullmatch(name) and len(name) <= 200 else None
