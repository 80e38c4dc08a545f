"""The words and tricks that every field and view must stand: data/bad_inputs.json, read by class."""

import json
from dataclasses import dataclass
from pathlib import Path
from re import fullmatch
from typing import Any

HERE = Path(__file__).parent / "data" / "bad_inputs.json"


@dataclass(frozen=True)
class Case:
    """One bad input. `payload` is a text (spelled out where the file says how to make it) or, for other classes, what
    to do; `stored` is what must be kept, `refused` the word of the refusal, `http` the status, `closes` the code that
    ends the socket, None where the file does not say."""

    family: str
    name: str
    payload: Any
    verdict: str
    stored: str | None
    refused: str | None
    csv: str | None
    asserts: tuple[str, ...]
    http: str | None
    closes: int | None

    def __str__(self) -> str:
        return f"{self.family}-{self.name}"

    @property
    def text(self) -> str:
        if not isinstance(self.payload, str):
            raise TypeError(f"{self} is no text")
        return self.payload


def cases(*families: str) -> list[Case]:
    """The cases of these classes, in the order of the file."""
    everything = json.loads(HERE.read_text(encoding="utf-8"))
    return [_case(each) for each in everything if each["class"] in families]


def texts(*families: str) -> list[Case]:
    """Only those whose payload is a text."""
    return [case for case in cases(*families) if isinstance(case.payload, str)]


def _case(found: dict[str, Any]) -> Case:
    expect = found["expect"]
    return Case(
        family=found["class"],
        name=found["name"],
        payload=_spelled_out(found["payload"]),
        verdict=expect["verdict"],
        stored=expect.get("stored"),
        refused=expect["ws"].removeprefix("error:") if expect.get("ws", "").startswith("error:") else None,
        csv=expect.get("csv"),
        asserts=tuple(expect.get("assert", ())),
        http=expect.get("http"),
        closes=int(code[1]) if (code := fullmatch(r"close:(\d+)", expect.get("ws", ""))) else None,
    )


def _spelled_out(payload: Any) -> Any:
    if isinstance(payload, dict) and payload.get("gen") == "repeat":
        return payload.get("pre", "") + payload["s"] * payload["n"] + payload.get("post", "")
    return payload
