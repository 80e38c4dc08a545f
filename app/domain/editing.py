"""What the organiser lays over the summary: an introduction, notes, omissions with reasons, an order, translations.

Nothing that people contributed is changed by any of it. Each place keeps all its wordings: any can be undone."""

import re
from collections.abc import Iterator
from datetime import timedelta
from hashlib import blake2b
from typing import Any

from sqlmodel import col, select

from app.clock import now
from app.domain.edition_events import SummaryEdited
from app.domain.errors import ChangedMeanwhile, NotFound
from app.domain.lessons import of_lab
from app.domain.publishing_errors import NothingToUndo, OwnLanguage
from app.domain.work import Work
from app.models import Ballot, Contribution, Edit, Lesson, Mark, Note, Poll, Poster, Question, SignOff, Theme
from app.models.lesson import ACCOUNT, CLAIM

INTRODUCTION, NOTE, OMISSION, ORDER, TRANSLATION = "introduction", "note", "omission", "order", "translation"
SIGNATURE, LANGUAGE = "signature", "language"
BURST = timedelta(seconds=60)
"""Within this, words that the same hand goes on with are one step."""

TRANSLATED = (*CLAIM, *ACCOUNT, "next_step")
LESSON, CONTRIBUTION, DISSENT, POSTER = "lesson", "contribution", "dissent", "poster"
GROUP = re.compile("[1-9][0-9]{0,8}")
SAID: dict[str, Any] = {
    CONTRIBUTION: Contribution,
    "note": Note,
    "question": Question,
    "mark": Mark,
    POSTER: Poster,
    "theme": Theme,
}
"""What people said or named, besides lessons and what was said against them, by what `about` calls it."""
NOTED = (LESSON, CONTRIBUTION)
"""What the organiser may say something beside."""


def introduce(work: Work, text: str, edition: int, language: str = "") -> Edit | None:
    """`language`: of the screen it is first typed on, and so most likely its own, until somebody says otherwise."""
    if text and language not in ("", work.lab().language) and is_first(work, edition):
        lay_language(work, language)
    return lay(work, INTRODUCTION, "", text, edition)


def is_first(work: Work, edition: int) -> bool:
    """Nothing stands of an introduction, and nobody has typed one meanwhile."""
    same, told = wordings(work, INTRODUCTION, "", ""), wordings(work, LANGUAGE, INTRODUCTION, "")
    return all(each.is_undone for each in (*same, *told)) and edition == edition_of(same)


def lay_language(work: Work, language: str) -> None:
    """Comes with the first words and goes with them: nobody chose it, so it is no step of its own, and by no pass."""
    edition = edition_of(wordings(work, LANGUAGE, INTRODUCTION, "")) + 1
    laid = Edit(lab_id=work.lab_id, place=LANGUAGE, about=INTRODUCTION, text=language, edition=edition)
    work.add(laid)
    work.announce(SummaryEdited(LANGUAGE, INTRODUCTION, ""))


def introduce_in(work: Work, language: str, edition: int) -> Edit | None:
    """Says in which language the introduction is written; "" is that of the lab."""
    return lay(work, LANGUAGE, INTRODUCTION, language, edition)


def annotate(work: Work, about: str, text: str, edition: int) -> Edit | None:
    """`about`: "lesson:" or "contribution:" and its id."""
    if about.partition(":")[0] not in NOTED:
        raise NotFound
    return lay(work, NOTE, known(work, about), text, edition)


def leave_out(work: Work, about: str, reason: str, edition: int) -> Edit | None:
    """Its place stays, with the reason; no reason puts it back. `about`: what it is (`SAID`, a lesson, a dissent) and
    its id; of a poster that of its group, of a theme its name alone is meant."""
    return lay(work, OMISSION, known(work, about), reason, edition)


def translate_words(work: Work, about: str, language: str, text: str, edition: int) -> Edit | None:
    """`about`: "introduction"; "lesson:", its id, and the part; or "signature": who typed them, as readers see it.

    Raises OwnLanguage: what is said in it needs no translation."""
    if about != SIGNATURE and text and language == language_of(work, about):
        raise OwnLanguage
    return lay(work, TRANSLATION, about, text, edition, language)


def language_of(work: Work, about: str) -> str:
    """In which the original is, "" if nobody noted it. An introduction without one is in that of the lab."""
    if about == INTRODUCTION:
        told = [each.text for each in wordings(work, LANGUAGE, INTRODUCTION, "") if not each.is_undone]
        return (told[-1] if told else "") or work.lab().language
    place, _, part = about.rpartition(":")
    kind, _, id = place.partition(":")
    if part not in TRANSLATED or kind != LESSON:
        raise NotFound
    return of_lab(work, id).language


def put_in_order(work: Work, lesson_id: str, place: int) -> Edit | None:
    """Moves a lesson to this place among all of them, from 1 on."""
    moved = of_lab(work, lesson_id).id
    others = [each for each in order_of(work) if each != moved]
    others.insert(place - 1, moved)
    last = wordings(work, ORDER, "", "")
    return lay(work, ORDER, "", " ".join(others), edition_of(last))


