"""Whole pages of the four screens, each one picture of the database."""

from functools import cache
from secrets import token_hex
from types import SimpleNamespace
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.domain import rules
from app.domain.doors import desk_holders, public_address
from app.domain.errors import NotAdmitted, NotFound, NotYours
from app.domain.ownerships import is_entered
from app.domain.passes import Locksmith
from app.domain.work import Actor, Key, admit
from app.i18n import reading
from app.jinja import macro, templates
from app.live.drawing import Picture, bag, picture
from app.live.fragments.labs import is_there, lab_facts, wall_of
from app.live.fragments.notes import history
from app.live.fragments.people import Named, gatherings, number_of
from app.live.fragments.sources import read_sources
from app.live.fragments.streams import watching_key
from app.live.frames import HEARTBEAT
from app.live.own import HOLES, filled, holes, own_pieces

SOURCES = "lessons/_sources.html:sources"
HISTORY = "notes/_history.html:history"


@cache
def this_run() -> str:
    """Names this run of the server. A page of an earlier one is told everything: the server may have been restored."""
    return token_hex(4)


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
    return entered(read, key, kind, group, to_look=False)


def look_in(read: Connection, key: Key, kind: str, group: int | None) -> Actor:
    """The same, also for whoever may only look at it: where nothing is shown that lets its reader act."""
    return entered(read, key, kind, group, to_look=True)


def entered(read: Connection, key: Key, kind: str, group: int | None, *, to_look: bool) -> Actor:
    if not is_there(read, key.lab_id):
        raise NotFound
    actor = admit(read, key)
    rules.permit_screen(actor.role, kind, key.lab_id, to_look=to_look)
    if group is not None and number_of(read, actor.group_id) != group:
        raise NotYours
    return actor


def page(read: Connection, visit: Visit, locksmith: Locksmith) -> str:
    actor = look_in(read, visit.key, visit.kind, visit.group)
    with reading(visit.language, wall_of(read, visit.key.lab_id)):
        shown = picture(read, visit.key, actor, visit.language)
        if visit.kind == "phone":
            own = own_pieces(read, actor, visit.key.lab_id, locksmith.return_code(visit.token))
            return filled(shared_page(read, visit, shown), shown.seq, own)
        return rendered(read, visit, shown, seq=shown.seq, **of_kind(read, visit, shown, locksmith))


def shared_page(read: Connection, visit: Visit, shown: Picture) -> list[str]:
    """A phone's, as its whole group sees it while its picture serves: text and the names of its holes by turns."""
    if visit.base not in shown.pages:
        number = number_of(read, shown.actor.group_id)
        shown.pages[visit.base] = HOLES.split(rendered(read, visit, shown, group_number=number, **holes()))
    return list(shown.pages[visit.base])


def rendered(read: Connection, visit: Visit, shown: Picture, **facts: Any) -> str:
    return templates.get_template(f"layouts/{visit.kind}.html").render(
        live=SimpleNamespace(**shown.live),
        lab=lab_facts(read, visit.key.lab_id),
        run=this_run(),
        base=visit.base,
        heartbeat=HEARTBEAT,
        host=visit.server.partition("://")[2],
        **facts,
    )


def of_kind(read: Connection, visit: Visit, shown: Picture, locksmith: Locksmith) -> dict[str, Any]:
    """What only one kind of screen needs."""
    actor = shown.actor
    if visit.kind == "desk":
        here = [one for found in gatherings(read, {actor.group_id}).values() for one in found.moderators]
        name = next((one.display for one in here if one.id == actor.id), "")
        return {"moderator": name, "moderator_id": actor.id, "group_number": visit.group}
    if visit.kind in ("stage", "watch"):
        return {"summary_address": visit.server + public_address(read, visit.key.lab_id)}
    if visit.kind == "tower":
        return at_tower(read, visit, actor, locksmith)
    return {}


def at_tower(read: Connection, visit: Visit, actor: Actor, locksmith: Locksmith) -> dict[str, Any]:
    """With everybody's links, but not for a viewer, who may not be given anybody's key."""
    who = {"is_viewer": actor.role == rules.VIEWER, "is_entered": is_entered(read, actor.pass_id)}
    if who["is_viewer"]:
        return {**who, "links": [], "viewers_address": ""}
    addresses = {"links": links(read, visit, locksmith), "viewers_address": viewers_address(read, visit, locksmith)}
    return {**who, **addresses}


