"""The report as DOCX, to be edited: real styles, headings, table headers, alternative texts, a language for each words.

The body is written as XML and read once: through python-docx's objects it takes twenty times as long."""

from collections.abc import Iterator
from io import BytesIO
from itertools import count

from docx import Document
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Pt, RGBColor
from lxml import etree

from app.clock import now
from app.domain.errors import N_
from app.i18n import translated as _
from app.jinja import day
from app.summary import figures
from app.summary.report import Report
from app.summary.tree import (
    Card,
    Cards,
    Cell,
    Entries,
    Facts,
    Figure,
    Link,
    Paragraph,
    Plain,
    Section,
    Table,
    language_of,
)
from app.summary.typesetting import pictures
from app.summary.walks import anchors, column_widths, drawings, unfolded, words_of
from app.summary.writers.base import Format
from app.summary.xml import attribute, escaped, legal, runs_from_right

INK, SOFT, ACCENT = RGBColor(0x1D, 0x23, 0x33), RGBColor(0x5A, 0x60, 0x72), RGBColor(0xA3, 0x18, 0x3C)
WIDE = Emu(5_760_000)  # 16 cm
ASIDE = Emu(1_620_000)  # 45 mm
NO_LANGUAGE = "x-none"  # what Word itself writes where it should not spell
DEEPEST = 9
LIMIT = 255  # characters of a core property


def write(report: Report) -> bytes:
    document = Document()
    dressed(document, report)
    body = document.element.body
    written = "".join(Writing(document, report).body())
    made = parse_xml(f"<w:body {nsdecls('w', 'r')}>{written}</w:body>")
    last = body.sectPr
    for each in list(body):
        if each is not last:
            body.remove(each)
    for each in list(made):
        last.addprevious(each)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def dressed(document: Docx, report: Report) -> None:
    """The house's look, in styles: whoever edits changes it in one place."""
    core = document.core_properties
    core.title, core.language, core.author = legal(report.title)[:LIMIT], tag(report.language), "Samskap"
    core.comments = ""
    styles = document.styles
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), tag(report.language))
    font(styles["Normal"], "Calibri", 11, INK)
    font(styles["Title"], "Calibri", 24, INK)
    for name, after in (("Normal", 5), ("List Bullet", 1), ("List Continue", 3)):
        styles[name].paragraph_format.space_after = Pt(after)
        styles[name].paragraph_format.line_spacing = 1.05
    for level, size in enumerate((20, 14, 12, 11, 11, 11), 1):
        font(styles[f"Heading {level}"], "Calibri", size, INK)
    font(styles["Caption"], "Calibri", 9, SOFT)
    styles["Caption"].font.bold = False
    styles["Caption"].paragraph_format.keep_with_next = True
    font(styles["No Spacing"], "Calibri", 9.5, INK)
    facts = styles.add_style("Facts", WD_STYLE_TYPE.PARAGRAPH)
    facts.base_style = styles["Normal"]
    facts.paragraph_format.left_indent, facts.paragraph_format.first_line_indent = ASIDE, -ASIDE
    facts.paragraph_format.tab_stops.add_tab_stop(ASIDE)
    facts.paragraph_format.space_after = Pt(3)
    font(styles["Subtitle"], "Calibri", 15, INK)
    styles["Subtitle"].font.italic = False
    page = document.sections[0]
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Emu(720_000)  # 20 mm
    page.page_width, page.page_height = Emu(7_560_000), Emu(10_692_000)  # A4


def font(style: object, name: str, size: float, colour: RGBColor) -> None:
    style.font.name, style.font.size, style.font.color.rgb = name, Pt(size), colour  # type: ignore[attr-defined]
    fonts = style.element.rPr.rFonts  # type: ignore[attr-defined]
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)


def tag(language: str) -> str:
    return language.replace("_", "-")


