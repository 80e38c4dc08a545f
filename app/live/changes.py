"""What happened → which pieces of which screens must be drawn again."""

from collections.abc import Iterator

from app.domain import edition_events as d
from app.domain import events as e
from app.domain import formed
from app.domain import seating_events as seating
from app.domain import sorting_events as s
from app.domain import steering_events as st
from app.domain import vote_events as v
from app.live import fragments as f
from app.live.channels import DESK, PHONE, STAGE_SCREEN, TOWER, Channel
from app.live.company import of_floor, of_people, of_progress, of_reseated, of_seats, of_turnout
from app.live.formations import Change, of_formation, of_forms, of_poster, of_whose_turn
from app.live.seating import SEATS_CHANGE, of_page_of_seats
from app.live.sorting import of_clustering, of_turns
from app.live.steering import of_help, of_lab


def changes(lab: int, happened: e.Happened) -> Iterator[Change]:
    if isinstance(happened, SEATS_CHANGE):
        yield from of_page_of_seats(lab, happened)
    yield from of_screens(lab, happened)


def of_screens(lab: int, happened: e.Happened) -> Iterator[Change]:
    """Of the four that a lab is held with."""
    match happened:
        case e.OfContribution():
            yield from of_contribution(lab, happened)
        case s.Clustered():
            yield from of_clustering(lab, happened)
            yield from of_what_lies_in_themes(lab, happened)
        case s.CardsRevealed() | s.TurnPassed():
            yield from of_turns(lab, happened)
            yield Channel(lab, STAGE_SCREEN), f.SceneOfGroup(happened.group)
        case v.OfPoll():
            yield from of_poll(lab, happened)
        case e.OfNote():
            yield from of_note(lab, happened)
        case e.OfLesson():
            yield from of_lesson(lab, happened)
        case formed.Formed() | formed.RoundOpened() | formed.WalkMoved() | formed.CircleChanged() | formed.OfQuestion():
            yield from of_formation(lab, happened)
        case e.InGroup():
            yield from of_group(lab, happened)
        case e.PresenceChanged(groups=groups) | e.PeopleForgotten(groups=groups):
            yield from of_people_in(lab, groups, isinstance(happened, e.PeopleForgotten))
        case seating.Reseated(groups=groups):
            yield from of_reseated(lab, groups)
        case e.PassRevoked() | e.LabFounded() | e.OwnerInvited() | d.DraftChecked() | seating.OfSeating():
            return
        case _:
            yield from of_lab(lab, happened)


def of_contribution(lab: int, happened: e.OfContribution) -> Iterator[Change]:
    group, key = happened.group, happened.contribution
    match happened:
        case (
            e.ContributionRevealedLater()
            | e.ContributionReworded(is_revealed=False)
            | e.ContributionWithdrawn(is_revealed=False)
        ):
            yield Channel(lab, PHONE, group), f.Board(group)
            yield Channel(lab, DESK, group), f.DeskBoard(group)
            yield Channel(lab, DESK, group), f.DeskTurns(group)
        case e.SupportGiven() | e.SupportTakenBack():
            yield Channel(lab, DESK, group), f.DeskCard(key)
            yield Channel(lab, DESK, group), f.DeskTable(group)
        case _:
            yield Channel(lab, PHONE, group), f.Card(key)
            yield Channel(lab, DESK, group), f.DeskCard(key)
    if isinstance(happened, e.ContributionReworded | e.ContributionWithdrawn):
        yield from of_table(lab, group)
        yield from of_evidence(lab, group)
    if isinstance(happened, e.ContributionWithdrawn) or (isinstance(happened, e.Given) and happened.is_first):
        yield Channel(lab, DESK, group), f.Roster(group)
    if isinstance(happened, e.ContributionWithdrawn | e.Given):
        yield from of_progress(lab, group)
    if isinstance(happened, e.ContributionWithdrawn):
        yield Channel(lab, DESK, group), f.DeskFormation(group)  # it may have been a pair's
        yield Channel(lab, STAGE_SCREEN), f.SceneOfGroup(group)


