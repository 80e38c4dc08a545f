"""What a draft holds: the parts of a plan, as far as they are told, fit or not yet. Everything in a list has a name of
its own (under "#"), so that a place in it stays the same place when what stands before it is moved or taken out."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from app.domain.plans import Plan

NAME = "#"
ALWAYS_ONE_FOR_EACH_GROUP = "moderators"
NOTHING: tuple[Any, ...] = ("", None, {}, [])
Document = dict[str, Any]
Path = tuple[str, ...]
"""`("agenda", "3", "title", "en")`: names of parts, and in lists of what stands there."""


class Outline(NamedTuple):
    """What the items of a new lab are called, in its language."""

    opening: str
    groups: str
    harvest: str


def blank(language: str, outline: Outline) -> Document:
    """An hour for three groups, to be filled in."""
    stages = [
        {NAME: "3", "kind": "introductions", "minutes": 5},
        {NAME: "4", "kind": "silent_writing", "minutes": 5, "prompt": "main"},
        {NAME: "5", "kind": "themes", "minutes": 15},
        {NAME: "6", "kind": "lesson", "minutes": 10},
    ]
    return {
        "samskap_plan": 1,
        "language": language,
        "languages": [language],
        "groups": 3,
        "agenda": [
            {NAME: "1", "kind": "presentation", "title": {language: outline.opening}, "minutes": 10},
            {NAME: "2", "kind": "breakout", "title": {language: outline.groups}, "minutes": 35, "stages": stages},
            {NAME: "7", "kind": "harvest", "title": {language: outline.harvest}, "minutes": 15},
        ],
        "prompts": [{NAME: "8", "key": "main"}],
        "moderators": [{NAME: f"{n}"} for n in range(9, 12)],
    }


def document_of(plan: Plan) -> Document:
    """A draft that says what the plan says."""
    told = plan.model_dump(mode="json", exclude_defaults=True)
    named(told, iter(range(1, 1_000_000)))
    return seated(told)


def named(part: Any, names: Iterator[int]) -> None:
    """Gives a name to everything that stands in a list of parts."""
    for value in part.values() if isinstance(part, dict) else part:
        if isinstance(part, list):
            value[NAME] = str(next(names))
        if isinstance(value, dict) or (isinstance(value, list) and all(isinstance(each, dict) for each in value)):
            named(value, names)


def seated(document: Document) -> Document:
    """One moderator's place for each group; places that are named stay, even where groups are too few."""
    places = document.setdefault("moderators", [])
    taken = {each[NAME] for each in places}
    wanted = min(max(document.get("groups") or 1, 1), 200)
    free = (f"m{n}" for n in range(1, 1000) if f"m{n}" not in taken)
    places += [{NAME: next(free)} for _ in range(wanted - len(places))]
    while len(places) > wanted and not told(places[-1]):
        places.pop()
    return document


def at(document: Any, path: Path) -> Any:
    """What is told at this place; None where nothing is, or where the place is gone."""
    for part in path:
        document = inside(document, part)
    return document


def inside(part: Any, name: str) -> Any:
    if isinstance(part, dict):
        return part.get(name)
    if isinstance(part, list):
        return next((each for each in part if name == (each.get(NAME) if isinstance(each, dict) else each)), None)
    return None


def is_there(document: Document, path: Path) -> bool:
    """Whether everything in lists on the way there still stands in them."""
    part: Any = document
    for name in path:
        if isinstance(part, list) and inside(part, name) is None:
            return False
        part = inside(part, name)
    return True


def put(document: Document, path: Path, value: Any) -> None:
    """Tells a value at a place that is there; an empty one tells nothing any more."""
    *way, last = path
    part: Any = document
    for name in way:
        found = inside(part, name)
        if found is None:
            found = part[name] = {}
        part = found
    if value in NOTHING:
        part.pop(last, None)
    else:
        part[last] = value


def copied(document: Document) -> Document:
    return deepcopy(document)


# --- As a plan


def told(part: Any) -> Any:
    """Without names, and without what says nothing."""
    if isinstance(part, dict):
        inner = {name: told(value) for name, value in part.items() if name != NAME}
        return {name: value for name, value in inner.items() if value not in NOTHING}
    return [told(each) for each in part] if isinstance(part, list) else part


def tidied(document: Document) -> Document:
    """Without what somebody added and never filled in. Moderators keep their places: each is a group's."""
    tidy = {name: value for name, value in document.items() if value not in NOTHING}
    for name, several in tidy.items():
        if isinstance(several, list) and several and isinstance(several[0], dict):
            tidy[name] = several if name == ALWAYS_ONE_FOR_EACH_GROUP else [each for each in several if told(each)]
    return tidy


def plan_of(document: Document) -> Plan:
    """The plan that the draft has become. Raises ValidationError."""
    plan = told(tidied(document))
    places = plan.get("moderators", [])
    while places and not places[-1]:
        places.pop()
    return Plan.model_validate(plan)


def path_of(document: Document, place: tuple[str | int, ...]) -> Path:
    """Where in the draft it is what a plan calls by its number."""
    part: Any = tidied(document)
    path: list[str] = []
    for name in place:
        if isinstance(part, list) and isinstance(name, int) and name < len(part):
            part = part[name]
            path.append(str(part[NAME]) if isinstance(part, dict) else str(name))
        else:
            part = part.get(name) if isinstance(part, dict) and isinstance(name, str) else None
            path.append(str(name))
    return tuple(path)
