"""The report as HTML: a piece of the summary page, and one self-contained file."""

from functools import cache

from markupsafe import Markup
from sqlalchemy import Connection

from app.domain.errors import N_, NotFound
from app.i18n import reading
from app.jinja import STATIC, macro, templates
from app.summary import figures, strokes
from app.summary.profiles import room
from app.summary.report import ARCHIVED, Report, found_for, published_report, report, told
from app.summary.tree import Figure
from app.summary.writers.base import Format


def svg(figure: Figure) -> Markup:
    return Markup(figures.svg(figure))  # noqa: S704 drawn by ourselves, escaped there


def badge(group: int) -> Markup:
    return Markup(strokes.badge(group, 0, 0, 100))  # noqa: S704 ours


@cache
def styles() -> Markup:
    """Of the summary page, and the colours it names: the file looks like the page, and loads nothing."""
    sheets = ((STATIC / "css" / name).read_text(encoding="utf-8") for name in ("tokens.css", "report.css"))
    return Markup("".join(sheets))  # noqa: S704 ours


templates.globals |= {"svg": svg, "badge": badge, "styles": styles}


def piece(report: Report) -> Markup:
    return Markup(macro("summary/_report.html:report")(report))  # noqa: S704 drawn by our own template, escaped there


def page(read: Connection, lab_id: int, language: str, least: int) -> str:
    """The whole page that everyone in the lab reads."""
    held = told(room(found_for(read, lab_id), least), language)
    with reading(language):
        body = piece(held)
        return templates.get_template("plain/summary.html").render(report=body, title=held.title, back="/")


def piece_of_edition(read: Connection, lab_id: int, number: int, language: str) -> Markup:
    """An edition as its public page shows it."""
    edition = published_report(read, lab_id, number, language)
    with reading(language):
        return piece(edition)


def page_of_archive(read: Connection, lab_id: int, language: str) -> str:
    """The whole page of a lab that was held elsewhere. Raises NotFound where it was held here."""
    kept = read.execute(ARCHIVED, {"lab": lab_id}).first()
    if kept is None:
        raise NotFound
    held = report(read, lab_id, language)
    with reading(language):
        page, url = templates.get_template("plain/archive.html"), f"/labs/{lab_id}/archive"
        return page.render(report=piece(held), title=held.title, kept=kept, url=url)


def write(report: Report) -> str:
    return templates.get_template("summary/file.html").render(report=report, body=piece(report))


FORMAT = Format("html", N_("Page (HTML)"), "text/html; charset=utf-8", write, 2, is_light=True)
