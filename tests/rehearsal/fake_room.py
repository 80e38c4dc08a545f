"""A lab as small as can be, that speaks the contract over real sockets; with faults to be found out.

Run as its own process: `python fake_room.py --fault loses`. It prints the port it listens on."""

import argparse
import asyncio
import socket
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from html import escape
from itertools import count
from typing import Annotated
from uuid import uuid4

import uvicorn
from fastapi import FastAPI, Form, Request, Response, WebSocket
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse

BASE = "/labs/1/phone"


@dataclass
class Card:
    id: str
    author: str
    group: int
    text: str
    given: int

    def drawn(self) -> str:
        return (
            f'<li class="card" id="contribution-{self.id}" data-in="loose" data-order="{self.given}">'
            f'<p dir="auto">{escape(self.text)}</p>'
            f'<form action="{BASE}/contributions/{self.id}/support" method="post"><button>+</button></form></li>'
        )

    def drawn_for_its_author(self) -> str:
        return f'<li class="card card--own" id="own-{self.id}"><p>{escape(self.text)}</p></li>'


@dataclass
class Room:
    faults: set[str] = field(default_factory=set)
    writes: bool = True
    private: bool = False
    seq: int = 0
    people: dict[str, int] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    cards: dict[str, Card] = field(default_factory=dict)
    events: list[tuple[int, int, str]] = field(default_factory=list)  # seq, group (0 = all), markup
    sockets: dict[WebSocket, int] = field(default_factory=dict)
    posts: Iterator[int] = field(default_factory=lambda: count(1))
    closes_with: int = 0
    closed: int = 0
    lost: set[str] = field(default_factory=set)
    supports: int = 0
    asked_for_yours: int = 0

    def task(self) -> str:
        says = {True: "yes", False: "no"}
        prompt = '<input type="hidden" form="say" name="prompt" value="7">' if self.writes else ""
        return (
            f'<section data-writes="{says[self.writes]}" data-private="{says[self.private]}" id="task" '
            f'data-edits="no" data-supports="{says[not self.private]}">{prompt}</section>'
        )

    def kept(self) -> list[Card]:
        return [card for card in self.cards.values() if card.id not in self.lost]

    async def announce(self, group: int, markup: str) -> str:
        self.seq += 1
        self.events.append((self.seq, group, markup))
        bag = f'<hx-place seq="{self.seq}">{markup}</hx-place>'
        for listener, theirs in list(self.sockets.items()):
            if group in {0, theirs}:
                await listener.send_text(bag)
        return bag

    async def show(self, card: Card) -> str:
        if self.private:
            self.seq += 1
            return f'<hx-place seq="{self.seq}"></hx-place>'
        return await self.announce(card.group, card.drawn())

    def yours(self, person: str) -> str:
        own = "".join(card.drawn_for_its_author() for card in self.kept() if card.author == person)
        return f'<section id="yours" data-supported="{"0" * 32}"><ol>{own}</ol></section>'

    def page(self, person: str) -> str:
        group = self.people[person]
        cards = [card.drawn() for card in self.kept() if card.group == group and not self.private]
        if "shows-twice" in self.faults:
            cards = cards + cards[:1]
        return (
            f'<!doctype html><body class="phone"><span class="badge__number">{group}</span>'
            f'<main data-seq="{self.seq}" id="live" hx-ws:connect="{BASE}/live?seq={self.seq}" hx-swap="none">'
            f'{self.task()}<ol id="loose">{"".join(cards)}</ol></main>{self.yours(person)}'
            f'<form id="say" method="post" action="{BASE}/contributions"></form></body>'
        )

    async def close_sockets(self) -> None:
        for listener in list(self.sockets):
            self.closed += 1
            await listener.close(self.closes_with)


room = Room()
app = FastAPI()


async def person_in(request: Request) -> str | None:
    return next((person for person in room.people if person == request.cookies.get("phone")), None)


def refusal(status: int, sentence: str, headers: Mapping[str, str] | None = None) -> HTMLResponse:
    markup = f'<hx-place seq="{room.seq}"><div id="refusal" role="alert"><p>{sentence}</p></div></hx-place>'
    return HTMLResponse(markup, status, headers)


@app.get("/j/{code}")
async def door(code: str) -> Response:
    if code != "7PL1383V":
        return HTMLResponse("<h1>No lab has this code</h1>", 404)
    return HTMLResponse('<form action="people"><input type="checkbox" name="anonymous" value="1"></form>')


@app.post("/j/{code}/people")
async def join(
    language: Annotated[str, Form()],
    consent: Annotated[str, Form()],
    group: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    anonymous: Annotated[str, Form()] = "",
) -> Response:
    if consent != "1" or language not in {"en", "fr"} or not (name or anonymous):
        return refusal(422, "Something is missing")
    if "full-group" in room.faults and group == "2":
        return refusal(409, "Group 2 is full")
    person = uuid4().hex
    room.people[person] = int(group or 1)
    room.names.append(name or "anonymous")
    answer = RedirectResponse(BASE, 303)
    answer.set_cookie("phone", person, path=BASE, httponly=True)
    return answer


@app.get(BASE)
async def phone(request: Request) -> Response:
    person = await person_in(request)
    if person is None:
        return HTMLResponse("<h1>Who are you?</h1>", 401)
    return HTMLResponse(room.page(person))


