"""Published summaries, for everybody: a short address, the edition that stands there, and its files."""

from hashlib import sha256
from secrets import token_hex
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from app import i18n
from app.domain import wording
from app.domain.errors import NoSuchLab
from app.domain.publishing_errors import NothingPublished
from app.following.pages import open_actions, open_calendar
from app.i18n import reading
from app.jinja import templates
from app.press import Press
from app.printing import Order
from app.routers.doors import CurrentLanguage, PathId
from app.routers.follow_up import LessonId, entries, server
from app.routers.labs import KnownFormat
from app.routers.limits import Limits
from app.store import Store
from app.summary.editions import Published, published

router = APIRouter(prefix="/s")
SINCE_START = token_hex(4)  # another Samskap may draw the same edition otherwise
MOST_CODE = 64
GONE = 410


class Reader:
    """Somebody who reads what was published. The language they ask for in the address goes before any other."""

    def __init__(self, request: Request, language: str):
        self.request = request
        self.asked = i18n.known(request.query_params.get("language"))
        self.language = self.asked or language
        self.store: Store = request.app.state.store
        self.press: Press = request.app.state.press
        self.limits: Limits = request.app.state.limits

    async def edition(self, code: str, number: int | None = None) -> Published:
        """Raises NothingPublished, NotFound, or TooManyTries when too many codes were wrong."""
        try:
            return await self.store.read(published, wording.join_code(code[:MOST_CODE]), number)  # type: ignore[no-any-return]
        except (NothingPublished, NoSuchLab):
            self.limits.wrong_code(self.request.client.host if self.request.client else "")
            raise NothingPublished from None

    def order(self, edition: Published, format: str) -> Order:
        return Order(edition.lab_id, edition.stamp, format, self.language, edition.profile, edition=edition.number)

    def has_it(self, tag: str) -> bool:
        return tag in [each.strip() for each in self.request.headers.get("if-none-match", "").split(",")]


async def reader(request: Request, language: CurrentLanguage) -> Reader:
    return Reader(request, language)


Reading = Annotated[Reader, Depends(reader)]


@router.get("/{code}")
async def newest(at: Reading, code: str) -> Response:
    """The newest edition; of one that was withdrawn its reason, and no older one in its place."""
    return await shown(at, await at.edition(code))


@router.get("/{code}/actions")
async def follow(at: Reading, code: str) -> Response:
    """What is done about the lessons that the newest edition tells, as far as it has come today."""
    edition = await at.edition(code)
    if edition.withdrawn_at:
        return withdrawn(at, edition)
    return HTMLResponse(await at.store.read(open_actions, edition, at.language))


@router.get("/{code}/actions.ics")
async def all_days(at: Reading, code: str) -> Response:
    return await dated(at, await at.edition(code))


@router.get("/{code}/actions/{id}.ics")
async def one_day(at: Reading, code: str, id: LessonId) -> Response:
    return await dated(at, await at.edition(code), id)


async def dated(at: Reader, edition: Published, id: str | None = None) -> Response:
    if edition.withdrawn_at:
        return withdrawn(at, edition)
    days = await at.store.read(open_calendar, edition, id, server(at.request), at.language)
    return entries(days, "action" if id else "actions")


@router.get("/{code}/{number}")
async def one(at: Reading, code: str, number: PathId) -> Response:
    return await shown(at, await at.edition(code, number))


@router.get("/{code}/{number}/summary.{format}")
async def download(at: Reading, code: str, number: PathId, format: KnownFormat) -> Response:
    edition = await at.edition(code, number)
    if edition.withdrawn_at:
        return withdrawn(at, edition)
    order = at.order(edition, format)
    headers = kept_under(order)
    if at.has_it(headers["ETag"]):
        return Response(status_code=304, headers=headers)
    file = await at.press.file(order)
    headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return Response(file.body, media_type=file.media_type, headers=headers)


async def shown(at: Reader, edition: Published) -> Response:
    if edition.withdrawn_at:
        return withdrawn(at, edition)
    order = at.order(edition, "page")
    headers = kept_under(order, edition.current, edition.newer, at.asked)
    if at.has_it(headers["ETag"]):
        return Response(status_code=304, headers=headers)
    made = await at.press.piece(order)
    return HTMLResponse(drawn(at, "plain/edition.html", edition, report=made), headers=headers)


def withdrawn(at: Reader, edition: Published) -> Response:
    return HTMLResponse(drawn(at, "plain/withdrawn.html", edition), GONE)


def drawn(at: Reader, template: str, edition: Published, **facts: Any) -> str:
    with reading(at.language):
        return templates.get_template(template).render(it=edition, asked=at.asked, **facts)


def kept_under(order: Order, *more: object) -> dict[str, str]:
    """The tag changes with whatever is shown, and only then."""
    tag = sha256(repr((order, more, SINCE_START)).encode()).hexdigest()[:24]
    return {"ETag": f'"{tag}"', "Vary": "Accept-Language, Cookie"}
