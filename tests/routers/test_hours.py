"""Hours are those of the clock in the lab's room, wherever its server stands."""

from tests.routers.house import House

AT_THE_SERVER, IN_THE_ROOM = "2026-03-01 10:20:00", "12:20\u202fAM"  # of the next day


def test_pages_tell_the_hour_of_the_room(house: House) -> None:
    tower, ana = house.holder("tower"), house.phone("Ana")
    tower.act("door/lock")
    house.rows("UPDATE lab SET time_zone = 'Pacific/Kiritimati', locked_at = ?", AT_THE_SERVER)
    house.rows("UPDATE person SET joined_at = ?", AT_THE_SERVER)
    assert IN_THE_ROOM in tower.get(tower.base).text
    assert f"March 2, 2026, {IN_THE_ROOM}" in ana.get(f"{ana.base}/receipt").text


def test_a_zone_that_is_told_later_holds_for_pages_that_were_drawn_before(house: House) -> None:
    tower = house.holder("tower")
    tower.act("door/lock")
    house.rows("UPDATE lab SET locked_at = ?", AT_THE_SERVER)
    assert IN_THE_ROOM not in tower.get(tower.base).text
    assert tower.send("invitations/occasion", starts="2026-12-03T09:30", zone="Pacific/Kiritimati").status_code == 303
    assert IN_THE_ROOM in tower.get(tower.base).text
