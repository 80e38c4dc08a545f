"""The rows of the matrix for what is done about lessons when a lab is over, and who holds an owner's pass."""

from typing import TYPE_CHECKING

from app.clock import now
from app.domain.passes import Locksmith
from app.following.pages import owner_token
from tests.matrix_acts import SCREEN

if TYPE_CHECKING:
    from tests.matrix import Room

AFTERWARDS = {"invite_owner", "take_back_owner_link", "report_progress", "ask_for_reminders"}
"""Verbs that are taken when a lab is closed, and answer with another page."""
DEEDS = {
    "lessons/{id}/owner-link": ("invite_owner", {"id": "{fresh}"}, "lesson"),
    "lessons/{id}/owner-link/removal": ("take_back_owner_link", {}, "lesson"),
    "progress": ("report_progress", {"id": "{fresh}", "edition": "1", "status": "acting", "words": "It goes well"}),
    "reminders": ("ask_for_reminders", {"email": "ana@example.org"}),
}
AFTERWARDS_READS = {f"/labs/{{lab_id}}/{page}" for page in ("archive", "actions", "actions.ics", "actions/{id}.ics")}
AFTERWARDS_READS |= {f"{SCREEN}/{page}" for page in ("deed.ics", "follow-up", "receipt.{format}", "receipt")}
KEY = "0" * 32


def owner_in(room: "Room") -> str:
    """The token of somebody who took the room's lesson on; as if the lab had been closed before."""
    locksmith, at = Locksmith(room.house.settings.secret), f"{now():%Y-%m-%d %H:%M:%S.%f}"
    token = owner_token(locksmith, 1, KEY)
    into = "INSERT INTO pass (lab_id, role, token_hash, issued_at) VALUES (1, 'owner', ?, ?) RETURNING id"
    (held,) = room.house.rows(into, locksmith.hash(token), at)
    link = "INSERT INTO owner_link (pass_id, lab_id, lesson_id, number, key, email, language, made_at) "
    room.house.rows(f"{link} VALUES (?, 1, ?, 1, ?, '', 'en', ?)", held, room.things["lesson"], KEY, at)
    return token


def ready_afterwards(room: "Room", noun: str) -> None:
    """Somebody takes the lesson on, and the lab is closed."""
    if noun == "lessons/{id}/owner-link":
        room.tower.act(f"lessons/{room.things['lesson']}/deed", owner="Bo", next_step="Ask", edition=1)
        room.tower.act("closing", sure="1")
