"""Where there is little to tell, or nothing any more: every format says so, and none breaks."""

import asyncio
import shutil
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from app.domain.errors import NotFound
from app.press import Press
from app.printing import Order, printed
from app.settings import Settings
from app.store import Store
from app.summary.profiles import PROFILES
from app.summary.writers import formats
from tests.summary.archiving import told_in
from tests.summary.conftest import Harvest, Reporting
from tests.summary.opening import made, words_in


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("format", formats())
def test_an_empty_lab_is_told_in_every_format(founded_once: Path, format: str, profile: str) -> None:
    for language in ("en", "fr"):
        told = told_in(Settings(data=founded_once), language, profile)
        assert words_in(format, made(told, format)).strip() != ""


@pytest.mark.anyio
@pytest.mark.parametrize("format", formats())
async def test_so_is_a_lab_without_votes(harvest: Harvest, reported: Reporting, format: str) -> None:
    told = await reported()
    assert told.findings.votes == []
    assert "Pay people" in words_in(format, made(told, format)).replace("\n", " ")


@pytest.fixture
def gone(founded: Settings) -> Settings:
    """Whose lab was deleted between the order and the making."""
    engine = create_engine(f"sqlite:///{founded.database}")
    with engine.begin() as write:
        for table in ("event", "pass", "person", "breakout_group", "stage", "prompt", "agenda_item", "lab"):
            write.execute(text(f"DELETE FROM {table}"))  # noqa: S608 names of ours
    engine.dispose()
    return founded


@pytest.mark.parametrize("format", formats())
def test_of_a_lab_that_was_deleted_meanwhile_nothing_is_made(gone: Settings, format: str) -> None:
    with pytest.raises(NotFound):
        printed(gone.database, Order(1, 5, format, "en"))


@pytest.mark.anyio
@pytest.mark.parametrize("format", ["html", "pdf"])
async def test_the_press_says_so_and_makes_the_next_file_all_the_same(
    gone: Settings, founded_once: Path, format: str
) -> None:
    store = Store(gone.database, lambda lab, seq: None)
    press = Press(gone.database, store.read)
    try:
        for _ in range(2):
            with pytest.raises(NotFound):
                await asyncio.wait_for(press.file(Order(1, 5, format, "en")), 60)
        press.database = founded_once / "samskap.db"
        assert (await press.printed(Order(1, 5, format, "en"))).body != b""
    finally:
        press.close()
        store.close()


@pytest.mark.anyio
async def test_all_who_wait_get_their_file_though_its_maker_is_killed(founded_once: Path, tmp_path: Path) -> None:
    store = Store(shutil.copytree(founded_once, tmp_path / "data") / "samskap.db", lambda lab, seq: None)
    press = Press(tmp_path / "data" / "samskap.db", store.read)
    try:
        await press.file(Order(1, 1, "odt", "en"))
        waiting = [asyncio.ensure_future(press.file(Order(1, seq, "docx", "en"))) for seq in (2, 3, 4)]
        await asyncio.sleep(0)
        for process in list(press.running()._processes.values()):
            process.kill()
        made = await asyncio.wait_for(asyncio.gather(*waiting), 60)
        assert [each.body[:2] for each in made] == [b"PK"] * 3
    finally:
        press.close()
        store.close()


@pytest.mark.anyio
async def test_what_is_still_being_made_at_the_end_is_not_begun_anew(founded_once: Path, tmp_path: Path) -> None:
    store = Store(shutil.copytree(founded_once, tmp_path / "data") / "samskap.db", lambda lab, seq: None)
    press = Press(tmp_path / "data" / "samskap.db", store.read)
    await press.file(Order(1, 1, "odt", "en"))
    waiting = asyncio.ensure_future(press.file(Order(1, 2, "pdf", "en")))
    await asyncio.sleep(0.05)
    press.close()
    store.close()
    with pytest.raises((BrokenProcessPool, asyncio.CancelledError)):
        await asyncio.wait_for(waiting, 60)
    assert press.pool is None
