"""Labs for a data folder, and the links that open their screens."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from app.domain.doors import lab_by_code
from app.domain.labs import every_lab
from app.domain.passes import Locksmith
from app.domain.plans import Hashes, Plan, found, plan_of, read_plan, with_code
from app.domain.work import SERVER, Key
from app.settings import Settings
from app.store import InUse, Store, engine_for, lock
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


def prepare(settings: Settings, plan_name: str = FOUNDING_LAB) -> tuple[Addresses, bool]:
    """The ready-made lab of that name, founded if none of its title is there: its addresses, and whether it is new."""
    plan = read_plan(plan_name)

    async def prepared(store: Store) -> tuple[Addresses, bool]:
        there = next((each for each in await plans_in(store) if each.title == plan.title), None)
        return addresses(settings, Locksmith(settings.secret), there or await founded(store, settings, plan)), not there

    return at_store(settings, prepared)


def every_address(settings: Settings) -> tuple[list[Addresses], bool]:
    """Of all labs that are kept here; an empty folder gets the founding lab first. And whether it did."""

    async def found_first(store: Store) -> tuple[list[Addresses], bool]:
        there = await plans_in(store)
        known = there or [await founded(store, settings, read_plan(FOUNDING_LAB))]
        return [addresses(settings, Locksmith(settings.secret), each) for each in known], not there

    return at_store(settings, found_first)


def found_lab(settings: Settings, plan: Plan) -> Addresses:
    """Raises CodeTaken."""

    async def made(store: Store) -> Addresses:
        return addresses(settings, Locksmith(settings.secret), await founded(store, settings, plan))

    return at_store(settings, made)


def kept_plan(settings: Settings, code: str) -> Plan:
    """The plan of a lab, also while it is being served. Raises NoSuchLab."""
    try:
        lock(settings.database).close()
        upgrade(settings)
    except InUse:
        pass  # whoever serves it has brought it up to date
    engine = engine_for(settings.database, "BEGIN", "query_only=ON")
    try:
        with engine.connect() as read:
            return plan_of(read, lab_by_code(read, code).id)
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


async def plans_in(store: Store) -> list[Plan]:
    return [await store.read(plan_of, lab) for lab in sorted(await store.read(every_lab))]


async def founded(store: Store, settings: Settings, plan: Plan) -> Plan:
    """The plan as it was founded: with a code."""
    coded = with_code(plan)
    await store.write(Key(0, actor=SERVER), found, coded, hashes(Locksmith(settings.secret), coded))
    return coded


def hashes(locksmith: Locksmith, plan: Plan) -> Hashes:
    def of(screen: str) -> str:
        return locksmith.hash(locksmith.link(str(plan.code), screen))

    desks = [of(f"desk-{number}") for number in range(1, plan.groups + 1)]
    return Hashes(organiser=of("tower"), stage=of("stage"), moderators=desks)


def addresses(settings: Settings, locksmith: Locksmith, plan: Plan) -> Addresses:
    def of(screen: str) -> str:
        return settings.address(f"/enter#{locksmith.link(str(plan.code), screen)}")

    names = [each.name or "" for each in plan.moderators]
    desks = [(f"{n} {name}".strip(), of(f"desk-{n}")) for n, name in numbered(names, plan.groups)]
    join = settings.address(f"/j/{plan.code}")
    title = plan.title.get(plan.language) or next(iter(plan.title.values()))
    return Addresses(join, join, desks, of("stage"), of("tower"), title, str(plan.code))


def numbered(names: list[str], groups: int) -> list[tuple[int, str]]:
    """Each group's number with its moderator's name, if the plan names one."""
    return [(number, names[number - 1] if number <= len(names) else "") for number in range(1, groups + 1)]
