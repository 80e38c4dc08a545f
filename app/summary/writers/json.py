"""The report as JSON: for researchers and archives. Version 1 of `samskap_report`."""

import json
from datetime import datetime
from typing import Any

from app.domain.errors import N_
from app.summary.report import Report
from app.summary.writers.base import Format

LAB = ("code", "language", "languages", "title", "question", "background", "goals", "facts", "links", "closed_at")


def write(report: Report) -> str:
    found = report.findings
    told: dict[str, Any] = {
        "samskap_report": 1,
        "least": found.least,
        "lab": {name: found.lab[name] for name in LAB},
        **{name: getattr(found, name) for name in ("numbers", "agenda", "people", "prompts", "groups")},
        **{name: getattr(found, name) for name in ("lessons", "themes", "contributions", "notes", "votes")},
        **{name: getattr(found, name) for name in ("questions", "posters", "introduction", "is_reordered", "edition")},
    }
    return json.dumps(told, ensure_ascii=False, indent=2, default=moment)


def moment(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


FORMAT = Format("json", N_("Data (JSON)"), "application/json", write, 8, is_light=True)
