"""Percentiles, and a table a person can read."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table


def percentile(sorted_values: Sequence[float], share: float) -> float:
    """The value that `share` of all do not exceed; 0 when there are none."""
    if not sorted_values:
        return 0.0
    return sorted_values[min(len(sorted_values) - 1, int(share * len(sorted_values)))]


def spread(milliseconds: Sequence[float]) -> dict[str, float]:
    ordered = sorted(milliseconds)
    return {name: round(percentile(ordered, share), 2) for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))}


def show(console: Console, title: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    columns = list(dict.fromkeys(name for row in rows for name in row))
    table = Table(*(name.replace("_", " ") for name in columns), title=title, title_justify="left")
    for row in rows:
        table.add_row(*(worded(row.get(name)) for name in columns))
    console.print(table)


def worded(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.2f}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
