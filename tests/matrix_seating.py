"""The rows of the matrix for guests and seats: each act with its form, and what must be there for it."""

from typing import TYPE_CHECKING
from uuid import uuid4

from tests.matrix_acts import SCREEN, Act

if TYPE_CHECKING:
    from tests.matrix import Room

SEATING = {
    "seating/lists": Act("hand_in_list", {"id": "{fresh}", "lines": "name\nAnna Lie"}),
    "seating/lists/{id}/columns": Act("assign_columns", {"column": "family", "has_headings": "1"}, on="list"),
    "seating/lists/{id}/guests": Act("import_guests", on="list"),
    "seating/lists/{id}/removal": Act("put_list_away", on="list"),
    "seating/guests": Act("expect_guest", {"name": "Bo Dahl"}),
    "seating/guests/{id}/removal": Act("uninvite", on="guest"),
    "seating/guests/clearing": Act("clear_list", {"sure": "1"}),
    "seating/proposals": Act("propose_seating", {"mode": "balanced", "organisation": "1"}),
    "seating/proposals/{id}/reshuffle": Act("propose_seating", on="seating"),
    "seating/proposals/{id}/pins": Act("pin_seats", {"who": "p{person}"}, on="seating"),
    "seating/proposals/{id}/lock": Act("lock_group", {"group": "1"}, on="seating"),
    "seating/proposals/{id}/seats": Act("place_by_hand", {"who": "p{person}", "group": "4"}, on="seating"),
    "seating/proposals/{id}/commitment": Act("commit_seating", {"edition": "1"}, on="seating"),
    "seating/proposals/{id}/removal": Act("drop_proposal", on="seating"),
    "seating/seats": Act("seat_at", {"who": "p{person}", "group": "3"}),
    "seating/seats/release": Act("release_seats"),
    "seating/merger": Act("merge_groups", {"group": "1", "into": "2"}),
    "seating/rooms/{number}": Act("set_room", {"spoken": "fr", "seats": "7", "is_accessible": "1"}),
}
SEATING_READS = {f"{SCREEN}/seating{page}" for page in ("", "/rounds", "/plan.csv", "/guests", "/lists/{id}")}
GOES_ON_ELSEWHERE = {noun for noun in SEATING if noun.startswith(("seating/lists", "seating/guests"))}
"""Answered with the page that comes next, also to our script."""
NOBODY_EXPECTED = {"list": "0" * 32, "guest": "1", "seating": "1", "number": "1"}
"""What these forms name while nothing of it is there."""


def expect(room: "Room", noun: str) -> None:
    """A guest, a list that was handed in, a proposal that stands."""
    if not noun.startswith("seating/"):
        return
    room.tower.act("seating/guests", name="Cid Expected", organisation="NAV")
    room.things["guest"] = room.newest("guest")
    room.things["list"] = uuid4().hex
    room.tower.act("seating/lists", id=room.things["list"], lines="name,notes\nDag Ek,x")
    room.tower.act("seating/proposals", mode="by_hand")
    room.things["seating"] = room.newest("seating")
    if noun == "seating/seats/release":
        room.tower.act("seating/seats", who=f"g{room.things['guest']}", group=5)
