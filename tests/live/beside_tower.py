"""What an organiser does on pages beside the tower: no screen shows it, and each must stay as a fresh page is."""

from collections.abc import Callable
from typing import Any

HOUR = {"starts": "2030-12-03T09:30", "zone": "Europe/Oslo"}
Act = Callable[[Any], object]


def write(it: Any) -> object:
    """To the first moderator; there is no mail server, so it is not sent, and that is noted."""
    page = it.tower.http.get(f"{it.tower.base}/invitations").text
    person = page.partition('id="moderator-')[2].partition('"')[0]
    return it.tower.act("invitations/letters", person=person, address="karen@example.org")


def last_copy(it: Any) -> str:
    page = it.tower.http.get(f"{it.tower.base}/rehearsals").text
    return str(page.rpartition('id="rehearsal-')[2].partition('"')[0]).removeprefix("title-")


def take(it: Any, what: str) -> object:
    return it.tower.http.get(f"{it.tower.base}/{what}")


BESIDE_THE_TOWER: tuple[tuple[str, str, Act], ...] = (
    ("say_occasion", "an hour", lambda it: it.tower.act("invitations/occasion", **HOUR)),
    ("read_invitations", "the page", lambda it: take(it, "invitations")),
    ("write_letter", "without a mail server", write),
    ("note_posting", "that it was not sent", lambda it: take(it, "invitations")),
    ("read_pack", "the page of it", lambda it: take(it, "paper")),
    ("rehearse", "with nobody", lambda it: it.tower.act("rehearsals", people=0)),
    ("read_rehearsals", "the page", lambda it: take(it, "rehearsals")),
    ("stop_rehearsal", "in which nobody plays", lambda it: it.tower.act(f"rehearsals/{last_copy(it)}/stop")),
    ("remove_rehearsal", "and all rows of it", lambda it: it.tower.act(f"rehearsals/{last_copy(it)}/removal")),
)
