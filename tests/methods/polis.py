"""A real deliberation, and what another library makes of its votes (tests/data/polis-seattle.json says whose)."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from app.methods.consensus import Votes

TOLD: dict[str, Any] = json.loads((Path(__file__).parents[1] / "data" / "polis-seattle.json").read_text("utf-8"))
STATEMENTS = [str(each) for each in TOLD["statements"]]
VOTE = {"+": 1, "-": -1, "0": 0}


class Voter(NamedTuple):
    id: str
    group: str
    votes: dict[str, int]


def voters() -> list[Voter]:
    told = (each.split(" ") for each in TOLD["voters"])
    return [
        Voter(id, group, {s: VOTE[mark] for s, mark in zip(STATEMENTS, marks, strict=True) if mark != "."})
        for id, group, marks in told
    ]


def ballots(statement: str) -> dict[str, Votes]:
    """Each group's ballots on one statement."""
    cast = [(each.group, each.votes.get(statement)) for each in voters()]
    return {
        group: Votes(*(sum(g == group and vote == wanted for g, vote in cast) for wanted in (1, -1, 0)))
        for group in ("0", "1")
    }
