"""The one neutral tree: every format is a small writer over it. Built at any moment: it is the report so far."""

import json
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from app.clock import now
from app.domain.errors import NotYetClosed
from app.domain.work import Key, admitted
from app.i18n import reader_language, reading
from app.methods.suppression import LEAST
from app.models import Archive
from app.summary.document import found_again
from app.summary.editing import laid_over, standing_edits
from app.summary.editions import thawed
from app.summary.findings import Findings, findings, standing
from app.summary.parts.actions import actions
from app.summary.parts.annex import annex
from app.summary.parts.disputes import disputes
from app.summary.parts.facts import facts
from app.summary.parts.front import front
from app.summary.parts.groups import groups
from app.summary.parts.introduction import introduction
from app.summary.parts.lessons import lessons
from app.summary.parts.method import method
from app.summary.parts.programme import people, programme
from app.summary.parts.quality import quality
from app.summary.profiles import INTERNAL, PROFILES
from app.summary.tree import Section
from app.summary.voices import planned

archive = Archive.__table__  # type: ignore[attr-defined]
ARCHIVED = select(archive.c.document, archive.c.profile, archive.c.brought_at).where(
    archive.c.lab_id == bindparam("lab")
)
ORDER = (front, introduction, facts, programme, people, method, lessons, disputes, groups, actions, quality, annex)


class Report(NamedTuple):
    title: str
    language: str
    file_name: str
    findings: Findings
    sections: list[Section]


def read_report(read: Connection, key: Key) -> int:
    """The organiser may, at any moment: how new it is, as the lab's `seq`. Raises NotAdmitted, NotYours."""
    admitted(read, key, read_report)
    return standing(read, key.lab_id).seq  # type: ignore[no-any-return]


def read_summary(read: Connection, key: Key) -> int:
    """Everyone in the lab may, once it is closed: its `seq`. Raises NotAdmitted, NotYours, NotYetClosed."""
    admitted(read, key, read_summary)
    lab = standing(read, key.lab_id)
    if lab.closed_at is None:
        raise NotYetClosed
    return lab.seq  # type: ignore[no-any-return]


def report(read: Connection, lab_id: int, language: str, profile: str = INTERNAL, least: int = LEAST) -> Report:
    """`least`: how many people a number rests on in what is for everybody."""
    return told(found_for(read, lab_id, profile, least), language)


def found_for(read: Connection, lab_id: int, profile: str = INTERNAL, least: int = LEAST) -> Findings:
    """What was found, what the organiser laid over it, and of both what these readers should see."""
    kept = read.scalar(ARCHIVED, {"lab": lab_id})  # of a lab that was held elsewhere
    found = found_again(json.loads(kept)) if kept else laid_over(findings(read, lab_id), standing_edits(read, lab_id))
    return PROFILES[profile](found, least)


def published_report(read: Connection, lab_id: int, number: int, language: str) -> Report:
    """An edition as it was published. Raises NotFound."""
    return told(thawed(read, lab_id, number), language)


def told(found: Findings, language: str) -> Report:
    """What was found, as a reader of this language reads it."""
    with reading(language, partial(found.lab.get, "time_zone")):
        sections = [told for told in (section(found) for section in ORDER) if told]
        return Report(planned(found.lab["title"]), reader_language(), file_name(found), found, sections)


def file_name(found: Findings) -> str:
    """Of our own making: nothing people typed becomes part of a path. For whom it is and in which language stand in it,
    so that no file takes another's place unseen."""
    is_of = f"edition-{int(found.edition['number'])}" if found.edition else f"{now():%Y-%m-%d}-{found.profile}"
    return f"samskap-{found.lab['code']}-{is_of}-{reader_language()}"
