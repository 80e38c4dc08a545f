"""What can be done with cards: opened one each, in turn; laid in themes; and every step of that taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import httpx

from tests.live.place import Page

if TYPE_CHECKING:
    from tests.live.acts import Scene


def on_desk(it: Scene, name: str) -> str:
    """The value of the first field or button of that name at the desk."""
    found = re.search(rf'name="{name}" value="([^"]+)"', it.desk.page())
    assert found, name
    return found[1]


def turn(it: Scene, noun: str = "reveal/turn") -> httpx.Response:
    return it.desk.act(noun, turn=on_desk(it, "turn"))


def undo(it: Scene) -> httpx.Response:
    """What was done last."""
    return it.desk.act("undo", step=on_desk(it, "step"))


def place(it: Scene, card: str, theme: str) -> httpx.Response:
    return it.desk.act(f"contributions/{card}/theme", theme=theme)


def move_all(it: Scene) -> httpx.Response:
    cards = Page(it.desk.page()).ids("contribution")
    return it.desk.act("moves", card=cards[:2], theme=it.first("theme"))


def merge(it: Scene) -> httpx.Response:
    return it.desk.act(f"themes/{it.newest('theme')}/merger", into=it.first("theme"))


def merge_cited(it: Scene) -> httpx.Response:
    return it.desk.act(f"themes/{it.first('theme')}/merger", into=it.newest("theme"))


def gather(it: Scene) -> httpx.Response:
    return it.desk.act("themes", name="Streets", card=[it.first("contribution"), it.newest("contribution")])


def redo(it: Scene) -> httpx.Response:
    """The second undo button is the one that does it again."""
    step = re.findall(r'name="step" value="(\d+)" title', it.desk.page())[1]
    return it.desk.act("undo", step=step)


def fill_and_remove(it: Scene) -> httpx.Response:
    answer = place(it, it.newest("contribution"), it.newest("theme"))
    assert answer.status_code < 400, answer.text
    return it.desk.act(f"themes/{it.newest('theme')}/removal")


TURNS: tuple[tuple[str, str, Callable[[Scene], object]], ...] = (
    ("contribute", "more in private", lambda it: it.bo.contribute("Hidden three")),
    ("go_round", "the first time", lambda it: it.desk.act("reveal/round")),
    ("reveal_next", "of the first person", turn),
    ("contribute_on_paper", "in a turn", lambda it: it.desk.act("proxies", prompt=1, text="I say", said_by="Cy")),
    ("pass_turn", "of the second", lambda it: turn(it, "reveal/pass")),
    ("reveal_next", "of the third", turn),
    ("move_person", "who waits for a turn", lambda it: it.tower.act(f"people/{it.person('Bo')}/seat", group=2)),
    ("move_person", "and back", lambda it: it.tower.act(f"people/{it.person('Bo')}/seat", group=1)),
    ("reveal_all", "that are left", lambda it: it.desk.act("reveal")),
    ("contribute", "in private once more", lambda it: it.ada.contribute("Hidden four")),
)
PARKED: tuple[tuple[str, str, Callable[[Scene], object]], ...] = (
    ("bring_back", "as an idea", lambda it: it.bring_back("Ask the bus drivers", "contribution")),
    ("bring_back", "as a theme", lambda it: it.bring_back("Buses", "theme")),
    ("undo", "the theme of a parked point", undo),
    ("undo", "so that it is one again", redo),
)
SORTING: tuple[tuple[str, str, Callable[[Scene], object]], ...] = (
    ("make_theme", "the first", lambda it: it.desk.act("themes", name="Water")),
    ("make_theme", "the second", lambda it: it.desk.act("themes", name="Shade")),
    ("put_on_table", "the first", lambda it: it.desk.act("table", theme=it.first("theme"))),
    ("place_in_theme", "the first card", lambda it: place(it, it.first("contribution"), it.first("theme"))),
    ("place_in_theme", "in another theme", lambda it: place(it, it.newest("contribution"), it.newest("theme"))),
    ("place_in_theme", "out of any", lambda it: place(it, it.newest("contribution"), "")),
    ("name_theme", "anew", lambda it: it.desk.act(f"themes/{it.first('theme')}/name", name="Water for all")),
    ("place_in_theme", "several at once", move_all),
    ("undo", "several at once", undo),
    ("undo", "the undoing", redo),
    ("make_theme", "around chosen cards", gather),
    ("merge_themes", "the newest into the first", merge),
    ("undo", "the merger", undo),
    ("undo", "the theme around chosen cards", undo),
    ("suggest_themes", "of what lies loose", lambda it: it.desk.http.get(f"{it.desk.base}/suggestions")),
)
"""Of the acts: each one's verb, how it is done here, and the act."""
