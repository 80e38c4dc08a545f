"""Every format there is."""

from collections.abc import Callable
from typing import NamedTuple

from app.summary import html, json_, markdown
from app.summary.report import Report


class Writer(NamedTuple):
    media_type: str
    write: Callable[[Report], str]


WRITERS = {
    "html": Writer("text/html; charset=utf-8", html.write),
    "md": Writer("text/markdown; charset=utf-8", markdown.write),
    "json": Writer("application/json", json_.write),
}