def of_what_lies_in_themes(lab: int, happened: s.Clustered) -> Iterator[Change]:
    if happened.changes_themes:
        yield from of_evidence(lab, happened.group)
    yield from of_table(lab, happened.group)
    yield from of_poster(lab, happened.group)
    yield Channel(lab, STAGE_SCREEN), f.SceneOfGroup(happened.group)


def of_note(lab: int, happened: e.OfNote) -> Iterator[Change]:
    """A reason for or against is its group's to see; a note is its desk's, until a lesson rests on it."""
    yield Channel(lab, DESK, happened.group), f.NoteCard(happened.note)
    if not isinstance(happened, e.NoteTaken):
        yield from of_evidence(lab, happened.group)
    if isinstance(happened, e.ReasonGiven | e.ReasonReworded | e.ReasonRemoved):
        yield Channel(lab, PHONE, happened.group), f.OnTable(happened.group)


def of_lesson(lab: int, happened: e.OfLesson) -> Iterator[Change]:
    group, key = happened.group, happened.lesson
    yield Channel(lab, DESK, group), f.DeskLesson(key)
    yield Channel(lab, TOWER), f.TowerLesson(key)
    if isinstance(happened, e.LessonOffered):
        return
    yield Channel(lab, STAGE_SCREEN), f.WallLesson(key)
    yield Channel(lab, PHONE), f.GatheredLesson(key)
    if isinstance(happened, e.LessonSignedOff):
        return  # a group is not told how its people answer, only what is left standing when all come together
    yield Channel(lab, PHONE, group), f.LessonCard(key)
    if happened.counts:
        yield from of_progress(lab, group)
    yield from of_poster(lab, group)


def of_poll(lab: int, happened: v.OfPoll) -> Iterator[Change]:
    """A ballot redraws one line where somebody waits for all to have voted; what it holds, nobody hears."""
    match happened:
        case v.BallotChanged():
            return
        case v.BallotCast() | v.BallotTakenBack():
            yield from of_turnout(lab, happened.groups, happened.is_plenary)
        case v.PaperCounted() | v.HandsCounted():
            yield from of_turnout(lab, happened.groups, happened.is_plenary)
            for group in happened.groups:
                yield Channel(lab, DESK, group), f.DeskVote(group)
        case _:
            yield from of_whole_poll(lab, happened)


def of_whole_poll(lab: int, happened: v.OfPoll) -> Iterator[Change]:
    for group in happened.groups:
        yield Channel(lab, PHONE, group), f.Vote(group)
        yield Channel(lab, DESK, group), f.DeskVote(group)
        if isinstance(happened, v.VoteClosed | v.VoteRecounted) and not happened.is_plenary:
            yield Channel(lab, DESK, group), f.DeskTable(group)  # what was voted for is taken up first
        if not happened.is_plenary:
            yield Channel(lab, TOWER), f.Voted(group)
    if happened.is_plenary:
        yield Channel(lab, STAGE_SCREEN), f.StageVote(lab)
        yield Channel(lab, TOWER), f.TowerVote(lab)
    if isinstance(happened, v.OfVote) and happened.lesson:
        yield from of_lesson(lab, e.OfLesson(happened.groups[0], happened.lesson))


