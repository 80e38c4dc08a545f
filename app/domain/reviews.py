"""Checking the draft: moderators and speakers read it for a day, and say what should be otherwise."""

from datetime import timedelta

from sqlmodel import select

from app.clock import now
from app.domain.edition_events import DraftChecked
from app.domain.errors import NameMissing, NotFound, NotYours
from app.domain.passes import issue, revoke
from app.domain.rules import MODERATOR, REVIEWER, SPEAKER
from app.domain.work import Work
from app.models import Comment, Pass, Person, Review

DAY, LONGEST = timedelta(days=1), timedelta(days=7)


def invite_reviewer(work: Work, person_id: int | None, name: str, key: str, token_hash: str) -> Review:
    """A moderator or speaker of the lab, or somebody else by name. One form invites one person, however often sent."""
    if work.find(Review, key):
        return work.get(Review, key)
    person = of_this_lab(work, person_id) if person_id else somebody(work, name)
    held = issue(work, REVIEWER, token_hash, person.id, expires_at=now() + DAY)
    work.announce(DraftChecked())
    return work.add(Review(id=key, lab_id=work.lab_id, person_id=person.id, pass_id=held.id))


def of_this_lab(work: Work, person_id: int) -> Person:
    person = work.get(Person, person_id)
    if person.role not in (MODERATOR, SPEAKER) or person.removed_at:
        raise NotFound
    return person


def somebody(work: Work, name: str) -> Person:
    if not name:
        raise NameMissing
    return work.add(Person(lab_id=work.lab_id, role=REVIEWER, name=name))


def extend_review(work: Work, id: str) -> Review:
    """A day more, from now if it had ended; never more than a week ahead."""
    review, held = open_review(work, id)
    until = max(held.expires_at or now(), now())
    if work.change(held, expires_at=min(until + DAY, now() + LONGEST)):
        work.announce(DraftChecked())
    return review


def end_review(work: Work, id: str) -> Review:
    """What was said stays; the link opens nothing any more."""
    review = work.get(Review, id)
    held = work.known(work.session.get(Pass, review.pass_id))
    if held.revoked_at is None:
        revoke(work, held)
    return review


def open_review(work: Work, id: str) -> tuple[Review, Pass]:
    review = work.get(Review, id)
    held = work.known(work.session.get(Pass, review.pass_id))
    if held.revoked_at:
        raise NotFound
    return review, held


# --- Comments


def comment_on(work: Work, about: str, text: str, key: str) -> Comment:
    id, said = work.once(Comment, key, about=about, first_text=text)
    if said:
        return said
    work.announce(DraftChecked())
    made = Comment(id=id, lab_id=work.lab_id, person_id=work.actor_id, about=about, text=text, first_text=text)
    return work.add(made)


def withdraw_comment(work: Work, id: str) -> Comment:
    comment = work.get(Comment, id)
    if comment.person_id != work.actor_id:
        raise NotYours
    return changed(work, comment, is_withdrawn=True)


def answer_comment(work: Work, id: str, words: str) -> Comment:
    """Whoever made it reads the answer beside it. No words take it away."""
    return changed(work, standing(work, id), answer=words, answered_at=now() if words else None)


def resolve_comment(work: Work, id: str, is_resolved: bool) -> Comment:
    comment = standing(work, id)
    if bool(comment.resolved_at) == is_resolved:
        return comment
    return changed(work, comment, resolved_at=now() if is_resolved else None)


def standing(work: Work, id: str) -> Comment:
    comment = work.get(Comment, id)
    if comment.is_withdrawn:
        raise NotFound
    return comment


def changed(work: Work, comment: Comment, **values: object) -> Comment:
    if work.change(comment, **values):
        work.announce(DraftChecked())
    return comment


def forget_reviewers(work: Work) -> None:
    """With the lab's other people: who they were and what they said of the draft; the draft is long published."""
    for review in work.all(select(Review).where(Review.lab_id == work.lab_id)):
        end_review(work, review.id)
    for comment in work.all(select(Comment).where(Comment.lab_id == work.lab_id)):
        work.change(comment, text="", first_text="", answer="", is_withdrawn=True)
    for person in work.all(select(Person).where(Person.lab_id == work.lab_id, Person.role == REVIEWER)):
        work.change(person, name=None)
