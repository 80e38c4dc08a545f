"""The report as a tagged PDF (PDF/UA-1 and PDF/A-2a), set by typst. People's words are data there, never markup."""

import json
from math import ceil
from typing import Any

import regex

from app.clock import now
from app.domain.errors import N_
from app.i18n import translated as _
from app.jinja import day
from app.summary import figures, strokes
from app.summary.lettering import FAMILIES, drawable, showable
from app.summary.report import Report
from app.summary.tree import (
    Aside,
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
    language_of,
)
from app.summary.typesetting import typeset
from app.summary.walks import LINE, anchors, column_widths, links, unfolded
from app.summary.writers.base import Format

ENDLESS = regex.compile(r"\S{36,}")
WIDE = regex.compile(r"[^\s\u200b]{25,}")  # as no column is sure to be
PIECES = regex.compile(r"(\X{24})(?=\X)")
SHORT = 500  # letters: a dozen lines of a column
MOST_ALT = 30_000  # characters: PDF/A takes no longer text in one piece
MOST_SHAPES = 12
MOST_WHOLE = 24  # lines of a table that stands on one page: half of it
GAP = "\u2002"
BREAK = "\u200b"  # where a word too long for any line may go on in the next


def write(report: Report) -> bytes:
    """ASCII alone: for one emoji among them Python would keep four bytes of every letter."""
    return typeset(json.dumps(told(report)))


def told(report: Report) -> dict[str, Any]:
    """As data. Only what is led to keeps its anchor: each costs memory in a long annex."""
    known = set(anchors(report.sections)) & {each.target[1:] for each in links(report.sections)}
    return {
        "title": words(report.title),
        "language": report.language.partition("_")[0],
        "fonts": FAMILIES,
        "kicker": [report.findings.lab["code"], day(report.findings.lab["closed_at"] or now())],
        "page": _("Page"),
        "contents": _("Contents"),
        "front": [section(each, known) for each in report.sections if each.is_front],
        "sections": [section(each, known) for each in report.sections if not each.is_front],
        "shapes": [showable(strokes.alone(strokes.badge(each, 0, 0, 100))) for each in of_groups(report)],
    }


def of_groups(report: Report) -> list[int]:
    """As many as a line of the first page shows."""
    return [each["number"] for each in report.findings.groups][:MOST_SHAPES]


def section(each: Section, known: set[str]) -> dict[str, Any]:
    return {
        "anchor": each.anchor,
        "title": said(each.title),
        "nodes": [aside(one, known) if isinstance(one, Aside) else node(one, known) for one in each.nodes],
        "sections": [section(one, known) for one in each.sections],
    }


def aside(each: Aside, known: set[str]) -> dict[str, Any]:
    return {"kind": "aside", "nodes": [node(one, known) for one in unfolded([each])]}


def node(each: Plain, known: set[str]) -> dict[str, Any]:
    match each:
        case Paragraph(text, is_quoted):
            return {"kind": "quote" if is_quoted else "paragraph", **said(text)}
        case Facts(pairs):
            return {
                "kind": "facts",
                "pairs": [[said(name), [cell(one, known) for one in some]] for name, some in pairs],
            }
        case Table():
            return table(each, known)
        case Entries(entries):
            return {"kind": "entries", "entries": [entry(one, known) for one in entries]}
        case Cards(cards):
            return {"kind": "cards", "cards": [card(one, known) for one in cards]}
        case Figure():
            drawn = drawable(figures.svg(each, is_alone=True))
            return {
                "kind": "figure",
                "alt": words(each.alt)[:MOST_ALT],
                "svg": drawn,
                "table": table(each.table, known),
            }


def entry(each: Entry, known: set[str]) -> list[str | bool]:
    """The last: whether it may go on in the next column. What is higher than one would run off the page."""
    anchor = each.anchor if each.anchor in known else ""
    label = words(" · ".join([each.label, *each.remarks])) + GAP
    return [anchor, label, words(each.words), spoken(each.words), is_high(label + each.words)]


def is_high(text: str) -> bool:
    return len(text) > SHORT or len(text.splitlines()) > 1


def table(each: Table, known: set[str]) -> dict[str, Any]:
    rows = [[in_column(cell(one, known)) for one in row] for row in each.rows]
    columns = [words(one) for one in each.columns]
    widths = column_widths(each, fills=False)
    told = {"kind": "table", "caption": each.caption, "columns": columns, "rows": rows, "widths": widths}
    return told | {"is_whole": sum(lines_of(row, widths) for row in rows[: MOST_WHOLE + 1]) <= MOST_WHOLE}


def lines_of(row: list[dict[str, Any]], widths: list[float]) -> int:
    """About how many it takes as it is set, where a character that no font of ours has is a name of a whole line."""
    room = [width * LINE for width in widths]
    told = [each["words"] for each in row]
    return max(
        sum(ceil(len(part) / letters) or 1 for part in words.split("\n"))
        for words, letters in zip(told, room, strict=True)
    )


def in_column(told: dict[str, Any]) -> dict[str, Any]:
    return told | {"words": WIDE.sub(with_breaks, told["words"])}


def card(each: Card, known: set[str]) -> dict[str, Any]:
    return {
        "badge": showable(strokes.alone(strokes.badge(each.group, 0, 0, 100))),
        "label": each.label,
        "link": cell(each.link, known),
        "agreement": words(each.agreement),
        **said(each.words),
    }


def cell(each: Cell, known: set[str]) -> dict[str, Any]:
    """A link that leads nowhere is told as words: typst would refuse the whole document for it."""
    if not isinstance(each, Link):
        return said(each)
    if each.target.startswith("#"):
        return said(each.words) | ({"to": each.target[1:]} if each.target[1:] in known else {})
    return said(each.words) | {"url": each.target}


def said(text: str) -> dict[str, Any]:
    return {"words": words(text)} | ({} if language_of(text) is None else {"language": spoken(text)})


def spoken(text: str) -> str:
    """As typst takes it: two or three letters."""
    return (language_of(text) or "und").partition("_")[0]


def words(text: str) -> str:
    """As our fonts can show it, with places to break where nobody left any."""
    text = text.replace("\u202f", "\u00a0")
    return str(ENDLESS.sub(with_breaks, showable(text)))


def with_breaks(found: regex.Match[str]) -> str:
    return str(PIECES.sub(rf"\1{BREAK}", found[0]))


FORMAT = Format("pdf", N_("To read and print (PDF)"), "application/pdf", write, 1)
