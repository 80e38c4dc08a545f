"""Who hears when guests are expected and people are seated: the tower's page of seats, and whoever moves."""

from collections.abc import Iterator

from app.domain import events as e
from app.domain import formed
from app.domain import seating_events as s
from app.live import fragments as f
from app.live.channels import SEATING, Channel

Change = tuple[Channel, f.Fragment]

SEATS_CHANGE = (
    *(e.PersonJoined, e.PersonMoved, e.PersonRemoved, e.PeopleForgotten, e.ModeratorInvited),
    *(formed.RoundOpened, s.OfSeating, e.LabClosed),
)


def of_page_of_seats(lab: int, happened: e.Happened) -> Iterator[Change]:
    """What the page of seats shows otherwise. Nobody pays for it while nobody looks at it."""
    page = Channel(lab, SEATING)
    match happened:
        case s.ProposalChanged():
            yield page, f.Proposal(lab)
            yield page, f.ProposalNews(lab)
        case s.RoomSet(group=group):
            yield page, f.SeatsOfGroup(group)
            yield page, f.SeatNotes(lab)
            yield page, f.Proposal(lab)
        case e.ModeratorInvited(group=group):
            yield page, f.SeatsOfGroup(group)
        case e.PersonJoined(group=group):
            yield from of_a_person(lab, group)
        case e.PersonRemoved(group=group):
            yield from of_a_person(lab, group)
            yield page, f.Proposal(lab)  # what a list told of them may belong to somebody else now
        case e.PersonMoved(group=group, origin=origin):
            yield from of_a_person(lab, group, origin)
        case _:
            for fragment in (f.GuestCount, f.ProposalNews, f.Proposal, f.SeatNotes, f.SeatsOfLab):
                yield page, fragment(lab)


def of_a_person(lab: int, *groups: int) -> Iterator[Change]:
    page = Channel(lab, SEATING)
    for group in groups:
        yield page, f.SeatsOfGroup(group)
    for fragment in (f.GuestCount, f.ProposalNews, f.SeatNotes):
        yield page, fragment(lab)
