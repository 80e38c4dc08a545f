"""What one participant gave, as the database holds it: each is asked about `me`, and tells no words of others."""

from typing import Any

from sqlalchemy import and_, bindparam, case, func, select

from app.models import (
    Ballot,
    Contribution,
    Evidence,
    Group,
    Mark,
    Note,
    Offer,
    Person,
    Poll,
    Prompt,
    Question,
    SignOff,
    Support,
    Theme,
    Upvote,
)

person, group, idea = Person.__table__, Group.__table__, Contribution.__table__  # type: ignore[attr-defined]
prompt, theme, rests = Prompt.__table__, Theme.__table__, Evidence.__table__  # type: ignore[attr-defined]
poll, ballot, note = Poll.__table__, Ballot.__table__, Note.__table__  # type: ignore[attr-defined]
signed, offer, question = SignOff.__table__, Offer.__table__, Question.__table__  # type: ignore[attr-defined]
behind, upvote, mark = Support.__table__, Upvote.__table__, Mark.__table__  # type: ignore[attr-defined]

ME: Any = bindparam("me")
OF: Any = bindparam("lab")
whole = theme.alias("whole")  # what a theme was put together into
earlier = idea.alias("earlier")
IS_SEEN = and_(idea.c.is_revealed, ~idea.c.is_withdrawn)
PLACE = (
    select(func.count())
    .where(earlier.c.group_id == idea.c.group_id, earlier.c.is_revealed, ~earlier.c.is_withdrawn)
    .where(earlier.c.given <= idea.c.given)
    .correlate(idea)
    .scalar_subquery()
)
LABELLED = (group.c.number.label("group"), case((IS_SEEN, PLACE)).label("place"))
"""How a summary names a contribution: “2.14”. No place: it stands in none."""

MYSELF = (
    select(person.c.name, person.c.number.label("seat"), person.c.language, person.c.joined_at, person.c.consented_at)
    .add_columns(group.c.number.label("group"))
    .outerjoin(group, group.c.id == person.c.group_id)
    .where(person.c.id == ME)
)
IDEAS = (
    select(idea.c.id, idea.c.text, idea.c.given_at, idea.c.is_revealed, idea.c.is_withdrawn, prompt.c.question)
    .add_columns(*LABELLED, whole.c.id.label("theme_id"), whole.c.name.label("theme"))
    .join(group, group.c.id == idea.c.group_id)
    .join(prompt, prompt.c.id == idea.c.prompt_id)
    .outerjoin(theme, theme.c.id == idea.c.theme_id)
    .outerjoin(whole, and_(whole.c.id == func.coalesce(theme.c.merged_into, theme.c.id), ~whole.c.is_removed))
    .where(idea.c.author_id == ME, ~idea.c.on_paper)
    .order_by(idea.c.given)
)
SUPPORTED = (
    select(behind.c.at, *LABELLED)
    .join(idea, idea.c.id == behind.c.contribution_id)
    .join(group, group.c.id == idea.c.group_id)
    .where(behind.c.person_id == ME)
    .order_by(behind.c.at)
)
CAST = (
    select(poll.c.method, poll.c.about, poll.c.options, ballot.c.choice, ballot.c.dissent, ballot.c.may_quote)
    .add_columns(ballot.c.answer, ballot.c.cast_at)
    .join(poll, poll.c.id == ballot.c.poll_id)
    .where(ballot.c.person_id == ME, ~ballot.c.is_taken_back)
    .order_by(ballot.c.cast_at)
)
REASONS = (
    select(note.c.kind, note.c.text, note.c.given_at, theme.c.name.label("theme"))
    .outerjoin(theme, theme.c.id == note.c.theme_id)
    .where(note.c.author_id == ME, ~note.c.is_removed)
    .order_by(note.c.given)
)
SIGNED = (
    select(signed.c.lesson_id, signed.c.approves, signed.c.words, signed.c.may_quote, signed.c.at)
    .where(signed.c.person_id == ME)
    .order_by(signed.c.at)
)
OFFERED = select(offer.c.lesson_id, offer.c.by_name, offer.c.at).where(offer.c.person_id == ME).order_by(offer.c.at)
ASKED = (
    select(question.c.text, question.c.state, question.c.given_at)
    .where(question.c.author_id == ME, ~question.c.is_withdrawn, ~question.c.on_paper)
    .order_by(question.c.given)
)
WANTED = select(func.count()).select_from(upvote).where(upvote.c.person_id == ME)
LEFT = (
    select(mark.c.kind, mark.c.text, mark.c.given_at, group.c.number.label("poster"))
    .join(group, group.c.id == mark.c.group_id)
    .where(mark.c.author_id == ME, ~mark.c.is_withdrawn)
    .order_by(mark.c.given)
)

# --- What became of it

RESTS = (
    select(rests.c.lesson_id, rests.c.kind, func.coalesce(theme.c.merged_into, rests.c.source_id).label("source_id"))
    .outerjoin(theme, and_(theme.c.id == rests.c.source_id, rests.c.kind == "theme"))
    .where(rests.c.lab_id == OF, rests.c.kind.in_(("contribution", "theme")))
)
DECIDED = (
    select(poll.c.lesson_id, poll.c.method, poll.c.edition, poll.c.result)
    .where(poll.c.lab_id == OF, poll.c.lesson_id.is_not(None), poll.c.closed_at.is_not(None))
    .order_by(poll.c.given)
)
PLACES = (
    select(idea.c.id, *LABELLED)
    .join(group, group.c.id == idea.c.group_id)
    .where(idea.c.id.in_(bindparam("ids", expanding=True)))
)
