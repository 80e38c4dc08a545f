"""The summary's own page of the tower: to edit it, see what an edition would be, and publish."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from markupsafe import Markup
from pydantic import AfterValidator
from sqlalchemy import Connection

from app import i18n
from app.clock import now
from app.domain.doors import public_address
from app.domain.editing import (
    annotate,
    introduce,
    leave_out,
    put_in_order,
    translate_words,
    undo_edit,
)
from app.domain.editions import publish, withdraw_edition
from app.domain.errors import Misunderstood, NotFound
from app.domain.passes import Locksmith
from app.i18n import reading
from app.jinja import templates
from app.live.drawing import drawings
from app.live.fragments import EditField, EditSteps, Fragment, LessonOrder
from app.live.fragments.edits import key_of
from app.live.fragments.labs import lab_facts, wall_of
from app.live.frames import HEARTBEAT
from app.live.pages import Visit
from app.press import Press
from app.routers.doors import (
    Act,
    CurrentAct,
    CurrentLocksmith,
    CurrentPress,
    CurrentSettings,
    CurrentStore,
    CurrentVisit,
    Number,
    PathId,
    Words,
    WordsOrNone,
)
from app.settings import Settings
from app.summary.checking import checkers, comments, reviewers
from app.summary.draft import drafted, to_translate
from app.summary.editions import editions
from app.summary.parts.editions import sentences
from app.summary.publishing import Prepared, refusal
from app.summary.report import read_report

router = APIRouter(prefix="/labs/{lab_id}/{screen}")
MOST_SOUGHT = 200
PUBLIC = "public"
HEX = "^[0-9a-f]{32}$"

About = Annotated[str, Form(pattern=r"^[a-z]+(:[0-9a-f]{32}(:[a-z_]+)?)?$", max_length=64)]
Wording = Annotated[int, Form(ge=0, le=2**31 - 1)]
Profile = Annotated[Literal["public", "chatham"], Form()]


def one_we_speak(raw: str) -> str:
    if i18n.known(raw) is None:
        raise Misunderstood
    return raw


Spoken = Annotated[str, Form(max_length=12), AfterValidator(one_we_speak)]


# --- Reading


@router.get("/report")
async def edit(
    visit: CurrentVisit,
    store: CurrentStore,
    press: CurrentPress,
    settings: CurrentSettings,
    locksmith: CurrentLocksmith,
    find: Annotated[str, Query(max_length=MOST_SOUGHT)] = "",
) -> Response:
    seq = await store.read(read_report, visit.key)
    would_be = await to_be_published(press, settings, visit.key.lab_id, seq, PUBLIC)
    return HTMLResponse(await store.read(edit_page, visit, locksmith, find, would_be))


async def to_be_published(press: Press, settings: Settings, lab_id: int, seq: int, profile: str) -> Prepared:
    """Made once for whoever asks while nothing has changed."""
    key = (lab_id, seq, "edition", profile)
    return await press.shelf.once(key, lambda: press.edition(lab_id, seq, profile, settings.least))  # type: ignore[no-any-return]


def edit_page(read: Connection, visit: Visit, locksmith: Locksmith, find: str, would_be: Prepared) -> str:
    lab_id = visit.key.lab_id
    with reading(visit.language, wall_of(read, visit.key.lab_id)):
        draft = drafted(read, lab_id, find)
        known = editions(read, lab_id)
        fields = Fields(read, visit)
        return page_of(
            read,
            visit,
            "editing/report.html",
            here=f"{visit.base}/report",
            draft=draft,
            field=fields.field,
            piece=fields.piece,
            find=find,
            would_be=would_be,
            blocks=[{"kind": each.kind, "where": each.where} for each in would_be.breaks],
            news=sentences(would_be.changes, is_first=not known),
            editions=list(reversed(known)),
            address=public_address(read, lab_id),
            server=visit.server,
            **checking(read, visit, locksmith),
        )


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


@router.get("/report/translations/{language}")
async def translations(visit: CurrentVisit, store: CurrentStore, language: str) -> Response:
    if i18n.known(language) is None:
        raise NotFound
    await store.read(read_report, visit.key)
    return HTMLResponse(await store.read(translations_page, visit, language))


def translations_page(read: Connection, visit: Visit, language: str) -> str:
    with reading(visit.language, wall_of(read, visit.key.lab_id)):
        draft = drafted(read, visit.key.lab_id, "")
        fields = Fields(read, visit)
        lessons = [(each, to_translate(each)) for each in draft.findings.lessons if each["language"] != language]
        facts: dict[str, Any] = {"draft": draft, "lessons": lessons, "into": language, "field": fields.field}
        here = f"{visit.base}/report/translations/{language}"
        return page_of(read, visit, "editing/translations.html", here=here, piece=fields.piece, **facts)


def page_of(read: Connection, visit: Visit, template: str, **facts: Any) -> str:
    lab = lab_facts(read, visit.key.lab_id)
    told = {"lab": lab, "seq": lab.seq, "base": visit.base, "heartbeat": HEARTBEAT} | facts
    return templates.get_template(template).render(**told)


class Fields:
    """The live pieces of such a page, drawn as they are asked for."""

    def __init__(self, read: Connection, visit: Visit):
        self.read, self.lab_id, self.language = read, visit.key.lab_id, visit.language

    def field(self, place: str, about: str = "", language: str = "") -> Markup:
        return self.draw(EditField(key_of(self.lab_id, place, about, language)))

    def piece(self, name: str) -> Markup:
        kinds: dict[str, Callable[[int], Fragment]] = {"steps": EditSteps, "order": LessonOrder}
        return self.draw(kinds[name](self.lab_id))

    def draw(self, fragment: Fragment) -> Markup:
        return drawings(self.read, self.lab_id, {(fragment, self.language)})[fragment, self.language]


# --- Editing


def back_to(act: Act, answer: Response, page: str = "report") -> Response:
    """Without our script, the page it was done on; with it, the pieces that changed."""
    return RedirectResponse(f"{act.place.base}/{page}", 303) if answer.status_code == 303 else answer


@router.post("/report/introduction")
async def write_introduction(act: CurrentAct, edition: Wording, text: WordsOrNone = "") -> Response:
    return back_to(act, await act(introduce, text, edition))


@router.post("/report/notes")
async def write_note(act: CurrentAct, about: About, edition: Wording, text: WordsOrNone = "") -> Response:
    return back_to(act, await act(annotate, lesson_in(about), text, edition))


@router.post("/report/omissions")
async def omit(act: CurrentAct, about: About, edition: Wording, text: WordsOrNone = "") -> Response:
    return back_to(act, await act(leave_out, about, text, edition))


@router.post("/report/order")
async def order(act: CurrentAct, lesson: Annotated[str, Form(pattern=HEX)], place: Number) -> Response:
    return back_to(act, await act(put_in_order, lesson, place))


@router.post("/report/translations")
async def translate(
    act: CurrentAct, about: About, language: Spoken, edition: Wording, text: WordsOrNone = ""
) -> Response:
    words = text if about.count(":") < 2 or not about.endswith(":title") else " ".join(text.split())
    return back_to(act, await act(translate_words, about, language, words, edition), f"report/translations/{language}")


@router.post("/report/undo")
async def undo(act: CurrentAct, step: Number) -> Response:
    return back_to(act, await act(undo_edit, step))


def lesson_in(about: str) -> str:
    kind, _, id = about.partition(":")
    if kind != "lesson":
        raise Misunderstood
    return id


# --- Publishing


@router.post("/editions")
async def new_edition(
    act: CurrentAct, press: CurrentPress, settings: CurrentSettings, number: Number, profile: Profile = "public"
) -> Response:
    """Made beside the server, then kept if nothing changed meanwhile. What is broken is named, and where to mend."""
    seq = await act.store.read(read_report, act.key)
    made = await to_be_published(press, settings, act.key.lab_id, seq, profile)
    if made.breaks:
        raise refusal(made.breaks[0])
    return back_to(act, await act(publish, number, made.seq, profile, made.changes, made.body))


@router.post("/editions/{number}/withdrawal")
async def withdrawal(act: CurrentAct, number: PathId, reason: Words) -> Response:
    return back_to(act, await act(withdraw_edition, number, reason))
