"""The venue pack: one tagged PDF (PDF/UA-1) with all paper of a lab, set by typst. People's words are data there."""

import json
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from sqlalchemy import Connection

from app import qr
from app.clock import now
from app.domain.errors import N_
from app.i18n import reader_language, reading, said
from app.i18n import translated as _
from app.summary import strokes
from app.summary.lettering import FAMILIES
from app.summary.typesetting import typeset
from app.summary.writers.pdf import words
from app.venue.occasion import Occasion, occasion
from app.venue.phrases import MOST_LANGUAGES, both, labels, planned, tongue
from app.venue.runsheet import run_sheet
from app.venue.slips import ballots, slips

TEMPLATE = Path(__file__).parent / "pack.typ"
PAPERS = {"a4": "a4", "letter": "us-letter"}
Paper = Literal["a4", "letter"]
MANY, MOST = 8, 400  # ballots of each vote
STEPS = (
    N_("Scan the code with your phone's camera, or go to the address."),
    N_("Say what your group shall call you, or stay anonymous."),
    N_("Your task is on your phone. What you write is kept, also without Wi-Fi."),
)


def pack(
    read: Connection, lab_id: int, server: str, language: str = "", paper: str = "a4", many: int = MANY
) -> tuple[str, bytes]:
    """Its file name, and itself. `server`: the address that people use. No language: the lab's first two.

    Raises NotFound."""
    told = occasion(read, lab_id)
    languages = [language] if language else told.spoken[:MOST_LANGUAGES]
    name = f"samskap-{told.lab.code}-pack-{now():%Y-%m-%d}.pdf"
    with reading(languages[0]):
        data = as_data(told, server, languages, paper, many)
    return name, typeset(json.dumps(data, ensure_ascii=False), TEMPLATE)


def as_data(told: Occasion, server: str, languages: list[str], paper: str, many: int) -> dict[str, Any]:
    return {
        "title": words(_("Venue pack: {title}").format(title=said(told.lab.title))),
        "language": tongue(reader_language()),
        "fonts": FAMILIES,
        "paper": PAPERS[paper],
        "page": _("Page"),
        "code": told.wall_code,
        "shapes": [badge(number, is_blank=True) for number in range(1, 9)],
        "poster": poster(told, server, languages),
        "tents": [tent(told, server, languages, number) for number in told.groups],
        "slips": slips(told, languages),
        "ballots": ballots(told, languages, many),
        "sheets": [run_sheet(told, each) for each in languages],
    }


def poster(told: Occasion, server: str, languages: list[str]) -> dict[str, Any]:
    join = f"{server}/j/{told.wall_code}"
    return {
        **labels(languages, join=N_("Join in"), code=N_("Code")),
        **drawn(join),
        "title": planned(languages, told.lab.title),
        "question": planned(languages, told.lab.question),
        "address": words(urlsplit(join).netloc),
        "steps": [both(languages, lambda step=step: _(step)) for step in STEPS],  # type: ignore[misc]
    }


def tent(told: Occasion, server: str, languages: list[str], number: int) -> dict[str, Any]:
    names = told.named(number)
    return {
        **labels(languages, scan=N_("Scan to sit down here"), code=N_("Code")),
        **drawn(f"{server}/j/{told.wall_code}/{number}"),
        "name": both(languages, lambda: _("Group %(number)s") % {"number": number}),
        "badge": badge(number),
        "moderators": words(" · ".join(names)),
        "address": words(urlsplit(server).netloc),
    }


def drawn(address: str) -> dict[str, str]:
    return {"qr": qr.svg(address).decode(), "alt": _("QR code: {address}").format(address=address)}


def badge(number: int, *, is_blank: bool = False) -> str:
    """A group's shape and colour, the same as on every screen; with its number unless it is only to look at."""
    return strokes.alone(strokes.badge(number, 0, 0, 100) if not is_blank else strokes.sign(number))
