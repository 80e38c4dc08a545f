"""What the stage shows: it follows the lab, or a scene that was chosen; and never what is gone, or private."""

from typing import Any
from uuid import uuid4

import pytest

from app.domain.agenda import move_agenda
from app.domain.contributions import withdraw
from app.domain.errors import NoSuchGroup, NotFound, NotYours
from app.domain.labs import close
from app.domain.scenes import show_scene
from app.domain.steering_events import SceneShown
from app.domain.themes import Seen, make_theme, place_in_theme
from app.live.fragments.scenes import scenes
from app.models import Lab
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio


async def shown(lab: LabAtWork) -> Any:
    return (await lab.store.read(scenes, {lab.id}))[lab.id]


async def test_the_stage_follows_the_lab_until_a_scene_is_chosen(lab: LabAtWork) -> None:
    assert (await shown(lab)).scene == "follow"
    assert await lab.told(lab.organiser, show_scene, "lessons", None) == [SceneShown("lessons")]
    assert (await shown(lab)).scene == "lessons"
    assert await lab.told(lab.organiser, show_scene, "lessons", None) == []


async def test_a_question_is_shown_by_its_words(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, show_scene, "prompt", lab.prompts["main"])
    assert (await shown(lab)).question["en"].startswith("How can users, stakeholders")


@pytest.mark.parametrize(("scene", "refusal"), [("prompt", NotFound), ("themes", NoSuchGroup)])
async def test_what_is_not_there_is_not_put_on_the_wall(lab: LabAtWork, scene: str, refusal: Any) -> None:
    for of in (None, 99):
        with pytest.raises(refusal):
            await lab.do(lab.organiser, show_scene, scene, of)
    assert (await lab.row(Lab)).scene == "follow"


async def test_themes_come_with_what_lies_in_them_and_is_no_secret(lab: LabAtWork, ana: Participant) -> None:
    await lab.open("themes")
    open_one, taken_back = await lab.say(ana, "Pay evenings"), await lab.say(ana, "Never mind")
    theme = await lab.do(lab.desk(), make_theme, "Money", uuid4().hex)
    for idea in (open_one, taken_back):
        await lab.do(lab.desk(), place_in_theme, [Seen(idea.id)], theme.id)
    await lab.do(lab.desk(), withdraw, taken_back.id)
    await lab.do(lab.organiser, show_scene, "themes", 1)
    assert [vars(each) for each in (await shown(lab)).themes] == [{"name": "Money", "n": 1}]


@pytest.mark.parametrize(("begun", "instead"), [(False, "welcome"), (True, "agenda")])
@pytest.mark.parametrize("scene", ["prompt", "themes"])
async def test_where_its_subject_is_gone_the_wall_shows_what_is_never_wrong(
    lab: LabAtWork, begun: bool, instead: str, scene: str
) -> None:
    if begun:
        await lab.do(lab.organiser, move_agenda, lab.items[0])
    await lab.do(lab.organiser, show_scene, scene, 1)
    await lab.do(lab.organiser, vanish)
    assert (await shown(lab)).scene == instead


def vanish(work: Any) -> None:
    """As when the group was merged into another, or the question taken out of the plan."""
    work.change(work.lab(), scene_of=999)


vanish.__name__ = "show_scene"  # which the organiser may do


async def test_the_close_lets_the_wall_say_thank_you(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, show_scene, "countdown", None)
    await lab.do(lab.organiser, close)
    assert (await shown(lab)).scene == "follow"


async def test_only_the_organiser_chooses(lab: LabAtWork) -> None:
    for key in (lab.desk(), lab.stage):
        with pytest.raises(NotYours):
            await lab.do(key, show_scene, "welcome", None)
