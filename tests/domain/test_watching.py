"""Those who watch from far away: by an address of their own, which can be taken back."""

from uuid import uuid4

import pytest

from app.domain.doors import screen_of
from app.domain.errors import NoSuchKey, NotYours
from app.domain.events import PassRevoked
from app.domain.scenes import show_scene
from app.domain.steering_events import StreamAnnounced, ViewersInvited
from app.domain.watching import announce_stream, dismiss_viewers, invite_viewers
from app.domain.work import Key
from app.live.fragments.streams import streams, watching_key
from app.models import Watching
from tests.cast import LabAtWork

pytestmark = pytest.mark.anyio


async def invited(lab: LabAtWork) -> Key:
    key = uuid4().hex
    token = lab.locksmith.hash(lab.locksmith.link_to_share(lab.code, key))
    await lab.do(lab.organiser, invite_viewers, key, token)
    return Key(lab.id, token)


async def test_one_address_for_all_who_watch(lab: LabAtWork) -> None:
    viewer = await invited(lab)
    assert await lab.store.read(screen_of, viewer.token_hash) == (lab.id, "watch")
    assert (await lab.events())[-1] == ViewersInvited()
    assert await lab.told(lab.organiser, invite_viewers, uuid4().hex, "another") == []
    assert await lab.store.read(watching_key, lab.id) == (await lab.row(Watching)).key


async def test_the_stage_s_own_link_still_opens_the_stage(lab: LabAtWork) -> None:
    await invited(lab)
    assert await lab.store.read(screen_of, lab.stage.token_hash) == (lab.id, "stage")


async def test_an_address_that_was_taken_back_opens_nothing_and_the_next_is_another(lab: LabAtWork) -> None:
    viewer = await invited(lab)
    (told,) = await lab.told(lab.organiser, dismiss_viewers)
    assert isinstance(told, PassRevoked)
    with pytest.raises(NoSuchKey):
        await lab.store.read(screen_of, viewer.token_hash)
    assert await lab.told(lab.organiser, dismiss_viewers) == []
    assert (await invited(lab)).token_hash != viewer.token_hash


async def test_who_watches_can_do_nothing(lab: LabAtWork) -> None:
    with pytest.raises(NotYours):
        await lab.do(await invited(lab), show_scene, "welcome", None)


async def test_a_planned_stream_gets_its_address_later(lab: LabAtWork) -> None:
    before = (await lab.store.read(streams, {lab.id}))[lab.id]
    assert (before.is_planned, before.address) == (True, "")
    assert await lab.told(lab.organiser, announce_stream, "https://tv.example/") == [
        StreamAnnounced("https://tv.example/")
    ]
    assert (await lab.store.read(streams, {lab.id}))[lab.id].address == "https://tv.example/"
    await lab.do(lab.organiser, announce_stream, "")
    assert (await lab.store.read(streams, {lab.id}))[lab.id].address == ""


async def test_a_lab_that_planned_none_can_have_one(lab: LabAtWork, store: object, founded: object) -> None:
    other = await LabAtWork.found(lab.store, founded, "K7QM3X", links=[])  # type: ignore[arg-type]
    assert not (await other.store.read(streams, {other.id}))[other.id].is_planned
    await other.do(other.organiser, announce_stream, "https://tv.example/")
    assert (await other.store.read(streams, {other.id}))[other.id].address == "https://tv.example/"
