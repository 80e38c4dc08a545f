"""Closed votes as a report needs them: what each came to, and whoever dissented where they may be quoted; no voter."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import bindparam, func, select

from app.models import Ballot, HandCount, Poll

poll, ballot, hands = Poll.__table__, Ballot.__table__, HandCount.__table__  # type: ignore[attr-defined]

OF: Any = bindparam("lab")
POLLS = (
    select(
        poll.c.id,
        poll.c.group_id,
        poll.c.method,
        poll.c.about,
        poll.c.lesson_id,
        poll.c.edition,
        poll.c.round,
        poll.c.result,
        poll.c.closed_at,
    )
    .where(poll.c.lab_id == OF, poll.c.closed_at.is_not(None))
    .order_by(poll.c.given)
)
# In the order of ids, which is no order: nobody reads from it who came first.
QUOTED = (
    select(ballot.c.poll_id, ballot.c.dissent, ballot.c.answer)
    .where(ballot.c.lab_id == OF, ballot.c.may_quote, ~ballot.c.is_taken_back, ballot.c.dissent != "")
    .order_by(ballot.c.id)
)
CAST = (
    select(ballot.c.poll_id, ballot.c.group_id, func.count().label("n"))
    .where(ballot.c.lab_id == OF, ~ballot.c.is_taken_back)
    .group_by(ballot.c.poll_id, ballot.c.group_id)
)
RAISED = select(hands.c.poll_id, hands.c.group_id, hands.c.people.label("n")).where(hands.c.lab_id == OF)
AGAINST = {
    "agreement": ("7", "8"),
    "consent": ("objection",),
    "consensus": ("stand_aside", "block"),
    "pass": ("disagree",),
}
"""Levels by which somebody says no; of fingers, those below what passes."""

Row = dict[str, Any]


def told(rows: Callable[[Any], list[Row]], numbered: dict[int, int], standing: dict[str, Row]) -> list[Row]:
    """Every vote of the lab, in the order they were opened, with who took part."""
    found = votes(rows(POLLS), rows(QUOTED), numbered, standing)
    turned_out(found, [*rows(CAST), *rows(RAISED)], numbered)
    return found


def votes(polls: list[Row], quoted: list[Row], numbered: dict[int, int], standing: dict[str, Row]) -> list[Row]:
    """`standing`: by their ids what people still see; what was taken back is voted on without its words. Votes on
    a lesson that is no more are left out with it."""
    kept = [each for each in polls if each["lesson_id"] is None or each["lesson_id"] in standing]
    for n, each in enumerate(kept, 1):
        group = each.pop("group_id")
        each |= {"group": numbered[group] if group else None, "label": f"V{n}"}
        each["quotes"] = [
            {"words": one["dissent"], "answer": one["answer"]} for one in quoted if one["poll_id"] == each["id"]
        ]
        each["result"] = each["result"] | {
            "options": [option(each, one, standing) for one in each["result"]["options"]]
        }
    return kept


def option(vote: Row, one: Row, standing: dict[str, Row]) -> Row:
    """In the words it had when people voted. A theme that was merged or removed since keeps its name."""
    is_shown = vote["about"] == "themes" or one["id"] in standing
    told = {name: value for name, value in one.items() if name not in ("more", "text")}
    return told | {"text": one["text"] if is_shown else None, "label": standing.get(one["id"], {}).get("label")}


def turned_out(found: list[Row], counts: list[Row], numbered: dict[int, int]) -> None:
    """Each vote with how many of each group took part in it."""
    for each in found:
        by_group = each["by_group"] = dict[int, int]()
        for one in counts:
            if one["poll_id"] == each["id"]:
                number = numbered[one["group_id"]]
                by_group[number] = by_group.get(number, 0) + one["n"]


def beside(lessons: list[Row], voted: list[Row]) -> None:
    """Each lesson with the last ballot on its present words."""
    for each in lessons:
        mine = [one for one in voted if one["lesson_id"] == each["id"]]
        each["ballot"] = next((one for one in reversed(mine) if one["edition"] == each["edition"]), None)


def against(vote: Row | None) -> int:
    """How many ballots said no to the lesson."""
    if vote is None:
        return 0
    result = vote["result"]
    if vote["method"] == "fist":
        return int(result.get("below") or 0)
    counts = result["options"][0]["counts"]
    return sum(counts[level] or 0 for level in AGAINST[vote["method"]])
