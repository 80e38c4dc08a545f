"""A gallery walk: each group's poster, which group stands before which, and the marks people leave there."""

from collections.abc import Iterable
from itertools import accumulate
from secrets import randbelow
from typing import Any, Literal

from sqlmodel import col, select

from app.clock import now
from app.domain.contributions import is_over, open_group, open_stage_of
from app.domain.errors import ChangedMeanwhile, NothingSaid, NotInThisStage, NotYours, TimeIsUp
from app.domain.formed import MarkGiven, MarkTakenBack, PosterWorded, WalkMoved
from app.domain.groups import open_groups
from app.domain.kinds import settings_of
from app.domain.rules import PARTICIPANT
from app.domain.together import MarksSpent, NotBeforeThisPoster, WalkElsewhere
from app.domain.work import Work
from app.methods import walking
from app.models import Contribution, Group, Mark, Person, Poster, Stage, Walk
from app.text import MOST_WORDS

LOTS = 10_000

MarkKind = Literal["dot", "comment"]


def word_poster(work: Work, text: str, edition: int) -> Poster:
    """What the group writes on its poster, until the walk is over. ChangedMeanwhile by another desk."""
    group = open_group(work)
    poster = work.session.get(Poster, group.id)
    at, said = (poster.edition, poster.text) if poster else (0, "")
    if at != edition and said != text:
        raise ChangedMeanwhile(PosterWorded(group.id, said))
    return put_words(work, group, text)


def put_words(work: Work, group: Group, text: str) -> Poster:
    poster = work.session.get(Poster, group.id)
    if poster is None:
        work.add(Poster(group_id=group.id, lab_id=work.lab_id))
        poster = work.known(work.session.get(Poster, group.id))
    was = poster.text
    if work.change(poster, text=text):
        work.change(poster, edition=poster.edition + 1)
        work.announce(PosterWorded(group.id, was))
    return poster


def open_walk(work: Work, group: Group, stage: Stage) -> None:
    """When its stage opens: the group's poster hangs, and the first group to come draws the ways of all."""
    hang_poster(work, group)
    if walk_of(work, stage.id) is None:
        at = select(Person.group_id).where(
            Person.lab_id == work.lab_id, Person.role == PARTICIPANT, col(Person.removed_at).is_(None)
        )
        used = set(work.all(at.distinct())) - {None}
        groups = [each.id for each in open_groups(work) if each.id in used or not used]
        work.add(Walk(lab_id=work.lab_id, stage_id=stage.id, groups=groups, lot=randbelow(LOTS)))
        work.announce(WalkMoved(1, groups))


def hang_poster(work: Work, group: Group) -> None:
    """Where the desk has worded none: the lines that the group gave to its question."""
    poster = work.session.get(Poster, group.id)
    if poster and poster.text:
        return
    given = select(Contribution.text).where(
        Contribution.group_id == group.id,
        Contribution.prompt_id == group.prompt_id,
        col(Contribution.is_revealed),
        ~col(Contribution.is_withdrawn),
    )
    lines = work.all(given.order_by(col(Contribution.given)))
    if lines:
        put_words(work, group, fitting(lines))


def fitting(lines: Iterable[str]) -> str:
    """As many whole lines as a poster holds."""
    taken = (text for text in accumulate(lines, "{}\n{}".format) if len(text) <= MOST_WORDS)
    return max(taken, key=len)


def walk_on(work: Work, step: int) -> Walk:
    """All groups move to their next poster; after the last they are back at their own. To where we are: nothing.

    `step` is where the walk should then be, so two clicks are one. WalkElsewhere when it is further already."""
    walk = walk_now(work)
    if step == walk.step:
        return walk
    if step != walk.step + 1 or step > last_step(walk) + 1:
        raise WalkElsewhere
    work.change(walk, step=step)
    work.announce(WalkMoved(step, walk.groups))
    return walk


def leave_mark(work: Work, poster: int, kind: MarkKind, text: str, key: str) -> Mark:
    """A dot or a comment at the poster that one's group stands before now. MarksSpent: as many as the plan allows."""
    text = text if kind == "comment" else ""
    if kind == "comment" and not text:
        raise NothingSaid
    id, left = work.once(Mark, key, first_text=text)
    if left:
        return left
    group = open_group(work)
    stage = open_stage_of(work, group)
    walk = stage and walk_of(work, stage.id)
    if stage is None or walk is None:
        raise NotInThisStage
    if is_over(work, group):
        raise TimeIsUp
    if before(walk, group.id) != poster:
        raise NotBeforeThisPoster
    if len(own_marks(work, poster)) >= settings_of(stage).marks:
        raise MarksSpent
    given = work.announce(MarkGiven(poster, id, group.id))
    return work.add(
        Mark(
            id=id,
            lab_id=work.lab_id,
            group_id=poster,
            from_group_id=group.id,
            author_id=work.actor_id,
            kind=kind,
            text=text,
            first_text=text,
            given=given,
            given_at=now(),
        )
    )


def take_back_mark(work: Work, id: str) -> Mark:
    """While the walk goes on. MarkTakenBack tells whose poster."""
    walk_now(work)
    mark = work.get(Mark, id)
    if mark.author_id != work.actor_id:
        raise NotYours
    if work.change(mark, is_withdrawn=True):
        work.announce(MarkTakenBack(mark.group_id, id, mark.from_group_id))
    return mark


def own_marks(work: Work, poster: int) -> list[Mark]:
    own = select(Mark).where(Mark.author_id == work.actor_id, Mark.group_id == poster, ~col(Mark.is_withdrawn))
    return work.all(own)


def last_step(walk: Any) -> int:
    return len(walking.walk(walk.groups, walk.lot))


def before(walk: Any, group: int, later: int = 0) -> int | None:
    """Whose poster a group stands before, now or so many steps later. None: its own, or it does not walk."""
    steps = walking.walk(walk.groups, walk.lot)
    step = walk.step + later
    return steps[step - 1].get(group) if 1 <= step <= len(steps) else None


def walk_now(work: Work) -> Walk:
    """The walk that some group is on; NotInThisStage when there is none."""
    for group in open_groups(work):
        stage = open_stage_of(work, group)
        walk = stage and stage.kind == "gallery" and walk_of(work, stage.id)
        if walk:
            return walk
    raise NotInThisStage


def walk_of(work: Work, stage_id: int) -> Walk | None:
    return work.session.exec(select(Walk).where(Walk.lab_id == work.lab_id, Walk.stage_id == stage_id)).first()
