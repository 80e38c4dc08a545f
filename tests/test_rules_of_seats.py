"""Who may see who sits where: the organiser, on every page of it and over its socket."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.rules import ORGANISER
from app.live.farewells import REVOKED
from tests.matrix import Room
from tests.rooms import room_at
from tests.test_rules import HOLDERS, heard


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, founded_once: Path) -> Iterator[Room]:
    with room_at(tmp_path_factory.mktemp("seats") / "data", founded_once) as opened:
        yield opened


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("page", ["", "/guests", "/rounds", "/plan.csv"])
def test_who_sits_where_is_for_the_organiser(shared: Room, holder: str, page: str) -> None:
    held = shared.passes[holder]
    expected = 200 if held.role == ORGANISER else 403 if held.role else 401
    assert shared.get(f"/labs/1/{held.screen}/seating{page}", held, held.screen) == expected
    assert shared.get(f"/labs/1/tower/seating{page}", held, "tower") == expected


@pytest.mark.parametrize("holder", HOLDERS)
def test_the_socket_of_seats_opens_to_the_organiser(shared: Room, holder: str) -> None:
    held = shared.passes[holder]
    said = heard(shared, "/labs/1/tower/seating/live?seq=0", held, "tower")
    assert said == ("a frame" if held.role == ORGANISER else REVOKED)
