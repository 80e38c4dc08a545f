"""Somebody who prepares labs: at the machine itself, in a browser with or without our script."""

from typing import Any
from uuid import uuid4

from httpx2 import Response

from app.domain.plans import plan_of
from tests.routers.house import NEAR, Guest, House
from tests.routers.reading import Element, read

LIVE = {"HX-Request": "true"}


class Preparer(Guest):
    def __init__(self, house: House, language: str = "en", host: str = NEAR[0], **headers: str) -> None:
        super().__init__(house, language, headers, (host, NEAR[1]))

    def begin(self, template: str = "world-cafe", **told: Any) -> "Sheet":
        answer = self.post("/drafts", {"id": uuid4().hex, "template": template, "then": "prepare"} | told)
        assert answer.status_code == 303, answer.text
        return Sheet(self, answer.headers["location"])

    def bring_in(self, words: str, **file: Any) -> Response:
        return self.http.post("/drafts/import", data={"id": uuid4().hex, "pasted": words}, files=file or None)


class Sheet:
    """A draft on the screen of one who prepares it."""

    def __init__(self, by: Preparer, url: str) -> None:
        self.by, self.url = by, url

    def page(self) -> Element:
        return read(self.by.get(self.url).text)

    @property
    def edition(self) -> str:
        return self.page().find("bar").attributes["data-edition"]

    def save(self, seen: str | None = None, **words: Any) -> Response:
        """As our script sends what was typed; `__` stands for a dot."""
        return self.post("editions", words, seen, LIVE)

    def send(self, seen: str | None = None, **words: Any) -> Response:
        """As a plain form."""
        return self.post("editions", words, seen, {})

    def press(self, noun: str, seen: str | None = None, **words: Any) -> Response:
        return self.post(noun, words, seen, {})

    def post(self, noun: str, words: dict[str, Any], seen: str | None, headers: dict[str, str]) -> Response:
        typed = {name.replace("__", "."): value for name, value in words.items()}
        return self.by.post(f"{self.url}/{noun}", {"edition": seen or self.edition} | typed, **headers)

    def field(self, name: str) -> str:
        return self.page().field(name)

    def names(self, *parts: str) -> list[str]:
        """The names of the fields that end like this: `agenda`, `minutes`."""
        fields = [each.attributes.get("name", "") for each in self.page()]
        return [name for name in fields if name.startswith(parts[0]) and name.endswith(parts[-1])]

    def missing(self) -> list[str]:
        return [each.seen for each in self.page().find("readiness").all("a")]


def plan_in(house: House, lab: int) -> Any:
    assert house.door.portal
    return house.door.portal.call(house.app.state.store.read, plan_of, lab)
