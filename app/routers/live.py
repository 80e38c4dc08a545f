"""The only socket. It speaks and never listens; people answer over HTTP."""

from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Query, WebSocket, WebSocketDisconnect

from app.domain.errors import NotFound, Refusal
from app.live.channels import View
from app.live.farewells import GONE, REVOKED
from app.live.frames import wire_of
from app.live.hub import Hub, Screen
from app.live.looking import listener
from app.live.pages import RUN
from app.routers.doors import CurrentHub, CurrentKey, CurrentLanguage, CurrentPlace, CurrentStore, is_from_here

router = APIRouter(prefix="/labs/{lab_id}/{screen}")
CROSS_SITE = 1008
MOST_SEQ = 2**62
LONG_AGO = -MOST_SEQ  # so long that only the whole of it will do


async def shown(seq: int, run: str = RUN) -> int:
    """What a page shows that was drawn by an earlier run of the server is not relied on: a backup that was restored
    meanwhile may have other events under the same numbers."""
    return within_reason(seq) if run == RUN else LONG_AGO


class Shown(NamedTuple):
    """The page that opens the socket: which `seq` it shows, and of which group when it looks in on a desk."""

    seq: int
    group: int | None


async def shown_by(
    seq: Annotated[int, Depends(shown)], group: Annotated[int | None, Query(ge=1, le=9999)] = None
) -> Shown:
    return Shown(seq, group)


def within_reason(seq: int) -> int:
    """What no page ever showed stays that, in numbers that a database can take."""
    return min(max(seq, -1), MOST_SEQ)


@router.websocket("/live")
async def live(
    socket: WebSocket,
    store: CurrentStore,
    hub: CurrentHub,
    place: CurrentPlace,
    key: CurrentKey,
    language: CurrentLanguage,
    page: Annotated[Shown, Depends(shown_by)],
) -> None:
    if not is_from_here(socket):
        await socket.close(CROSS_SITE)  # before accepting: the handshake itself is refused
        return
    try:
        actor, channel = await store.read(listener, key, place.kind, place.group, page.group)
    except Refusal as refusal:
        await socket.accept()
        await socket.close(GONE if isinstance(refusal, NotFound) else REVOKED)
        return
    await socket.accept()
    person = actor.id if page.group is None else None  # who looks in on a desk does not sit at it
    screen = Screen(wire_of(socket), View(channel, language), page.seq, actor.pass_id or 0, person)
    await listen(socket, hub, screen)


async def listen(socket: WebSocket, hub: Hub, screen: Screen) -> None:
    hub.enter(screen)
    try:
        while (await socket.receive())["type"] != "websocket.disconnect":
            pass  # what a screen says here is not heard
    except (WebSocketDisconnect, RuntimeError):
        pass
    finally:
        hub.leave(screen)
