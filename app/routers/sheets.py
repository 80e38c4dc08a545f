"""What the editor of a draft shows: values by the names of their fields, and what stands around them."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale

from app.domain.drafts.document import NAME, Path, at, is_there
from app.domain.drafts.fields import FIELDS, LISTS, Setting, pattern, settings_of
from app.domain.drafts.looking import Standing
from app.domain.drafts.readiness import Missing, readiness
from app.domain.errors import N_
from app.domain.kinds import kinds
from app.domain.wording import initials
from app.i18n import reader_language, said, translated
from app.jinja import time_of_day

COMMON = (
    *("bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fi", "fr", "ga", "gl", "hr", "hu", "is", "it"),
    *("lt", "lv", "mk", "mt", "nb", "nl", "nn", "pl", "pt", "ro", "se", "sk", "sl", "sq", "sr", "sv", "tr", "uk", "ar"),
)
"""Languages that one can choose; a plan's file may name any."""


class Entry(NamedTuple):
    """An item of the agenda, where it stands and when it begins, if that can be known."""

    name: str
    told: dict[str, Any]
    number: int
    begins: str
    ends: str
    is_first: bool
    is_last: bool


class Sheet:
    """One draft as it stands, to be drawn. Knows nothing of who looks on."""

    def __init__(self, standing: Standing):
        self.id, self.edition, self.turn = standing.id, standing.edition, standing.turn
        self.document, self.changed_at = standing.document, standing.changed_at
        self.opened, self.undoes, self.redoes = standing.opened, standing.undoes, standing.redoes
        self.is_as_opened = standing.opened is None or standing.opened_edition == standing.edition
        self.url = f"/drafts/{standing.id}"
        self.missing: list[Missing] = readiness(standing.document)

    @property
    def title(self) -> str:
        return said(self.document.get("title"))

    @property
    def is_ready(self) -> bool:
        return not any(each.must for each in self.missing)

    @property
    def languages(self) -> list[tuple[str, str]]:
        return [(code, language_name(code)) for code in self.document["languages"]]

    @property
    def other_languages(self) -> list[tuple[str, str]]:
        there = self.document["languages"]
        return sorted(((code, language_name(code)) for code in COMMON if code not in there), key=lambda each: each[1])

    def value(self, name: str) -> str:
        """What the field of that name holds, as a form writes it."""
        found = at(self.document, tuple(name.split(".")))
        if isinstance(found, bool):
            return "true" if found else "false"
        return "" if found is None or isinstance(found, dict | list) else str(found)

    def has(self, name: str) -> bool:
        """Whether what holds this field is still there."""
        return is_there(self.document, tuple(name.split(".")))

    def several(self, name: str) -> list[dict[str, Any]]:
        return list(at(self.document, tuple(name.split("."))) or [])

    @staticmethod
    def field(name: str) -> str:
        """The id of a field, for labels and for links that lead to it."""
        return "f-" + name.replace(".", "-")

    def place(self, path: Path) -> str:
        """Where a sentence of the readiness list leads: the field itself, or what holds it."""
        if path[-1] in LISTS:
            return path[0] if path[0] != "prompts" else "questions"
        if path[-2:-1] and path[-2] in LISTS:
            return f"{'stage' if path[-2] == 'stages' else path[-2]}-{path[-1]}"
        by_language = f"{pattern(path)}.@" in FIELDS
        return self.field(".".join((*path, self.document["language"]) if by_language else path))

    @staticmethod
    def facts(each: Missing) -> dict[str, Any]:
        """What stands in its sentence, for this reader."""
        spoken = {"language": language_name(str(each.facts["language"]))} if "language" in each.facts else {}
        return {**each.facts, **spoken, "what": said(each.what)}

    @staticmethod
    def initials(name: str) -> str:
        return initials(name) if name.strip() else ""

    @property
    def countries(self) -> list[tuple[str, str]]:
        return country_names(reader_language())

    # --- The agenda

    @property
    def entries(self) -> list[Entry]:
        items, clock = self.several("agenda"), self.begins
        found: list[Entry] = []
        for number, item in enumerate(items, 1):
            ends = clock + timedelta(minutes=item["minutes"]) if clock and item.get("minutes") else None
            times = clock_time(clock), clock_time(ends)
            found.append(Entry(item[NAME], item, number, *times, number == 1, number == len(items)))
            clock = ends
        return found

    @property
    def begins(self) -> datetime | None:
        try:
            return datetime.fromisoformat(self.document["starts"]).replace(tzinfo=ZoneInfo("UTC"))
        except (KeyError, ValueError):
            return None

    @property
    def total(self) -> int:
        return sum(item.get("minutes") or 0 for item in self.several("agenda"))

    @property
    def ends(self) -> str:
        is_whole = all(item.get("minutes") for item in self.several("agenda"))
        return clock_time(self.begins + timedelta(minutes=self.total)) if self.begins and is_whole else ""

    @property
    def item_kinds(self) -> list[tuple[str, str]]:
        return [(name, translated(words)) for name, words in ITEM_KINDS.items()]

    @property
    def stage_kinds(self) -> list[tuple[str, str]]:
        return [(name, translated(kind.title) or name) for name, kind in kinds().items()]

    @staticmethod
    def stage_title(kind: str) -> str:
        return translated(kinds()[kind].title) if kind in kinds() else kind

    @property
    def moments(self) -> list[tuple[str, str]]:
        """Every item and stage that one may look at, by their places in the agenda."""
        found = []
        for n, item in enumerate(self.several("agenda"), 1):
            found.append((f"{n}", said(item.get("title")) or str(n)))
            for m, stage in enumerate(item.get("stages", []), 1):
                title = said(stage.get("title")) or self.stage_title(stage["kind"])
                found.append((f"{n}-{m}", f"{n}.{m} {title}"))
        return found

    @staticmethod
    def of_stages(item: dict[str, Any]) -> int:
        return sum(each.get("minutes") or 0 for each in item.get("stages", []))

    @property
    def prompts(self) -> list[tuple[str, str]]:
        """Each question by its key, for stages to choose from."""
        return [(each["key"], said(each.get("question"))) for each in self.several("prompts")]

    @property
    def decisions(self) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
        """Stages in which something is decided: the name of the stage's place, its item, itself."""
        return [
            (f"agenda.{item[NAME]}.stages.{stage[NAME]}", item, stage)
            for item in self.several("agenda")
            for stage in item.get("stages", [])
            if any(each.name in DECIDES for each in settings_of(stage["kind"]))
        ]

    @staticmethod
    def settings(stage: dict[str, Any]) -> list[Setting]:
        return settings_of(stage["kind"])


DECIDES = {"rule", "dots", "top"}
ITEM_KINDS = {
    "presentation": N_("Presentation"),
    "breakout": N_("In groups"),
    "plenary": N_("Plenary"),
    "harvest": N_("Harvest"),
    "break": N_("Break"),
}


def clock_time(moment: datetime | None) -> str:
    return time_of_day(moment, "UTC") if moment else ""


def language_name(code: str) -> str:
    return name_of_language(code, reader_language())


@cache
def name_of_language(code: str, reader: str) -> str:
    named = Locale.parse(reader).languages.get(code.replace("-", "_"), code)
    return str(named)[:1].upper() + str(named)[1:]


@cache
def country_names(reader: str) -> list[tuple[str, str]]:
    named = Locale.parse(reader).territories
    return sorted(((code, name) for code, name in named.items() if len(code) == 2 and code.isalpha()), key=by_name)


def by_name(each: tuple[str, str]) -> str:
    return each[1]


@cache
def zones() -> list[str]:
    """By city. Those that only ships and machines use are left out."""
    return sorted(each for each in available_timezones() if "/" in each and not each.startswith(("Etc/", "SystemV/")))
