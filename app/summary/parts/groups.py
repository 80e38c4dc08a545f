"""What each group came to: in numbers, and what it stood behind."""

from typing import Any

from app.i18n import translated as _
from app.i18n import translated_number as ngettext
from app.jinja import number
from app.summary.findings import Findings
from app.summary.parts.votes import across, is_across, standings
from app.summary.tree import Bar, Bars, Cell, Figure, Node, Said, Section, Table
from app.summary.voices import THEME, by, counted, link, name_of

MOST_BARS = 12
Grouped = dict[int, list[dict[str, Any]]]


def groups(found: Findings) -> Section:
    ideas, lessons, themes = by("group", found.contributions), by("group", found.lessons), by("group", found.themes)
    nodes: list[Node] = [in_numbers(found, ideas, lessons)]
    behind, votes = supports(found), by("group", found.votes)
    nodes += [of_all(found, each) for each in votes[None]]
    chosen = {number: [each for each in some if each["lesson_id"] is None] for number, some in votes.items() if number}
    told = sorted({*themes, *(number for number, some in chosen.items() if some)})
    shown = [of_group(found, each, themes[each], behind, chosen.get(each, [])) for each in told]
    return Section("groups", _("Results by group"), nodes, shown)


def in_numbers(found: Findings, ideas: Grouped, lessons: Grouped) -> Table:
    """How many of each contributed, where that is told of any."""
    is_told = any(each["contributed"] is not None for each in found.groups)
    wrote: list[Cell] = [counted(each["contributed"]) for each in found.groups if is_told]
    columns: list[tuple[str, list[Cell]]] = [
        (_("Group"), [number(each["number"]) for each in found.groups]),
        (_("Seated"), [counted(each["seated"]) for each in found.groups]),
        (_("Contributed"), wrote),
        (_("Contributions"), [number(len(ideas[each["number"]])) for each in found.groups]),
        (_("Lessons"), [number(len(lessons[each["number"]])) for each in found.groups]),
    ]
    told = [(name, cells) for name, cells in columns if cells]
    rows = [list(row) for row in zip(*(cells for _name, cells in told), strict=True)]
    return Table(_("Groups in numbers"), [name for name, _cells in told], rows)


def of_all(found: Findings, vote: dict[str, Any]) -> Node:
    """What all groups together chose, or said to every lesson."""
    return across(found, vote) if is_across(vote) else standings(found, vote, MOST_BARS)


def supports(found: Findings) -> dict[str, tuple[int, int | None]]:
    """Of each theme: how many ideas it holds, and how often somebody stands behind one of them; None if not told."""
    told: dict[str, tuple[int, int | None]] = {}
    for each in found.contributions:
        ideas, behind = told.get(each["theme_id"] or "", (0, 0))
        known = behind is not None and each["supports"] is not None
        told[each["theme_id"] or ""] = (ideas + 1, behind + each["supports"] if known else None)
    return told


def of_group(
    found: Findings,
    group: int,
    themes: list[dict[str, Any]],
    behind: dict[str, tuple[int, int | None]],
    votes: list[dict[str, Any]],
) -> Section:
    nodes: list[Node] = [standings(found, each, MOST_BARS) for each in votes]
    if themes:
        nodes.append(supported(found, group, themes, behind))
    return Section(f"results-{group}", _("Group {number}").format(number=group), nodes)


def supported(
    found: Findings, group: int, themes: list[dict[str, Any]], behind: dict[str, tuple[int, int | None]]
) -> Figure | Table:
    """Themes with no support stay in: that nobody chose them is a result too."""
    ranked = sorted(themes, key=lambda each: -(behind.get(each["id"], (0, 0))[1] or 0))
    told = [(each, *behind.get(each["id"], (0, 0))) for each in ranked]
    rows: list[list[Cell]] = [
        [link(THEME, each), name_of(found, each), number(ideas), counted(dots)] for each, ideas, dots in told
    ]
    table = Table(
        _("Themes of group {number}").format(number=group), ["#", _("Theme"), _("Contributions"), _("Support")], rows
    )
    return figure(found, group, [(each, dots or 0) for each, _ideas, dots in told], table) if told[0][2] else table


def figure(found: Findings, group: int, told: list[tuple[dict[str, Any], int]], table: Table) -> Figure:
    bars = [Bar(Said(name_of(found, each, label=True)), dots, group) for each, dots in told[:MOST_BARS]]
    first, most = told[0]
    alt = ngettext(
        "Most support in group {number}: {theme}, {n} time. The table tells them all.",
        "Most support in group {number}: {theme}, {n} times. The table tells them all.",
        most,
    ).format(number=group, theme=name_of(found, first), n=number(most))
    return Figure(f"support-{group}", alt, Bars(bars), table)
