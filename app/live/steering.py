"""Who hears when the organiser steers: the agenda and its clocks, a pause, messages, calls for help, the close."""

from collections.abc import Iterator

from app.domain import edition_events as d
from app.domain import events as e
from app.domain import steering_events as st
from app.domain import time_events as t
from app.domain.messages import EVERYONE as TO_EVERYONE
from app.live import fragments as f
from app.live.anew import of_new_plan
from app.live.channels import DESK, EVERYONE, PHONE, STAGE_SCREEN, TOWER, Channel
from app.live.formations import Change
from app.live.publishing import of_summary
from app.live.time import of_time


def of_lab(lab: int, happened: e.Happened) -> Iterator[Change]:
    match happened:
        case d.OfSummary():
            yield from of_summary(lab, happened)
        case e.EveryoneTold() | e.OccasionTold():  # by which what was drawn may tell hours of another zone
            yield Channel(lab, EVERYONE), f.Notice(lab)
            yield Channel(lab, TOWER), f.TowerMessages(lab)
        case e.LabReplanned(groups):
            yield from of_new_plan(lab, groups)
        case st.ViewersInvited():
            return
        case st.StreamAnnounced():
            yield Channel(lab, STAGE_SCREEN), f.Stream(lab)
            yield Channel(lab, TOWER), f.TowerStream(lab)
        case st.DoorChanged():
            for screen in (STAGE_SCREEN, TOWER):
                yield Channel(lab, screen), f.Door(lab)
            yield Channel(lab, TOWER), f.Doorkeeping(lab)
        case st.SceneShown():
            yield from of_scene(lab)
        case st.MessageSent():
            yield from of_message(lab, happened)
        case e.LabClosed():
            yield from of_clocks(lab, happened)
            yield from of_close(lab)
        case t.AgendaMoved() | t.ItemExtended() | t.OfClocks():
            yield from of_clocks(lab, happened)
        case _:
            raise NotImplementedError(f"no screen knows {happened!r}")


def of_clocks(lab: int, happened: e.Happened) -> Iterator[Change]:
    """The agenda and its clocks; each group's stage against the plan; a pause, which every screen shows."""
    yield from of_time(lab, happened)
    for group in getattr(happened, "groups", ()):
        yield Channel(lab, TOWER), f.Pace(group)
    if isinstance(happened, t.AgendaMoved | e.LabClosed):
        yield from of_scene(lab)
    if isinstance(happened, t.AgendaPaused | t.AgendaResumed | e.LabClosed):
        yield Channel(lab, EVERYONE), f.Notice(lab)


def of_close(lab: int) -> Iterator[Change]:
    for screen in (PHONE, DESK, STAGE_SCREEN):
        yield Channel(lab, screen), f.Ending(lab)
    for fragment in (f.TowerEnding, f.Doorkeeping, f.Deck, f.TowerPrompts, f.TowerVote, f.TowerFormation):
        yield Channel(lab, TOWER), fragment(lab)
    yield Channel(lab, STAGE_SCREEN), f.StageFormation(lab)


def of_scene(lab: int) -> Iterator[Change]:
    yield Channel(lab, STAGE_SCREEN), f.Scene(lab)
    yield Channel(lab, TOWER), f.TowerScenes(lab)


def of_message(lab: int, happened: st.MessageSent) -> Iterator[Change]:
    card = f.MessageCard(happened.message)
    if happened.group is not None or happened.audience == TO_EVERYONE:
        yield Channel(lab, PHONE, happened.group), card
    yield Channel(lab, DESK, happened.group), card
    yield Channel(lab, TOWER), f.TowerMessages(lab)


def of_help(lab: int, happened: st.OfHelp) -> Iterator[Change]:
    yield Channel(lab, DESK, happened.group), f.DeskCall(happened.group)
    yield Channel(lab, TOWER), f.TowerCalls(lab)
    yield Channel(lab, TOWER), f.CallMark(happened.group)
