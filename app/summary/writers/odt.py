"""The report as ODT, to be edited: outline headings, table headers, alternative texts, a language for each words."""

from collections.abc import Iterator
from io import BytesIO

from odfdo import Document, Element

from app.clock import now
from app.domain.errors import N_
from app.i18n import translated as _
from app.jinja import day
from app.summary import figures, strokes
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
from app.summary.walks import anchors, column_widths, drawings, unfolded
from app.summary.writers.base import Format
from app.summary.xml import attribute, escaped, legal, runs_from_right

FONT = 'style:font-name="Calibri" fo:font-family="Calibri, Carlito, \'Liberation Sans\'"'
STANDARD = (
    '<style:default-style style:family="paragraph"><style:text-properties {font} fo:font-size="11pt" fo:color="#1d2333"'
    ' fo:language="{language}" fo:country="{country}"/></style:default-style>'
)
LOOKS = (
    '<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:paragraph-properties fo:margin-bottom="0.3cm"/>'
    '<style:text-properties {font} fo:font-size="24pt" fo:font-weight="bold"/></style:style>',
    *(
        f'<style:style style:name="Heading_20_{level}" style:display-name="Heading {level}" style:family="paragraph"'
        f' style:parent-style-name="Standard" style:default-outline-level="{level}">'
        f'<style:paragraph-properties fo:margin-top="{top}cm" fo:margin-bottom="0.15cm" fo:keep-with-next="always"/>'
        f'<style:text-properties {{font}} fo:font-size="{size}pt" fo:font-weight="bold"/></style:style>'
        for level, size, top in ((1, 20, 0.5), (2, 14, 0.3), (3, 12, 0.5), (4, 11, 0.4), (5, 11, 0.4), (6, 11, 0.4))
    ),
    '<style:style style:name="Text_20_body" style:display-name="Text body" style:family="paragraph"'
    ' style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0.1cm"/></style:style>',
    '<style:style style:name="Facts" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:paragraph-properties fo:margin-left="4.5cm" fo:text-indent="-4.5cm" fo:margin-bottom="0.1cm">'
    '<style:tab-stops><style:tab-stop style:position="0cm"/></style:tab-stops></style:paragraph-properties>'
    "</style:style>",
    '<style:style style:name="Cell" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:text-properties fo:font-size="9.5pt"/></style:style>',
    '<style:style style:name="Quotations" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:paragraph-properties fo:margin-left="0.4cm" fo:padding-left="0.3cm" fo:border-left="0.08cm solid #a3183c"'
    ' fo:margin-bottom="0.3cm"/><style:text-properties fo:font-style="italic"/></style:style>',
    '<style:style style:name="Caption" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:paragraph-properties fo:margin-top="0.3cm" fo:margin-bottom="0.1cm" fo:keep-with-next="always"/>'
    '<style:text-properties fo:font-size="9pt" fo:color="#5a6072"/></style:style>',
    '<style:style style:name="bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>',
    '<style:style style:name="small" style:family="text">'
    '<style:text-properties fo:font-size="8pt" fo:color="#5a6072"/></style:style>',
    '<style:style style:name="picture" style:family="graphic"><style:graphic-properties'
    ' style:vertical-pos="top" style:vertical-rel="baseline"/></style:style>',
)
RULED = (
    '<style:style style:name="ruled" style:family="table-cell">'
    '<style:table-cell-properties fo:border-top="0.02cm solid #d5d6da" fo:border-bottom="none" fo:border-left="none"'
    ' fo:border-right="none" fo:padding="0.05cm"/></style:style>'
)
NEW_PAGE = (
    '<style:style style:name="new_page" style:family="paragraph" style:parent-style-name="Heading_20_1">'
    '<style:paragraph-properties fo:break-before="page"/></style:style>'
)
ROW = (
    '<style:style style:name="whole_row" style:family="table-row">'
    '<style:table-row-properties fo:keep-together="always"/></style:style>'
)
FROM_RIGHT = (
    '<style:style style:name="{name}_rtl" style:display-name="{name} rtl" style:family="paragraph"'
    ' style:parent-style-name="{name}"><style:paragraph-properties style:writing-mode="rl-tb" fo:text-align="start"/>'
    "</style:style>"
)
WHOLE = '<table:table-row table:style-name="whole_row">'
BODY = "Text_20_body"
WIDE = 16.6  # centimetres
DEEPEST = 10


