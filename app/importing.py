"""`./samskap import` of a summary: judged whole, then kept to be read."""

import argparse
from pathlib import Path

from app.asked import refuse_if_in_use, screens, with_address
from app.domain.errors import CodeTaken
from app.domain.plans import PlanRefused
from app.founding import Addresses, keep
from app.settings import Settings
from app.summary.archives import archive_of
from app.summary.document.judging import is_summary
from app.terminal import ASKED_WRONGLY, Trouble, heading, say


def keep_summary(settings: Settings, file: Path) -> Addresses:
    """Whole or not at all."""
    try:
        kept = archive_of(file.read_bytes().decode())
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise unusable(file, f"Line {line}: There is a sign here that no text has. Save the file as UTF-8.") from None
    except PlanRefused as refusal:
        raise unusable(file, str(refusal)) from None
    try:
        return keep(settings, kept)
    except CodeTaken as refusal:
        code = kept.facts["code"]
        raise Trouble(f"A lab with the code {code} is here already.", "Take another folder: --data DIR") from refusal


def unusable(file: Path, told: str) -> Trouble:
    return Trouble(f"{file.name} cannot be kept as it is.\n{told}", "docs/summary.md says what a summary holds.")


def holds_summary(file: Path) -> bool:
    try:
        return is_summary(file.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return False  # what is wrong with it is told when it is read as a plan


def bring_summary(settings: Settings, asked: argparse.Namespace) -> None:
    if asked.code:
        raise Trouble("A summary keeps the code of its lab.", "Leave out --code.", ASKED_WRONGLY)
    refuse_if_in_use(settings)
    kept = keep_summary(with_address(settings), asked.file)
    say(f"The summary of “{kept.title}” ({kept.code}) is kept in {settings.data}, to be read and never changed.")
    say()
    heading("This link opens it:")
    screens(kept)
    say()
    say(f"To read it: ./samskap serve --data {settings.data}")
