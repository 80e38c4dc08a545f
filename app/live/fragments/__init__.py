"""The pieces of a page that may change while someone looks at it. Every live query is in this room."""

from app.live.fragments.base import Fragment, loaded
from app.live.fragments.boards import Board, Card, DeskBoard, DeskCard, ThemeColumn
from app.live.fragments.circles import Asked, QuestionCard, SteeredQuestion, WallQuestion
from app.live.fragments.company import Company
from app.live.fragments.deck import CallMark, Deck, Pace, Voted
from app.live.fragments.doors import Door, Doorkeeping
from app.live.fragments.edits import EditField, EditSteps, LessonOrder
from app.live.fragments.floor import DeskFloor, Floor
from app.live.fragments.formations import DeskFormation, Formation, StageFormation, TowerFormation
from app.live.fragments.galleries import PosterCard
from app.live.fragments.help_calls import DeskCall, TowerCalls
from app.live.fragments.labs import Agenda, Ending, Notice, Now, TowerAgenda, TowerEnding
from app.live.fragments.lessons import (
    DeskLesson,
    DeskLessons,
    Gathered,
    GatheredLesson,
    GatheredNow,
    LessonCard,
    Lessons,
    TowerLesson,
    TowerLessons,
    Wall,
    WallLesson,
)
from app.live.fragments.messages import DeskMessages, MessageCard, PhoneMessages, TowerMessages
from app.live.fragments.notes import NoteCard, Notes
from app.live.fragments.people import Roster, Tile, Tiles, TowerTile
from app.live.fragments.proposals import Proposal, ProposalNews
from app.live.fragments.scenes import Scene, SceneOfGroup, TowerScenes
from app.live.fragments.seats import GuestCount, SeatNotes, SeatsOfGroup, SeatsOfLab
from app.live.fragments.steps import Steps
from app.live.fragments.streams import Stream, TowerStream
from app.live.fragments.tables import DeskTable, OnTable
from app.live.fragments.tasks import DeskTask, Task, TowerPrompts
from app.live.fragments.teams import TeamMark
from app.live.fragments.turns import DeskTurns, Turns
from app.live.fragments.votes import DeskVote, PlenaryTurnout, StageVote, TowerVote, Turnout, Vote

__all__ = [
    "Agenda",
    "Asked",
    "Board",
    "CallMark",
    "Card",
    "Company",
    "Deck",
    "DeskBoard",
    "DeskCall",
    "DeskCard",
    "DeskFloor",
    "DeskFormation",
    "DeskLesson",
    "DeskLessons",
    "DeskMessages",
    "DeskTable",
    "DeskTask",
    "DeskTurns",
    "DeskVote",
    "Door",
    "Doorkeeping",
    "EditField",
    "EditSteps",
    "Ending",
    "Floor",
    "Formation",
    "Fragment",
    "Gathered",
    "GatheredLesson",
    "GatheredNow",
    "GuestCount",
    "LessonCard",
    "LessonOrder",
    "Lessons",
    "MessageCard",
    "NoteCard",
    "Notes",
    "Notice",
    "Now",
    "OnTable",
    "Pace",
    "PhoneMessages",
    "PlenaryTurnout",
    "PosterCard",
    "Proposal",
    "ProposalNews",
    "QuestionCard",
    "Roster",
    "Scene",
    "SceneOfGroup",
    "SeatNotes",
    "SeatsOfGroup",
    "SeatsOfLab",
    "StageFormation",
    "StageVote",
    "SteeredQuestion",
    "Steps",
    "Stream",
    "Task",
    "TeamMark",
    "ThemeColumn",
    "Tile",
    "Tiles",
    "TowerAgenda",
    "TowerCalls",
    "TowerEnding",
    "TowerFormation",
    "TowerLesson",
    "TowerLessons",
    "TowerMessages",
    "TowerPrompts",
    "TowerScenes",
    "TowerStream",
    "TowerTile",
    "TowerVote",
    "Turnout",
    "Turns",
    "Vote",
    "Voted",
    "Wall",
    "WallLesson",
    "WallQuestion",
    "loaded",
]
