"""Everything a group's lessons can rest on, to be searched."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, bindparam, select

from app.domain.work import Key, admitted
from app.i18n import said
from app.models import AgendaItem, Contribution, Lesson, Note, Theme

idea, theme = Contribution.__table__, Theme.__table__  # type: ignore[attr-defined]
lesson, note, item = Lesson.__table__, Note.__table__, AgendaItem.__table__  # type: ignore[attr-defined]

MOST = 40
OF: Any = bindparam("group")
THEMES = select(theme.c.id, theme.c.name.label("text")).where(theme.c.group_id == OF, ~theme.c.is_removed)
IDEAS = select(idea.c.id, idea.c.text).where(idea.c.group_id == OF, idea.c.is_revealed, ~idea.c.is_withdrawn)
NOTES = select(note.c.id, note.c.text).where(note.c.group_id == OF, ~note.c.is_removed)
LESSONS = (
    select(lesson.c.id, lesson.c.title).where(lesson.c.group_id == OF, ~lesson.c.is_removed).order_by(lesson.c.given)
)
ITEMS = select(item.c.id, item.c.title).where(item.c.lab_id == bindparam("lab")).order_by(item.c.position)
OWN = {
    "theme": THEMES.order_by(theme.c.given),
    "note": NOTES.order_by(note.c.given),
    "contribution": IDEAS.order_by(idea.c.given),
}


def read_sources(read: Connection, key: Key, words: str) -> SimpleNamespace:
    """What holds every one of these words, in whatever order; everything when there are none. Raises NotYours."""
    actor = admitted(read, key, read_sources)
    sought = words.casefold().split()
    found = [one for one in every_source(read, key.lab_id, actor.group_id) if holds(one.text, sought)]
    lessons = list(read.execute(LESSONS, {"group": actor.group_id}))
    return SimpleNamespace(words=words, found=found[:MOST], more=max(0, len(found) - MOST), lessons=lessons)


def every_source(read: Connection, lab_id: int, group_id: int | None) -> list[SimpleNamespace]:
    own = [
        SimpleNamespace(kind=kind, id=one.id, text=one.text)
        for kind, statement in OWN.items()
        for one in read.execute(statement, {"group": group_id})
    ]
    cases = [
        SimpleNamespace(kind="item", id=one.id, text=said(one.title)) for one in read.execute(ITEMS, {"lab": lab_id})
    ]
    return own + cases


def holds(text: str, sought: list[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in sought)
