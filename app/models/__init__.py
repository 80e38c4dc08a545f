"""One table per file: columns, and the questions a row can answer alone."""

from app.models.account_session import AccountSession
from app.models.agenda_item import AgendaItem
from app.models.archive import Archive
from app.models.ballot import Ballot, HandCount
from app.models.comment import Comment
from app.models.contribution import Contribution
from app.models.draft import Draft, DraftEdition
from app.models.edit import Edit
from app.models.edition import Edition, Publication
from app.models.event import Event
from app.models.former_code import FormerCode
from app.models.going_round import GoingRound
from app.models.group import Group
from app.models.group_room import GroupRoom
from app.models.guest import Guest
from app.models.hand import Hand
from app.models.handed_list import HandedList
from app.models.help_call import HelpCall
from app.models.invitation import Invitation
from app.models.lab import Lab
from app.models.lesson import Evidence, Lesson
from app.models.message import Message
from app.models.note import Note
from app.models.offer import Offer
from app.models.organiser import Organiser
from app.models.owner_link import OwnerLink
from app.models.ownership import Ownership
from app.models.pass_ import Pass
from app.models.person import Person
from app.models.poll import Poll
from app.models.poster import Mark, Poster
from app.models.posting import Posting
from app.models.progress import Progress
from app.models.prompt import Prompt
from app.models.question import Question, Upvote
from app.models.reminder import Reminder
from app.models.review import Review
from app.models.rotation import Rotation
from app.models.seating import Seating
from app.models.sign_off import SignOff
from app.models.sitting import Sitting
from app.models.speaking_turn import SpeakingTurn
from app.models.stage import Stage
from app.models.stay import Stay
from app.models.support import Support
from app.models.team import Team, Teammate
from app.models.theme import Theme
from app.models.walk import Walk
from app.models.watching import Watching

__all__ = [
    "AccountSession",
    "AgendaItem",
    "Archive",
    "Ballot",
    "Comment",
    "Contribution",
    "Draft",
    "DraftEdition",
    "Edit",
    "Edition",
    "Event",
    "Evidence",
    "FormerCode",
    "GoingRound",
    "Group",
    "GroupRoom",
    "Guest",
    "Hand",
    "HandCount",
    "HandedList",
    "HelpCall",
    "Invitation",
    "Lab",
    "Lesson",
    "Mark",
    "Message",
    "Note",
    "Offer",
    "Organiser",
    "OwnerLink",
    "Ownership",
    "Pass",
    "Person",
    "Poll",
    "Poster",
    "Posting",
    "Progress",
    "Prompt",
    "Publication",
    "Question",
    "Reminder",
    "Review",
    "Rotation",
    "Seating",
    "SignOff",
    "Sitting",
    "SpeakingTurn",
    "Stage",
    "Stay",
    "Support",
    "Team",
    "Teammate",
    "Theme",
    "Upvote",
    "Walk",
    "Watching",
]
