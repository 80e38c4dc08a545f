"""A participant's receipt as a page of their phone, and as files to keep."""

import json
from functools import partial
from typing import Any

from sqlalchemy import Connection

from app.domain.work import Key
from app.following.own import read_receipt
from app.following.receipt import piece, receipt
from app.i18n import reading
from app.jinja import templates
from app.summary.writers.html import styles
from app.summary.writers.json import moment


def page(read: Connection, key: Key, language: str) -> str:
    told = read_receipt(read, key)
    with reading(language, partial(told["lab"].get, "time_zone")):
        shown, is_closed = receipt(told), told["lab"]["closed_at"] is not None
        facts: dict[str, Any] = {"lab_id": key.lab_id, "is_closed": is_closed, "is_cut": told["is_cut"]}
        return templates.get_template("plain/receipt.html").render(report=piece(shown), title=shown.title, **facts)


def as_html(read: Connection, key: Key, language: str) -> tuple[str, str]:
    """Its name, and the file: whole in itself, it loads nothing."""
    told = read_receipt(read, key)
    with reading(language, partial(told["lab"].get, "time_zone")):
        shown = receipt(told)
        page = templates.get_template("summary/file.html").render(report=shown, body=piece(shown), styles=styles)
    return f"{shown.file_name}.html", page


def as_json(read: Connection, key: Key, language: str) -> tuple[str, str]:
    told = read_receipt(read, key)
    with reading(language, partial(told["lab"].get, "time_zone")):
        name = receipt(told).file_name
    return f"{name}.json", json.dumps(told, ensure_ascii=False, indent=2, default=moment)
