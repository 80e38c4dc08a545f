"""Running a group: its prompt, its stage, its timer. The organiser's verbs do the same for every group."""

from datetime import datetime, timedelta

from sqlmodel import col, select

from app.clock import now
from app.domain.contributions import open_group, open_stage_of, reveal
from app.domain.errors import LabClosed, MovedOn
from app.domain.events import PromptOpened, StageOpened, TimerSet
from app.domain.kinds import kind_at
from app.domain.steering_errors import LabPaused
from app.domain.votes import end_vote_of
from app.domain.work import Work
from app.models import AgendaItem, Group, Prompt, Stage

LONGEST_TIMER = 240  # minutes
DOUBLE_CLICK = timedelta(seconds=1)


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


def open_stage_for_all(work: Work, stage_id: int | None, pressed_in: int | None = None) -> None:
    """`pressed_in`: the stage that all were in when “next” was pressed. Two clicks are one: a second one that hits the
    button of the stage just opened changes nothing. Raises MovedOn when they are somewhere else by now."""
    stage = work.get(Stage, stage_id) if stage_id else None
    groups = open_groups(work)
    if pressed_in and not is_where_pressed(groups, stage_id, pressed_in):
        return
    for group in groups:
        put_stage(work, group, stage)


def is_where_pressed(groups: list[Group], goal: int | None, pressed_in: int) -> bool:
    there = [group for group in groups if group.stage_id == pressed_in]
    if not there and any(group.stage_id != goal for group in groups):
        raise MovedOn
    return bool(there) and not any(has_just_begun(group) for group in there)


def advance_stage(work: Work, pressed_in: int | None) -> Group:
    """On to the stage after the one in which the button was pressed, and after the last to none.

    Pressed twice it advances once: the second press finds the stage just opened. Raises MovedOn when the group is
    somewhere else by now."""
    group = open_group(work)
    goal = after(work, pressed_in)
    if group.stage_id == (goal.id if goal else None) or (group.stage_id == pressed_in and has_just_begun(group)):
        return group
    if group.stage_id != pressed_in:
        raise MovedOn
    return put_stage(work, group, goal)


def after(work: Work, stage_id: int | None) -> Stage | None:
    ordered = select(Stage).join(AgendaItem).where(Stage.lab_id == work.lab_id)
    stages = work.all(ordered.order_by(col(AgendaItem.position), col(Stage.position)))
    if stage_id is None:
        return stages[0] if stages else None
    here = stages.index(work.get(Stage, stage_id))
    return stages[here + 1] if here + 1 < len(stages) else None


def has_just_begun(group: Group) -> bool:
    """So lately that the hand which opened it may still be clicking."""
    return group.stage_started_at is not None and now() - group.stage_started_at < DOUBLE_CLICK


def start_timer(work: Work, minutes: int) -> Group:
    group = open_group(work)
    ends = now() + timedelta(minutes=minutes)
    work.change(group, ends_at=ends, timer_minutes=minutes, paused_at=held_since(work))
    return told(work, group)


def extend_timer(work: Work, minutes: int) -> Group:
    return give_minutes(work, open_group(work), minutes)


def shorten_timer(work: Work, minutes: int) -> Group:
    return take_minutes(work, open_group(work), minutes)


def give_minutes(work: Work, group: Group, minutes: int) -> Group:
    """From the end that was set; from now when that has passed or none was set."""
    at = group.paused_at or now()
    start = max(group.ends_at or at, at)
    lasts = (group.timer_minutes or 0) + minutes
    held = group.paused_at or held_since(work)
    work.change(group, ends_at=start + timedelta(minutes=minutes), timer_minutes=lasts, paused_at=held)
    return told(work, group)


def take_minutes(work: Work, group: Group, minutes: int) -> Group:
    """Not into the past: a timer that has less left ends now."""
    at = group.paused_at or now()
    if group.ends_at and group.ends_at > at:
        ends = max(group.ends_at - timedelta(minutes=minutes), at)
        work.change(group, ends_at=ends, timer_minutes=max((group.timer_minutes or 0) - minutes, 0))
        told(work, group)
    return group


def pause_timer(work: Work) -> Group:
    group = open_group(work)
    pause(work, group)
    return group


def resume_timer(work: Work) -> Group:
    """Raises LabPaused while every clock stands still."""
    group = open_group(work)
    if held_since(work):
        raise LabPaused
    resume(work, group)
    return group


def held_since(work: Work) -> datetime | None:
    """Now, while the whole lab is paused: a clock that is set then stands still from the start."""
    return now() if work.lab().paused_at else None


def pause(work: Work, group: Group) -> bool:
    """Says whether there was a timer to stop."""
    if group.ends_at is None or group.paused_at:
        return False
    work.change(group, paused_at=now())
    told(work, group)
    return True


def resume(work: Work, group: Group) -> bool:
    """What was left when it stopped is left again."""
    if group.ends_at is None or group.paused_at is None:
        return False
    work.change(group, ends_at=group.ends_at + (now() - group.paused_at), paused_at=None)
    told(work, group)
    return True


def end_timer(work: Work) -> Group:
    group = open_group(work)
    if work.change(group, ends_at=None, timer_minutes=None, paused_at=None):
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
    minutes = stage.lasts if stage else None
    ends = now() + timedelta(minutes=minutes) if minutes else None
    work.change(group, stage_id=stage.id if stage else None, stage_started_at=now())
    work.change(group, ends_at=ends, timer_minutes=minutes, paused_at=held_since(work) if ends else None)
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
