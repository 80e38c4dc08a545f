"""Running a group: its prompt, its stage, its timer. The organiser's verbs do the same for every group."""

from datetime import timedelta

from sqlmodel import select

from app.clock import now
from app.domain.contributions import open_group, open_stage_of, reveal
from app.domain.errors import LabClosed
from app.domain.events import PromptOpened, StageOpened, TimerSet
from app.domain.kinds import kind_at
from app.domain.votes import end_vote_of
from app.domain.work import Work
from app.models import Group, Prompt, Stage

LONGEST_TIMER = 240  # minutes


def open_prompt(work: Work, prompt_id: int | None) -> Group:
    """With None the open prompt is closed."""
    return put_prompt(work, open_group(work), work.get(Prompt, prompt_id) if prompt_id else None)


def open_prompt_for_all(work: Work, prompt_id: int | None) -> None:
    prompt = work.get(Prompt, prompt_id) if prompt_id else None
    for group in open_groups(work):
        put_prompt(work, group, prompt)


def open_stage(work: Work, stage_id: int | None) -> Group:
    """Opening the stage that is open already changes nothing: two clicks are one."""
    return put_stage(work, open_group(work), work.get(Stage, stage_id) if stage_id else None)


def open_stage_for_all(work: Work, stage_id: int | None) -> None:
    stage = work.get(Stage, stage_id) if stage_id else None
    for group in open_groups(work):
        put_stage(work, group, stage)


def start_timer(work: Work, minutes: int) -> Group:
    group = open_group(work)
    work.change(group, ends_at=now() + timedelta(minutes=minutes), timer_minutes=minutes)
    return told(work, group)


def extend_timer(work: Work, minutes: int) -> Group:
    """From the end that was set; from now when that has passed or none was set."""
    group = open_group(work)
    start = max(group.ends_at or now(), now())
    work.change(group, ends_at=start + timedelta(minutes=minutes), timer_minutes=(group.timer_minutes or 0) + minutes)
    return told(work, group)


def end_timer(work: Work) -> Group:
    group = open_group(work)
    if work.change(group, ends_at=None, timer_minutes=None):
        told(work, group)
    return group


def put_prompt(work: Work, group: Group, prompt: Prompt | None) -> Group:
    if work.change(group, prompt_id=prompt.id if prompt else None):
        work.announce(PromptOpened(group.id, group.prompt_id))
    return group


def put_stage(work: Work, group: Group, stage: Stage | None) -> Group:
    """A stage brings its prompt and its time with it, and reveals what was written in private before.
    An open vote ends when its group moves on. What the kind of the one that closes has to settle comes first, what the
    new one has to set up comes last."""
    was = open_stage_of(work, group)
    if was == stage:
        return group
    end_vote_of(work, group.id)
    if was:
        kind_at(was).closed(work, group, was)
    begin(work, group, stage)
    if stage:
        kind_at(stage).opened(work, group, stage)
    return group


def begin(work: Work, group: Group, stage: Stage | None) -> None:
    minutes = stage.minutes if stage else None
    ends = now() + timedelta(minutes=minutes) if minutes else None
    work.change(
        group, stage_id=stage.id if stage else None, stage_started_at=now(), ends_at=ends, timer_minutes=minutes
    )
    if stage and stage.prompt_id:
        work.change(group, prompt_id=stage.prompt_id)
    if kind_at(stage).reveals:
        reveal(work, group.id)
    work.announce(StageOpened(group.id, group.stage_id))


def told(work: Work, group: Group) -> Group:
    work.announce(TimerSet(group.id))
    return group


def open_groups(work: Work) -> list[Group]:
    if work.lab().is_closed:
        raise LabClosed
    return work.all(select(Group).where(Group.lab_id == work.lab_id).order_by(Group.number))  # type: ignore[arg-type]
