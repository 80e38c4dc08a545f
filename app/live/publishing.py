"""A summary that is edited and published → which pieces must be drawn again."""

from collections.abc import Iterator

from app.domain import edition_events as d
from app.live import fragments as f
from app.live.channels import DESK, PHONE, STAGE_SCREEN, TOWER, Channel
from app.live.formations import Change
from app.live.fragments.edits import key_of


def of_summary(lab: int, happened: d.OfSummary) -> Iterator[Change]:
    match happened:
        case d.SummaryEdited(place=place, about=about, language=language):
            one = f.LessonOrder(lab) if place == "order" else f.EditField(key_of(lab, place, about, language))
            yield Channel(lab, TOWER), one
            yield Channel(lab, TOWER), f.EditSteps(lab)
        case d.OfEdition():
            for screen in (PHONE, DESK, STAGE_SCREEN):
                yield Channel(lab, screen), f.Ending(lab)
            yield Channel(lab, TOWER), f.TowerEnding(lab)
