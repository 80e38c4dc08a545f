"""Who hears when there are more people in a group or fewer, and when somebody of it speaks."""

from collections.abc import Iterator

from app.live import fragments as f
from app.live.channels import DESK, PHONE, STAGE_SCREEN, TOWER, Channel
from app.live.formations import Change, of_whose_turn


def of_reseated(lab: int, groups: list[int]) -> Iterator[Change]:
    """Many came and went at once."""
    for group in groups:
        yield from of_seats(lab, group)
        yield from of_whose_turn(lab, group)
        yield Channel(lab, PHONE, group), f.Floor(group)


def of_seats(lab: int, group: int) -> Iterator[Change]:
    """More people or fewer: to vote, and to work together."""
    yield from of_people(lab, group)
    yield from of_turnout(lab, [group], False)
    yield from of_turnout(lab, [], True)
    yield Channel(lab, TOWER), f.Doorkeeping(lab)
    yield Channel(lab, DESK, group), f.DeskFormation(group)
    yield Channel(lab, STAGE_SCREEN), f.StageFormation(lab)
    yield Channel(lab, TOWER), f.TowerFormation(lab)


def of_people(lab: int, group: int) -> Iterator[Change]:
    yield Channel(lab, DESK, group), f.Roster(group)
    yield Channel(lab, DESK, group), f.DeskFloor(group)
    yield from of_progress(lab, group)


def of_progress(lab: int, group: int) -> Iterator[Change]:
    yield Channel(lab, STAGE_SCREEN), f.Tile(group)
    yield Channel(lab, TOWER), f.TowerTile(group)


def of_turnout(lab: int, groups: list[int], is_plenary: bool) -> Iterator[Change]:
    if is_plenary:
        yield Channel(lab, STAGE_SCREEN), f.PlenaryTurnout(lab)
        yield Channel(lab, TOWER), f.PlenaryTurnout(lab)
    else:
        for group in groups:
            yield Channel(lab, DESK, group), f.Turnout(group)
            yield Channel(lab, TOWER), f.Voted(group)


def of_floor(lab: int, group: int) -> Iterator[Change]:
    """Who speaks and who asks to: phones hear that somebody does, the desk who, and how evenly."""
    yield Channel(lab, PHONE, group), f.Floor(group)
    yield Channel(lab, DESK, group), f.DeskFloor(group)
