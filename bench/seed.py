"""Founds a lab of any size in a data folder, in a process of its own: `python -m bench.seed DATA SPEC.json`.

The only file here that knows `app`: the load itself is a stranger to it."""

import asyncio
import json
import random
import sys
from pathlib import Path
from typing import Any

from app.domain.contributions import contribute
from app.domain.doors import every_door
from app.domain.groups import open_prompt_for_all, open_stage_for_all
from app.domain.lessons import word_lesson
from app.domain.passes import Locksmith
from app.domain.people import Joining, join
from app.domain.plans import Plan, found, read_plan
from app.domain.themes import Seen, make_theme, place_in_theme
from app.domain.work import SERVER, STRANGER, Key
from app.founding import addresses, hashes
from app.settings import Settings
from app.store import Store
from app.upgrade import upgrade

WORDS = (
    "people time money service school bus form office trust listen change share learn build care street park "
    "paper library patient teacher nurse budget rule phone voice table map path door bridge garden"
)


async def seed(settings: Settings, spec: dict[str, Any]) -> dict[str, Any]:
    """A lab with `groups`, `people` seated evenly, `contributions` of theirs and `lessons`; its prompt is open."""
    upgrade(settings)
    locksmith = Locksmith(settings.secret)
    store = Store(settings.database, lambda lab, seq: None)
    plan = lab_of(spec["groups"])
    lab = (await store.write(Key(0, actor=SERVER), found, plan, hashes(locksmith, plan))).value.id
    desks = [Key(lab, locksmith.hash(locksmith.link(str(plan.code), f"desk-{n + 1}"))) for n in range(spec["groups"])]
    tower = Key(lab, locksmith.hash(locksmith.link(str(plan.code), "tower")))
    await store.write(tower, open_prompt_for_all, 1)
    tokens = [locksmith.token() for _ in range(spec.get("people", 0))]
    people = await seated(store, locksmith, lab, tokens, spec["groups"])
    dice = random.Random(spec.get("seed", 1))
    for start in range(0, spec.get("contributions", 0), 500):
        batch = range(start, min(start + 500, spec["contributions"]))
        given = (store.write(people[n % len(people)], contribute, 1, sentence(dice), f"{n:032x}") for n in batch)
        await asyncio.gather(*given)
    await clustered(store, desks, spec, dice)
    await worded(store, desks, spec, dice)
    await store.write(tower, open_stage_for_all, spec.get("stage"))
    found_at = addresses(settings, (await store.read(every_door))[-1])
    store.close()
    links = {"desks": [link for _, link in found_at.desks], "stage": found_at.stage, "tower": found_at.tower}
    return links | {"lab": lab, "tokens": tokens}


async def clustered(store: Store, desks: list[Key], spec: dict[str, Any], dice: random.Random) -> None:
    """Themes in every group, and each contribution under one of its own group's."""
    if not (themes := spec.get("themes", 0)):
        return
    held: list[list[str]] = [[] for _ in desks]
    for n in range(themes):
        made = await store.write(desks[n % len(desks)], make_theme, sentence(dice)[:30], f"{n:032x}")
        held[n % len(desks)].append(made.value.id)
    many = spec.get("contributions", 0)
    for start in range(0, many, 500):
        placed = []
        for n in range(start, min(start + 500, many)):
            group = n % spec["people"] % len(desks)
            placed.append(store.write(desks[group], place_in_theme, [Seen(f"{n:032x}")], dice.choice(held[group])))
        await asyncio.gather(*placed)


async def worded(store: Store, desks: list[Key], spec: dict[str, Any], dice: random.Random) -> None:
    """Lessons of every group in turn, each resting on what its group said first."""
    many = spec.get("contributions", 0)
    for n in range(spec.get("lessons", 0)):
        group = n % len(desks)
        firsts = range(group, min(spec.get("people", 0), many), len(desks))
        rests = [("contribution", f"{each:032x}") for each in firsts[:3]]
        await store.write(desks[group], word_lesson, sentence(dice)[:80], sentence(dice), rests, f"{n:032x}")


async def seated(store: Store, locksmith: Locksmith, lab: int, tokens: list[str], groups: int) -> list[Key]:
    joining = [Joining(None, True, "en", n % groups + 1) for n in range(len(tokens))]
    for start in range(0, len(tokens), 500):
        await asyncio.gather(
            *(
                store.write(Key(lab, actor=STRANGER), join, one, locksmith.hash(token), locksmith.hash(token + "r"))
                for one, token in list(zip(joining, tokens, strict=True))[start : start + 500]
            )
        )
    return [Key(lab, locksmith.hash(token)) for token in tokens]


def lab_of(groups: int) -> Plan:
    plan = read_plan("co-val-2020")
    return plan.model_copy(update={"code": "BENCH2026", "groups": groups, "capacity": 20_000})


def sentence(dice: random.Random) -> str:
    return " ".join(dice.choices(WORDS.split(" "), k=20))[:120]


if __name__ == "__main__":
    print(json.dumps(asyncio.run(seed(Settings(data=Path(sys.argv[1])), json.loads(sys.argv[2])))))
