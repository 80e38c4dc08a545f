"""The report as HTML: a piece of the summary page, and one self-contained file."""

from markupsafe import Markup

from app.jinja import macro, templates
from app.summary.report import Report


def piece(report: Report) -> Markup:
    return Markup(macro("summary/_report.html:report")(report))  # noqa: S704 drawn by our own template, escaped there


def write(report: Report) -> str:
    return templates.get_template("summary/file.html").render(report=report, body=piece(report))
