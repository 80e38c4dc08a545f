"""Labs for a data folder, and the links that open their screens."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection

from app.domain.archives import keep_archive
from app.domain.doors import Doors, every_door, lab_known_as
from app.domain.passes import Locksmith
from app.domain.plans import Hashes, Plan, found, plan_of, read_plan, with_code
from app.domain.work import SERVER, Key
from app.settings import Settings
from app.store import InUse, Store, engine_for, lock
from app.summary.archives import Kept
from app.upgrade import upgrade

FOUNDING_LAB = "co-val-2020"
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Addresses:
    """What to open for each of a lab's screens. Each but `join` lets its holder in: keep them to their person."""

    join: str
    phone: str
    desks: list[tuple[str, str]]
    stage: str
    tower: str
    title: str
    code: str
    archive: str = ""
    """The only one there is of a lab that was held elsewhere."""


def prepare(settings: Settings, plan_name: str = FOUNDING_LAB) -> tuple[Addresses, bool]:
    """The ready-made lab of that name, founded if none of its title is there: its addresses, and whether it is new."""
    plan = read_plan(plan_name)
    title = plan.title.get(plan.language) or next(iter(plan.title.values()))

    async def prepared(store: Store) -> tuple[Addresses, bool]:
        there = next((each for each in await store.read(every_door) if each.title == title), None)
        return addresses(settings, there or await founded(store, settings, plan)), not there

    return at_store(settings, prepared)


def every_address(settings: Settings) -> tuple[list[Addresses], bool]:
    """Of all labs that are kept here; an empty folder gets the founding lab first. And whether it did."""

    async def found_first(store: Store) -> tuple[list[Addresses], bool]:
        there = await store.read(every_door)
        known = there or [await founded(store, settings, read_plan(FOUNDING_LAB))]
        return [addresses(settings, each) for each in known], not there

    return at_store(settings, found_first)


def found_lab(settings: Settings, plan: Plan) -> Addresses:
    """Raises CodeTaken."""

    async def made(store: Store) -> Addresses:
        return addresses(settings, await founded(store, settings, plan))

    return at_store(settings, made)


def keep(settings: Settings, kept: Kept) -> Addresses:
    """The archive of a lab that was held elsewhere. Raises CodeTaken."""
    locksmith = Locksmith(settings.secret)
    opens = locksmith.hash(locksmith.link(kept.facts["code"], "archive"))

    async def made(store: Store) -> Addresses:
        await store.write(Key(0, actor=SERVER), keep_archive, *kept, opens)
        return addresses(settings, (await store.read(every_door))[-1])

    return at_store(settings, made)


def kept_plan(settings: Settings, code: str) -> Plan:
    """The plan of a lab, also while it is being served. Raises NoSuchLab."""
    return looked_at(settings, lambda read: plan_of(read, lab_known_as(read, code).id))


def looked_at(settings: Settings, query: Callable[[Connection], Answer]) -> Answer:
    """What a query finds in the folder's database, also while it is being served."""
    try:
        lock(settings.database).close()
        upgrade(settings)
    except InUse:
        pass  # whoever serves it has brought it up to date
    engine = engine_for(settings.database, "BEGIN", "query_only=ON")
    try:
        with engine.connect() as read:
            return query(read)
    finally:
        engine.dispose()


def at_store(settings: Settings, act: Callable[[Store], Awaitable[Answer]]) -> Answer:
    """Runs `act` with the folder's store, and closes it."""

    async def acted() -> Answer:
        store = Store(settings.database, lambda lab, seq: None)
        try:
            return await act(store)
        finally:
            store.close()

    upgrade(settings)
    return asyncio.run(acted())


async def founded(store: Store, settings: Settings, plan: Plan) -> Doors:
    coded = with_code(plan)
    await store.write(Key(0, actor=SERVER), found, coded, hashes(Locksmith(settings.secret), coded))
    doors: list[Doors] = await store.read(every_door)
    return doors[-1]


def hashes(locksmith: Locksmith, plan: Plan) -> Hashes:
    return Hashes.by(locksmith, plan)


def addresses(settings: Settings, doors: Doors) -> Addresses:
    locksmith = Locksmith(settings.secret)

    def of(screen: str) -> str:
        return settings.address(f"/enter#{locksmith.link(doors.code, screen)}")

    desks = [(f"{number} {name}".strip(), of(f"desk-{number}")) for number, name in doors.desks]
    join = settings.address(f"/j/{doors.wall_code}")
    archive = of("archive") if doors.is_archive else ""
    return Addresses(join, join, desks, of("stage"), of("tower"), doors.title, doors.wall_code, archive)
