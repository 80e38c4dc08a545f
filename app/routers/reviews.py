"""Checking the draft: a page for whoever holds a link to it, and for the organiser who answers."""

from collections import defaultdict
from datetime import datetime
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Form, Path, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from markupsafe import Markup
from sqlalchemy import Connection

from app.clock import now
from app.domain.passes import Locksmith
from app.domain.reviews import (
    answer_comment,
    comment_on,
    end_review,
    extend_review,
    invite_reviewer,
    resolve_comment,
    withdraw_comment,
)
from app.domain.rules import ORGANISER
from app.domain.work import Key
from app.i18n import reading
from app.jinja import macro, templates
from app.live.fragments.labs import lab_facts, wall_of
from app.live.pages import Visit
from app.routers.doors import (
    Act,
    CurrentAct,
    CurrentKey,
    CurrentLanguage,
    CurrentLocksmith,
    CurrentPlace,
    CurrentSettings,
    CurrentStore,
    FormKey,
    NameOrNone,
    OptionalNumber,
    Words,
    WordsOrNone,
)
from app.summary.checking import checkers, comments, places, read_draft, reviewers
from app.summary.report import report

router = APIRouter(prefix="/labs/{lab_id}/{screen}")
TALK = "reviews/_comments.html:talk"

Anchor = Annotated[str, Form(pattern=r"^[a-z]+(-[a-z0-9]+)?$", max_length=64)]
CommentId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


@router.get("/draft")
async def draft(
    store: CurrentStore,
    place: CurrentPlace,
    key: CurrentKey,
    language: CurrentLanguage,
    settings: CurrentSettings,
) -> Response:
    return HTMLResponse(await store.read(draft_page, key, place.base, language, settings.least))


def draft_page(read: Connection, key: Key, base: str, language: str, least: int) -> str:
    actor = read_draft(read, key)
    told = report(read, key.lab_id, language, "public", least)
    known = [each.anchor for each in places(told.sections)]
    talk = Talk(base, actor.role == ORGANISER, actor.id, comments(read, key.lab_id), known)
    with reading(language, wall_of(read, key.lab_id)):
        body = macro("summary/_report.html:report")(told, talk.beside())
        return templates.get_template("reviews/draft.html").render(
            lab=lab_facts(read, key.lab_id),
            base=base,
            is_organiser=talk.is_organiser,
            report=body,
            elsewhere=talk.elsewhere(),
            open_ones=len(talk.open_ones),
        )


class Talk:
    """What is said beside each place, as this reader may go on with it; what is open is numbered from the top."""

    def __init__(self, base: str, is_organiser: bool, person_id: int | None, said: list[Any], known: list[str]):
        self.base, self.is_organiser, self.person_id, self.known = base, is_organiser, person_id, known
        self.said: defaultdict[str, list[Any]] = defaultdict(list)
        for each in said:
            self.said[each.about].append(each)
        self.gone = [anchor for anchor in self.said if anchor not in known]
        in_order = (each for anchor in (*known, *self.gone) for each in self.said.get(anchor, ()))
        self.open_ones = [each.id for each in in_order if not each.resolved_at]

    def beside(self) -> dict[str, Markup]:
        return {anchor: self.draw(anchor) for anchor in self.known}

    def elsewhere(self) -> list[Markup]:
        """Beside what has gone since."""
        return [self.draw(anchor) for anchor in self.gone]

    def draw(self, anchor: str) -> Markup:
        some = self.said.get(anchor, [])
        drawn = macro(TALK)(anchor, some, self.base, self.is_organiser, self.person_id, self.open_ones)
        return Markup(drawn)  # noqa: S704 ours


# --- Who checks


class ReviewLink(NamedTuple):
    """For its holder to be given."""

    id: str
    name: str
    expires_at: datetime
    address: str

    @property
    def is_over(self) -> bool:
        return self.expires_at <= now()


def checking(read: Connection, visit: Visit, locksmith: Locksmith) -> dict[str, Any]:
    """Who checks the draft, who might, and how many of their comments are open."""
    lab_id = visit.key.lab_id
    links = [
        ReviewLink(each.id, each.name, each.expires_at, visit.server + link_to(locksmith, lab_id, each.id))
        for each in reviewers(read, lab_id)
    ]
    open_ones = sum(not each.resolved_at for each in comments(read, lab_id))
    return {"links": links, "checkers": checkers(read, lab_id), "open_ones": open_ones}


def link_to(locksmith: Locksmith, lab_id: int, review_id: str) -> str:
    return f"/enter#{locksmith.link_to_review(lab_id, review_id)}"


@router.post("/reviewers")
async def reviewer(
    act: CurrentAct, locksmith: CurrentLocksmith, id: FormKey, person: OptionalNumber = "", name: NameOrNone = ""
) -> Response:
    token = locksmith.link_to_review(act.place.lab_id, id)
    return to(act, await act(invite_reviewer, person or None, name, id, locksmith.hash(token)), "report#review")


@router.post("/reviewers/{id}/extension")
async def extension(act: CurrentAct, id: CommentId) -> Response:
    return to(act, await act(extend_review, id), "report#review")


@router.post("/reviewers/{id}/removal")
async def removal(act: CurrentAct, id: CommentId) -> Response:
    return to(act, await act(end_review, id), "report#review")


# --- What they say


@router.post("/comments")
async def comment(act: CurrentAct, id: FormKey, about: Anchor, text: Words) -> Response:
    return to(act, await act(comment_on, about, text, id), f"draft#talk-{about}")


@router.post("/comments/{id}/withdrawal")
async def withdrawal(act: CurrentAct, id: CommentId) -> Response:
    return to(act, await act(withdraw_comment, id), "draft")


@router.post("/comments/{id}/answer")
async def answer(act: CurrentAct, id: CommentId, words: WordsOrNone = "") -> Response:
    return to(act, await act(answer_comment, id, words), f"draft#comment-{id}")


@router.post("/comments/{id}/resolution")
async def resolution(act: CurrentAct, id: CommentId, on: Annotated[Literal["0", "1"], Form()]) -> Response:
    return to(act, await act(resolve_comment, id, on == "1"), f"draft#comment-{id}")


def to(act: Act, done: Response, page: str) -> Response:
    """A plain form comes back to where it was sent from."""
    return RedirectResponse(f"{act.place.base}/{page}", 303) if done.status_code == 303 else done
