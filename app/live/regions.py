"""What is live on each kind of screen, by the name of the place it stands in."""

from collections.abc import Callable

from app.live.channels import DESK, PHONE, REVIEW, SEATING, STAGE_SCREEN, TOWER, Channel
from app.live.fragments import (
    Agenda,
    Asked,
    Board,
    Company,
    DeskBoard,
    DeskFloor,
    DeskFormation,
    DeskLessons,
    DeskTable,
    DeskTask,
    DeskTurns,
    DeskVote,
    Ending,
    Floor,
    Formation,
    Fragment,
    Gathered,
    GuestCount,
    Lessons,
    Notes,
    Notice,
    Now,
    OnTable,
    Proposal,
    ProposalNews,
    Roster,
    SeatNotes,
    SeatsOfLab,
    StageFormation,
    StageVote,
    Steps,
    Task,
    Tiles,
    TowerAgenda,
    TowerEnding,
    TowerFormation,
    TowerLessons,
    TowerPrompts,
    TowerTiles,
    TowerVote,
    Turns,
    Vote,
    Wall,
)

OF_LAB: dict[str, dict[str, Callable[[int], Fragment]]] = {
    PHONE: {"notice": Notice, "agenda": Agenda, "gathered": Gathered, "ending": Ending},
    DESK: {"notice": Notice, "agenda": Agenda, "ending": Ending},
    STAGE_SCREEN: {
        "notice": Notice,
        "agenda": Agenda,
        "now": Now,
        "tiles": Tiles,
        "wall": Wall,
        "ending": Ending,
        "vote": StageVote,
        "formation": StageFormation,
    },
    TOWER: {
        "notice": Notice,
        "agenda": TowerAgenda,
        "prompts": TowerPrompts,
        "formation": TowerFormation,
        "tiles": TowerTiles,
        "wall": TowerLessons,
        "ending": TowerEnding,
        "vote": TowerVote,
    },
    REVIEW: {},  # a page to read, which nothing moves under its reader
    SEATING: {
        "notice": Notice,
        "guests": GuestCount,
        "proposal-news": ProposalNews,
        "proposal": Proposal,
        "seat-notes": SeatNotes,
        "seats": SeatsOfLab,
    },
}
OF_GROUP: dict[str, dict[str, Callable[[int], Fragment]]] = {
    PHONE: {
        "task": Task,
        "formation": Formation,
        "asked": Asked,
        "turns": Turns,
        "vote": Vote,
        "floor": Floor,
        "table": OnTable,
        "board": Board,
        "lessons": Lessons,
    },
    DESK: {
        "task": DeskTask,
        "turns": DeskTurns,
        "steps": Steps,
        "company": Company,
        "floor": DeskFloor,
        "vote": DeskVote,
        "formation": DeskFormation,
        "roster": Roster,
        "table": DeskTable,
        "board": DeskBoard,
        "notes": Notes,
        "lessons": DeskLessons,
    },
}


def regions(channel: Channel) -> dict[str, Fragment]:
    """Everything on a screen that is live."""
    live = {place: fragment(channel.lab) for place, fragment in OF_LAB[channel.screen].items()}
    if channel.group is not None:
        live |= {place: fragment(channel.group) for place, fragment in OF_GROUP[channel.screen].items()}
    return live
