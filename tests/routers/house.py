"""The founding lab served inside this process, and people who visit it over HTTP without a socket."""

import sqlite3
from contextlib import closing
from functools import partial
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from httpx2 import Response
from starlette.testclient import TestClient, WebSocketTestSession

from app.domain.passes import Locksmith
from app.domain.plans import found, read_plan
from app.domain.work import SERVER, Key
from app.founding import FOUNDING_LAB, hashes
from app.main import create_app
from app.settings import Settings
from tests.routers.reading import Element, read
from tests.serving import MAKES

CODE, SECOND_CODE = "7PL1383V", "K7QM3X"
HERE = "http://testserver"
PASSWORD = "four words in a row"
FAR, NEAR = ("testclient", ""), ("127.0.0.1", "http://localhost:8000")
"""Where a browser is, and by which address it asks."""


class House:
    """Open inside `with`: then people may come. Its database can be looked into, as no visitor could."""

    def __init__(self, settings: Settings, address: str = HERE):
        self.settings, self.address = settings, address
        self.app = create_app(settings)
        self.door = TestClient(self.app, base_url=address)

    def __enter__(self) -> Self:
        self.door.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.door.__exit__(kind, error, trace)

    def rows(self, sql: str, *values: object) -> list[Any]:
        """What the database holds: plain values where one column is asked for, else tuples."""
        with closing(sqlite3.connect(self.settings.database)) as database, database:
            found = database.execute(sql, values).fetchall()
        return [row[0] if len(row) == 1 else row for row in found]

    def key(self, screen: str, code: str = CODE) -> str:
        """The key of a personal link, which only this server's secret can make."""
        return Locksmith(self.settings.secret).link(code, screen)

    def viewing(self) -> str:
        """The token of somebody who may look at the tower and do nothing."""
        sql = "INSERT INTO pass (lab_id, role, token_hash, issued_at) VALUES (1, 'viewer', ?, '2026-01-01 00:00:00')"
        self.rows(sql, Locksmith(self.settings.secret).hash("viewers-token"))
        return "viewers-token"

    def found(self, **changed: object) -> None:
        """A second lab beside the founding one, the same but for its code and what is `changed`."""
        plan = read_plan(FOUNDING_LAB).model_copy(update={"code": SECOND_CODE} | changed)
        made = hashes(Locksmith(self.settings.secret), plan)
        write = partial(self.app.state.store.write, Key(0, actor=SERVER), found, plan, made)
        assert self.door.portal
        self.door.portal.call(write)

    def guest(self, language: str = "en", **headers: str) -> "Guest":
        """Somebody who holds nothing yet."""
        return Guest(self, language, headers)

    def at_the_machine(self, **headers: str) -> "Guest":
        """Somebody at the machine itself, whose browser asks for localhost."""
        return Guest(self, "en", headers, NEAR)

    def first_organiser(self) -> "Guest":
        """Somebody who set this house up, and is signed in."""
        guest = self.at_the_machine()
        form = {"email": "ada@example.org", "name": "Ada", "password": PASSWORD}
        assert guest.post("/organisers/set-up", form).status_code == 303
        return guest

    def phone(self, name: str = "", group: int | str = "", language: str = "en") -> "Guest":
        guest = self.guest(language)
        answer = guest.join(name=name, anonymous="" if name else "1", group=group, language=language)
        assert answer.status_code == 303, answer.text
        return guest

    def holder(self, screen: str, language: str = "en", code: str = CODE) -> "Guest":
        """Somebody with a personal link: to "desk-2", "stage" or "tower"."""
        guest = self.guest(language)
        assert guest.enter(self.key(screen, code)).status_code == 303
        return guest


class Guest:
    """One browser: its cookies, its language, the screen it is at."""

    def __init__(self, house: House, language: str, headers: dict[str, str], place: tuple[str, str] = FAR):
        self.house, self.base, (peer, address) = house, "", place
        self.kind = (language, headers, place)
        known = {"Accept-Language": language, "Sec-Fetch-Site": "same-origin"}
        self.http = TestClient(
            house.app,
            base_url=address or house.address,
            headers=known | headers,
            follow_redirects=False,
            raise_server_exceptions=False,
            client=(peer, 50_000),
        )
        self.http.portal = house.door.portal

    def moved_to(self, house: House) -> "Guest":
        """The same browser before another house."""
        moved = Guest(house, *self.kind)
        moved.base = self.base
        moved.http.cookies.update(self.http.cookies)
        return moved

    def get(self, path: str, **headers: str) -> Response:
        return self.http.get(path, headers=headers)

    def post(self, path: str, form: dict[str, object], **headers: str) -> Response:
        return self.http.post(path, data=form, headers=headers)

    def join(self, code: str = CODE, **form: object) -> Response:
        whole = {"name": "", "anonymous": "", "language": "en", "consent": "1", "group": ""} | form
        answer = self.post(f"/j/{code}/people", whole)
        self.base = answer.headers.get("location", "")
        return answer

    def enter(self, key: str) -> Response:
        answer = self.post("/enter", {"key": key})
        self.base = answer.headers.get("location", "")
        return answer

    def come_back(self, return_code: str, code: str = CODE) -> Response:
        answer = self.post(f"/j/{code}/returns", {"return_code": return_code})
        self.base = answer.headers.get("location", "")
        return answer

    def act(self, noun: str, **form: object) -> Response:
        """Posts to a noun of this screen as our script does. A missing `id` is made up where one is needed."""
        return self.post(f"{self.base}/{noun}", with_id(noun, form), **{"HX-Request": "true"})

    def send(self, noun: str, **form: object) -> Response:
        """The same as a plain form sends it, without our script."""
        return self.post(f"{self.base}/{noun}", with_id(noun, form))

    def contribute(self, text: str, **form: object) -> Response:
        return self.act("contributions", **({"prompt": 1, "text": text} | form))

    def listen(self, seq: int = 0, group: int | None = None) -> WebSocketTestSession:
        """This screen's socket, for a page that shows `seq`; of the desk of that group when it looks in on one."""
        shown = f"seq={seq}" if group is None else f"group={group}&seq={seq}"
        return self.http.websocket_connect(f"{self.base}/live?{shown}", headers={"Origin": self.house.address})

    def page(self) -> Element:
        return read(self.get(self.base).text)

    @property
    def cookies(self) -> dict[str, str]:
        return {each.name: each.value or "" for each in self.http.cookies.jar}


def with_id(noun: str, form: dict[str, object]) -> dict[str, object]:
    return {"id": uuid4().hex} | form if noun.rpartition("/")[2] in MAKES else form


def farewell(socket: WebSocketTestSession) -> int:
    """Hears the socket out, and says with which code it was closed."""
    while True:
        heard = socket.receive()
        if heard["type"] == "websocket.close":
            return int(heard["code"])
