"""What an edition would be if it were published now: what stops it, what would change, and what would be kept."""

from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.domain.errors import Refusal
from app.domain.publishing_errors import RestsOnNothing, TraceLeadsNowhere
from app.i18n import SOURCE
from app.summary.changes import changes
from app.summary.editions import editions, found_in, frozen, thawed
from app.summary.findings import Findings, standing
from app.summary.parts.method import how_many_left_out
from app.summary.report import Report, found_for, told
from app.summary.trace import Break, breaks
from app.summary.voices import LESSON, anchor

Change = dict[str, Any]


class Prepared(NamedTuple):
    """`breaks`: what must be mended first, each with how readers find it: "L1.2". `is_same`: as the edition before,
    which still stands. `counts`: of what is in it."""

    number: int
    seq: int
    profile: str
    breaks: list[Break]
    changes: list[Change]
    body: bytes
    is_same: bool
    counts: dict[str, int]


def prepared(read: Connection, lab_id: int, profile: str, least: int) -> Prepared:
    seq, log = standing(read, lab_id).seq, editions(read, lab_id)
    last = log[-1].number if log else 0
    body = frozen(found_for(read, lab_id, profile, least))
    after = compared(found_in(body))
    before = compared(thawed(read, lab_id, last)) if last else None
    differs = changes(before, after) if before else []
    is_same = bool(log) and not differs and not log[-1].withdrawn_at
    broken = [labelled(each, after) for each in breaks(after)]
    return Prepared(last + 1, seq, profile, broken, differs, body, is_same, counts(after.findings))


def counts(found: Findings) -> dict[str, int]:
    told = sum("left_out" not in each for each in found.contributions)
    lessons = sum("left_out" not in each for each in found.lessons)
    return {"lessons": lessons, "contributions": told, "left_out": how_many_left_out(found)}


def compared(found: Findings) -> Report:
    """As every edition is told when two are compared: in the source language, all in the words they were said in."""
    introduction = found.introduction and found.introduction | {"translations": {}}
    lessons = [each | {"translations": {}} for each in found.lessons]
    bare = found._replace(edition=None, introduction=introduction, lessons=lessons)
    return told(bare, SOURCE)._replace(findings=found)


def labelled(each: Break, report: Report) -> Break:
    """By the label that readers see, where it has one."""
    known = {anchor(LESSON, one["id"]): one["label"] for one in report.findings.lessons}
    return each._replace(where=known.get(each.where, each.where))


def refusal(each: Break) -> Refusal:
    return (RestsOnNothing if each.kind == "taken_back" else TraceLeadsNowhere)(where=each.where)
