"""A screen of a lab that is not there yet: founded in a database that lasts as long as its drawing, and drawn as it
would be on the day."""

from contextlib import suppress
from typing import NamedTuple

from sqlalchemy import Connection, StaticPool
from sqlmodel import Session, SQLModel, create_engine

import app.models  # noqa: F401 every table
from app.domain import rules
from app.domain.agenda import items, move_agenda, stages_of
from app.domain.errors import Refusal
from app.domain.groups import open_prompt_for_all, open_stage_for_all
from app.domain.passes import Locksmith
from app.domain.people import Joining, join
from app.domain.plans import Hashes, Plan, found, with_code
from app.domain.work import Actor, Journal, Key, Work
from app.live.channels import DESK, PHONE, STAGE_SCREEN, TOWER
from app.live.pages import Visit, page
from app.store import ASKED, SHELF, SHELF_LIFE

SCREENS = (PHONE, DESK, STAGE_SCREEN, TOWER)
LOCKSMITH = Locksmith(b"of a lab that lasts as long as its drawing")
SEATED = ("Ada", "Bo", "Cem", "Dina")
OPEN = 1


class Moment(NamedTuple):
    """When in the lab one looks: before it begins, in an item of its agenda, in a stage of that item. From 1."""

    item: int = 0
    stage: int = 0


def preview(plan: Plan, screen: str, moment: Moment, language: str, server: str) -> str:
    """The page of one screen, somewhere in the lab."""
    engine = create_engine("sqlite://", poolclass=StaticPool, hide_parameters=True)
    try:
        with engine.connect() as connection:
            SQLModel.metadata.create_all(connection)
            visit = played(connection, with_code(plan), screen, moment, language, server)
            connection.info.update({ASKED: {}, SHELF: {}, SHELF_LIFE: 0})
            return page(connection, visit, LOCKSMITH)
    finally:
        engine.dispose()


def played(connection: Connection, plan: Plan, screen: str, moment: Moment, language: str, server: str) -> Visit:
    """Founds the lab, seats a few people, and goes to that moment."""
    with Session(connection) as session:
        work = Work(session, Journal(session, 0))
        work.actor = Actor(rules.SERVER)
        lab = found(work, plan, Hashes.by(LOCKSMITH, plan))
        tokens = [seat(work, name, language, 1 + n % plan.groups) for n, name in enumerate(SEATED)]
        go_to(work, moment)
        session.flush()
        base = f"/labs/{lab.id}/{screen}"
        token = tokens[0] if screen == PHONE else LOCKSMITH.link(str(plan.code), address_of(screen))
        key, group = Key(lab.id, LOCKSMITH.hash(token)), OPEN if screen == DESK else None
        session.expunge_all()
    return Visit(key, token, screen, group, base, language, server)


def address_of(screen: str) -> str:
    return f"{DESK}-{OPEN}" if screen == DESK else screen


def seat(work: Work, name: str, language: str, group: int) -> str:
    token = LOCKSMITH.token()
    join(
        work,
        Joining(name, True, language, group),
        LOCKSMITH.hash(token),
        LOCKSMITH.hash(LOCKSMITH.return_code(token)),
    )
    return token


def go_to(work: Work, moment: Moment) -> None:
    """With the question that was put last, as it stays until another one is."""
    agenda = items(work)
    if not 0 < moment.item <= len(agenda):
        return
    move_agenda(work, agenda[moment.item - 1].id)
    before = [stage for item in agenda[: moment.item - 1] for stage in stages_of(work, item)]
    stages = stages_of(work, agenda[moment.item - 1])
    asked = [each.prompt_id for each in [*before, *stages[: moment.stage]] if each.prompt_id]
    if asked:
        open_prompt_for_all(work, asked[-1])
    if 0 < moment.stage <= len(stages):
        with suppress(Refusal):  # what it opens may need more than a few names
            open_stage_for_all(work, stages[moment.stage - 1].id)
