"""What the organiser lays over the summary, as it is edited: each place by itself, so that two may edit at once."""

from collections import defaultdict
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, select

from app.live.fragments.base import KEYS, Fragment, fetch, lists_by, row
from app.models import Edit, Group, Lesson

edit, lesson, group = Edit.__table__, Lesson.__table__, Group.__table__  # type: ignore[attr-defined]

EDITS = select(edit).where(edit.c.lab_id.in_(KEYS)).order_by(edit.c.id)
LESSONS = (
    select(lesson.c.id, lesson.c.lab_id, lesson.c.title, group.c.number)
    .join(group, group.c.id == lesson.c.group_id)
    .where(lesson.c.lab_id.in_(KEYS), ~lesson.c.is_removed)
    .order_by(group.c.number, lesson.c.given)
)
ADDRESSES = {"introduction": "introduction", "note": "notes", "omission": "omissions", "translation": "translations"}


def key_of(lab_id: int, place: str, about: str = "", language: str = "") -> str:
    return f"{lab_id}|{place}|{about}|{language}"


def fields(read: Connection, keys: set[Any]) -> dict[str, Any]:
    rows: defaultdict[str, list[Any]] = defaultdict(list)
    for each in fetch(read, EDITS, {int(key.partition("|")[0]) for key in keys}):
        rows[key_of(each.lab_id, each.place, each.about, each.language)].append(each)
    return {key: field(key, rows[key]) for key in keys}


def field(key: str, same: list[Any]) -> SimpleNamespace:
    """The words that stand at one place, who typed them and when, and which wording of it they are."""
    lab_id, kind, about, language = key.split("|")
    standing = next((each for each in reversed(same) if not each.is_undone), None)
    return SimpleNamespace(
        lab_id=int(lab_id),
        place=kind,
        about=about,
        language=language,
        name=f"{kind}-{about}-{language}".replace(":", "-").rstrip("-"),
        url=f"/labs/{lab_id}/tower/report/{ADDRESSES.get(kind, kind)}",
        part=about.rpartition(":")[2] or "text",
        text=standing.text if standing else "",
        by=standing.by if standing else "",
        at=standing.at if standing and standing.text else None,
        edition=max((each.edition for each in same), default=0),
    )


def steps(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """The last step that can be taken back."""
    rows = lists_by(fetch(read, EDITS, keys), "lab_id")
    labels = labelled(read, keys)
    return {lab: step(lab, [each for each in rows[lab] if not each.is_undone], labels[lab]) for lab in keys}


def step(lab_id: int, standing: list[Any], labels: dict[str, str]) -> SimpleNamespace:
    last = standing[-1] if standing else None
    about = last.about.split(":")[1] if last and ":" in last.about else ""
    return SimpleNamespace(lab_id=lab_id, last=last and row(last, label=labels.get(about, "")))


def labelled(read: Connection, keys: set[Any]) -> dict[int, dict[str, str]]:
    """Lessons by the number that readers see: the second of the first group is L1.2."""
    found: dict[int, dict[str, str]] = {lab: {} for lab in keys}
    met: dict[tuple[int, int], int] = {}
    for each in fetch(read, LESSONS, keys):
        n = met[each.lab_id, each.number] = met.get((each.lab_id, each.number), 0) + 1
        found[each.lab_id][each.id] = f"L{each.number}.{n}"
    return found


def orders(read: Connection, keys: set[Any]) -> dict[int, Any]:
    rows, lessons = lists_by(fetch(read, EDITS, keys), "lab_id"), lists_by(fetch(read, LESSONS, keys), "lab_id")
    labels = labelled(read, keys)
    return {lab: order(lab, rows[lab], lessons[lab], labels[lab]) for lab in keys}


def order(lab_id: int, rows: list[Any], lessons: list[Any], labels: dict[str, str]) -> SimpleNamespace:
    chosen = [each for each in rows if each.place == "order" and not each.is_undone]
    places = {id: n for n, id in enumerate(chosen[-1].text.split())} if chosen else {}
    held = sorted(lessons, key=lambda each: places.get(each.id, len(places)))
    return SimpleNamespace(
        lab_id=lab_id,
        lessons=[row(each, label=labels[each.id]) for each in held],
        last=chosen[-1] if chosen else None,
        originally=[labels[each.id] for each in lessons] if held != lessons else [],
    )


class EditField(Fragment):
    piece = "editing/_edits.html:field"
    load = fields


class EditSteps(Fragment):
    piece = "editing/_edits.html:steps"
    load = steps


class LessonOrder(Fragment):
    piece = "editing/_edits.html:order"
    load = orders
