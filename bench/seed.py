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
    ideas = await given(store, people, spec, dice)
    await clustered(store, desks, ideas, spec, dice)
    await worded(store, desks, ideas, spec, dice)
    await store.write(tower, open_stage_for_all, spec.get("stage"))
    found_at = addresses(settings, (await store.read(every_door))[-1])
    store.close()
    links = {"desks": [link for _, link in found_at.desks], "stage": found_at.stage, "tower": found_at.tower}
    return links | {"lab": lab, "tokens": tokens}


async def given(store: Store, people: list[Key], spec: dict[str, Any], dice: random.Random) -> list[list[str]]:
    """Contributions of everybody in turn: their ids, group by group."""
    ideas: list[list[str]] = [[] for _ in range(spec["groups"])]
    for batch in batches(spec.get("contributions", 0)):
        saying = (store.write(people[n % len(people)], contribute, 1, sentence(dice), f"{n:032x}") for n in batch)
        for n, said in zip(batch, await asyncio.gather(*saying), strict=True):
            ideas[n % len(people) % spec["groups"]].append(said.value.id)
    return ideas


async def clustered(
    store: Store, desks: list[Key], ideas: list[list[str]], spec: dict[str, Any], dice: random.Random
) -> None:
    """Themes in every group in turn, and each contribution under one of its own group's."""
    held: list[list[str]] = [[] for _ in desks]
    for n in range(spec.get("themes", 0)):
        made = await store.write(desks[n % len(desks)], make_theme, sentence(dice)[:30], f"{n:032x}")
        held[n % len(desks)].append(made.value.id)
    for desk, some, themes in zip(desks, ideas, held, strict=True):
        if themes:
            await asyncio.gather(
                *(store.write(desk, place_in_theme, [Seen(idea)], dice.choice(themes)) for idea in some)
            )


async def worded(
    store: Store, desks: list[Key], ideas: list[list[str]], spec: dict[str, Any], dice: random.Random
) -> None:
    """Lessons of every group in turn, each resting on what its group said first."""
    for n in range(spec.get("lessons", 0)):
        group = n % len(desks)
        rests = [("contribution", idea) for idea in ideas[group][:3]]
        await store.write(desks[group], word_lesson, sentence(dice)[:80], sentence(dice), rests, f"{n:032x}")


def batches(many: int, most: int = 500) -> list[range]:
    return [range(start, min(start + most, many)) for start in range(0, many, most)]


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
