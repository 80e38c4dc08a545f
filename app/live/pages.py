"""Whole pages of the four screens, each one picture of the database."""

from types import SimpleNamespace
from typing import Any, NamedTuple

from markupsafe import Markup
from sqlalchemy import Connection

from app.domain import rules
from app.domain.doors import seats
from app.domain.errors import NotAdmitted, NotFound, NotYours
from app.domain.passes import Locksmith
from app.domain.work import Actor, Key, admit
from app.i18n import reading
from app.jinja import macro, templates
from app.live.drawing import Picture, bag, picture
from app.live.fragments import Card
from app.live.fragments.labs import lab_facts
from app.live.fragments.people import gatherings, number_of
from app.live.fragments.yours import new_card, own_card, yours
from app.live.frames import HEARTBEAT
from app.store import Done

YOURS, OWN_CARD = "contributions/_yours.html:yours", "contributions/_yours.html:own_card"


class Visit(NamedTuple):
    """Who opens which screen, in which language, at which server."""

    key: Key
    token: str
    kind: str
    group: int | None
    base: str
    language: str
    server: str


def enter(read: Connection, key: Key, kind: str, group: int | None) -> Actor:
    """Who this is, if this screen is theirs. Raises NotAdmitted, NotYours, NotFound."""
    if lab_facts(read, key.lab_id) is None:
        raise NotFound
    actor = admit(read, key)
    rules.permit_screen(actor.role, kind)
    if group is not None and number_of(read, actor.group_id) != group:
        raise NotYours
    return actor


def page(read: Connection, visit: Visit, locksmith: Locksmith) -> str:
    actor = enter(read, visit.key, visit.kind, visit.group)
    with reading(visit.language):
        shown = picture(read, visit.key, actor, visit.language)
        lab = lab_facts(read, visit.key.lab_id)
        return templates.get_template(f"layouts/{visit.kind}.html").render(
            live=SimpleNamespace(**shown.live),
            lab=lab,
            seq=shown.seq,
            base=visit.base,
            heartbeat=HEARTBEAT,
            join_address=f"{visit.server}/j/{lab.code}",
            **of_kind(read, visit, shown, locksmith),
        )


def of_kind(read: Connection, visit: Visit, shown: Picture, locksmith: Locksmith) -> dict[str, Any]:
    """What only one kind of screen needs."""
    actor = shown.actor
    if visit.kind == "phone":
        own = yours(read, person_of(actor), locksmith.return_code(visit.token))
        return {"yours": own, "group_number": number_of(read, actor.group_id)}
    if visit.kind == "desk":
        here = [one for found in gatherings(read, {actor.group_id}).values() for one in found.moderators]
        name = next((one.display for one in here if one.id == actor.id), "")
        return {"moderator": name, "group_number": visit.group}
    if visit.kind == "tower":
        return {"links": links(read, visit, locksmith)}
    return {}


def links(read: Connection, visit: Visit, locksmith: Locksmith) -> list[tuple[int | None, str, str]]:
    """The personal links of the desks and the stage, for the organiser to hand out: group, moderators, address."""
    code = lab_facts(read, visit.key.lab_id).code

    def of(screen: str) -> str:
        return f"{visit.server}/enter#{locksmith.link(code, screen)}"

    desks = [(one.number, ", ".join(one.moderators), of(f"desk-{one.number}")) for one in seats(read, visit.key.lab_id)]
    return [*desks, (None, "", of("stage"))]


def yours_again(read: Connection, key: Key, token: str, locksmith: Locksmith, language: str) -> Markup:
    """The piece that only its own person gets, as of now."""
    actor = admit(read, key)
    rules.permit_screen(actor.role, "phone")
    own = person_of(actor)
    seq = lab_facts(read, key.lab_id).seq
    with reading(language):
        return bag(seq, [macro(YOURS)(yours(read, own, locksmith.return_code(token)))])


def given_card(done: Done) -> Markup:
    """The answer to a contribution: the card its author keeps, and the one that everyone gets."""
    idea = done.value
    drawn = [macro(OWN_CARD)(idea.lab_id, own_card(idea))]
    if card := new_card(idea):
        drawn.append(macro(Card.piece)(card))
    return bag(done.seq, drawn)


def person_of(actor: Actor) -> int:
    if actor.id is None:
        raise NotAdmitted
    return actor.id