class DeskLink(NamedTuple):
    """A personal link, for its holder to be given. `invited`: the id of a co-moderator, who may be let go again."""

    group: int | None
    holder: str
    address: str
    invited: int | None = None


def links(read: Connection, visit: Visit, locksmith: Locksmith) -> list[DeskLink]:
    """The personal links of all desks and of the stage, for the organiser to hand out."""
    code = lab_facts(read, visit.key.lab_id).code
    stage = DeskLink(None, "", f"{visit.server}/enter#{locksmith.link(code, 'stage')}")
    return [*(desk_link(one, code, visit, locksmith) for one in desk_holders(read, visit.key.lab_id)), stage]


def desk_link(one: Any, code: str, visit: Visit, locksmith: Locksmith) -> DeskLink:
    token = locksmith.link_to_share(code, one.join_key) if one.join_key else locksmith.link(code, f"desk-{one.desk}")
    holder = Named.called(rules.MODERATOR, one.name, one.namesake, one.number)
    return DeskLink(one.desk, holder, f"{visit.server}/enter#{token}", one.id if one.join_key else None)


def viewers_address(read: Connection, visit: Visit, locksmith: Locksmith) -> str:
    """Where people watch from far away; "" while nobody may."""
    key = watching_key(read, visit.key.lab_id)
    return f"{visit.server}/enter#{locksmith.link_to_share(lab_facts(read, visit.key.lab_id).code, key)}" if key else ""


def way_in(read: Connection, lab_id: int, keys: list[Key]) -> str:
    """The code on the wall, for whoever holds any of these. Raises NotAdmitted."""
    for key in keys:
        try:
            admit(read, key)
        except NotAdmitted:
            continue
        return str(lab_facts(read, lab_id).wall_code)
    raise NotAdmitted


def link_for(read: Connection, visit: Visit, locksmith: Locksmith, key: str) -> str:
    """The token of the link that this form will make. Raises NotFound where there is no such lab."""
    lab = lab_facts(read, visit.key.lab_id)
    if lab is None:
        raise NotFound
    return locksmith.link_to_share(lab.code, key)


def co_moderators(read: Connection, visit: Visit, locksmith: Locksmith) -> str:
    """A desk's own page of those invited to it, with their links to show or send."""
    at_desk(read, visit)
    lab = lab_facts(read, visit.key.lab_id)
    invited = [one for one in desk_holders(read, lab.id) if one.desk == visit.group and one.join_key]
    told = [desk_link(one, lab.code, visit, locksmith) for one in invited]
    with reading(visit.language, wall_of(read, visit.key.lab_id)):
        return templates.get_template("plain/co_moderators.html").render(lab=lab, visit=visit, invited=told)


def note_history(read: Connection, visit: Visit, id: str, *, as_piece: bool) -> str:
    """Every wording of a note of this desk, as a piece of its page or as a page of its own."""
    actor, told = at_desk(read, visit), history(read, id)
    if told is None or told.group_id != actor.group_id:
        raise NotFound
    lab = lab_facts(read, visit.key.lab_id)
    with reading(visit.language, wall_of(read, visit.key.lab_id)):
        if as_piece:
            return bag(lab.seq, [macro(HISTORY)(told)])
        return templates.get_template("plain/history.html").render(note=told, visit=visit)


def at_desk(read: Connection, visit: Visit) -> Actor:
    if visit.kind != "desk":
        raise NotYours
    return enter(read, visit.key, visit.kind, visit.group)


def found_sources(read: Connection, key: Key, words: str, language: str, is_live: bool, back: str) -> str:
    """What lessons can rest on: a piece of the desk; without our script, a page of its own."""
    with reading(language):
        found = read_sources(read, key, words)
        if is_live:
            return bag(lab_facts(read, key.lab_id).seq, [macro(SOURCES)(found)])
        return templates.get_template("plain/sources.html").render(found=found, back=back)
