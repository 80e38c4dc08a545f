"""`./samskap export`: the files of a lab, told as they are made."""

import argparse
import time
from pathlib import Path

from app.domain.doors import lab_known_as
from app.domain.errors import NoSuchLab
from app.founding import looked_at
from app.i18n import LANGUAGES
from app.packing import PackOrder, packed_beside
from app.printing import File, Order, printed
from app.settings import Settings
from app.summary.writers import formats
from app.terminal import ASKED_WRONGLY, Trouble, say, telling
from app.venue.pack import MOST


def export(settings: Settings, code: str, asked: argparse.Namespace) -> None:
    wanted = formats_in(asked.format)
    lab_id, spoken = lab_of(settings, code)
    language = asked.language or (spoken if spoken in LANGUAGES else LANGUAGES[0])
    if language not in LANGUAGES:
        cure = f"There are: {', '.join(LANGUAGES)}."
        raise Trouble(f"Labels are not there in the language {language}.", cure, ASKED_WRONGLY)
    for name in wanted:
        began = time.monotonic()
        with telling(f"  {name} …"):
            file = printed(settings.database, Order(lab_id, 0, name, language, asked.profile, settings.least))
            path = kept(asked.out, file)
        say(f"  {name:<5} {time.monotonic() - began:5.1f} s  {size(len(file.body)):>9}  {path}")


def formats_in(asked: str) -> list[str]:
    names = list(formats()) if asked == "all" else [name.strip() for name in asked.split(",") if name.strip()]
    unknown = [name for name in names if name not in formats()]
    if unknown or not names:
        cure = f"There are: {', '.join(formats())}."
        raise Trouble(f"No format is called {', '.join(unknown) or asked}.", cure, ASKED_WRONGLY)
    return list(dict.fromkeys(names))


def lab_of(settings: Settings, code: str) -> tuple[int, str]:
    """Its id, and its first language."""
    try:
        found = looked_at(settings, lambda read: lab_known_as(read, code))
    except NoSuchLab as refusal:
        raise Trouble(f"No lab in {settings.data} has the code {code}.", "Look at its tower once more.") from refusal
    return found.id, found.language


def kept(folder: Path, file: File) -> Path:
    """Under its own name: what was there of that name gives way."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / file.name).write_bytes(file.body)
    except OSError as refusal:
        raise Trouble(f"{folder} cannot be written to ({refusal.strerror}).", "Name another: --out DIR") from refusal
    return folder / file.name


def write_pack(settings: Settings, code: str, asked: argparse.Namespace) -> None:
    lab_id, _ = lab_of(settings, code)
    spoken = looked_at(settings, lambda read: lab_known_as(read, code)).languages
    if asked.language and asked.language not in (*spoken, *LANGUAGES):
        cure = f"There are: {', '.join(dict.fromkeys((*spoken, *LANGUAGES)))}."
        raise Trouble(f"The pack is not there in the language {asked.language}.", cure, ASKED_WRONGLY)
    if not 0 <= asked.ballots <= MOST:
        raise Trouble(f"{asked.ballots} ballots cannot be made.", f"Ask for 0 to {MOST}.", ASKED_WRONGLY)
    with telling("  pdf …"):
        order = PackOrder(lab_id, 0, settings.address(), asked.language or "", asked.paper, asked.ballots)
        file = packed_beside(settings.database, order)
        path = kept_as(asked.out, file)
    say(f"  {size(len(file.body))}  {path}")


def kept_as(path: Path, file: File) -> Path:
    if path.is_dir():
        return kept(path, file)
    try:
        path.write_bytes(file.body)
    except OSError as refusal:
        raise Trouble(f"{path} cannot be written to ({refusal.strerror}).", "Name another: --out FILE") from refusal
    return path


def size(n: int) -> str:
    return f"{n / 1000:,.0f} kB" if n < 1_000_000 else f"{n / 1_000_000:,.1f} MB"
