"""The only socket. It speaks and never listens; people answer over HTTP."""

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from app.domain.errors import NotFound, Refusal
from app.live.channels import View, channel_of
from app.live.farewells import GONE, REVOKED
from app.live.frames import wire_of
from app.live.hub import Hub, Screen
from app.live.pages import enter
from app.routers.doors import CurrentHub, CurrentKey, CurrentLanguage, CurrentPlace, CurrentStore, is_from_here

router = APIRouter(prefix="/labs/{lab_id}/{screen}")
CROSS_SITE = 1008
MOST_SEQ = 2**62


@router.websocket("/live")
async def live(
    socket: WebSocket,
    store: CurrentStore,
    hub: CurrentHub,
    place: CurrentPlace,
    key: CurrentKey,
    language: CurrentLanguage,
    seq: int,
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
    await listen(socket, hub, Screen(wire_of(socket), view, within_reason(seq), actor.pass_id or 0, actor.id))


def within_reason(seq: int) -> int:
    """What no page ever showed stays that, in numbers that a database can take."""
    return min(max(seq, -1), MOST_SEQ)


async def listen(socket: WebSocket, hub: Hub, screen: Screen) -> None:
    hub.enter(screen)
    try:
        while (await socket.receive())["type"] != "websocket.disconnect":
            pass  # what a screen says here is not heard
    except (WebSocketDisconnect, RuntimeError):
        pass
    finally:
        hub.leave(screen)