@app.get(f"{BASE}/yours")
async def yours(request: Request) -> Response:
    person = await person_in(request)
    room.asked_for_yours += 1
    return HTMLResponse(f'<hx-place seq="{room.seq}">{room.yours(person or "")}</hx-place>')


@app.websocket(f"{BASE}/live")
async def live(websocket: WebSocket, seq: int) -> None:
    person = websocket.cookies.get("phone", "")
    if person not in room.people or websocket.headers.get("origin") != f"http://{websocket.headers['host']}":
        await websocket.close()
        return
    await websocket.accept()
    group = room.people[person]
    for at, to, markup in list(room.events):
        if at > seq and to in {0, group}:
            await websocket.send_text(f'<hx-place seq="{at}">{markup}</hx-place>')
    room.sockets[websocket] = group
    try:
        while (await websocket.receive())["type"] != "websocket.disconnect":
            pass
    finally:
        room.sockets.pop(websocket, None)


@app.post(f"{BASE}/contributions")
async def contribute(
    request: Request,
    prompt: Annotated[str, Form()],
    text: Annotated[str, Form()],
    id_: Annotated[str, Form(alias="id", pattern="^[0-9a-f]{32}$")],
) -> Response:
    person, number = await person_in(request), next(room.posts)
    if person is None or request.headers.get("sec-fetch-site") != "same-origin" or "hx-request" not in request.headers:
        return refusal(403, "This phone may not write")
    if not room.writes or prompt != "7":
        return refusal(409, "Writing is closed")
    if "busy" in room.faults and number % 3 == 0:
        return refusal(429, "One moment, please", {"Retry-After": "0.05"})
    if "refuses" in room.faults and room.people[person] == 2:
        return refusal(409, "Your group has moved on")
    if room.closes_with and number == 5:
        await room.close_sockets()
    return await written(person, id_, text, number)


async def written(person: str, id_: str, text: str, number: int) -> Response:
    own_id = blake2b(f"{person}:{id_}".encode(), digest_size=16).hexdigest()
    is_first = own_id not in room.cards
    card_id = uuid4().hex if not is_first and "writes-again" in room.faults else own_id
    given = len(room.cards) + 1
    card = room.cards.setdefault(card_id, Card(card_id, person, room.people[person], text, given))
    bag = await room.show(card)
    if "loses" in room.faults and number == 2:
        room.lost.add(card_id)
    if "drops-acks" in room.faults and is_first:
        return StreamingResponse(cut_off(), 201, {"Content-Length": "1000"})
    return HTMLResponse(bag.replace("</hx-place>", f"{card.drawn_for_its_author()}</hx-place>"), 201)


async def cut_off() -> AsyncIterator[bytes]:
    """The server has written, and the phone does not hear of it."""
    yield b"<hx-place"
    raise ConnectionAbortedError


@app.post(f"{BASE}/contributions/{{id_}}/support")
async def support(id_: str, on: Annotated[str, Form()]) -> Response:
    if id_ not in room.cards or on != "1" or room.private:
        return refusal(409, "There is nothing to support")
    room.supports += 1
    return HTMLResponse(f'<hx-place seq="{room.seq}"></hx-place>')


@app.post("/enter")
async def enter(key: Annotated[str, Form()]) -> Response:
    return RedirectResponse("/labs/1/desk-1", 303) if key == "a-key" else refusal(403, "Unknown key")


@app.get("/labs/1/desk-1")
async def desk() -> Response:
    return HTMLResponse(
        '<select name="prompt"><option value=""></option><option value="7">Why?</option></select>'
        '<button name="stage" value="1">Hello</button><button name="stage" value="2">Writing</button>'
        f'<button name="stage" value="3">All see</button>{room.task()}'
    )


@app.post("/labs/1/desk-1/prompt")
@app.post("/labs/1/desk-1/stage")
async def step(stage: Annotated[str, Form()] = "", prompt: Annotated[str, Form()] = "") -> Response:
    room.writes, room.private = stage == "2", stage == "2"
    await room.announce(0, room.task() + (await everything() if stage == "3" else ""))
    return HTMLResponse("")


async def everything() -> str:
    return "".join(card.drawn() for card in room.cards.values())


@app.get("/seen-from-inside")
async def seen_from_inside() -> dict[str, object]:
    cards = [{"id": card.id, "group": card.group, "text": card.text} for card in room.cards.values()]
    return {
        "cards": cards,
        "names": room.names,
        "groups": list(room.people.values()),
        "lost": sorted(room.lost),
        "closed": room.closed,
        "supports": room.supports,
        "asked_for_yours": room.asked_for_yours,
    }


async def open_after(seconds: float) -> None:
    await asyncio.sleep(seconds)
    room.writes = True
    await room.announce(0, room.task())


async def serve(arguments: argparse.Namespace) -> None:
    room.faults, room.writes, room.private = set(arguments.fault), not arguments.closed, arguments.private
    room.closes_with = arguments.closes_with
    listener = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
    opening = [open_after(arguments.opens_after)] if arguments.opens_after else []
    await asyncio.gather(server.serve(sockets=[listener]), *opening)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--fault", action="append", default=[])
    parser.add_argument("--closed", action="store_true")
    parser.add_argument("--private", action="store_true")
    parser.add_argument("--opens-after", type=float, default=0.0)
    parser.add_argument("--closes-with", type=int, default=0)
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
