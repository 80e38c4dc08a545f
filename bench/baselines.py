"""Two bare servers that do the same fan-out of the same bytes, with no database and no drawing.

`python -m bench.baselines websockets|starlette PORT`: what is posted to a group goes to every socket of that group."""

import asyncio
import sys
from collections import defaultdict
from typing import Any

GROUP_AT = 2  # "/g/7/…"


def group_of(path: str) -> str:
    return path.split("/")[GROUP_AT].partition("?")[0]


async def bare_websockets(port: int) -> None:
    from websockets.asyncio.server import ServerConnection, broadcast, serve

    rooms: defaultdict[str, set[ServerConnection]] = defaultdict(set)

    async def hold(socket: ServerConnection) -> None:
        room = rooms[group_of(socket.request.path if socket.request else "")]
        room.add(socket)
        try:
            async for words in socket:
                broadcast(room, words)
        finally:
            room.discard(socket)

    async with serve(hold, "127.0.0.1", port, compression=None, max_size=None, ping_interval=None):
        await asyncio.get_running_loop().create_future()


def bare_starlette(port: int) -> None:
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route, WebSocketRoute
    from starlette.websockets import WebSocket, WebSocketDisconnect

    rooms: defaultdict[str, set[WebSocket]] = defaultdict(set)

    async def post(request: Request) -> Response:
        words = (await request.body()).decode()
        group = group_of(request.url.path)
        for socket in [*rooms[group]] if group != "all" else [each for room in rooms.values() for each in room]:
            await socket.send_text(words)
        return Response(status_code=201)

    async def hold(socket: WebSocket) -> None:
        await socket.accept()
        room = rooms[group_of(socket.url.path)]
        room.add(socket)
        try:
            while True:
                await socket.receive_text()
        except WebSocketDisconnect:
            pass
        finally:
            room.discard(socket)

    routes: list[Any] = [Route("/g/{group}", post, methods=["POST"]), WebSocketRoute("/g/{group}/live", hold)]
    uvicorn.run(
        Starlette(routes=routes),
        host="127.0.0.1",
        port=port,
        log_level="warning",
        access_log=False,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
    )


if __name__ == "__main__":
    kind, port = sys.argv[1], int(sys.argv[2])
    if kind == "websockets":
        asyncio.run(bare_websockets(port))
    else:
        bare_starlette(port)
