"""Who hears when people come to sit or work together in another way."""

from collections.abc import Iterator

from app.domain import events as e
from app.domain import formed
from app.live import fragments as f
from app.live.channels import DESK, PHONE, STAGE_SCREEN, TOWER, Channel

Change = tuple[Channel, f.Fragment]


def of_formation(lab: int, happened: e.Happened) -> Iterator[Change]:
    match happened:
        case formed.PaperGiven(group, team):
            yield Channel(lab, PHONE, group), f.TeamMark(team)
            yield Channel(lab, DESK, group), f.DeskFormation(group)
        case formed.PaperWritten(group, team):
            yield Channel(lab, PHONE, group), f.TeamMark(team)
        case formed.PosterWorded(group):
            yield Channel(lab, DESK, group), f.DeskFormation(group)
            yield from of_poster(lab, group)
        case formed.OfMark(group, _, visitors):
            for looking in (group, visitors):
                yield Channel(lab, PHONE, looking), f.PosterCard(group)
                yield Channel(lab, DESK, looking), f.PosterCard(group)
        case formed.Formed(group):
            yield from of_forms(lab, group)
        case formed.RoundOpened(groups=groups):
            yield from of_round(lab, groups)
        case formed.WalkMoved(groups=groups):
            for group in groups:
                yield from of_forms(lab, group)
        case formed.CircleChanged(groups=groups):
            for group in groups:
                yield from of_forms(lab, group)
        case formed.OfQuestion(question):
            yield Channel(lab, PHONE), f.QuestionCard(question)
            yield Channel(lab, DESK), f.SteeredQuestion(question)
            yield Channel(lab, STAGE_SCREEN), f.WallQuestion(question)
            yield Channel(lab, TOWER), f.SteeredQuestion(question)


def of_round(lab: int, groups: list[int]) -> Iterator[Change]:
    """Everybody may sit elsewhere; those who do load their page again."""
    for group in groups:
        yield from of_forms(lab, group)
        yield from of_whose_turn(lab, group)
        yield Channel(lab, DESK, group), f.Roster(group)
        yield Channel(lab, STAGE_SCREEN), f.Tile(group)
        yield Channel(lab, TOWER), f.TowerTile(group)


def of_forms(lab: int, group: int) -> Iterator[Change]:
    """Everything that shows how this group's people work together."""
    yield Channel(lab, PHONE, group), f.Formation(group)
    yield Channel(lab, DESK, group), f.DeskFormation(group)
    yield Channel(lab, STAGE_SCREEN), f.StageFormation(lab)
    yield Channel(lab, TOWER), f.TowerFormation(lab)


def of_whose_turn(lab: int, group: int) -> Iterator[Change]:
    """To open a card: by seats, so it changes with whoever sits there."""
    yield Channel(lab, PHONE, group), f.Turns(group)
    yield Channel(lab, DESK, group), f.DeskTurns(group)


def of_poster(lab: int, group: int) -> Iterator[Change]:
    """Whoever stands before it; other screens have no place for it."""
    yield Channel(lab, PHONE), f.PosterCard(group)
    yield Channel(lab, DESK), f.PosterCard(group)
