"""Changing a draft: what was typed, and what is added, taken out or moved. Pure: a document in, a document out.

A change holds where the place still says what its writer saw. So two people may write side by side, and only when
they change the same thing does the later one hear of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from app.domain.drafts.document import NAME, NOTHING, Document, Path, at, copied, inside, is_there, put, seated, told
from app.domain.drafts.fields import kind_of_item, kind_of_stage, path_in, settings_of, value_at
from app.domain.drafts.pasting import people_in
from app.domain.drafts.refusals import TooManyEntries
from app.domain.errors import Misunderstood
from app.domain.plans.schema import MOST

MOST_PASTED = 20_000  # characters


class Step(NamedTuple):
    """What a button does: `add`, `remove`, `up`, `down`, `move` or `paste`, where, and with what.

    `name`: of what is new, made by whoever asks, so that a press that comes twice adds one. `words`: what a new thing
    says to begin with."""

    verb: str
    path: Path
    name: str = ""
    words: Mapping[str, Any] = {}
    to: int | None = None
    pasted: str = ""


class Edit(NamedTuple):
    """What was typed, by the names of its fields, and what was pressed."""

    typed: Mapping[str, str]
    step: Step | None = None


class Edited(NamedTuple):
    """What the draft says after an edit. `clashes`: places where others were earlier, if any: then nothing of the edit
    is in `document`, and all of it in `aside`, which is what its writer meant."""

    document: Document
    about: str
    clashes: Sequence[str] = ()
    aside: Document | None = None


def edited(base: Document, now: Document, edit: Edit) -> Edited:
    """`base` is what the writer saw, `now` what the draft says. Raises Refusal where something cannot be kept."""
    mine, ours = copied(base), copied(now)
    about, clashes = "", []
    for name, raw in edit.typed.items():
        path = path_in(name)
        if path is None:
            raise Misunderstood
        change = changed(base, now, mine, path, raw)
        if change is None:
            continue
        about = about or name
        settle(mine, path, change.value)
        if change.is_clash:
            clashes.append(name)
        elif is_there(ours, path):
            settle(ours, path, change.value)
    if edit.step:
        about = stepped(edit.step, base, now, mine, ours, clashes) or about
    return Edited(now, about, clashes, mine) if clashes else Edited(ours, about)


class Change(NamedTuple):
    value: Any
    is_clash: bool


def changed(base: Document, now: Document, mine: Document, path: Path, raw: str) -> Change | None:
    """None where nothing else is said than was seen, or than is said by now."""
    if not is_there(base, path):
        raise Misunderstood
    value = value_at(mine, path, raw)
    was = at(base, path)
    if is_same(value, was):
        return None
    is_here = is_there(now, path)
    if is_here and is_same(value, at(now, path)):
        return None
    return Change(value, not is_here or not is_same(was, at(now, path)))


def is_same(one: Any, other: Any) -> bool:
    return one == other or (one in NOTHING and other in NOTHING)


def settle(document: Document, path: Path, value: Any) -> None:
    """With what follows from it: another kind has other settings, more groups have more moderators."""
    put(document, path, value)
    if path[-1] == "kind" and path[-3:-2] == ("stages",):
        stage = at(document, path[:-1])
        known = {each.name for each in settings_of(str(value))}
        put(stage, ("settings",), {name: kept for name, kept in stage.get("settings", {}).items() if name in known})
    if path == ("groups",):
        seated(document)


# --- What buttons do


def stepped(step: Step, base: Document, now: Document, mine: Document, ours: Document, clashes: list[str]) -> str:
    """Done to what the writer saw, and to the draft if it still stands there. Says where."""
    take = STEPS.get(step.verb)
    if take is None or not step.path or not is_there(base, step.path):
        raise Misunderstood
    step = counted(step, base)
    take(mine, step)
    name = ".".join(step.path)
    is_removal = step.verb == "remove"
    is_touched = is_removal and at(base, step.path) != at(now, step.path)
    if is_there(now, step.path) and not is_touched:
        take(ours, step)
    elif not is_removal or at(mine, step.path) != at(now, step.path):
        clashes.append(name)
    return f"{step.verb}:{name}"


def counted(step: Step, base: Document) -> Step:
    """Up and down lead to a place, counted from where the writer saw it: a press that comes twice moves it once."""
    several = at(base, step.path[:-1])
    if step.verb not in BY or not isinstance(several, list):
        return step
    return step._replace(to=several.index(at(base, step.path)) + BY[step.verb])


GROW = {"agenda", "stages", "prompts", "goals", "facts", "links", "speakers"}
OF_KIND: dict[str, Callable[[str], str]] = {"agenda": kind_of_item, "stages": kind_of_stage}


def add(document: Document, step: Step) -> None:
    if step.path == ("languages",):
        return add_language(document, str(step.words.get("language", "")))
    *way, last = step.path
    if last not in GROW or not step.name:
        raise Misunderstood
    home = at(document, tuple(way)) if way else document
    if not isinstance(home, dict) or (way and last != "stages"):
        raise Misunderstood
    several = home.setdefault(last, [])
    if inside(several, step.name):
        return None
    if len(several) >= MOST:
        raise TooManyEntries
    several.append({NAME: step.name, **to_begin_with(last, several, step)})
    return None


def to_begin_with(part: str, several: list[Any], step: Step) -> dict[str, Any]:
    """A prompt has a key for stages to name; items and stages are of some kind, and of which says whoever adds them."""
    if part == "prompts":
        return {"key": free_key(several)}
    kind: Any = step.words.get("kind")
    if part in OF_KIND and not (kind := OF_KIND[part](str(kind or ""))):
        raise Misunderstood
    return {"kind": kind} if kind else {}


def free_key(prompts: list[dict[str, Any]]) -> str:
    taken = {each.get("key") for each in prompts}
    return next(key for n in range(1, 1000) if (key := "main" if n == 1 else f"question {n}") not in taken)


def add_language(document: Document, code: str) -> None:
    if code and code not in document["languages"]:
        document["languages"] = [*document["languages"], code]


def remove(document: Document, step: Step) -> None:
    if step.path[:1] == ("languages",):
        return remove_language(document, step.path[-1])
    *way, last = step.path
    several = at(document, tuple(way))
    gone = inside(several, last)
    if not isinstance(several, list) or gone is None:
        raise Misunderstood
    if way == ["moderators"]:  # the group stays, and waits for somebody else
        several[several.index(gone)] = {NAME: last}
        return None
    several.remove(gone)
    if way == ["prompts"]:
        forget_prompt(document, gone.get("key"))
    return None


def forget_prompt(document: Document, key: str | None) -> None:
    for item in document.get("agenda", []):
        for stage in item.get("stages", []):
            if stage.get("prompt") == key:
                del stage["prompt"]


def remove_language(document: Document, code: str) -> None:
    """With every word in it; the last one stays."""
    left = [each for each in document["languages"] if each != code]
    if not left:
        return
    document["languages"] = left
    if document.get("language") == code:
        document["language"] = left[0]
    without_language(document, code)


def without_language(part: Any, code: str) -> None:
    for value in part.values() if isinstance(part, dict) else part:
        if isinstance(value, dict) and code in value and isinstance(value[code], str):
            del value[code]
        if isinstance(value, dict | list):
            without_language(value, code)


def move(document: Document, step: Step) -> None:
    """To the place of that number, counting from 0; beyond the ends, to the end."""
    several = at(document, step.path[:-1])
    moved = inside(several, step.path[-1])
    if not isinstance(several, list) or moved is None or step.path[0] not in MOVES:
        raise Misunderstood
    if step.path[0] == "moderators":
        return change_seats(several, moved, clamp(step.to or 0, several))
    several.remove(moved)
    several.insert(clamp(step.to or 0, [*several, moved]), moved)
    return None


BY = {"up": -1, "down": 1}
MOVES = {"agenda", "prompts", "moderators", "speakers", "goals", "facts", "links"}


def clamp(to: int, several: list[Any]) -> int:
    return min(max(to, 0), len(several) - 1)


def change_seats(several: list[Any], moved: Any, to: int) -> None:
    """Two moderators change groups; nobody else's group changes."""
    here = several.index(moved)
    several[here], several[to] = several[to], several[here]


def paste(document: Document, step: Step) -> None:
    """Moderators take the groups in order, and make groups if they are more; speakers join those that are there."""
    if step.path not in (("moderators",), ("speakers",)) or len(step.pasted) > MOST_PASTED:
        raise Misunderstood
    people = people_in(step.pasted, str(document.get("language", "")))
    several = document.setdefault(step.path[0], [])
    if len(people) + len(several) > 2 * MOST:
        raise TooManyEntries
    if step.path == ("speakers",):
        known = [told(each) for each in several]
        several += [{NAME: f"{step.name}{n}", **each} for n, each in enumerate(people) if each not in known]
        return
    document["groups"] = min(max(len(people), document.get("groups") or 1), 200)
    seated(document)
    for place, each in zip(several, people, strict=False):
        if place.get("name") != each["name"]:
            name = place[NAME]
            place.clear()
            place.update({NAME: name, **each})


STEPS: dict[str, Callable[[Document, Step], None]] = {
    "add": add,
    "remove": remove,
    "move": move,
    "up": move,
    "down": move,
    "paste": paste,
}
