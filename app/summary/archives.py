"""A summary that was exported, kept again to be read: judged first, by its schema and by whether it can be told."""

import json
from typing import Any, NamedTuple

from app.domain.errors import N_
from app.i18n import LANGUAGES, reading
from app.methods.suppression import LEAST
from app.summary.document import found_again
from app.summary.document.fields import AS_EXPORTED
from app.summary.document.judging import judged, refused
from app.summary.findings import Findings
from app.summary.profiles import PROFILES
from app.summary.report import told
from app.summary.sheets import sheets
from app.summary.trace import breaks
from app.summary.writers import formats


class Kept(NamedTuple):
    """What `keep_archive` needs: the lab's own facts as its row holds them, and the document."""

    facts: dict[str, Any]
    profile: str
    document: str


def archive_of(text: str) -> Kept:
    """What a file holds. Raises SummaryRefused: what cannot be told whole is not kept."""
    document = judged(text)
    found = found_again(document)
    if not can_be_told(found):
        raise refused(1, N_("Its parts do not belong together, so no page can be made of it."), AS_EXPORTED)
    facts = {name: value for name, value in found.lab.items() if value is not None}
    return Kept(facts, found.profile, json.dumps(document, ensure_ascii=False))


def can_be_told(found: Findings) -> bool:
    """Under every profile, as a page and as tables, with every link leading somewhere."""
    try:
        made = [told(profile(found, LEAST), LANGUAGES[0]) for profile in PROFILES.values()]
        with reading(LANGUAGES[0]):
            for each in made:
                formats()["html"].write(each)
                sheets(each.findings)
    except Exception:  # whatever a stranger's file brings about, it is not kept
        return False
    return all(broken.kind == "taken_back" for each in made for broken in breaks(each))
