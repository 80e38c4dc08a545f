"""The acts of an organiser who expects guests and seats people."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from tests.live.acts import Scene

    Act = Callable[["Scene"], object]

FIRST, SECOND = "1" * 32, "2" * 32
COLUMNS = ["name", "organisation", ""]
LIST = "Name;Organisation;Country\nGia <Guest>;NAV;NO\nHal Guest;Rijk;NL\nIda Guest;NAV;FR"


def seat(it: "Scene", noun: str, **form: object) -> httpx.Response:
    return it.tower.act(f"seating/{noun}", **form)


def found(it: "Scene", pattern: str, page: str = "") -> str:
    """What the page of seats, or that of guests, offers first of this."""
    found = re.search(pattern, it.tower.http.get(f"{it.tower.base}/seating{page}").text)
    assert found, pattern
    return found[1]


def hand_in(it: "Scene", id: str) -> httpx.Response:
    return seat(it, "lists", id=id, lines=LIST)


def proposal(it: "Scene", noun: str, **form: object) -> httpx.Response:
    return seat(it, f"proposals/{found(it, 'seating/proposals/([0-9]+)/')}/{noun}", **form)


def commit(it: "Scene") -> httpx.Response:
    return proposal(it, "commitment", edition=found(it, 'name="edition" value="([0-9]+)"'))


def guest(it: "Scene") -> str:
    return "g" + found(it, "seating/guests/([0-9]+)/removal", "/guests")


def take_off(it: "Scene") -> httpx.Response:
    return seat(it, f"guests/{guest(it)[1:]}/removal")


def merged_and_back(it: "Scene") -> httpx.Response:
    seat(it, "merger", group=5, into=4)
    return seat(it, "rooms/5", is_accessible=1)


SEATING: tuple[tuple[str, str, "Act"], ...] = (
    ("hand_in_list", "with headings", lambda it: hand_in(it, FIRST)),
    ("put_list_away", "unread", lambda it: seat(it, f"lists/{FIRST}/removal")),
    ("hand_in_list", "once more", lambda it: hand_in(it, SECOND)),
    (
        "assign_columns",
        "otherwise",
        lambda it: seat(it, f"lists/{SECOND}/columns", column=["name", "organisation", ""]),
    ),
    ("import_guests", "all of them", lambda it: seat(it, f"lists/{SECOND}/guests")),
    ("expect_guest", "by hand", lambda it: seat(it, "guests", name="Jo <Late>", organisation="KUL")),
    ("propose_seating", "mixed by lot", lambda it: seat(it, "proposals", mode="balanced", organisation=3)),
    ("pin_seats", "one", lambda it: proposal(it, "pins", who=guest(it))),
    ("pin_seats", "no longer", lambda it: proposal(it, "pins", who=guest(it))),
    ("lock_group", "the first", lambda it: proposal(it, "lock", group=1)),
    ("place_by_hand", "elsewhere", lambda it: proposal(it, "seats", who=[guest(it), f"p{it.person('Ada')}"], group=5)),
    ("propose_seating", "shuffled again", lambda it: proposal(it, "reshuffle")),
    ("join", "who is in the proposal", lambda it: it.newcomer("Hal Guest")),
    ("join", "who is not", lambda it: it.newcomer("Kim")),
    ("commit_seating", "as it stands", commit),
    ("join", "to a seat that was kept", lambda it: it.newcomer("Ida Guest")),
    ("remove_person", "who was expected", lambda it: it.tower.act(f"people/{it.person('Ida')}/removal")),
    ("seat_at", "somebody who has come", lambda it: seat(it, "seats", who=f"p{it.person('Ada')}", group=2)),
    ("seat_at", "a guest", lambda it: seat(it, "seats", who=guest(it), group=3)),
    ("set_room", "small, in French", lambda it: seat(it, "rooms/2", spoken="fr", seats=1)),
    ("merge_groups", "and taken into use again", merged_and_back),
    ("propose_seating", "new partners", lambda it: seat(it, "proposals", mode="new_partners", only_here=1, count=2)),
    ("drop_proposal", "unused", lambda it: proposal(it, "removal")),
    ("release_seats", "of those who have not come", lambda it: seat(it, "seats/release")),
    ("uninvite", "one", take_off),
    ("clear_list", "as a whole", lambda it: seat(it, "guests/clearing", sure=1)),
    ("expect_guest", "who will be forgotten", lambda it: seat(it, "guests", name="Lou Last")),
    ("read_seats", "as a file", lambda it: it.tower.http.get(f"{it.tower.base}/seating/plan.csv")),
)
