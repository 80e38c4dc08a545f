"""The lab's time: where it is in its agenda, more and less of it, a pause, and catching up."""

from math import ceil

from sqlmodel import col, select

from app.clock import now
from app.domain.errors import MovedOn
from app.domain.groups import open_groups, pause, put_stage, resume
from app.domain.labs import open_lab
from app.domain.sign_off import ask_about_lessons
from app.domain.time_events import AgendaMoved, AgendaPaused, AgendaReplanned, AgendaResumed, ItemExtended
from app.domain.work import Work
from app.methods.timing import Later, catch_up
from app.models import AgendaItem, Group, Lab, Stage
from app.models.agenda_item import TOGETHER


def move_agenda(work: Work, item_id: int) -> Lab:
    """Goes to this item, forwards or back. Moving to where we are changes nothing: two clicks are one.

    What is held for all begins with its first stage for all; in a breakout each group begins by itself. Groups that
    come together are asked once more whether their lessons are what they said. What was won for the item by catching
    up before it began, it keeps; going back to it begins it anew. Whoever goes on ends a pause."""
    lab = open_lab(work)
    item = work.get(AgendaItem, item_id)
    if lab.item_id == item_id:
        return lab
    if lab.paused_at:
        resume_lab(work)
    if lab.item_id:
        leave_item(work, work.get(AgendaItem, lab.item_id))
    kept = item.extra_minutes if item.started_at is None else 0
    work.change(item, started_at=now(), ended_at=None, extra_minutes=kept, paused_at=None, paused_seconds=0)
    work.change(lab, item_id=item_id)
    work.announce(AgendaMoved(item_id, desks(work)))
    if item.kind in TOGETHER:
        for group in open_groups(work):
            ask_about_lessons(work, group)
    if item.kind != "breakout":
        begin_for_all(work, item)
    return lab


def begin_for_all(work: Work, item: AgendaItem) -> None:
    """Groups that are in one of its stages already stay there."""
    stages = stages_of(work, item)
    inside = {each.id for each in stages}
    for group in open_groups(work) if stages else ():
        if group.stage_id not in inside:
            put_stage(work, group, stages[0])


def leave_item(work: Work, item: AgendaItem) -> None:
    work.change(item, ended_at=now(), paused_at=None)


def extend_item(work: Work, minutes: int, item_id: int | None = None) -> Lab:
    """From its end; from now when that has passed. `item_id`: the item it was asked for. Raises MovedOn."""
    lab = open_lab(work)
    if item := running(work, lab, item_id):
        over = ceil(-left(item) / 60) if left(item) < 0 else 0
        work.change(item, extra_minutes=item.extra_minutes + minutes + over)
        work.announce(ItemExtended(item.id, minutes, desks(work)))
    return lab


def shorten_item(work: Work, minutes: int, item_id: int | None = None) -> Lab:
    """Not into the past: an item that has less left ends now. Raises MovedOn."""
    lab = open_lab(work)
    item = running(work, lab, item_id)
    if item and (taken := min(minutes, ceil(max(left(item), 0) / 60))):
        work.change(item, extra_minutes=item.extra_minutes - taken)
        work.announce(ItemExtended(item.id, -taken, desks(work)))
    return lab


def running(work: Work, lab: Lab, item_id: int | None) -> AgendaItem | None:
    """The item that is now, if it has a time. Raises MovedOn when another one was meant."""
    if item_id is not None and item_id != lab.item_id:
        raise MovedOn
    item = work.get(AgendaItem, lab.item_id) if lab.item_id else None
    return item if item and item.ends_at else None


def left(item: AgendaItem) -> float:
    """Seconds until its end; below 0 it is over."""
    assert item.ends_at is not None
    return (item.ends_at - (item.paused_at or now())).total_seconds()


def pause_lab(work: Work, words: str = "") -> Lab:
    """Every clock of the lab stands still, the item's and those of all groups; every screen shows it, with `words`."""
    lab = open_lab(work)
    if not work.change(lab, paused_at=lab.paused_at or now(), pause_words=words or lab.pause_words):
        return lab
    if item := running(work, lab, None):
        work.change(item, paused_at=item.paused_at or lab.paused_at)
    for group in open_groups(work):
        pause(work, group)
    work.announce(AgendaPaused(desks(work)))
    return lab


def resume_lab(work: Work) -> Lab:
    """What was left of each clock is left again. One that its own desk had stopped before still stands."""
    lab = open_lab(work)
    since = lab.paused_at
    if since is None:
        return lab
    for group in open_groups(work):
        if group.paused_at and group.paused_at >= since:
            resume(work, group)
    if (item := running(work, lab, None)) and item.paused_at:
        stood = ceil((now() - item.paused_at).total_seconds())
        work.change(item, paused_at=None, paused_seconds=item.paused_seconds + stood)
    work.change(lab, paused_at=None, pause_words="")
    work.announce(AgendaResumed(desks(work)))
    return lab


def replan(work: Work, minutes: int) -> Lab:
    """Catches up: later items, and the stages inside them, give `minutes` in proportion to what they can spare.

    Always from the plan as it was made: asking twice takes nothing twice, and with 0 they have all their time again."""
    lab = open_lab(work)
    here = work.get(AgendaItem, lab.item_id).position if lab.item_id else 0
    later = [each for each in items(work) if each.position > here and each.minutes]
    won = catch_up(minutes * 60, [spare(each, is_harvest=each.kind == "harvest") for each in later])
    changed = [shorten(work, item, (one.was - one.seconds) // 60) for item, one in zip(later, won.items, strict=True)]
    if any(changed):
        work.announce(AgendaReplanned(desks(work)))
    return lab


def shorten(work: Work, item: AgendaItem, minutes: int) -> bool:
    """An item and its stages: says whether anything changed."""
    stages = [each for each in stages_of(work, item) if each.minutes]
    won = catch_up(minutes * 60, [spare(each) for each in stages])
    changed = [
        work.change(stage, extra_minutes=-(each.was - each.seconds) // 60)
        for stage, each in zip(stages, won.items, strict=True)
    ]
    return work.change(item, extra_minutes=-minutes) or any(changed)


def spare(part: AgendaItem | Stage, *, is_harvest: bool = False) -> Later:
    return Later(str(part.id), (part.minutes or 0) * 60, part.least * 60, is_harvest)


def items(work: Work) -> list[AgendaItem]:
    return work.all(select(AgendaItem).where(AgendaItem.lab_id == work.lab_id).order_by(col(AgendaItem.position)))


def stages_of(work: Work, item: AgendaItem) -> list[Stage]:
    return work.all(select(Stage).where(Stage.item_id == item.id).order_by(col(Stage.position)))


def desks(work: Work) -> list[int]:
    """The groups, whose desks tell what more time costs."""
    return work.all(select(col(Group.id)).where(Group.lab_id == work.lab_id).order_by(col(Group.number)))