def write(report: Report) -> bytes:
    document = Document("text")
    dressed(document, report)
    body = document.body
    body.clear()
    written = "".join(Writing(document, report).body())
    for each in Element.from_tag(f"<office:text>{written}</office:text>").children:
        body.append(each)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def dressed(document: Document, report: Report) -> None:
    meta = document.meta
    meta.title, meta.language, meta.generator = legal(report.title), report.language.replace("_", "-"), "Samskap"
    language, _, country = report.language.partition("_")
    standard = STANDARD.format(font=FONT, language=language, country=country or "none")
    document.insert_style(standard, default=True)
    for each in LOOKS:
        document.insert_style(each.format(font=FONT))
    for each in (RULED, NEW_PAGE, ROW):
        document.insert_style(each, automatic=True)
    unnumbered(document)
    for name in (BODY, "Quotations", *(f"Heading_20_{level}" for level in range(1, 7))):
        document.insert_style(FROM_RIGHT.format(name=name))
    for other in languages(report):
        told, _, land = other.partition("_")
        properties = f'fo:language="{told or "zxx"}" fo:country="{land or "none"}"'
        document.insert_style(
            f'<style:style style:name="{spoken(other)}" style:family="text">'
            f"<style:text-properties {properties}/></style:style>"
        )


def unnumbered(document: Document) -> None:
    """Headings keep their levels and lose the numbers that odfdo's template gives them."""
    for each in document.styles.root.get_elements("//text:outline-level-style"):
        each.set_attribute("style:num-format", "")
        for name in ("style:num-suffix", "loext:num-list-format"):
            each.del_attribute(name)


def languages(report: Report) -> set[str]:
    return {"", *report.findings.lab["languages"]}


def spoken(language: str) -> str:
    return f"in_{language or 'unknown'}"


