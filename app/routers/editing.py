"""The summary's own page of the tower: to edit it, and see what an edition would be."""

import re
from collections.abc import Callable
from secrets import token_hex
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from markupsafe import Markup
from pydantic import AfterValidator
from sqlalchemy import Connection

from app import i18n
from app.domain.editing import (
    annotate,
    introduce,
    introduce_in,
    leave_out,
    put_in_order,
    translate_words,
    undo_edit,
)
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
from app.routers.doors import (
    MOST_ID,
    Act,
    CurrentAct,
    CurrentLocksmith,
    CurrentPress,
    CurrentSettings,
    CurrentStore,
    CurrentVisit,
    Number,
    WordsOrNone,
)
from app.routers.publishing import box, last_profile, to_be_published
from app.routers.reviews import checking
from app.summary.draft import drafted, to_translate
from app.summary.publishing import Prepared
from app.summary.report import read_report

router = APIRouter(prefix="/labs/{lab_id}/{screen}")
MOST_SOUGHT = 200
HEX = "^[0-9a-f]{32}$"

About = Annotated[str, Form(pattern=r"^[a-z]+(:[0-9a-f]{1,32}(:[a-z_]+)?)?$", max_length=64)]
Wording = Annotated[int, Form(ge=0, le=2**31 - 1)]


def one_we_speak(raw: str) -> str:
    if i18n.known(raw) is None:
        raise Misunderstood
    return raw


Spoken = Annotated[str, Form(max_length=12), AfterValidator(one_we_speak)]
SpokenOrNone = Annotated[str, Form(max_length=12), AfterValidator(lambda raw: raw and one_we_speak(raw))]


# --- Reading


@router.get("/report")
async def edit(
    visit: CurrentVisit,
    store: CurrentStore,
    press: CurrentPress,
    settings: CurrentSettings,
    locksmith: CurrentLocksmith,
    find: Annotated[str, Query(max_length=MOST_SOUGHT)] = "",
    published: Annotated[int, Query(ge=0, le=MOST_ID)] = 0,
) -> Response:
    seq = await store.read(read_report, visit.key)
    profile = await store.read(last_profile, visit.key.lab_id)
    would_be = await to_be_published(press, settings, visit.key.lab_id, seq, profile)
    return HTMLResponse(await store.read(edit_page, visit, locksmith, find, published, would_be))


def edit_page(
    read: Connection, visit: Visit, locksmith: Locksmith, find: str, published: int, would_be: Prepared
) -> str:
    """`published`: the edition that was published just now, 0 if none was."""
    with reading(visit.language, wall_of(read, visit.key.lab_id)):
        fields = Fields(read, visit)
        page = page_of(
            read,
            visit,
            "editing/report.html",
            here=f"{visit.base}/report",
            draft=drafted(read, visit.key.lab_id, find),
            field=fields.field,
            piece=fields.piece,
            find=find,
            published=published,
            **box(read, visit, would_be),
            **checking(read, visit, locksmith),
        )
        return fields.filled(page)


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
        facts["is_own"] = draft.language == language
        here = f"{visit.base}/report/translations/{language}"
        page = page_of(read, visit, "editing/translations.html", here=here, piece=fields.piece, **facts)
        return fields.filled(page)


def page_of(read: Connection, visit: Visit, template: str, **facts: Any) -> str:
    lab = lab_facts(read, visit.key.lab_id)
    told = {"lab": lab, "seq": lab.seq, "base": visit.base, "heartbeat": HEARTBEAT} | facts
    return templates.get_template(template).render(**told)


class Fields:
    """The live pieces of such a page: each leaves a hole where it is asked for, and in the end all are drawn at once.
    There may be hundreds. What marks a hole nobody could have typed."""

    def __init__(self, read: Connection, visit: Visit):
        self.read, self.lab_id, self.language = read, visit.key.lab_id, visit.language
        self.mark, self.asked = token_hex(16), list[Fragment]()

    def field(self, place: str, about: str = "", language: str = "") -> Markup:
        return self.hole(EditField(key_of(self.lab_id, place, about, language)))

    def piece(self, name: str) -> Markup:
        kinds: dict[str, Callable[[int], Fragment]] = {"steps": EditSteps, "order": LessonOrder}
        return self.hole(kinds[name](self.lab_id))

    def hole(self, fragment: Fragment) -> Markup:
        self.asked.append(fragment)
        return Markup(f"{self.mark}-{len(self.asked) - 1};")  # noqa: S704 digits alone

    def filled(self, page: str) -> str:
        drawn = drawings(self.read, self.lab_id, {(each, self.language) for each in self.asked})
        holes = re.compile(f"{self.mark}-([0-9]+);")
        return holes.sub(lambda hole: drawn[self.asked[int(hole[1])], self.language], page)


# --- Editing


def back_to(act: Act, answer: Response, page: str = "report") -> Response:
    """Without our script, the page it was done on; with it, the pieces that changed."""
    return RedirectResponse(f"{act.place.base}/{page}", 303) if answer.status_code == 303 else answer


@router.post("/report/introduction")
async def write_introduction(act: CurrentAct, edition: Wording, text: WordsOrNone = "") -> Response:
    return back_to(act, await act(introduce, text, edition, act.language))


@router.post("/report/language")
async def write_introduction_in(act: CurrentAct, edition: Wording, text: SpokenOrNone = "") -> Response:
    return back_to(act, await act(introduce_in, text, edition))


@router.post("/report/notes")
async def write_note(act: CurrentAct, about: About, edition: Wording, text: WordsOrNone = "") -> Response:
    return back_to(act, await act(annotate, about, text, edition))


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
