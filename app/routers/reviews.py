"""Checking the draft: a page for whoever holds a link to it, and for the organiser who answers."""

from collections import defaultdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Path, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from markupsafe import Markup
from sqlalchemy import Connection

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
from app.summary.checking import comments, places, read_draft
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
    talk = Talk(base, actor.role == ORGANISER, actor.id)
    with reading(language, wall_of(read, key.lab_id)):
        said = comments(read, key.lab_id)
        beside = {each.anchor: talk.beside(each.anchor, said) for each in places(told.sections)}
        body = macro("summary/_report.html:report")(told, beside)
        return templates.get_template("reviews/draft.html").render(
            lab=lab_facts(read, key.lab_id),
            base=base,
            is_organiser=talk.is_organiser,
            report=body,
            elsewhere=talk.elsewhere(said, set(beside)),
            open_ones=sum(not each.resolved_at for each in said),
        )


class Talk:
    """What is said beside each place, as this reader may go on with it."""

    def __init__(self, base: str, is_organiser: bool, person_id: int | None):
        self.base, self.is_organiser, self.person_id = base, is_organiser, person_id

    def beside(self, anchor: str, said: list[Any]) -> Markup:
        return self.draw(anchor, [each for each in said if each.about == anchor])

    def elsewhere(self, said: list[Any], known: set[str]) -> list[Markup]:
        """Beside what has gone since."""
        gone: defaultdict[str, list[Any]] = defaultdict(list)
        for each in said:
            if each.about not in known:
                gone[each.about].append(each)
        return [self.draw(anchor, some) for anchor, some in gone.items()]

    def draw(self, anchor: str, some: list[Any]) -> Markup:
        return Markup(macro(TALK)(anchor, some, self.base, self.is_organiser, self.person_id))  # noqa: S704 ours


# --- Who checks


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
