"""What is told of a lab before it is held: who, when, where, and in which order."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from babel import dates
from sqlalchemy import Connection

from app.domain.doors import desk_holders
from app.domain.errors import NotFound
from app.domain.kinds import kinds
from app.domain.plans.founding import people, rows
from app.domain.rules import MODERATOR, SPEAKER
from app.i18n import LANGUAGES, SOURCE, reader_language, said
from app.i18n import translated as _
from app.jinja import date
from app.models import AgendaItem, Group, Lab, Prompt, Stage

Words = Mapping[str, str]


class Step(NamedTuple):
    """A stage of an agenda item: `after` so many minutes of the lab, as planned."""

    after: int
    minutes: int | None
    title: Words
    hint: Words
    kind: str
    settings: dict[str, Any]
    prompts: list[Words]


class Item(NamedTuple):
    after: int
    minutes: int | None
    kind: str
    title: Words
    by: Words
    steps: list[Step]


class Desk(NamedTuple):
    """Somebody who moderates, by their id. `key`: of the form that invited them beside the group's first moderator."""

    id: int
    group: int
    name: str | None
    namesake: int
    number: int
    key: str | None


class Occasion(NamedTuple):
    lab: Any
    groups: list[int]
    desks: list[Desk]
    items: list[Item]
    moderators: list[Any]
    speakers: list[Any]
    prompts: list[Words]

    @property
    def wall_code(self) -> str:
        """The code that people join with."""
        return str(self.lab.door_code or self.lab.code)

    @property
    def minutes(self) -> int:
        return sum(each.minutes or 0 for each in self.items)

    @property
    def languages(self) -> list[str]:
        """Those of the lab that we have words in; ours, if there is none."""
        return [each for each in self.spoken if each in LANGUAGES] or [SOURCE]

    @property
    def spoken(self) -> list[str]:
        """Those of the lab, its own first."""
        return list(dict.fromkeys([self.lab.language, *self.lab.languages]))

    def named(self, group: int) -> list[str]:
        return [each.name for each in self.desks if each.group == group and each.name]


def occasion(read: Connection, lab_id: int) -> Occasion:
    """Raises NotFound."""
    found = rows(read, Lab, lab_id)
    if not found:
        raise NotFound
    prompts = {each.id: each for each in rows(read, Prompt, lab_id)}
    desks = [
        Desk(each.id, each.desk, each.name, each.namesake, each.number, each.join_key)
        for each in desk_holders(read, lab_id)
    ]
    return Occasion(
        lab=found[0],
        groups=sorted(each.number for each in rows(read, Group, lab_id)),
        desks=desks,
        items=items(read, lab_id, prompts),
        moderators=[each for each in people(read, lab_id, MODERATOR) if each.name],
        speakers=people(read, lab_id, SPEAKER),
        prompts=[each.question for each in prompts.values()],
    )


def items(read: Connection, lab_id: int, prompts: dict[int, Any]) -> list[Item]:
    stages, told, after = rows(read, Stage, lab_id), [], 0
    for each in rows(read, AgendaItem, lab_id):
        own = [stage for stage in stages if stage.item_id == each.id]
        told.append(Item(after, each.minutes, each.kind, each.title, each.by or {}, steps(own, after, prompts)))
        after += each.minutes or 0
    return told


def steps(stages: list[Any], after: int, prompts: dict[int, Any]) -> list[Step]:
    told = []
    by_key = {each.key: each.question for each in prompts.values()}
    for each in stages:
        asked = [prompts[each.prompt_id].question] if each.prompt_id in prompts else []
        asked += [by_key[key] for key in each.settings.get("prompts", ()) if key in by_key]
        told.append(Step(after, each.minutes, each.title, each.hint or {}, each.kind, each.settings, asked))
        after += each.minutes or 0
    return told


# --- In words, for whoever reads


def title_of(step: Step) -> str:
    return said(step.title) or _(kinds()[step.kind].title)


def hint_of(step: Step) -> str:
    return said(step.hint) or _(kinds()[step.kind].hint)


def day_of(told: Occasion) -> str:
    """The day, in the lab's time zone; nothing while it is not known."""
    return date(local(told, 0), "full") if told.lab.starts_at else ""


def hour_of(told: Occasion, after: int) -> str:
    """What the clock on the wall will show, `after` so many minutes; while it is not known when the lab starts, how
    long it will have lasted."""
    if told.lab.starts_at:
        return dates.format_time(local(told, after), "short", locale=reader_language())
    return f"{after // 60}:{after % 60:02}"


def when(told: Occasion) -> str:
    if not told.lab.starts_at:
        return ""
    zone = ZoneInfo(told.lab.time_zone)
    city = dates.get_timezone_location(zone, locale=reader_language(), return_city=True)
    hours = f"{hour_of(told, 0)}–{hour_of(told, told.minutes)}" if told.minutes else hour_of(told, 0)
    return _("{day}, {hours} (local time: {city})").format(day=day_of(told), hours=hours, city=city)


def local(told: Occasion, after: int) -> datetime:
    at: datetime = told.lab.starts_at + timedelta(minutes=after)
    return at.astimezone(ZoneInfo(told.lab.time_zone))
