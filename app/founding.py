"""A lab for an empty data folder, and the links that open its screens."""

import asyncio
from dataclasses import dataclass

from app.domain.labs import every_lab
from app.domain.passes import Locksmith
from app.domain.plans import Hashes, Plan, found, read_plan
from app.domain.work import SERVER, Key
from app.settings import Settings
from app.store import Store
from app.upgrade import upgrade

FOUNDING_LAB = "co-val-2020"


@dataclass(frozen=True)
class Addresses:
    """What to open for each of a lab's screens. Each but `join` lets its holder in: keep them to their person."""

    join: str
    phone: str
    desks: list[tuple[str, str]]
    stage: str
    tower: str


def prepare(settings: Settings, plan_name: str = FOUNDING_LAB) -> tuple[Addresses, bool]:
    """Founds the lab if it is not there yet. Returns its addresses, and whether it is new."""
    upgrade(settings)
    return asyncio.run(prepared(settings, read_plan(plan_name)))


async def prepared(settings: Settings, plan: Plan) -> tuple[Addresses, bool]:
    locksmith = Locksmith(settings.secret)
    store = Store(settings.database, lambda lab, seq: None)
    try:
        is_new = not await store.read(every_lab)
        if is_new:
            await store.write(Key(0, actor=SERVER), found, plan, hashes(locksmith, plan))
        return addresses(settings, locksmith, plan), is_new
    finally:
        store.close()


def hashes(locksmith: Locksmith, plan: Plan) -> Hashes:
    def of(screen: str) -> str:
        return locksmith.hash(locksmith.link(plan.code, screen))

    desks = [of(f"desk-{number}") for number in range(1, plan.groups + 1)]
    return Hashes(organiser=of("tower"), stage=of("stage"), moderators=desks)


def addresses(settings: Settings, locksmith: Locksmith, plan: Plan) -> Addresses:
    def of(screen: str) -> str:
        return settings.address(f"/enter#{locksmith.link(plan.code, screen)}")

    names = [each.name for each in plan.moderators]
    desks = [(f"{n} {name}".strip(), of(f"desk-{n}")) for n, name in numbered(names, plan.groups)]
    join = settings.address(f"/j/{plan.code}")
    return Addresses(join, join, desks, of("stage"), of("tower"))


def numbered(names: list[str], groups: int) -> list[tuple[int, str]]:
    """Each group's number with its moderator's name, if the plan names one."""
    return [(number, names[number - 1] if number <= len(names) else "") for number in range(1, groups + 1)]
