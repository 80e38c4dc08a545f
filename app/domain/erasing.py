"""Whoever took part may take all their words away again, at any time. Places and totals stay, and say why."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlmodel import col, select

from app.clock import now
from app.domain.agreement import shake_what_rests_on
from app.domain.editions import amend
from app.domain.events import ContributionWithdrawn, NoteRemoved, PeopleForgotten, ReasonRemoved
from app.domain.formed import MarkTakenBack, QuestionWithdrawn
from app.domain.guests.arriving import forget_guest
from app.domain.passes import revoke_all_of
from app.domain.progress import take_back_link
from app.domain.work import Work
from app.models import Ballot, Contribution, Event, Lesson, Mark, Note, Offer, Person, Poll, Question, SignOff

Row = dict[str, Any]
REWORDED = ("ContributionReworded", "NoteReworded", "ReasonReworded")
WORDS = {"text": "", "first_text": ""}


class Erased(NamedTuple):
    """What somebody had said: the ids of things of their own, and words that stood among others'."""

    ids: set[str]
    quotes: set[str]
    name: str


def erase_me(work: Work) -> int:
    """The actor's words, name and passes go, from published editions too. Ballots stay, by nobody; what a moderator
    typed in for somebody stays the group's. Returns how many things they had said."""
    person = work.get(Person, work.actor_id)
    erased = Erased({*things(work)}, {*asides(work)}, person.name or "")
    forget_wordings(work, erased.ids)
    disown(work, erased.name)
    for offer in work.all(select(Offer).where(Offer.person_id == work.actor_id)):
        work.session.delete(offer)
        work.wrote = True
    amend(work, lambda told: taken_out(told, erased), "erased")
    work.change(person, name=None, namesake=0, language=None, is_here=False, forgotten_at=now())
    work.announce(PeopleForgotten([person.group_id] if person.group_id else []))
    revoke_all_of(work, person.id)
    forget_guest(work, person.id)
    return len(erased.ids) + len(erased.quotes)


def disown(work: Work, name: str) -> None:
    """Who answers for a lesson was typed in by name, and so was whose words a moderator wrote down."""
    if not name:
        return
    for lesson in work.all(select(Lesson).where(Lesson.lab_id == work.lab_id, Lesson.owner == name)):
        take_back_link(work, lesson.id)
        work.change(lesson, owner="")
    told = select(Contribution).where(Contribution.lab_id == work.lab_id, Contribution.said_by == name)
    for idea in work.all(told):
        work.change(idea, said_by=None)


# --- What is theirs


def things(work: Work) -> Iterator[str]:
    """Contributions, reasons, questions and comments: each goes from every screen, and leaves its row without words."""
    for idea in work.all(mine(work, Contribution).where(col(Contribution.on_paper).is_(False))):
        if work.change(idea, is_withdrawn=True):
            work.announce(ContributionWithdrawn(idea.group_id, idea.id, idea.is_revealed))
            shake_what_rests_on(work, "contribution", idea.id)
        yield wordless(work, idea)
    for note in work.all(mine(work, Note)):
        if work.change(note, is_removed=True):
            work.announce((ReasonRemoved if note.theme_id else NoteRemoved)(note.group_id, note.id))
            shake_what_rests_on(work, "note", note.id)
        yield wordless(work, note)
    for question in work.all(mine(work, Question)):
        if work.change(question, is_withdrawn=True):
            work.announce(QuestionWithdrawn(question.id))
        yield wordless(work, question)
    for mark in work.all(mine(work, Mark)):
        if work.change(mark, is_withdrawn=True):
            work.announce(MarkTakenBack(mark.group_id, mark.id, mark.from_group_id))
        yield wordless(work, mark)


def mine(work: Work, kind: Any) -> Any:
    return select(kind).where(kind.lab_id == work.lab_id, kind.author_id == work.actor_id)


def wordless(work: Work, row: Any) -> str:
    work.change(row, **WORDS)
    return str(row.id)


def asides(work: Work) -> Iterator[str]:
    """Dissent on a ballot, an objection to a lesson: the vote stays, by nobody."""
    for ballot in work.all(select(Ballot).where(Ballot.lab_id == work.lab_id, Ballot.person_id == work.actor_id)):
        if ballot.dissent:
            yield ballot.dissent
        work.change(ballot, dissent="", may_quote=False, person_id=None, keys=[])
    for answer in work.all(select(SignOff).where(SignOff.lab_id == work.lab_id, SignOff.person_id == work.actor_id)):
        if answer.words:
            yield answer.words
        work.change(answer, words="", may_quote=False)


def forget_wordings(work: Work, ids: set[str]) -> None:
    """Earlier wordings stand in events, and what was voted on stands with its vote."""
    for event in work.all(select(Event).where(Event.lab_id == work.lab_id, col(Event.kind).in_(REWORDED))):
        if ids & {event.what.get("contribution"), event.what.get("note")}:
            work.change(event, what=event.what | {"was": ""})
    for poll in work.all(select(Poll).where(Poll.lab_id == work.lab_id, Poll.about == "contributions")):
        work.change(poll, options=wordless_options(poll.options, ids))
        if poll.result:
            work.change(poll, result=poll.result | {"options": wordless_options(poll.result["options"], ids)})


def wordless_options(options: list[Row], ids: set[str]) -> list[Row]:
    return [each | {"text": ""} if each["id"] in ids else each for each in options]


# --- In editions


def taken_out(told: Row, erased: Erased) -> int:
    """A tombstone stands in the place of each thing. Says how many there were."""
    comments = [one for each in told["posters"] for one in each["comments"]]
    rows = [*told["contributions"], *told["notes"], *told["questions"], *comments]
    mine = [each for each in rows if str(each["id"]) in erased.ids]
    for each in mine:
        each |= {"text": "", "is_erased": True}
        each.pop("note", None)  # the organiser's may repeat it
    for vote in told["votes"]:
        for option in vote["result"]["options"]:
            if option["id"] in erased.ids:
                option["text"] = None
    for each in ballots(told):  # which stand among the votes, too
        unquoted(each, erased.quotes)
    quotes = [unquoted(each, erased.quotes) for each in told["votes"]]
    objections = [without_objection(each["sign_off"], erased.quotes) for each in told["lessons"]]
    return len(mine) + sum(quotes) + sum(objections) + disowned(told, erased.name)


def ballots(told: Row) -> list[Row]:
    return [each["ballot"] for each in told["lessons"] if each["ballot"]]


def unquoted(vote: Row, words: set[str]) -> int:
    kept = [each for each in vote["quotes"] if each["words"] not in words]
    gone = len(vote["quotes"]) - len(kept)
    vote["quotes"] = kept
    return gone


def without_objection(answers: Row, words: set[str]) -> int:
    before = len(answers["objections"]) + len(answers["objections_before"])
    for name in ("objections", "objections_before"):
        answers[name] = [each for each in answers[name] if each not in words]
    return before - len(answers["objections"]) - len(answers["objections_before"])


def disowned(told: Row, name: str) -> int:
    owned = [each for each in told["lessons"] if name and each["owner"] == name]
    for each in owned:
        each["owner"] = ""
        if "is_taken" in each:
            each["is_taken"] = False
    return len(owned)