def of_group(lab: int, happened: e.InGroup) -> Iterator[Change]:
    group = happened.group
    match happened:
        case st.OfHelp():
            yield from of_help(lab, happened)
        case e.PersonMoved(origin=origin):
            for each in (group, origin):
                yield from of_seats(lab, each)
                yield from of_whose_turn(lab, each)
            yield Channel(lab, PHONE, origin), f.Floor(origin)
        case e.PersonJoined():  # who comes late has no turn before the next round
            yield from of_seats(lab, group)
        case e.PersonRemoved():
            yield from of_seats(lab, group)
            yield from of_whose_turn(lab, group)
            yield Channel(lab, PHONE, group), f.Floor(group)
            yield Channel(lab, DESK, group), f.Company(group)
        case e.ModeratorInvited():
            yield Channel(lab, DESK, group), f.Company(group)
            yield Channel(lab, TOWER), f.TowerTile(group)
        case e.WritingShown():
            yield Channel(lab, DESK, group), f.Company(group)
        case e.SignOffAsked():
            yield from of_evidence(lab, group)
        case e.HandRaised() | e.HandLowered() | e.FloorGiven() | e.TurnEnded():
            yield from of_floor(lab, group)
        case e.ThemeTabled():
            yield from of_floor(lab, group)
            yield from of_table(lab, group)
        case _:
            yield Channel(lab, PHONE, group), f.Task(group)
            yield Channel(lab, DESK, group), f.DeskTask(group)
            yield from of_progress(lab, group)
            yield from of_floor(lab, group)
    yield from of_step(lab, happened)


def of_step(lab: int, happened: e.InGroup) -> Iterator[Change]:
    """What a group's next step means beyond its task: on the wall, at the tower, on its board."""
    group = happened.group
    match happened:
        case e.PromptOpened() | e.StageOpened():
            yield Channel(lab, STAGE_SCREEN), f.Now(lab)
            yield Channel(lab, TOWER), f.TowerPrompts(lab)
            yield Channel(lab, PHONE, group), f.Formation(group)  # a paper can be given once there is a question
    if isinstance(happened, e.TimerSet | e.StageOpened):
        yield Channel(lab, TOWER), f.TowerAgenda(lab)
        yield Channel(lab, TOWER), f.Pace(group)
    if isinstance(happened, e.StageOpened):
        yield from of_stage(lab, group)


def of_stage(lab: int, group: int) -> Iterator[Change]:
    """What phones may do and see, how people work together, and what its opening reveals."""
    yield from of_forms(lab, group)
    yield Channel(lab, STAGE_SCREEN), f.StageVote(lab)
    yield Channel(lab, DESK, group), f.DeskVote(group)
    yield Channel(lab, DESK, group), f.DeskLessons(group)
    yield Channel(lab, PHONE, group), f.Asked(group)
    yield Channel(lab, PHONE, group), f.Board(group)
    yield Channel(lab, DESK, group), f.DeskBoard(group)
    yield Channel(lab, DESK, group), f.Roster(group)
    yield from of_table(lab, group)
    yield from of_whose_turn(lab, group)
    yield Channel(lab, STAGE_SCREEN), f.SceneOfGroup(group)


def of_people_in(lab: int, groups: list[int], are_forgotten: bool) -> Iterator[Change]:
    for group in groups:
        yield from of_people(lab, group)
        if are_forgotten:
            yield from of_forgotten(lab, group)
        else:
            yield Channel(lab, DESK, group), f.Company(group)


def of_forgotten(lab: int, group: int) -> Iterator[Change]:
    yield from of_whose_turn(lab, group)
    yield Channel(lab, DESK, group), f.DeskBoard(group)  # cards name whom a proxy entry speaks for
    yield Channel(lab, PHONE, group), f.Board(group)
    yield from of_evidence(lab, group)  # and lessons name who would take them on
    yield from of_forms(lab, group)


def of_table(lab: int, group: int) -> Iterator[Change]:
    yield Channel(lab, PHONE, group), f.OnTable(group)
    yield Channel(lab, DESK, group), f.DeskTable(group)


def of_evidence(lab: int, group: int) -> Iterator[Change]:
    """All lessons of a group: they quote what they rest on."""
    yield Channel(lab, PHONE, group), f.Lessons(group)
    yield Channel(lab, DESK, group), f.DeskLessons(group)
    yield from of_walls(lab)


def of_walls(lab: int) -> Iterator[Change]:
    yield Channel(lab, STAGE_SCREEN), f.Wall(lab)
    yield Channel(lab, PHONE), f.GatheredNow(lab)
    yield Channel(lab, TOWER), f.TowerLessons(lab)
