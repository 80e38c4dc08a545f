"""What changed lately is thought through once, and says to nobody less than they missed."""

import pytest
from sqlalchemy import Connection, text

from app.domain.groups import open_prompt
from app.domain.people import remove_person
from app.live.channels import DESK, PHONE, Channel
from app.live.drawing import LATELY, due_to, parted, whole
from app.live.farewells import Farewell
from app.live.lately import MOST, TOO_LONG_AWAY, Lately
from app.settings import Settings
from app.store import Store
from tests.cast import LabAtWork

pytestmark = pytest.mark.anyio


@pytest.fixture
async def lab(store: Store, founded: Settings) -> LabAtWork:
    opened = await LabAtWork.of(store, founded)
    await opened.do(opened.desk(), open_prompt, opened.prompts["main"])
    return opened


async def caught_up(lab: LabAtWork, lately: Lately, now: int | None = None) -> Lately:
    def look(read: Connection) -> None:
        there = read.scalar(text("SELECT seq FROM lab")) if now is None else now
        lately.catch_up(there, lambda since: read.execute(LATELY, {"lab": lab.id, "since": since}))

    await lab.store.read(look)
    return lately


def of(lab: LabAtWork) -> tuple[Channel, Channel]:
    group = lab.groups[1]
    return Channel(lab.id, PHONE, group), Channel(lab.id, DESK, group)


async def test_a_channel_is_due_what_changed_since_and_each_piece_once(lab: LabAtWork) -> None:
    ana = await lab.join("Ana")
    since = await lab.seq()
    for words in ("Shade", "Trees"):
        await lab.say(ana, words)
    lately, (phone, desk) = await caught_up(lab, Lately(lab.id, 0)), of(lab)
    assert {type(each).__name__ for each in lately.due(desk, since)} >= {"DeskCard", "Roster"}
    assert len(lately.due(desk, since)) == len(set(lately.due(desk, since)))
    assert lately.is_changed(desk, since)
    assert (lately.due(phone, lately.known), lately.is_changed(phone, lately.known)) == ([], False)


async def test_a_reader_with_an_older_picture_takes_nothing_back(lab: LabAtWork) -> None:
    await lab.say(await lab.join("Ana"), "Shade")
    lately = await caught_up(lab, Lately(lab.id, 0))
    before = (lately.since, lately.known, dict(lately.changed))
    await caught_up(lab, lately, now=1)
    assert (lately.since, lately.known, lately.changed) == before


async def test_who_was_away_for_longer_than_is_held_is_told_everything(lab: LabAtWork) -> None:
    ana, (_, desk) = await lab.join("Ana"), of(lab)
    long_ago = await lab.seq()
    await lab.say(ana, "Shade")
    lately = await caught_up(lab, Lately(lab.id, 0))
    assert due_to(lately, desk, long_ago, lately.known) == lately.due(desk, long_ago) != whole(desk)
    lately.known += MOST + TOO_LONG_AWAY  # as if so much had happened
    await caught_up(lab, lately)
    assert (due_to(lately, desk, long_ago, lately.known), lately.due(desk, lately.since)) == (whole(desk), [])


async def test_who_shows_what_never_was_is_told_everything(lab: LabAtWork) -> None:
    lately, (_, desk) = await caught_up(lab, Lately(lab.id, 0)), of(lab)
    assert due_to(lately, desk, lately.known + 5, lately.known) == whole(desk)


async def test_who_must_go_goes_though_their_room_is_told_late(lab: LabAtWork) -> None:
    ana, before = await lab.join("Ana"), await lab.seq()
    await lab.do(lab.organiser, remove_person, ana.id)
    lately = await caught_up(lab, Lately(lab.id, 0))

    def gone(read: Connection) -> list[Farewell]:
        return parted(read, lately, before)

    held = await lab.store.read(gone)
    lately.let_go(lately.known)
    assert await lab.store.read(gone) == held != []
