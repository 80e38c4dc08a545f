"""What a group can vote on: its themes, its ideas, its lessons, as they stand at this moment."""

from typing import Any, Literal

from sqlmodel import col, select

from app.domain.polls import groups_of
from app.domain.work import Work
from app.models import Contribution, Lesson, Theme

Subject = Literal["themes", "contributions", "lessons"]


def on_the_table(work: Work, group_id: int, about: Subject) -> tuple[Subject, list[dict[str, Any]]]:
    """What the group can choose between; its ideas, while it has no themes to choose between."""
    found = OPTIONS[about](work, group_id)
    if about == "themes" and len(found) < 2:
        return on_the_table(work, group_id, "contributions")
    return about, [as_option(each) for each in found]


def on_all_tables(work: Work, about: Subject) -> tuple[Subject, list[dict[str, Any]]]:
    """What everybody can choose between: what all groups have, each with the number of its group."""
    found = [(group.number, each) for group in groups_of(work) for each in OPTIONS[about](work, group.id)]
    if about == "themes" and len(found) < 2:
        return on_all_tables(work, "contributions")
    return about, [as_option(each) | {"group": number} for number, each in found]


def themes_of(work: Work, group_id: int) -> list[Theme]:
    mine = select(Theme).where(Theme.group_id == group_id, col(Theme.is_removed).is_(False))
    return work.all(mine.order_by(col(Theme.given)))


def contributions_of(work: Work, group_id: int) -> list[Contribution]:
    mine = select(Contribution).where(
        Contribution.group_id == group_id,
        col(Contribution.is_withdrawn).is_(False),
        col(Contribution.is_revealed).is_(True),
    )
    return work.all(mine.order_by(col(Contribution.given)))


def lessons_of(work: Work, group_id: int) -> list[Lesson]:
    mine = select(Lesson).where(Lesson.group_id == group_id, col(Lesson.is_removed).is_(False))
    return work.all(mine.order_by(col(Lesson.given)))


OPTIONS: dict[Subject, Any] = {"themes": themes_of, "contributions": contributions_of, "lessons": lessons_of}


def as_option(row: Theme | Contribution | Lesson) -> dict[str, Any]:
    """As it stands at this moment: later changes of it change no ballot."""
    if isinstance(row, Lesson):
        return {"id": row.id, "text": row.title, "more": row.text}
    return {"id": row.id, "text": row.name if isinstance(row, Theme) else row.text}