def undo_edit(work: Work, step: int) -> Edit:
    """Takes back the last step, whoever made it. `step` is the one that was seen: two clicks are one."""
    edit = work.get(Edit, step)
    last = last_step(work)
    if last is None or last.id != edit.id:
        raise NothingToUndo
    take_back(work, edit)
    if edit.place == INTRODUCTION and all(each.is_undone for each in wordings(work, INTRODUCTION, "", "")):
        for told in wordings(work, LANGUAGE, INTRODUCTION, ""):
            if told.pass_id is None and not told.is_undone:
                take_back(work, told)
    return edit


def take_back(work: Work, edit: Edit) -> None:
    same = wordings(work, edit.place, edit.about, edit.language)
    work.change(edit, is_undone=True, edition=edition_of(same) + 1)
    work.announce(SummaryEdited(edit.place, edit.about, edit.language))


def lay(work: Work, place: str, about: str, text: str, edition: int, language: str = "") -> Edit | None:
    """`edition` is the wording of this place that its writer saw. Raises ChangedMeanwhile."""
    same = wordings(work, place, about, language)
    current = next((each for each in reversed(same) if not each.is_undone), None)
    if (current.text if current else "") == text:
        return current
    if edition != edition_of(same):
        raise ChangedMeanwhile(SummaryEdited(place, about, language))
    laid = go_on(work, current, text, edition + 1) or work.add(
        Edit(
            lab_id=work.lab_id,
            place=place,
            about=about,
            language=language,
            text=text,
            edition=edition + 1,
            pass_id=work.actor.pass_id,
        )
    )
    work.announce(SummaryEdited(place, about, language))
    return laid


def go_on(work: Work, current: Edit | None, text: str, edition: int) -> Edit | None:
    """What is still being typed is one step; an order is not typed, and other words are another step."""
    last = last_step(work)
    if current is None or current.place == ORDER or last is None or last.id != current.id:
        return None
    if current.pass_id != work.actor.pass_id or now() - current.at > BURST or not continues(current.text, text):
        return None
    work.change(current, text=text, edition=edition, at=now())
    return current


def continues(old: str, new: str) -> bool:
    """Whether most of the shorter one stands in both, from the beginning on and from the end back."""
    shorter = min(len(old), len(new))
    head = shared(old, new)
    tail = shared(old[head:][::-1], new[head:][::-1])
    return shorter > 0 and head + tail >= shorter / 2


def shared(one: str, other: str) -> int:
    """How many signs they begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def wordings(work: Work, place: str, about: str, language: str) -> list[Edit]:
    same = select(Edit).where(Edit.lab_id == work.lab_id, Edit.place == place, Edit.about == about)
    return work.all(same.where(Edit.language == language).order_by(col(Edit.id)))


def edition_of(same: list[Edit]) -> int:
    """The last wording of a place, 0 if it never had one."""
    return max((each.edition for each in same), default=0)


def last_step(work: Work) -> Edit | None:
    standing = select(Edit).where(Edit.lab_id == work.lab_id, col(Edit.is_undone).is_(False))
    return work.session.exec(standing.order_by(col(Edit.id).desc()).limit(1)).first()


def order_of(work: Work) -> list[str]:
    """The ids of all lessons as they stand now: in the order of the organiser's, then as groups worded them."""
    worded = select(Lesson.id).where(Lesson.lab_id == work.lab_id, col(Lesson.is_removed).is_(False))
    found = work.all(worded.order_by(col(Lesson.group_id), col(Lesson.given)))
    chosen = [each for each in wordings(work, ORDER, "", "") if not each.is_undone]
    places = {id: n for n, id in enumerate(chosen[-1].text.split())} if chosen else {}
    return sorted(found, key=lambda id: places.get(id, len(places)))


def known(work: Work, about: str) -> str:
    """Raises NotFound unless this lab has it."""
    kind, _, id = about.partition(":")
    if kind == LESSON:
        return f"{LESSON}:{of_lab(work, id).id}"
    if kind == DISSENT and about in dissents(work):
        return about
    if kind not in SAID or (kind == POSTER and not GROUP.fullmatch(id)):
        raise NotFound
    work.get(SAID[kind], int(id) if kind == POSTER else id)
    return about


def dissents(work: Work) -> Iterator[str]:
    """Whatever was said against a lesson and may be quoted."""
    noted = select(Lesson.id).where(Lesson.lab_id == work.lab_id, Lesson.dissent != "")
    yield from (f"{DISSENT}:{id}" for id in work.all(noted))
    objections = select(SignOff.lesson_id, SignOff.words).where(SignOff.lab_id == work.lab_id, SignOff.words != "")
    quotes = select(Poll.lesson_id, Ballot.dissent).join(Ballot, col(Ballot.poll_id) == col(Poll.id))
    quoted = quotes.where(Ballot.lab_id == work.lab_id, Ballot.dissent != "", col(Ballot.may_quote))
    for lesson_id, words in [*work.all(objections.where(col(SignOff.may_quote))), *work.all(quoted)]:
        yield quotation(str(lesson_id), words)


def quotation(lesson_id: str, words: str) -> str:
    """What `about` calls words that somebody said against a lesson: by them, for nobody may know whose they are."""
    return f"{DISSENT}:{blake2b(f'{lesson_id} {words}'.encode(), digest_size=16).hexdigest()}"
