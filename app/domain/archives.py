"""Keeping the summary of a lab that was held elsewhere."""

from typing import Any

from sqlmodel import col, select

from app.clock import now
from app.domain.errors import CodeTaken
from app.domain.events import LabFounded
from app.domain.passes import issue
from app.domain.rules import READER
from app.domain.work import Work
from app.models import Archive, Lab


def keep_archive(work: Work, facts: dict[str, Any], profile: str, document: str, token_hash: str) -> Lab:
    """A lab in which nothing can be done: it is closed, nobody sits in it, and one link opens it to be read.

    `facts` are the lab's own in the document. Raises CodeTaken."""
    if work.all(select(Lab).where(col(Lab.code) == facts["code"])):
        raise CodeTaken
    lab = work.add(Lab(**{"closed_at": now(), **facts}, capacity=0, created_at=now()))
    work.lab_id = work.journal.lab_id = lab.id
    work.add(Archive(lab_id=lab.id, profile=profile, document=document))
    issue(work, READER, token_hash)
    work.announce(LabFounded())
    return lab
