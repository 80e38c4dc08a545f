"""What a desk does for its group, the organiser does for one of them, or gives to all: a stage, a question, time."""

from app.domain.groups import (
    give_minutes,
    held_since,
    open_groups,
    pause,
    put_prompt,
    put_stage,
    resume,
    take_minutes,
)
from app.domain.labs import open_lab
from app.domain.people import group_numbered
from app.domain.steering_errors import LabPaused
from app.domain.work import Work
from app.models import Group, Prompt, Stage


def open_stage_in(work: Work, number: int, stage_id: int | None) -> Group:
    """With None the group is in no stage."""
    return put_stage(work, one_group(work, number), work.get(Stage, stage_id) if stage_id else None)


def open_prompt_in(work: Work, number: int, prompt_id: int | None) -> Group:
    return put_prompt(work, one_group(work, number), work.get(Prompt, prompt_id) if prompt_id else None)


def extend_group(work: Work, number: int, minutes: int) -> Group:
    return give_minutes(work, one_group(work, number), minutes)


def shorten_group(work: Work, number: int, minutes: int) -> Group:
    return take_minutes(work, one_group(work, number), minutes)


def pause_group(work: Work, number: int) -> Group:
    group = one_group(work, number)
    pause(work, group)
    return group


def resume_group(work: Work, number: int) -> Group:
    """Raises LabPaused while every clock stands still."""
    group = one_group(work, number)
    if held_since(work):
        raise LabPaused
    resume(work, group)
    return group


def extend_all(work: Work, minutes: int) -> list[Group]:
    """Every group whose clock runs."""
    return [give_minutes(work, group, minutes) for group in open_groups(work) if group.ends_at]


def shorten_all(work: Work, minutes: int) -> list[Group]:
    return [take_minutes(work, group, minutes) for group in open_groups(work)]


def one_group(work: Work, number: int) -> Group:
    open_lab(work)
    return group_numbered(work, number)
