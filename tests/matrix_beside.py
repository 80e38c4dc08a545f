"""What an organiser does on the pages beside the tower, for the matrix of who may do what."""

from tests.routers.house import Guest, House

BESIDE: dict[str, tuple[str, dict[str, str], str]] = {
    "invitations/occasion": ("say_occasion", {"starts": "2030-12-03T09:30", "zone": "Europe/Oslo"}, ""),
    "invitations/letters": ("write_letter", {"id": "{fresh}", "person": "{moderator}", "address": "a@example.org"}, ""),
    "rehearsals": ("rehearse", {"id": "{fresh}", "people": "0"}, ""),
    "rehearsals/{id}/stop": ("stop_rehearsal", {}, "rehearsal"),
    "rehearsals/{id}/removal": ("remove_rehearsal", {}, "rehearsal"),
}
"""Noun → its verb, its form, and on what."""
PAGES = tuple(
    f"{{screen}}/{page}"
    for page in ("invitations", "invitations/calendar.ics", "qr/{door}.{format}", "paper", "pack.pdf", "rehearsals")
)


def beside(house: House, tower: Guest) -> dict[str, str]:
    """A rehearsal, and somebody to write to."""
    tower.act("rehearsals", people="0")
    copy = house.rows("SELECT id FROM lab WHERE rehearsal_of = 1 ORDER BY id DESC LIMIT 1")[0]
    moderator = house.rows("SELECT id FROM person WHERE lab_id = 1 AND role = 'moderator' ORDER BY id LIMIT 1")[0]
    return {"rehearsal": str(copy), "moderator": str(moderator)}
