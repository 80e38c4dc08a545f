"""How well people could take part, and when they did."""

from datetime import datetime, timedelta
from math import ceil

from app.i18n import translated as _
from app.jinja import number, time_of_day
from app.summary.findings import Findings
from app.summary.tree import Cell, Column, Columns, Facts, Figure, Node, Section, Table
from app.summary.voices import counted

MOST_COLUMNS = 24
STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 360, 1440, 10080)  # minutes


def quality(found: Findings) -> Section:
    numbers = found.numbers
    told: list[tuple[str, list[Cell]]] = [
        (_("Took the floor in writing"), [share(numbers["contributed"], numbers["participants"])]),
        (_("Came in on paper"), [share(numbers["on_paper"], numbers["contributions"])]),
        (
            _("Put under a theme"),
            [share(sum(bool(each["theme_id"]) for each in found.contributions), numbers["contributions"])],
        ),
    ]
    nodes: list[Node] = [Facts(told)]
    if found.contributions:
        nodes.append(over_time([each["given_at"] for each in found.contributions]))
    return Section("quality", _("Quality of participation"), nodes)


def share(n: int | None, of: int | None) -> str:
    if n is None or of is None:
        return counted(None)
    if not of:
        return "–"
    return _("{n} of {of} ({percent} %)").format(n=number(n), of=number(of), percent=number(round(100 * n / of)))


def over_time(given: list[datetime]) -> Figure:
    """In steps so long that there are at most 24 of them."""
    first, last = min(given), max(given)
    length = (last - first).total_seconds() / 60
    step = next((each for each in STEPS if length / each < MOST_COLUMNS), ceil(length / MOST_COLUMNS) or 1)
    counts = [0] * (int(length / step) + 1)
    for at in given:
        counts[int((at - first).total_seconds() / 60 / step)] += 1
    starts = [time_of_day(first + timedelta(minutes=step * n)) for n in range(len(counts))]
    columns = [Column(at, n) for at, n in zip(starts, counts, strict=True)]
    busiest = max(columns, key=lambda each: each.n)
    alt = _("Contributions: {total}, counted every {step} min. Most of them from {at}: {most}.").format(
        total=number(len(given)), step=number(step), most=number(busiest.n), at=busiest.label
    )
    rows: list[list[Cell]] = [[each.label, number(each.n)] for each in columns]
    table = Table(_("Contributions over time"), [_("From"), _("Contributions")], rows)
    return Figure("over-time", alt, Columns(columns), table)
