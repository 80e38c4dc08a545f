"""From rows to what screens receive. Runs on a reader thread and sees one moment of the database."""

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from time import monotonic
from typing import Any, NamedTuple

from markupsafe import Markup
from sqlalchemy import Connection, bindparam, select

from app.domain.events import Happened, PersonMoved, kinds, revived
from app.domain.formed import RoundOpened
from app.domain.seating_events import Reseated
from app.domain.work import Actor, Key, admit
from app.i18n import reading
from app.jinja import macro
from app.live.changes import changes
from app.live.channels import Channel, View, addresses, channel_of, may_watch
from app.live.farewells import Farewell, farewells
from app.live.fragments import Fragment, loaded
from app.live.fragments.labs import wall_of
from app.live.frames import Frame
from app.live.lately import TOO_LONG_AWAY, Lately
from app.live.regions import regions
from app.live.shelf import Kept, Shelf, sweep
from app.models import Event, Lab, Pass, Person
from app.store import SHELF, SHELF_LIFE

lab, event = Lab.__table__, Event.__table__  # type: ignore[attr-defined]
holder, person = Pass.__table__, Person.__table__  # type: ignore[attr-defined]

MOVING = [each.__name__ for each in (PersonMoved, RoundOpened, *kinds(Reseated).values())]
SEQ = select(lab.c.seq).where(lab.c.id == bindparam("lab"))
LATELY = (
    select(event.c.seq, event.c.kind, event.c.what)
    .where(event.c.lab_id == bindparam("lab"), event.c.seq > bindparam("since"))
    .order_by(event.c.seq)
)
MOVES = (
    select(event.c.seq, event.c.kind, event.c.what)
    .where(event.c.lab_id == bindparam("lab"), event.c.seq > bindparam("since"))
    .where(event.c.kind.in_(MOVING))
    .order_by(event.c.seq)
)
HOLDERS = (
    select(holder.c.id, holder.c.role, holder.c.revoked_at, holder.c.person_id, person.c.group_id, person.c.removed_at)
    .outerjoin(person, person.c.id == holder.c.person_id)
    .where(holder.c.id.in_(bindparam("keys", expanding=True)))
)

log = logging.getLogger(__name__)


def warm() -> None:
    """Reads every template of a live piece now, so that no room waits for it later."""
    for fragment in Fragment.__subclasses__():
        macro(fragment.piece)


class Arrival(NamedTuple):
    """A screen that came in, or came back: what it looks at, what it shows, and the pass it holds."""

    view: View
    shows: int
    holder: int


class News(NamedTuple):
    """What brings screens up to `now`, which of them must close, and who may not come in after all."""

    now: int
    frames: dict[tuple[View, int], Frame]
    farewells: list[Farewell]
    refused: set[Arrival]


def news(
    read: Connection, lab: int, shows: int, watched: Mapping[Channel, Collection[str]], arrived: set[Arrival]
) -> News:
    """For the screens that show `shows`, and for those that arrived with a page of their own."""
    now = read.scalar(SEQ, {"lab": lab}) or 0
    lately = shelf_of(read, lab, now).lately
    refused = no_longer_admitted(read, lab, arrived)
    wanted = {(view, shows): some for view, some in due_now(lately, watched, shows, now)} if shows < now else {}
    for view, seen, _ in arrived - refused:
        if seen != now and (some := due_to(lately, view.channel, seen, now)):
            wanted[view, seen] = some
    drawn = drawings(read, lab, {(fragment, view.language) for (view, _), some in wanted.items() for fragment in some})
    frames = {
        (view, seen): Frame(bag(now, pieces))
        for (view, seen), some in wanted.items()
        if (pieces := [drawn[one, view.language] for one in some if (one, view.language) in drawn])
    }
    return News(now, frames, parted(read, lately, shows) if watched else [], refused)


def parted(read: Connection, lately: Lately, since: int) -> list[Farewell]:
    """Nobody who must go stays because a room was told late."""
    held = lately.farewells(since)
    if held is not None:
        return held
    missed = read.execute(LATELY, {"lab": lately.lab, "since": since})
    return [gone for _, kind, what in missed for gone in farewells(revived(kind, what))]


def due_now(
    lately: Lately, watched: Mapping[Channel, Collection[str]], since: int, now: int
) -> Iterator[tuple[View, list[Fragment]]]:
    for channel in list(watched):
        if some := due_to(lately, channel, since, now):
            for language in list(watched.get(channel, ())):
                yield View(channel, language), some


def due_to(lately: Lately, channel: Channel, since: int, now: int) -> list[Fragment]:
    """Everything where it missed too much, or shows what never was."""
    some = lately.due(channel, since) if now - TOO_LONG_AWAY <= since <= now else None
    return whole(channel) if some is None else some


