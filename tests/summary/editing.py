"""The founding lab's talk as its organiser edits and publishes it."""

from typing import Any

from app.domain.editing import annotate, introduce, leave_out, put_in_order, translate_words
from app.domain.editions import publish
from app.domain.labs import close
from app.summary.publishing import Prepared, prepared
from app.summary.report import Report, published_report, report
from tests.summary.conftest import Harvest


class Desk:
    """The organiser at work on what was harvested."""

    def __init__(self, harvest: Harvest) -> None:
        self.harvest, self.lab, self.ids = harvest, harvest.lab, harvest.ids
        self.lesson = f"lesson:{self.ids['Pay people']}"
        self.idea = f"contribution:{self.ids['Meet at noon']}"

    async def introduce(self, text: str, edition: int = 0) -> None:
        await self.lab.do(self.lab.organiser, introduce, text, edition, "en")

    async def note(self, text: str, edition: int = 0) -> None:
        await self.lab.do(self.lab.organiser, annotate, self.lesson, text, edition)

    async def omit(self, about: str, reason: str, edition: int = 0) -> None:
        await self.lab.do(self.lab.organiser, leave_out, about, reason, edition)

    async def move(self, title: str, place: int) -> None:
        await self.lab.do(self.lab.organiser, put_in_order, self.ids[title], place)

    async def translate(self, about: str, text: str, language: str = "fr", edition: int = 0) -> None:
        await self.lab.do(self.lab.organiser, translate_words, about, language, text, edition)

    async def translate_all(self) -> None:
        await self.introduce("Welcome to all.")
        await self.translate("introduction", "Bienvenue.")
        await self.translate(f"{self.lesson}:title", "Payer les gens")
        await self.translate(f"{self.lesson}:text", "Qui est consulté est payé.")
        await self.translate("signature", "Marguerite")

    async def close(self) -> None:
        await self.lab.do(self.lab.organiser, close)

    async def prepared(self, profile: str = "public") -> Prepared:
        return await self.lab.store.read(prepared, self.lab.id, profile, 5)  # type: ignore[no-any-return]

    async def publish(self, profile: str = "public") -> Prepared:
        made = await self.prepared(profile)
        given: tuple[Any, ...] = (made.number, made.seq, profile, made.changes, made.body)
        await self.lab.do(self.lab.organiser, publish, *given)
        return made

    async def report(self, profile: str = "public", language: str = "en") -> Report:
        return await self.lab.store.read(report, self.lab.id, language, profile)  # type: ignore[no-any-return]

    async def edition(self, number: int = 1, language: str = "en") -> Report:
        return await self.lab.store.read(published_report, self.lab.id, number, language)  # type: ignore[no-any-return]