class Writing:
    """One document being written: what is numbered in it, and what its package holds."""

    def __init__(self, document: Docx, report: Report):
        self.document, self.report = document, report
        self.numbers = count(1)
        self.places = {anchor: f"place{n}" for n, anchor in enumerate(anchors(report.sections), 1)}
        self.pictures = dict(zip(*drawn(report), strict=True))

    def body(self) -> Iterator[str]:
        yield paragraph(run(self.report.title), "Title")
        kicker = [_("Summary"), self.report.findings.lab["code"], day(self.report.findings.lab["closed_at"] or now())]
        yield paragraph(run(" · ".join(kicker)), "Caption")
        is_after_front = False
        for each in self.report.sections:
            told = self.section(each, 1)
            yield next(told).replace(TOP, TOP + NEW_PAGE, 1) if is_after_front else next(told)
            yield from told
            is_after_front = each.is_front

    def section(self, each: Section, level: int, is_brief: bool = False) -> Iterator[str]:
        """`is_brief`: on the first page a drawing says enough, its numbers stand in the sections after it."""
        heading = self.placed(each.anchor, run(each.title))
        yield paragraph(heading, f"Heading{min(level, DEEPEST)}", each.title)
        for one in unfolded(each.nodes):
            yield from self.node(one, is_brief)
        for within in each.sections:
            yield from self.section(within, level + 1, is_brief or each.is_front)

    def node(self, each: Plain, is_brief: bool = False) -> Iterator[str]:
        match each:
            case Paragraph(words, is_quoted):
                yield paragraph(run(words), "Quote" if is_quoted else "", words)
            case Facts(pairs):
                for name, some in pairs:
                    told = run(", ").join(self.cell(one) for one in some)
                    yield paragraph(run(name, "<w:b/>") + run("\t") + told, "Facts")
            case Table():
                yield from self.table(each, is_brief)
            case Entries(entries):
                for one in entries:
                    remarks = run(f"  {' · '.join(one.remarks)}", SMALL) if one.remarks else ""
                    label = self.placed(one.anchor, run(one.label, "<w:b/>"))
                    yield paragraph(label + run(" ") + run(one.words) + remarks, "ListParagraph", one.words)
            case Cards(cards):
                for card in cards:
                    yield from self.card(card)
            case Figure():
                yield self.figure(each)
                if not is_brief:
                    yield paragraph(run(each.alt), "Caption")
                    yield from self.table(each.table)

    def card(self, each: Card) -> Iterator[str]:
        yield paragraph(run(f"{each.label} ", "<w:b/>") + self.cell(each.link, "<w:b/>"), "ListBullet", each.link.words)
        if each.words:
            yield paragraph(run(each.words), "ListContinue", each.words)
        yield paragraph(run(each.agreement, "<w:i/>"), "ListContinue")

    def table(self, each: Table, is_brief: bool = False) -> Iterator[str]:
        if not is_brief:
            yield paragraph(run(each.caption), "Caption")
        widths = [round(share * TWIPS) for share in column_widths(each)]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        head = "".join(map(box, widths, (run(one, "<w:b/>") for one in each.columns), each.columns))
        rows = "".join(f"<w:tr>{WHOLE}{''.join(map(self.table_cell, widths, row))}</w:tr>" for row in each.rows)
        yield (
            f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/>{RULES}'
            f'<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f"<w:tblCaption w:val={attribute(each.caption)}/></w:tblPr>"
            f"<w:tblGrid>{grid}</w:tblGrid>"
            f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
        )
        yield paragraph("")

    def table_cell(self, width: int, each: Cell) -> str:
        return box(width, self.cell(each), words_of(each))

    def cell(self, each: Cell, looks: str = "") -> str:
        if not isinstance(each, Link):
            return run(each, looks)
        shown = run(each.words, looks + LINKED)
        if each.target.startswith("#"):
            place = self.places.get(each.target[1:])
            return f'<w:hyperlink w:anchor="{place}">{shown}</w:hyperlink>' if place else run(each.words, looks)
        known = self.document.part.relate_to(legal(each.target), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return f'<w:hyperlink r:id="{known}">{shown}</w:hyperlink>'

    def placed(self, anchor: str, inner: str) -> str:
        """With a bookmark of its own: Word takes no names longer than forty letters."""
        n, name = next(self.numbers), self.places[anchor]
        return f'<w:bookmarkStart w:id="{n}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{n}"/>'

    def figure(self, each: Figure) -> str:
        inline = self.document.part.new_pic_inline(BytesIO(self.pictures[each.anchor]), width=WIDE)
        inline.docPr.set("descr", legal(each.alt))
        picture = etree.tostring(inline, encoding="unicode")
        return paragraph(f"<w:r><w:drawing>{picture}</w:drawing></w:r>", "")


def drawn(report: Report) -> tuple[list[str], list[bytes]]:
    """Every figure by its anchor, as PNG."""
    some = list(drawings(report.sections))
    return [each.anchor for each in some], list(pictures([figures.svg(each, is_alone=True) for each in some]))


SMALL = '<w:color w:val="5A6072"/><w:sz w:val="16"/>'
LINKED = '<w:color w:val="0B4A75"/><w:u w:val="single"/>'


RULES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="D5D6DA"/>' for side in ("top", "bottom", "insideH")
)
RULES = f"<w:tblBorders>{RULES}</w:tblBorders>"
TOP = '<w:pStyle w:val="Heading1"/>'
NEW_PAGE = "<w:pageBreakBefore/>"
WHOLE = "<w:trPr><w:cantSplit/></w:trPr>"
TWIPS = 9400  # of the text's width


def box(width: int, inner: str, words: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(inner, "NoSpacing", words)}</w:tc>'


def paragraph(inner: str, style: str = "", words: str = "") -> str:
    dress = f'<w:pStyle w:val="{style}"/>' if style else ""
    if runs_from_right(words):
        dress += "<w:bidi/>"
    return f"<w:p><w:pPr>{dress}</w:pPr>{inner}</w:p>"


def run(words: str, looks: str = "") -> str:
    """Words of one look and one language. Their lines stay lines, their tabs tabs."""
    language = language_of(words)
    told = "" if language is None else f'<w:lang w:val="{tag(language) or NO_LANGUAGE}"/>'
    side = "<w:rtl/>" if runs_from_right(words) else ""
    text = '<w:t xml:space="preserve">' + escaped(words)
    text = text.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    text = text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f"<w:r><w:rPr>{looks}{side}{told}</w:rPr>{text}</w:t></w:r>"


KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMAT = Format("docx", N_("To edit (Word)"), KIND, write, 3)
