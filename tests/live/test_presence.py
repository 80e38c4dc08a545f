"""Who is here: seen at the desk and the tower, not lost in a tunnel, gone when gone."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.live.conftest import Watching, served
from tests.live.place import Page
from tests.live.watching import Watch
from tests.serving import Server


def here(page: Page, name: str) -> bool | None:
    """Whether a desk's or a tower's page shows somebody as here; None when it does not show them."""
    for each in page.root.walk():
        if {"roster__one", "seat"} & set(each["class"].split()) and name in each.text.split():
            return any("here--yes" in inner["class"] for inner in each.walk())
    return None


def told(lab: Server) -> int:
    """How often the lab was told that somebody came or went."""
    with closing(sqlite3.connect(lab.settings.database)) as database:
        return int(database.execute("SELECT count(*) FROM event WHERE kind = 'PresenceChanged'").fetchone()[0])


@pytest.mark.parametrize("wall", ["desk", "tower"])
def test_who_has_joined_but_not_come_is_away(lab: Server, watch: Watching, wall: str) -> None:
    onlooker = watch(lab.desk(1) if wall == "desk" else lab.tower())
    lab.phone(f"Ada-{wall}", 1)
    assert onlooker.comes_to_show(lambda: here(onlooker.page, f"Ada-{wall}") is False)


@pytest.mark.parametrize("wall", ["desk", "tower"])
def test_who_opens_the_page_is_here(lab: Server, watch: Watching, wall: str) -> None:
    onlooker = watch(lab.desk(1) if wall == "desk" else lab.tower())
    watch(lab.phone(f"Bo-{wall}", 1))
    assert onlooker.comes_to_show(lambda: here(onlooker.page, f"Bo-{wall}") is True)


def test_who_leaves_the_page_is_away_after_a_while(lab: Server, watch: Watching) -> None:
    desk, cy = watch(lab.desk(2)), watch(lab.phone("Cy", 2))
    assert desk.comes_to_show(lambda: here(desk.page, "Cy") is True)
    cy.socket.close()
    assert desk.comes_to_show(lambda: here(desk.page, "Cy") is False)


def test_who_is_cut_off_is_away_after_a_while(lab: Server, watch: Watching) -> None:
    desk, di = watch(lab.desk(2)), watch(lab.phone("Di", 2))
    assert desk.comes_to_show(lambda: here(desk.page, "Di") is True)
    di.socket.cut()
    assert desk.comes_to_show(lambda: here(desk.page, "Di") is False)


def test_who_closes_one_of_two_tabs_is_still_here(lab: Server, watch: Watching) -> None:
    phone, desk = lab.phone("Dee", 3), watch(lab.desk(3))
    first, _second = watch(phone), watch(phone)
    assert desk.comes_to_show(lambda: here(desk.page, "Dee") is True)
    first.socket.close()
    eli = watch(lab.phone("Eli", 3))
    assert desk.comes_to_show(lambda: here(desk.page, "Eli") is True)
    eli.socket.close()
    assert desk.comes_to_show(lambda: here(desk.page, "Eli") is False)  # so the first tab's grace is over too
    assert here(desk.page, "Dee") is True


@pytest.mark.parametrize("people", [0, 1, 2])
def test_the_walls_tell_how_many_are_here(lab: Server, watch: Watching, people: int) -> None:
    stage, tower, group = watch(lab.stage()), watch(lab.tower()), people + 2
    for _ in range(people):
        watch(lab.phone("", group))
    assert stage.comes_to_show(lambda: counts(stage, group) == [f"{people} here 0 ideas"])
    assert tower.comes_to_show(lambda: f" here {people} " in counts(tower, group)[0])


def counts(wall: Watch, group: int) -> list[str]:
    return wall.page.words("tile__counts", f"tile-{group}") + wall.page.words("tower-tile__counts", f"tile-{group}")


def test_a_moderator_is_seen_too(lab: Server, watch: Watching) -> None:
    tower, other = watch(lab.tower()), watch(lab.desk(4))
    assert tower.comes_to_show(lambda: moderators(tower)[3] == "here Øyvind Wee")
    other.socket.close()
    assert tower.comes_to_show(lambda: moderators(tower)[3] == "away Øyvind Wee")


def moderators(tower: Watch) -> list[str]:
    return tower.page.words("tower-tile__moderators")


def test_who_is_removed_is_shown_no_more(lab: Server, watch: Watching) -> None:
    desk, tower = watch(lab.desk(5)), lab.tower()
    watch(lab.phone("Fay", 5))
    assert desk.comes_to_show(lambda: here(desk.page, "Fay") is True)
    seat = next(each for each in desk.page.root.walk() if each["class"] == "roster__one" and "Fay" in each.text)
    tower.act(f"people/{seat['id'].removeprefix('person-')}/removal")
    assert desk.comes_to_show(lambda: here(desk.page, "Fay") is None)


def test_a_short_absence_is_none(tmp_path: Path, founded_once: Path, watch: Watching) -> None:
    lab = served(tmp_path, founded_once, grace=3)
    try:
        desk, ada, bo = watch(lab.desk(1)), watch(lab.phone("Ada", 1)), watch(lab.phone("Bo", 1))
        assert desk.comes_to_show(lambda: here(desk.page, "Ada") is here(desk.page, "Bo") is True)
        before = told(lab)
        ada.reconnect()
        bo.socket.cut()
        assert desk.comes_to_show(lambda: here(desk.page, "Bo") is False)
        assert told(lab) == before + 1
        assert here(desk.page, "Ada") is True
    finally:
        lab.stop()


def test_after_a_crash_nobody_is_falsely_here(tmp_path: Path, founded_once: Path, watch: Watching) -> None:
    lab = served(tmp_path, founded_once)
    try:
        desk, ada = watch(lab.desk(1)), watch(lab.phone("Ada", 1))
        assert desk.comes_to_show(lambda: here(desk.page, "Ada") is True)
        lab.kill()
        lab.start()
        assert here(Page(desk.visitor.page()), "Ada") is False
        desk.reconnect()
        ada.reconnect()
        assert desk.comes_to_show(lambda: here(desk.page, "Ada") is True)
        assert desk.behind() == []
    finally:
        lab.stop()
