"""The inner circle: who sits in the middle, who asks to come in, who is tapped in and out."""

from sqlmodel import col, select

from app.clock import now
from app.domain.contributions import open_stage_of
from app.domain.errors import LabClosed, NotFound, NotInThisStage
from app.domain.formed import CircleChanged
from app.domain.kinds import settings_of
from app.domain.rules import MODERATOR, PARTICIPANT
from app.domain.together import CircleFull
from app.domain.work import Work
from app.models import Group, Person, Sitting, Stage

MAY_SIT = (PARTICIPANT, MODERATOR, "speaker")


def ask_in(work: Work) -> Sitting:
    """Asking twice, or from within the circle, changes nothing."""
    circle_stage(work)
    now_at = sitting_of(work, work.actor_id)
    if now_at:
        return now_at
    asked = work.add(Sitting(lab_id=work.lab_id, person_id=work.actor_id, state="asked", asked_at=now()))
    told(work, work.actor_id, "asked")
    return asked


def take_back_asking(work: Work) -> None:
    circle_stage(work)
    asked = sitting_of(work, work.actor_id)
    if asked and asked.state == "asked":
        work.change(asked, state="out", left_at=now())
        told(work, work.actor_id, "out")


def tap_in(work: Work, person_id: int) -> Sitting:
    """From the queue or from the room. One seat stays empty, for whoever wants to come in next: CircleFull."""
    stage = circle_stage(work)
    person = work.get(Person, person_id)
    if person.role not in MAY_SIT or person.removed_at:
        raise NotFound
    sitting = sitting_of(work, person_id)
    if sitting and sitting.state == "in":
        return sitting
    if len(in_circle(work)) >= settings_of(stage).seats - 1:
        raise CircleFull
    if sitting is None:
        sitting = work.add(Sitting(lab_id=work.lab_id, person_id=person_id, state="in", sat_at=now()))
    else:
        work.change(sitting, state="in", sat_at=now())
    told(work, person_id, "in")
    return sitting


def tap_out(work: Work, person_id: int) -> None:
    """Out of the circle, or out of the queue."""
    circle_stage(work)
    sitting = sitting_of(work, person_id)
    if sitting and work.change(sitting, state="out", left_at=now()):
        told(work, person_id, "out")


def rise(work: Work, person_id: int) -> None:
    """Who leaves the lab leaves their seat."""
    sitting = sitting_of(work, person_id)
    if sitting and work.change(sitting, state="out", left_at=now()):
        told(work, person_id, "out")


def told(work: Work, person_id: int, state: str) -> None:
    """To every group that is in such a stage."""
    around = select(Group.id).join(Stage, col(Stage.id) == Group.stage_id)
    groups = work.all(around.where(Group.lab_id == work.lab_id, Stage.kind == "inner_circle").order_by(col(Group.id)))
    work.announce(CircleChanged(person_id, state, groups))


def circle_stage(work: Work) -> Stage:
    """The stage that the circle sits in: of the actor's group, or of any for the organiser. NotInThisStage."""
    if work.lab().is_closed:
        raise LabClosed
    groups = select(Group).where(Group.lab_id == work.lab_id)
    if work.actor.group_id:
        groups = groups.where(Group.id == work.actor.group_id)
    for group in work.all(groups.order_by(col(Group.number))):
        stage = open_stage_of(work, group)
        if stage and stage.kind == "inner_circle":
            return stage
    raise NotInThisStage


def sitting_of(work: Work, person_id: int) -> Sitting | None:
    """Where this person is on their way through the circle; None when they are not on it."""
    found = select(Sitting).where(
        Sitting.lab_id == work.lab_id, Sitting.person_id == person_id, col(Sitting.state).in_(("asked", "in"))
    )
    return work.session.exec(found).first()


def in_circle(work: Work) -> list[Sitting]:
    return work.all(select(Sitting).where(Sitting.lab_id == work.lab_id, Sitting.state == "in"))
