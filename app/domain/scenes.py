"""What the stage shows: it follows the lab, or one scene that the organiser chose."""

from typing import Literal

from app.domain.people import group_numbered
from app.domain.steering_events import SceneShown
from app.domain.work import Work
from app.models import Lab, Prompt

FOLLOW, PROMPT, THEMES, WELCOME, AGENDA = "follow", "prompt", "themes", "welcome", "agenda"
Scene = Literal[
    "follow", "welcome", "agenda", "countdown", "progress", "prompt", "themes", "lessons", "ballot", "thanks"
]


def show_scene(work: Work, scene: Scene, of: int | None) -> Lab:
    """`of`: which prompt, by its id, or whose themes, by the group's number."""
    lab = work.lab()
    of = subject_of(work, scene, of)
    if work.change(lab, scene=scene, scene_of=of):
        work.announce(SceneShown(scene, of))
    return lab


def subject_of(work: Work, scene: Scene, of: int | None) -> int | None:
    if scene == PROMPT:
        return work.get(Prompt, of or 0).id
    if scene == THEMES:
        return group_numbered(work, of or 0).number
    return None
