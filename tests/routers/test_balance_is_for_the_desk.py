"""Who talked, how much, and who was not yet heard is for the desk: no phone, stage, tower or report tells it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.routers.conftest import settings_at
from tests.routers.house import Guest, House
from tests.routers.reading import read

FIRST_ID = 87_654_321
TALKER, SILENT, ASKING = "Zwetschgenkanari", "Stillvogel", "Fragespatz"
SIGNS = ("balance", "Not yet heard", "even share", "spread", "most of the talking", "speaking_turn")
DELIBERATION = 5


class Cast(NamedTuple):
    house: House
    talker: Guest
    silent: Guest
    desk: Guest
    stage: Guest
    tower: Guest


@pytest.fixture(scope="module")
def cast(foundation: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """One of three has talked for a minute and has the floor, one asks for it, one is silent."""
    data = shutil.copytree(foundation, tmp_path_factory.mktemp("cast") / "data")
    with House(settings_at(data)) as house:
        house.rows(
            "INSERT INTO person (id, lab_id, role, number, namesake, joined_at, removed_at, is_here) "
            "VALUES (?, 1, 'participant', 1, 0, '2026-01-01', '2026-01-01', 0)",
            FIRST_ID - 1,
        )
        talker, silent, asking = (house.phone(name, group=1) for name in (TALKER, SILENT, ASKING))
        desk, stage, tower = (house.holder(screen) for screen in ("desk-1", "stage", "tower"))
        desk.act("themes", name="Time")
        desk.act("stage", stage=DELIBERATION)
        asking.act("hand")
        desk.act("floor", person=FIRST_ID)
        desk.act("floor/end")
        house.rows("UPDATE speaking_turn SET ended_at = datetime(began_at, '+90 seconds') || '.000000'")
        desk.act("floor", person=FIRST_ID)
        yield Cast(house, talker, silent, desk, stage, tower)


def signs(told: str) -> list[str]:
    names = (TALKER, SILENT, ASKING, *(str(FIRST_ID + n) for n in range(3)))
    return [each for each in (*names, *SIGNS) if each in told]


def test_the_desk_is_told(cast: Cast) -> None:
    floor = cast.desk.page().find("floor")
    assert [each for each in (TALKER, SILENT, ASKING, "Not yet heard") if each in floor.everything] == [
        TALKER,
        SILENT,
        ASKING,
        "Not yet heard",
    ]
    assert [each.seen for each in floor.all("p", **{"class": "balance balance--red"})] == [
        "A few do most of the talking."
    ]


def test_the_desk_ranks_nobody(cast: Cast) -> None:
    """Whom to tap stands in the order in which people joined, with no number beside any name."""
    floor = cast.desk.page().find("floor")
    buttons = [each.seen for each in floor if each.attributes.get("name") == "person" and each.seen]
    assert [words.replace("away ", "") for words in buttons] == [ASKING, SILENT]


@pytest.mark.parametrize("who", ["talker", "silent"])
def test_a_phone_hears_that_somebody_speaks_and_not_who(cast: Cast, who: str) -> None:
    guest: Guest = getattr(cast, who)
    page = guest.page()
    assert page.find("floor").seen == "Who speaks Somebody has the floor. 1 hand is up."
    assert signs(page.without("yours").everything) == []
    with guest.listen(seq=1_000_000) as socket:
        heard = read(socket.receive_text())
    assert heard.find("floor").seen == page.find("floor").seen
    assert signs(heard.everything) == []


def test_only_who_has_the_floor_is_told_so(cast: Cast) -> None:
    states = [guest.page().find("hand").attributes["data-state"] for guest in (cast.talker, cast.silent)]
    assert states == ["floor", "down"]


@pytest.mark.parametrize("who", ["stage", "tower"])
def test_walls_tell_nothing_of_it(cast: Cast, who: str) -> None:
    guest: Guest = getattr(cast, who)
    assert signs(guest.page().without("tiles").everything) == []
    assert [each for each in SIGNS if each in guest.page().everything] == []


@pytest.mark.parametrize("kind", ["html", "md", "json"])
def test_no_report_tells_of_it(cast: Cast, kind: str) -> None:
    told = cast.tower.get(f"{cast.tower.base}/summary.{kind}").text
    assert len(told) > 500
    if kind == "json":
        keys = sorted(set(every_key(json.loads(told))))
        assert [each for each in keys if any(word in each for word in ("turn", "speak", "hand", "floor", "gini"))] == []
    assert signs(told) == []


def every_key(told: Any) -> Iterator[str]:
    if isinstance(told, dict):
        yield from told
    for each in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from every_key(each)
