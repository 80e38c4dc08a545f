"""The only socket. It speaks and never listens; people answer over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, WebSocket, WebSocketDisconnect

from app.domain.errors import NotFound, Refusal
from app.live.channels import View, channel_of
from app.live.farewells import GONE, REVOKED
from app.live.frames import wire_of
from app.live.hub import Hub, Screen
from app.live.pages import RUN, enter
from app.routers.doors import CurrentHub, CurrentKey, CurrentLanguage, CurrentPlace, CurrentStore, is_from_here

router = APIRouter(prefix="/labs/{lab_id}/{screen}")
CROSS_SITE = 1008
MOST_SEQ = 2**62
LONG_AGO = -MOST_SEQ  # so long that only the whole of it will do


async def shown(seq: int, run: str = RUN) -> int:
    """What a page shows that was drawn by an earlier run of the server is not relied on: a backup that was restored
    meanwhile may have other events under the same numbers."""
    return within_reason(seq) if run == RUN else LONG_AGO


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
    shows: Annotated[int, Depends(shown)],
) -> None:
    if not is_from_here(socket):
        await socket.close(CROSS_SITE)  # before accepting: the handshake itself is refused
        return
    try:
        actor = await store.read(enter, key, place.kind, place.group)
    except Refusal as refusal:
        await socket.accept()
        await socket.close(GONE if isinstance(refusal, NotFound) else REVOKED)
        return
    await socket.accept()
    view = View(channel_of(place.lab_id, actor), language)
    await listen(socket, hub, Screen(wire_of(socket), view, shows, actor.pass_id or 0, actor.id))


async def listen(socket: WebSocket, hub: Hub, screen: Screen) -> None:
    hub.enter(screen)
    try:
        while (await socket.receive())["type"] != "websocket.disconnect":
            pass  # what a screen says here is not heard
    except (WebSocketDisconnect, RuntimeError):
        pass
    finally:
        hub.leave(screen)