class Writing:
    """One document being written, and what its package holds."""

    def __init__(self, document: Document, report: Report):
        self.document, self.report = document, report
        self.known = languages(report)
        self.places = set(anchors(report.sections))
        some = list(drawings(report.sections))
        made = pictures([figures.svg(each, is_alone=True) for each in some])
        self.pictures = {one.anchor: document.add_file(BytesIO(png)) for one, png in zip(some, made, strict=True)}

    def body(self) -> Iterator[str]:
        yield paragraph(self.span(self.report.title), "Title", self.report.title)
        lab = self.report.findings.lab
        yield paragraph(escaped(" · ".join([_("Summary"), lab["code"], day(lab["closed_at"] or now())])), "Caption")
        is_after_front = False
        for each in self.report.sections:
            told = self.section(each, 1)
            yield next(told).replace('"Heading_20_1"', '"new_page"', 1) if is_after_front else next(told)
            yield from told
            is_after_front = each.is_front

    def section(self, each: Section, level: int, is_brief: bool = False) -> Iterator[str]:
        """`is_brief`: on the first page a drawing says enough, its numbers stand in the sections after it."""
        level = min(level, DEEPEST)
        style = f"Heading_20_{min(level, 6)}{'_rtl' if runs_from_right(each.title) else ''}"
        inner = placed(each.anchor) + self.span(each.title)
        yield f'<text:h text:style-name="{style}" text:outline-level="{level}">{inner}</text:h>'
        for one in unfolded(each.nodes):
            yield from self.node(one, is_brief)
        for within in each.sections:
            yield from self.section(within, level + 1, is_brief or each.is_front)

    def node(self, each: Plain, is_brief: bool = False) -> Iterator[str]:
        match each:
            case Paragraph(words, is_quoted):
                yield paragraph(self.span(words), "Quotations" if is_quoted else BODY, words)
            case Facts(pairs):
                for name, some in pairs:
                    told = ", ".join(self.cell(one) for one in some)
                    yield paragraph(f"{self.span(name, 'bold')}<text:tab/>{told}", "Facts")
            case Table():
                yield from self.table(each, is_brief)
            case Entries(entries):
                for one in entries:
                    remarks = self.span(f"  {' · '.join(one.remarks)}", "small") if one.remarks else ""
                    head = placed(one.anchor) + self.span(one.label, "bold")
                    yield paragraph(f"{head} {self.span(one.words)}{remarks}", BODY, one.words)
            case Cards(cards):
                yield f"<text:list>{''.join(map(self.card, cards))}</text:list>"
            case Figure():
                yield self.figure(each)
                if not is_brief:
                    yield paragraph(escaped(each.alt), "Caption")
                    yield from self.table(each.table)

    def card(self, each: Card) -> str:
        head = paragraph(f"{self.span(each.label, 'bold')} {self.cell(each.link)}", BODY, each.link.words)
        more = paragraph(self.span(each.words), BODY, each.words) if each.words else ""
        return f"<text:list-item>{head}{more}{paragraph(self.span(each.agreement, 'small'), BODY)}</text:list-item>"

    def table(self, each: Table, is_brief: bool = False) -> Iterator[str]:
        if not is_brief:
            yield paragraph(escaped(each.caption), "Caption")
        grid = "".join(self.column(share) for share in column_widths(each))
        head = "".join(self.table_cell(self.span(one, "bold")) for one in each.columns)
        rows = "".join(
            f"{WHOLE}{''.join(self.table_cell(self.cell(one)) for one in row)}</table:table-row>" for row in each.rows
        )
        yield (
            f"<table:table><table:title>{escaped(each.caption)}</table:title>{grid}<table:table-header-rows>"
            f"<table:table-row>{head}</table:table-row></table:table-header-rows>{rows}</table:table>"
        )

    def column(self, share: float) -> str:
        """Widths stand in styles, one for each that occurs."""
        name = f"wide_{round(share * 100)}"
        if name not in self.known:
            self.known.add(name)
            self.document.insert_style(
                f'<style:style style:name="{name}" style:family="table-column"><style:table-column-properties'
                f' style:column-width="{WIDE * round(share * 100) / 100:.2f}cm"/></style:style>',
                automatic=True,
            )
        return f'<table:table-column table:style-name="{name}"/>'

    def table_cell(self, inner: str) -> str:
        told = f'<text:p text:style-name="Cell">{inner}</text:p>'
        return f'<table:table-cell table:style-name="ruled" office:value-type="string">{told}</table:table-cell>'

    def cell(self, each: Cell) -> str:
        if not isinstance(each, Link):
            return self.span(each)
        target = each.target
        if target.startswith("#") and target[1:] not in self.places:
            return self.span(each.words)
        return f'<text:a xlink:type="simple" xlink:href={attribute(target)}>{self.span(each.words)}</text:a>'

    def span(self, words: str, style: str = "") -> str:
        """Of one look, or of one language: where words are bold their language is told within."""
        language = language_of(words)
        told = lines(words)
        if language is not None and language in self.known:
            told = f'<text:span text:style-name="{spoken(language)}">{told}</text:span>'
        return f'<text:span text:style-name="{style}">{told}</text:span>' if style else told

    def figure(self, each: Figure) -> str:
        tall = WIDE * figures.high(figures.body(each.drawing, strokes.PAPER)[0]) / strokes.PAPER.width
        size = f'svg:width="{WIDE:.2f}cm" svg:height="{tall:.2f}cm"'
        image = f'<draw:image xlink:href="{self.pictures[each.anchor]}" xlink:type="simple" xlink:show="embed"/>'
        told = f"<svg:title>{escaped(each.table.caption)}</svg:title><svg:desc>{escaped(each.alt)}</svg:desc>"
        frame = f'<draw:frame draw:style-name="picture" text:anchor-type="as-char" {size}>{image}{told}</draw:frame>'
        return paragraph(placed(each.anchor) + frame, BODY)


def placed(anchor: str) -> str:
    return f"<text:bookmark text:name={attribute(anchor)}/>"


def paragraph(inner: str, style: str, words: str = "") -> str:
    if style in (BODY, "Quotations") and runs_from_right(words):
        style += "_rtl"
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


def lines(words: str) -> str:
    """Every space counts here only when it is told as one."""
    told = escaped(words).replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")
    return told.replace("  ", " <text:s/>")


FORMAT = Format("odt", N_("To edit (OpenDocument)"), "application/vnd.oasis.opendocument.text", write, 4)
