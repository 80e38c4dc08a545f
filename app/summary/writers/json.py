"""The report as JSON: for researchers and archives. summary/document tells what it holds."""

import json
from datetime import datetime

from app.domain.errors import N_
from app.summary.document import document
from app.summary.report import Report
from app.summary.writers.base import Format


def write(report: Report) -> str:
    return json.dumps(document(report.findings), ensure_ascii=False, indent=2, default=moment)


def moment(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


FORMAT = Format("json", N_("Data (JSON)"), "application/json", write, 8, is_light=True)
