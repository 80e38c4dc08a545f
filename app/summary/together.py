"""What the tables asked the inner circle, and the posters of a walk with what was left there; nobody who wrote it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import bindparam, func, select

from app.models import Mark, Poster, Question, Upvote

question, behind = Question.__table__, Upvote.__table__  # type: ignore[attr-defined]
poster, mark = Poster.__table__, Mark.__table__  # type: ignore[attr-defined]

OF: Any = bindparam("lab")
VOTES = (
    select(func.count())
    .where(behind.c.question_id == question.c.id)
    .correlate(question)
    .scalar_subquery()
    .label("votes")
)
QUESTIONS = (
    select(question.c.id, question.c.group_id, question.c.text, question.c.state, question.c.on_paper)
    .add_columns(question.c.given_at, VOTES)
    .where(question.c.lab_id == OF, ~question.c.is_withdrawn)
    .order_by(question.c.group_id, question.c.given)
)
POSTERS = select(poster.c.group_id, poster.c.text).where(poster.c.lab_id == OF)
# In the order of ids, which is no order: nobody reads from it who came first.
MARKS = (
    select(mark.c.id, mark.c.group_id, mark.c.from_group_id, mark.c.kind, mark.c.text)
    .where(mark.c.lab_id == OF, ~mark.c.is_withdrawn)
    .order_by(mark.c.id)
)

Row = dict[str, Any]


def posters(rows: Callable[[Any], list[Row]], numbered: dict[int, int]) -> list[Row]:
    """Of every group that has one or was left something: its words, its dots, and each comment with whose it is."""
    words, marks = {each["group_id"]: each["text"] for each in rows(POSTERS)}, rows(MARKS)
    hung = {*(group for group, text in words.items() if text), *(each["group_id"] for each in marks)}
    return [
        {
            "id": group,
            "group": number,
            "label": f"P{number}",
            "text": words.get(group, ""),
            "dots": sum(each["kind"] == "dot" for each in marks if each["group_id"] == group),
            "comments": comments(f"P{number}", [each for each in marks if each["group_id"] == group], numbered),
        }
        for group, number in numbered.items()
        if group in hung
    ]


def comments(label: str, marks: list[Row], numbered: dict[int, int]) -> list[Row]:
    said = [each for each in marks if each["kind"] == "comment"]
    return [
        {"id": each["id"], "label": f"{label}.{n}", "text": each["text"], "from_group": numbered[each["from_group_id"]]}
        for n, each in enumerate(said, 1)
    ]
