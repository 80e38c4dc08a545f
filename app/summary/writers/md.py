"""The report as Markdown (CommonMark with tables). People's words are text, never markup."""

import re

from app.domain.errors import N_
from app.i18n import with_colon
from app.summary.report import Report
from app.summary.tree import (
    Card,
    Cards,
    Cell,
    Entries,
    Entry,
    Facts,
    Figure,
    Link,
    Paragraph,
    Plain,
    Section,
    Table,
)
from app.summary.walks import unfolded
from app.summary.writers.base import Format
from app.text import in_one_line

MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)
INDENT = re.compile(r"^[ \t]", re.MULTILINE)
DEEPEST = 6


def write(report: Report) -> str:
    parts = [f"# {line(report.title)}"]
    for section in report.sections:
        parts += told(section, 2)
    return "\n\n".join(parts) + "\n"


def told(section: Section, level: int) -> list[str]:
    parts = [f'<a id="{section.anchor}"></a>', f"{'#' * min(level, DEEPEST)} {line(section.title)}"]
    parts += [node(each) for each in unfolded(section.nodes)]
    for each in section.sections:
        parts += told(each, level + 1)
    return parts


def node(each: Plain) -> str:
    match each:
        case Paragraph(words, is_quoted):
            return quoted(words) if is_quoted else escaped(words)
        case Facts(pairs):
            return "\n".join(f"- **{with_colon(line(label))}** {', '.join(map(cell, cells))}" for label, cells in pairs)
        case Table(caption, columns, rows):
            return f"*{line(caption)}*\n\n{table(columns, rows)}"
        case Entries(entries):
            return "\n".join(map(item, entries))
        case Cards(cards):
            return "\n".join(map(card, cards))
        case Figure(_, alt, _, numbers):
            return f"{escaped(alt)}\n\n{table(numbers.columns, numbers.rows)}"


def table(columns: list[str], rows: list[list[Cell]]) -> str:
    ruled = [[line(column) for column in columns], ["---"] * len(columns)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in ruled + [[cell(each) for each in row] for row in rows])


def card(each: Card) -> str:
    told = f"{cell(each.link)} — {line(each.words)}" if each.words else cell(each.link)
    return f"- **{line(each.label)}** {told} *({line(each.agreement)})*"


def item(entry: Entry) -> str:
    remarks = f" — *{line(' · '.join(entry.remarks))}*" if entry.remarks else ""
    words = escaped(entry.words).replace("\n", "\n  ")
    return f'- <a id="{entry.anchor}"></a>**{line(entry.label)}** {words}{remarks}'


def cell(each: Cell) -> str:
    if isinstance(each, Link):
        return f"[{line(each.words)}](<{each.target.replace('>', '%3E').replace('<', '%3C')}>)"
    return "<br> ".join(line(one) for one in each.split("\n") if one.strip())


def quoted(words: str) -> str:
    return "\n".join(f"> {each}".rstrip() for each in escaped(words).split("\n"))


def line(words: str) -> str:
    return escaped(in_one_line(words))


def escaped(words: str) -> str:
    """As text: a backslash before whatever CommonMark could read as markup. An indented line would begin code."""
    kept = LINE_START.sub(at_start, MARKUP.sub(r"\\\1", words))
    return INDENT.sub(lambda found: f"&#{ord(found[0])};", kept)


def at_start(found: re.Match[str]) -> str:
    """A dash or a number that begins a line would begin a list."""
    space, mark = found.groups()
    return f"{space}\\{mark}" if len(mark) == 1 else f"{space}{mark[:-1]}\\{mark[-1]}"


FORMAT = Format("md", N_("Text (Markdown)"), "text/markdown; charset=utf-8", write, 5, is_light=True)
