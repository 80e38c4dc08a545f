"""Acts when the lab is over: owners report what becomes of lessons."""

import re
from typing import TYPE_CHECKING

import httpx

from tests.serving import Visitor

if TYPE_CHECKING:
    from tests.live.acts import Scene


LETTERS = {"keep_archive", "note_reminder", "take_back_reminder", "forget_address"}
"""What no screen of a lab shows."""


def follow_up(it: "Scene") -> str:
    return it.tower.http.get(f"{it.tower.base}/follow-up").text


def assign(it: "Scene") -> httpx.Response:
    edition = it.tower.edition(f"lessons/{it.others()}/deed")
    form = {"owner": "The council", "next_step": "Ask <them>", "due": "2031-02-01", "edition": edition}
    return it.tower.act(f"lessons/{it.others()}/deed", **form)


def invite(it: "Scene") -> httpx.Response:
    return it.tower.act(f"lessons/{it.others()}/owner-link", id="a" * 32)


def owner(it: "Scene") -> Visitor:
    found = re.search(r'value="([^"]*/enter#[^"]+)"', follow_up(it))
    assert found, "no link on the page"
    return it.lab.screen(found[1])


def report(it: "Scene") -> httpx.Response:
    guest = owner(it)
    found = re.search(r'name="edition" value="(\d+)"', guest.page())
    assert found
    form = {"id": "b" * 32, "status": "acting", "words": "It <goes> well", "due": "2031-03-01", "edition": found[1]}
    return guest.act("progress", **form)


AFTERWARDS = (
    ("assign_lesson", "to somebody, after the close", assign),
    ("invite_owner", "of a lesson", invite),
    ("read_follow_up", "with their link", lambda it: it.tower.http.get(f"{it.tower.base}/follow-up")),
    ("read_deed", "by its owner", lambda it: owner(it).http.get("/labs/1/owner-1")),
    ("report_progress", "in words", report),
    ("ask_for_reminders", "by e-mail", lambda it: owner(it).act("reminders", email="ana@example.org")),
    ("read_receipt", "of one's own", lambda it: it.ada.http.get("/labs/1/phone/receipt")),
    ("take_back_owner_link", "again", lambda it: it.tower.act(f"lessons/{it.others()}/owner-link/removal")),
)
