"""One drawing serves a room that comes in together, and never shows what is no longer so."""

from collections.abc import AsyncIterator
from time import monotonic

import pytest
from sqlalchemy import Connection

from app.domain.groups import open_prompt
from app.domain.work import admit
from app.live.drawing import Picture, picture
from app.settings import Settings
from app.store import SHELF, Store
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio
LONG = 1000.0  # seconds


@pytest.fixture(params=[LONG])
async def lab(founded: Settings, request: pytest.FixtureRequest) -> AsyncIterator[LabAtWork]:
    store = Store(founded.database, lambda lab, seq: None, request.param)
    opened = await LabAtWork.of(store, founded)
    await opened.do(opened.desk(), open_prompt, opened.prompts["main"])
    yield opened
    store.close()


async def shown(lab: LabAtWork, who: Participant, language: str = "en") -> Picture:
    def look(read: Connection) -> Picture:
        return picture(read, who.key, admit(read, who.key), language)

    seen: Picture = await lab.store.read(look)
    return seen


async def test_who_comes_in_together_is_shown_one_drawing(lab: LabAtWork) -> None:
    ana, ola = await lab.join("Ana"), await lab.join("Ola")
    assert (await shown(lab, ana)).live is (await shown(lab, ola)).live


async def test_what_is_no_news_of_this_screen_leaves_the_drawing_and_counts_on(lab: LabAtWork) -> None:
    ana = await lab.join("Ana")
    before = await shown(lab, ana)
    zoe = await lab.join("Zoe", group=2)
    after = await shown(lab, ana)
    assert after.live is before.live
    assert after.seq == await lab.seq() > before.seq
    assert (await shown(lab, zoe)).live is not before.live


async def test_what_was_said_since_is_shown(lab: LabAtWork) -> None:
    ana = await lab.join("Ana")
    assert "Shade trees" not in (await shown(lab, ana)).live["board"]
    await lab.say(ana, "Shade trees")
    assert "Shade trees" in (await shown(lab, ana)).live["board"]


async def test_each_language_has_its_own(lab: LabAtWork) -> None:
    ana = await lab.join("Ana")
    english, french = await shown(lab, ana), await shown(lab, ana, "fr")
    assert english.live["task"] != french.live["task"]


@pytest.mark.parametrize("lab", [0.0], indirect=True)
async def test_with_no_life_each_page_is_drawn_anew(lab: LabAtWork) -> None:
    ana = await lab.join("Ana")
    assert (await shown(lab, ana)).live is not (await shown(lab, ana)).live


async def test_a_lab_that_nobody_opens_any_more_keeps_no_room(
    lab: LabAtWork, founded: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await shown(lab, await lab.join("Ana"))
    monkeypatch.setattr("app.live.shelf.monotonic", lambda: monotonic() + LONG)
    other = await LabAtWork.found(lab.store, founded, "FQRMS23")
    await shown(other, await other.join("Bo"))
    assert list(lab.store.shared[SHELF]) == [other.id]
