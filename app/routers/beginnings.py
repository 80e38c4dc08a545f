"""Where a lab begins: from a ready-made plan, from somebody's file, as a lab that was, or from nothing."""

from asyncio import to_thread
from collections.abc import Mapping
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile

from app import i18n
from app.domain import wording
from app.domain.doors import lab_by_code
from app.domain.drafts.beginning import Essentials, of_lab_again, with_essentials
from app.domain.drafts.document import Document, Outline, blank, document_of
from app.domain.drafts.keeping import begin_draft
from app.domain.drafts.looking import at_own_draft, at_own_lab, document_in, every_draft, standing
from app.domain.drafts.readiness import is_ready
from app.domain.errors import Misunderstood, Refusal
from app.domain.plans import PlanRefused, plan_in_bytes, plan_of, read_plan, templates
from app.i18n import translated as _
from app.routers.doors import typed
from app.routers.openings import open_it
from app.routers.preparing import CurrentPreparer, Preparer
from app.routers.sheets import zones

router = APIRouter(prefix="/drafts")

MOST_IMPORT = 5 * 1024 * 1024  # bytes
Template = Annotated[str, Query(max_length=60)]


@router.get("")
async def index(at: CurrentPreparer) -> Response:
    return await front(at)


async def front(at: Preparer, refused: Refusal | None = None, code: str = "") -> Response:
    drafts = await at.store.read(every_draft, at.account)
    return at.page("drafts/index.html", refused, drafts=drafts, templates=await to_thread(ready_made), code=code)


def ready_made() -> list[tuple[str, Any, int]]:
    """Each with its name, its plan, and its minutes."""
    plans = [(name, read_plan(name)) for name in templates()]
    return sorted(
        ((name, plan, sum(item.minutes or 0 for item in plan.agenda)) for name, plan in plans), key=founding_first
    )


def founding_first(each: tuple[str, Any, int]) -> tuple[bool, str]:
    return each[0] != "co-val-2020", each[0]


@router.get("/new")
async def new(at: CurrentPreparer, template: Template = "") -> Response:
    return essentials(at, template, {})


def essentials(at: Preparer, template: str, told: Mapping[str, str], refused: Refusal | None = None) -> Response:
    document = started(at, template)
    return at.page(
        "drafts/new.html", refused, template=template, document=document, told=told, zones=zones(), id=uuid4().hex
    )


def started(at: Preparer, template: str) -> Document:
    if not template:
        with i18n.reading(at.language):
            return blank(at.language, Outline(_("Welcome"), _("In groups"), _("What we take away")))
    if template not in templates():
        raise Misunderstood
    return document_of(read_plan(template).model_copy(update={"code": None}))


@router.post("")
async def begin(at: CurrentPreparer) -> Response:
    """With what a lab cannot do without; and opens it at once, if that is all it needs."""
    form = await at.form()
    template = form.get("template", "")
    try:
        document = with_essentials(started(at, template), essentials_in(form))
        draft = (await at.do(begin_draft, wording.form_id(form.get("id", "")), document, at.account)).value
    except Refusal as refusal:
        return essentials(at, template if template in templates() else "", form, refusal)
    if form.get("then") == "open" and is_ready(document):
        return await open_it(at, await at.standing(draft.id))
    return RedirectResponse(f"/drafts/{draft.id}", 303)


def essentials_in(form: Mapping[str, str]) -> Essentials:
    return Essentials(**{name: form.get(name, "") for name in Essentials._fields})


# --- From a file, or from words that were pasted


@router.get("/import")
async def import_page(at: CurrentPreparer) -> Response:
    return at.page("drafts/import.html", pasted="", complaints=[], id=uuid4().hex)


@router.post("/import", max_body_size=MOST_IMPORT)
async def bring_in(at: CurrentPreparer) -> Response:
    """All of it or nothing. What was pasted stays in the form."""
    async with at.request.form(max_part_size=MOST_IMPORT) as sent:
        told = dict(typed(sent.multi_items()))
        file, pasted = sent.get("file"), told.get("pasted", "")
        raw = await file.read() if isinstance(file, UploadFile) and file.size else pasted.encode(errors="replace")
    try:
        document = document_of(await to_thread(plan_in_bytes, raw))  # half a megabyte of YAML takes seconds
        draft = (await at.do(begin_draft, wording.form_id(told.get("id", "")), document, at.account)).value
    except Refusal as refusal:
        return import_again(at, raw.decode(errors="replace"), refusal)
    return RedirectResponse(f"/drafts/{draft.id}", 303)


def import_again(at: Preparer, pasted: str, refusal: Refusal) -> Response:
    complaints = said(at, refusal.complaints) if isinstance(refusal, PlanRefused) else []
    return at.page("drafts/import.html", refusal, pasted=pasted, complaints=complaints, id=uuid4().hex)


def said(at: Preparer, complaints: list[Any]) -> list[Any]:
    with i18n.reading(at.language):
        return [(each.line, each.told(i18n.translated)) for each in complaints]


# --- As a lab that was


@router.post("/duplicates")
async def duplicate(at: CurrentPreparer) -> Response:
    """Of a draft, or of a lab by its code: the same plan, for another day and under another code."""
    form = await at.form()
    try:
        document = await original(at, form)
    except Refusal as refusal:
        return await front(at, refusal, form.get("code", ""))
    id = wording.form_id(form.get("id", ""))
    draft = (await at.do(begin_draft, id, of_lab_again(document), at.account)).value
    return RedirectResponse(f"/drafts/{draft.id}", 303)


async def original(at: Preparer, form: Mapping[str, str]) -> Document:
    if "draft" in form:
        id = wording.form_id(form["draft"])
        await at.store.read(at_own_draft, id, at.account)
        found = await at.store.read(standing, id)
        document: Document = await at.store.read(document_in, id, found.edition)
        return document
    lab = await at.store.read(lab_by_code, wording.join_code(form.get("code", "")[:64]))
    await at.store.read(at_own_lab, lab.id, at.account)
    return document_of(await at.store.read(plan_of, lab.id))
