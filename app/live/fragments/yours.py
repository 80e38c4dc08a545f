"""What only its own person sees: their cards, what they support, their way back. Never broadcast."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, bindparam, select

from app.clock import now
from app.live.fragments.base import row
from app.live.fragments.floor import floors
from app.live.fragments.people import Named
from app.models import Contribution, Lab, Lesson, Offer, Person, Prompt, SignOff, Support, Theme

idea, person, lab = Contribution.__table__, Person.__table__, Lab.__table__  # type: ignore[attr-defined]
lesson, signed, offer = Lesson.__table__, SignOff.__table__, Offer.__table__  # type: ignore[attr-defined]
behind, theme, prompt = Support.__table__, Theme.__table__, Prompt.__table__  # type: ignore[attr-defined]

OWN = (
    select(
        idea.c.id,
        idea.c.text,
        idea.c.given,
        idea.c.given_at,
        idea.c.is_withdrawn,
        idea.c.is_revealed,
        theme.c.name.label("theme_name"),
        prompt.c.question.label("prompt_question"),
    )
    .outerjoin(theme, theme.c.id == idea.c.theme_id)
    .join(prompt, prompt.c.id == idea.c.prompt_id)
    .where(idea.c.author_id == bindparam("person"))
    .order_by(idea.c.given)
)
SIGNED = (
    select(
        signed.c.lesson_id.label("id"),
        signed.c.approves,
        signed.c.words,
        signed.c.may_quote,
        signed.c.edition,
        lesson.c.title,
        (signed.c.edition == lesson.c.edition).label("is_of_now"),
    )
    .join(lesson, lesson.c.id == signed.c.lesson_id)
    .where(signed.c.person_id == bindparam("person"), ~lesson.c.is_removed)
    .order_by(lesson.c.given)
)
OFFERED = (
    select(
        offer.c.lesson_id.label("id"),
        offer.c.by_name,
        lesson.c.title,
        (lesson.c.group_id == person.c.group_id).label("is_own"),
    )
    .join(lesson, lesson.c.id == offer.c.lesson_id)
    .join(person, person.c.id == offer.c.person_id)
    .where(offer.c.person_id == bindparam("person"), ~lesson.c.is_removed)
    .order_by(lesson.c.given)
)
NEWS = timedelta(minutes=10)
SUPPORTED = (
    select(behind.c.contribution_id.label("id"), idea.c.text, idea.c.is_withdrawn)
    .join(idea, idea.c.id == behind.c.contribution_id)
    .where(behind.c.person_id == bindparam("person"))
    .order_by(idea.c.given)
)
PERSON = (
    select(person, lab.c.anonymity).join(lab, lab.c.id == person.c.lab_id).where(person.c.id == bindparam("person"))
)


def yours(read: Connection, person_id: int, return_code: str) -> SimpleNamespace:
    someone = read.execute(PERSON, {"person": person_id}).one()
    named = Named(someone)
    return SimpleNamespace(
        lab_id=someone.lab_id,
        display=named.display,
        is_anonymous=named.is_anonymous,
        number=someone.number,
        is_by_seat=someone.anonymity != "named",
        seat_told=seat_told(someone),
        return_code="-".join(return_code[n : n + 5] for n in range(0, len(return_code), 5)),
        cards=[row(card) for card in read.execute(OWN, {"person": person_id})],
        signed=[row(one) for one in read.execute(SIGNED, {"person": person_id})],
        offered=[row(one) for one in read.execute(OFFERED, {"person": person_id})],
        supported=[row(one) for one in read.execute(SUPPORTED, {"person": person_id})],
    )


def seat_told(someone: Any) -> str | None:
    """How somebody came to where they sit, while it is news to them."""
    return someone.seated_as if someone.seated_at and now() - someone.seated_at < NEWS else None


def own_card(idea: Contribution) -> SimpleNamespace:
    """A card just written, as its author sees it."""
    return plain(idea, theme_name=None)


def new_card(idea: Contribution) -> Any:
    """A card just written, as its group sees it; None while it is private."""
    return plain(idea, supports=0) if idea.is_revealed else None


def plain(idea: Contribution, **more: Any) -> SimpleNamespace:
    """Its columns, less who wrote it."""
    told = SimpleNamespace(**idea.__dict__, **more)
    del told.author_id
    return told


def own_hand(read: Connection, lab_id: int, person_id: int, group_id: int) -> SimpleNamespace:
    """Whether one's own hand is up, and how many are before it; or whether one has the floor."""
    floor = floors(read, {group_id})[group_id]
    place = floor.queue.index(person_id) if person_id in floor.queue else None
    speaks = floor.speaking is not None and floor.speaking.person_id == person_id
    return SimpleNamespace(
        lab_id=lab_id,
        id=floor.floor if speaks else floor.hands[place] if place is not None else None,
        state="floor" if speaks else "down" if place is None else "up",
        before=place or 0,
    )
