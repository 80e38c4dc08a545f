"""Who hears when the lab goes on in its agenda, and of its clocks."""

from collections.abc import Iterator

from app.domain import events as e
from app.domain import time_events as t
from app.live import fragments as f
from app.live.channels import DESK, PHONE, STAGE_SCREEN, TOWER, Channel
from app.live.formations import Change


def of_time(lab: int, happened: e.Happened) -> Iterator[Change]:
    """Phones show what all are at while it is not their own group's stage; desks what more time costs."""
    for screen in (PHONE, DESK, STAGE_SCREEN):
        yield Channel(lab, screen), f.Agenda(lab)
    yield Channel(lab, TOWER), f.TowerAgenda(lab)
    yield Channel(lab, STAGE_SCREEN), f.Now(lab)
    for group in getattr(happened, "groups", ()):
        yield Channel(lab, PHONE, group), f.Task(group)
        yield Channel(lab, DESK, group), f.DeskTask(group)
    if isinstance(happened, t.AgendaMoved | e.LabClosed):
        yield Channel(lab, PHONE), f.Gathered(lab)
        yield Channel(lab, TOWER), f.TowerPrompts(lab)
