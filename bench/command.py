"""`./samskap bench [SCENARIO…]`: the real server beside bare ones, ratios first."""

import argparse
import asyncio
import json
import os
import resource
import sys
from typing import Any

from rich.console import Console

from bench.figures import show
from bench.machine import DISTURBED, Watch, cores, describe
from bench.scenarios import SCENARIOS
from bench.sizes import SMOKE, WHOLE, Answer, Size, Told

BARS: dict[str, dict[str, tuple[str, float]]] = {
    "fanout": {
        "rate_ratio": ("≥", 0.33),
        "p50_at_80_ratio": ("≤", 8),
        "p99_at_80_ratio": ("≤", 10),
        "p99_at_320": ("≤", 30),
    },
    "phones": {"held": ("≥", 10_000), "kB_each": ("≤", 45), "p99": ("≤", 60), "plenary_ratio": ("≤", 2.5)},
    "storm": {"page_p99_ms": ("≤", 1000), "all_back_s": ("≤", 10)},
    "growth": {"cpu_ratio": ("≤", 1.3), "p50_ratio": ("≤", 1.3)},
    "acts": {"slowest_ratio": ("≤", 4)},
    "summary": {"slowest_s": ("≤", 3), "most_MB": ("≤", 400), "p99_ratio": ("≤", 2)},
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help=f"which of {', '.join(SCENARIOS)} (all)")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--smoke", action="store_true", help="seconds instead of minutes: does it run, does it count")


def run(asked: argparse.Namespace) -> int:
    unknown = [name for name in asked.scenarios if name not in SCENARIOS]
    if unknown:
        print(f"No scenario is called {', '.join(unknown)}. There are: {', '.join(SCENARIOS)}.", file=sys.stderr)
        return 2
    console = Console(stderr=asked.json)
    told: dict[str, Any] = {**describe(), "scenarios": {}}
    os.sched_setaffinity(0, {cores()[1]})
    allow_many_sockets()
    for name in asked.scenarios or SCENARIOS:
        told["scenarios"][name] = measure(name, console, is_smoke=asked.smoke)
    if asked.json:
        print(json.dumps(told))
    else:
        console.print(f"\n{told['machine']}, load {told['load']} when it began, {told['date']}")
    return 0


def measure(name: str, console: Console, is_smoke: bool) -> dict[str, Any]:
    with console.status(name) as status:

        def say(words: str) -> None:
            status.update(f"{name}: {words}")
            if not console.is_terminal:
                console.print(f"{name}: {words}")

        watch = Watch()
        answer = asyncio.run(run_one(name, SMOKE if is_smoke else WHOLE, say))
    answer["others_took"] = watch.others()
    answer["bars"] = judged(name, answer["ratios"])
    report(name, answer, console)
    return answer


async def run_one(name: str, size: Size, say: Told) -> Answer:
    return await SCENARIOS[name](size, say)


def judged(name: str, ratios: dict[str, Any]) -> dict[str, str]:
    told = {}
    for figure, (sign, bar) in BARS.get(name, {}).items():
        value = ratios.get(figure)
        is_met = value is not None and (value >= bar if sign == "≥" else value <= bar)
        told[figure] = f"{value} ({sign} {bar:g}: {'met' if is_met else 'not met'})"
    return told


def report(name: str, answer: dict[str, Any], console: Console) -> None:
    console.print(f"\n[bold]{name}[/]")
    for figure, words in answer["bars"].items():
        console.print(f"  {figure.replace('_', ' ')}: {words}")
    show(console, "", answer["rows"])
    if answer.get("others_took", 0) > DISTURBED:
        console.print(f"  Other processes took {answer['others_took']:.0%} of a core meanwhile: measure again alone.")


def allow_many_sockets() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