def whole(channel: Channel) -> list[Fragment]:
    return list(regions(channel).values())


def drawings(read: Connection, lab: int, wanted: set[tuple[Fragment, str]]) -> dict[tuple[Fragment, str], Markup]:
    """Each fragment once per language, however many views share it."""
    rows, wall = loaded(read, {fragment for fragment, _ in wanted}), wall_of(read, lab)
    drawn = {}
    for fragment, language in wanted:
        if rows[fragment] is None:
            continue
        with reading(language, wall):
            try:
                drawn[fragment, language] = macro(fragment.piece)(rows[fragment])
            except Exception:
                log.exception("%s could not be drawn", fragment)  # one bad card must not silence a room
    return drawn


def bag(seq: int, drawn: Iterable[str]) -> Markup:
    return Markup('<hx-place seq="{}">{}</hx-place>').format(seq, Markup("").join(drawn))


def answer(
    read: Connection, by: Key, language: str, happened: Iterable[Happened], channel: Channel | None = None
) -> Markup:
    """What an act changed on its own actor's screen: the same pieces that the socket brings, in case it is dead."""
    channel = channel or channel_of(by.lab_id, admit(read, by))
    heard = addresses(channel)
    some = dict.fromkeys(one for each in happened for address, one in changes(by.lab_id, each) if address in heard)
    drawn = drawings(read, by.lab_id, {(fragment, language) for fragment in some})
    return bag(
        read.scalar(SEQ, {"lab": by.lab_id}) or 0, [drawn[one, language] for one in some if (one, language) in drawn]
    )


class Picture(NamedTuple):
    """A whole screen at one moment: the `seq` it shows, and each live region drawn."""

    actor: Actor
    channel: Channel
    seq: int
    live: dict[str, Markup]
    pages: dict[str, list[str]]
    """Whole pages made of it, by their base: text and the names of its holes by turns."""


def picture(read: Connection, by: Key, actor: Actor, language: str, channel: Channel | None = None) -> Picture:
    """A room comes in together and opens the same screen: drawn once, it serves all while nothing of it has changed."""
    channel = channel or channel_of(by.lab_id, actor)
    now = read.scalar(SEQ, {"lab": by.lab_id}) or 0
    shelf = shelf_of(read, by.lab_id, now)
    view = View(channel, language)
    kept = shelf.take(view, read.info.get(SHELF_LIFE, 0))
    if kept is None:
        kept = Kept(now, monotonic(), drawn_whole(read, by.lab_id, view), {})
        shelf.put(view, kept)
    return Picture(actor, channel, now, kept.live, kept.pages)


def shelf_of(read: Connection, lab: int, now: int) -> Shelf:
    shelves: dict[int, Shelf] = read.info.get(SHELF, {})
    if lab not in shelves:
        sweep(shelves, read.info.get(SHELF_LIFE, 0))
    shelf = shelves.setdefault(lab, Shelf(Lately(lab, now - TOO_LONG_AWAY)))
    shelf.lately.catch_up(now, lambda since: read.execute(LATELY, {"lab": lab, "since": since}))
    return shelf


def drawn_whole(read: Connection, lab: int, view: View) -> dict[str, Markup]:
    places = regions(view.channel)
    drawn = drawings(read, lab, {(fragment, view.language) for fragment in places.values()})
    return {place: drawn.get((fragment, view.language), Markup("")) for place, fragment in places.items()}


def no_longer_admitted(read: Connection, lab: int, arrived: set[Arrival]) -> set[Arrival]:
    """Asked again with the picture that will be shown: a pass may have been revoked, or its person moved, since."""
    if not arrived:
        return set()
    found = {row.id: row for row in read.execute(HOLDERS, {"keys": [each.holder for each in arrived]})}
    moved = last_moves(read, lab, min(each.shows for each in arrived))
    return {each for each in arrived if not is_admitted(lab, each, found.get(each.holder), moved)}


def last_moves(read: Connection, lab: int, since: int) -> dict[int, int]:
    """When each person was last moved since then: a page that is older is another group's."""
    found = read.execute(MOVES, {"lab": lab, "since": since})
    return {gone.person: seq for seq, kind, what in found for gone in farewells(revived(kind, what)) if gone.person}


def is_admitted(lab: int, arrival: Arrival, row: Any, moved: Mapping[int, int]) -> bool:
    if row is None or row.revoked_at or row.removed_at or moved.get(row.person_id, arrival.shows) > arrival.shows:
        return False
    return may_watch(Actor(row.role, group_id=row.group_id), arrival.view.channel)
