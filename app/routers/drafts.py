"""Drafts: labs that are being prepared. Every save makes an edition; every edition stays."""

from secrets import token_hex
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from app import i18n
from app.domain.drafts.edits import Edit, Step
from app.domain.drafts.fields import path_in
from app.domain.drafts.keeping import Kept, discard_draft, edit_draft, return_to_edition, step_back, step_forth
from app.domain.drafts.looking import past_in
from app.domain.errors import N_, Misunderstood, Refusal
from app.jinja import macro
from app.live.drawing import bag
from app.routers.doors import MOST_ID, number_or_none
from app.routers.preparing import MOST_FORM, CurrentPreparer, DraftId, Preparer
from app.routers.refusals import REFUSAL
from app.routers.sheets import Sheet, zones

router = APIRouter(prefix="/drafts/{id}")

BAR, READINESS, CLASH = "drafts/_bar.html:bar", "drafts/_readiness.html:readiness", "drafts/_clash.html:clash"
SECTIONS = {
    name: f"drafts/_{name}.html:{name}" for name in ("about", "when", "people", "agenda", "questions", "links", "rules")
}
LINKS = {"project": N_("Project"), "cases": N_("Case studies"), "webstream": N_("Webstream")}
Edition = Annotated[int, Path(ge=1, le=MOST_ID)]


@router.get("")
async def show(at: CurrentPreparer, id: DraftId) -> Response:
    return page(at, Sheet(await at.standing(id)))


@router.post("/editions", max_body_size=MOST_FORM)
async def edit(at: CurrentPreparer, id: DraftId) -> Response:
    """Keeps what was typed, and does what was pressed."""
    form = await at.form()
    before, asked = await at.standing(id), edit_in(form)
    kept: Kept = (await at.do(edit_draft, id, seen_in(form), asked)).value
    if kept.clashes:
        return await clashed(at, id, kept, asked)
    if not at.is_live:
        return RedirectResponse(f"/drafts/{id}#{home_of(form)}", 303)
    is_alone = before.edition == seen_in(form) and asked.step is None and "whole" not in form
    return pieces(at, Sheet(await at.standing(id)), concerned(asked.typed) if is_alone else list(SECTIONS))


@router.post("/undo")
async def undo(at: CurrentPreparer, id: DraftId) -> Response:
    await at.do(step_back, id, seen_in(await at.form()))
    return await whole(at, id)


@router.post("/redo")
async def redo(at: CurrentPreparer, id: DraftId) -> Response:
    await at.do(step_forth, id, seen_in(await at.form()))
    return await whole(at, id)


@router.get("/history")
async def history(at: CurrentPreparer, id: DraftId) -> Response:
    it, past = Sheet(await at.standing(id)), await at.store.read(past_in, id)
    return at.page("drafts/history.html", it=it, past=sorted(past.values(), reverse=True))


@router.post("/editions/{number}/return")
async def come_back(at: CurrentPreparer, id: DraftId, number: Edition) -> Response:
    await at.do(return_to_edition, id, seen_in(await at.form()), number)
    return await whole(at, id)


@router.post("/discarding")
async def discard(at: CurrentPreparer, id: DraftId) -> Response:
    await at.do(discard_draft, id)
    return RedirectResponse("/drafts", 303)


# --- What was typed and pressed


def seen_in(form: dict[str, str]) -> int:
    """The edition that the page showed."""
    raw = form.get("edition", "")
    if not (raw.isascii() and raw.isdecimal() and len(raw) < 10):
        raise Misunderstood
    return int(raw)


BESIDES = {"edition", "do", "id", "kind", "pasted", "language-to-add", "part", "whole"}
"""Fields of a form that are no part of the draft."""


def edit_in(form: dict[str, str]) -> Edit:
    typed = {name: value for name, value in form.items() if name not in BESIDES and not name.startswith("kind-")}
    return Edit(typed, step_in(form) if form.get("do") else None)


def step_in(form: dict[str, str]) -> Step:
    """`add:agenda`, `up:agenda.3`, `move:agenda.3:0`: what, where, and to which place."""
    verb, _, rest = form["do"].partition(":")
    name, _, to = rest.partition(":")
    path = path_in(name)
    if path is None or (to and not (to.isascii() and to.isdecimal() and len(to) < 5)):
        raise Misunderstood
    made = form.get("id") or token_hex(16)
    return Step(verb, path, made[:32], words_in(form, path, to), number_or_none(to), form.get("pasted", ""))


def words_in(form: dict[str, str], path: tuple[str, ...], to: str) -> dict[str, Any]:
    """What a new thing says to begin with."""
    kind = form.get(f"kind-{path[1]}" if path[-1] == "stages" else "kind", "")
    if path == ("links",):
        return {"kind": in_every_language(LINKS[kind])} if kind in LINKS else {}
    return {"kind": kind, "language": form.get("language-to-add", "")}


def in_every_language(words: str) -> dict[str, str]:
    found = {}
    for code in i18n.LANGUAGES:
        with i18n.reading(code):
            found[code] = i18n.translated(words)
    return found


# --- Answers


def page(at: Preparer, it: Sheet, clash: Any = None, refusal: Refusal | None = None) -> Response:
    answer = at.page("drafts/show.html", refusal, "'self'", it=it, clash=clash, zones=zones())
    answer.status_code = 409 if clash else answer.status_code
    return answer


async def whole(at: Preparer, id: str) -> Response:
    """Everything anew, as it stands."""
    if not at.is_live:
        return RedirectResponse(f"/drafts/{id}", 303)
    return pieces(at, Sheet(await at.standing(id)), list(SECTIONS))


def pieces(at: Preparer, it: Sheet, sections: list[str], clash: Any = None) -> Response:
    with i18n.reading(at.language):
        drawn = [macro(BAR)(it), macro(READINESS)(it), macro(CLASH)(it, clash), macro(REFUSAL)(NOTHING)]
        drawn += [macro(SECTIONS[name])(it) for name in sections]
        return HTMLResponse(bag(it.turn, drawn), 409 if clash else 200)


NOTHING = {"is_empty": True}


async def clashed(at: Preparer, id: str, kept: Kept, asked: Edit) -> Response:
    """Both wordings side by side; either is one press away, and both are in the history."""
    it = Sheet(await at.standing(id))
    mine = [(name, asked.typed.get(name), it.value(name)) for name in kept.clashes]
    is_there_still = all(words is None or it.has(name) for name, words, _ in mine)
    can_be_mine = is_there_still and any(words is not None for _, words, _ in mine)
    clash = {"places": mine, "aside": kept.aside, "can_be_mine": can_be_mine}
    return pieces(at, it, list(SECTIONS), clash) if at.is_live else page(at, it, clash)


SEEN_ELSEWHERE = {"groups": ["people"], "starts": ["when", "agenda"], "time_zone": ["when"], "prompts": ["agenda"]}


def concerned(typed: Any) -> list[str]:
    """Sections that show more than what was typed into them: sums, times of day, questions to choose from."""
    found: list[str] = []
    for name in typed:
        first, *_, last = name.split(".")
        found += SEEN_ELSEWHERE.get(first, [])
        if first == "agenda":
            found += ["agenda", "rules"] if last == "kind" or ".settings." in name else ["agenda"]
        if last == "language":
            found += list(SECTIONS)
    return list(dict.fromkeys(found))


def home_of(form: dict[str, str]) -> str:
    """The section to come back to, without our script."""
    return form["part"] if form.get("part") in SECTIONS else "about"
