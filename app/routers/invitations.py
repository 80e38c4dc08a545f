"""What goes out before the day: when and where, letters, calendar entries, QR codes, and the paper for the room."""

import re
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Path, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import AfterValidator, BaseModel, Field

from app import qr
from app.calendar import MEDIA_TYPE, calendar
from app.domain import wording
from app.domain.errors import Misunderstood, NotFound
from app.domain.postings import say_occasion, write_letter
from app.i18n import LANGUAGES
from app.live.beside_tower import read_pack, read_paper
from app.live.drawing import answer
from app.live.invitations import Ready, letter_to, read_address, read_calendar, read_invitations
from app.mailroom import Envelope, Mailroom
from app.packing import PackOrder
from app.post import Attachment, Letter
from app.post import address as known_address
from app.routers.doors import (
    MOST_ID,
    Act,
    CurrentAct,
    CurrentLocksmith,
    CurrentPress,
    CurrentSettings,
    CurrentStore,
    CurrentVisit,
    number_or_none,
)
from app.store import Done
from app.venue.pack import MANY, MOST

router = APIRouter(prefix="/labs/{lab_id}/{screen}")
SAID = re.compile(r"(place|bring)-([A-Za-z_-]{2,12})")
DOOR = re.compile(r"(join|stage|group|desk)(?:-([1-9][0-9]{0,9}))?")
CALENDAR = "samskap.ics"
KEY = "^[0-9a-f]{32}$"
HOUR = r"^(\d{4}-\d\d-\d\dT\d\d:\d\d)?$"
PICTURES = {"png": (qr.png, "image/png"), "svg": (qr.svg, "image/svg+xml")}


def hour(typed: str) -> datetime | None:
    return datetime.fromisoformat(typed) if typed else None


async def mailroom_of(request: Request) -> Mailroom:
    return request.app.state.mailroom  # type: ignore[no-any-return]


async def said_of(request: Request) -> dict[str, dict[str, str]]:
    """What was typed for each language, cleaned; empty fields are none."""
    said: dict[str, dict[str, str]] = {"place": {}, "bring": {}}
    for name, typed in (await request.form()).multi_items():
        found = SAID.fullmatch(name)
        is_known = found is not None and found[2] in LANGUAGES and isinstance(typed, str)
        if found and is_known and (words := wording.line_or_none(str(typed))):
            said[found[1]][found[2]] = words
    return said


CurrentMailroom = Annotated[Mailroom, Depends(mailroom_of)]
SaidInLanguages = Annotated[dict[str, dict[str, str]], Depends(said_of)]
Hour = Annotated[str, Form(pattern=HOUR), AfterValidator(hour)]
Zone = Annotated[str, Form(max_length=64)]
Person = Annotated[str, Query(pattern=r"^[0-9]{0,9}$"), AfterValidator(number_or_none)]
Asked = Annotated[str, Query(max_length=12)]
Door = Annotated[str, Path(max_length=24)]


@router.get("/invitations")
async def show(
    visit: CurrentVisit,
    store: CurrentStore,
    locksmith: CurrentLocksmith,
    settings: CurrentSettings,
    language: Asked = "",
) -> Response:
    return HTMLResponse(await store.read(read_invitations, visit, locksmith, language, settings.has_post))


@router.post("/invitations/occasion")
async def say(act: CurrentAct, said: SaidInLanguages, starts: Hour = "", zone: Zone = "") -> Response:
    return await there(act, await act.do(say_occasion, starts, zone.strip(), said["place"], said["bring"]))


class LetterForm(BaseModel):
    id: str = Field(pattern=KEY)
    person: int = Field(ge=1, le=MOST_ID)
    address: Annotated[str, AfterValidator(known_address)] = Field(max_length=254)
    language: str = Field(default="", max_length=12)


@router.post("/invitations/letters")
async def write(
    act: CurrentAct,
    visit: CurrentVisit,
    locksmith: CurrentLocksmith,
    mailroom: CurrentMailroom,
    form: Annotated[LetterForm, Form()],
) -> Response:
    done = await act.do(write_letter, form.person, form.address, form.language, form.id)
    if done.value.sent_at is None and done.value.trouble is None:
        ready = await act.store.read(letter_to, visit, locksmith, form.person, form.language)
        await mailroom.take(act.place.lab_id, [Envelope(done.value.id, letter(ready, form.address))])
    return await there(act, done)


def letter(ready: Ready, address: str) -> Letter:
    attached = (Attachment(CALENDAR, MEDIA_TYPE, calendar(ready.calendar)),) if ready.calendar else ()
    return Letter(address, ready.text.subject, ready.text.body, attached)


async def there(act: Act, done: Done) -> Response:
    """Back to the page of invitations; to our own script, what changed on its screen."""
    if not act.is_live:
        return RedirectResponse(f"{act.place.base}/invitations", 303)
    return HTMLResponse(await act.store.read(answer, act.key, act.language, done.happened))


@router.get("/invitations/calendar.ics")
async def take_calendar(
    visit: CurrentVisit,
    store: CurrentStore,
    locksmith: CurrentLocksmith,
    person: Person = "",
    language: Asked = "",
) -> Response:
    entry = await store.read(read_calendar, visit, locksmith, person or None, language)
    return file(calendar(entry), MEDIA_TYPE, CALENDAR)


@router.get("/qr/{door}.{format}")
async def take_code(
    visit: CurrentVisit, store: CurrentStore, locksmith: CurrentLocksmith, door: Door, format: Literal["png", "svg"]
) -> Response:
    found = DOOR.fullmatch(door)
    if found is None:
        raise NotFound
    address = await store.read(read_address, visit, locksmith, found[1], int(found[2]) if found[2] else None)
    draw, media_type = PICTURES[format]
    return file(draw(address), media_type, f"samskap-{door}.{format}")


# --- Paper


@router.get("/paper")
async def show_paper(visit: CurrentVisit, store: CurrentStore) -> Response:
    return HTMLResponse(await store.read(read_paper, visit))


@router.get("/pack.pdf")
async def take_pack(
    visit: CurrentVisit,
    store: CurrentStore,
    press: CurrentPress,
    paper: Literal["a4", "letter"] = "a4",
    language: Asked = "",
    ballots: Annotated[int, Query(ge=0, le=MOST)] = MANY,
) -> Response:
    seq, languages = await store.read(read_pack, visit)
    if language and language not in languages:
        raise Misunderstood
    made = await press.pack(PackOrder(visit.key.lab_id, seq, visit.server, language, paper, ballots))
    return file(made.body, made.media_type, made.name)


def file(body: bytes, media_type: str, name: str) -> Response:
    return Response(body, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
