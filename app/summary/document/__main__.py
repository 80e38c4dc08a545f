"""The schema of a summary's JSON, as docs/summary.schema.json holds it: `python -m app.summary.document`."""

import json

from app.summary.document.whole import schema

print(json.dumps(schema(), ensure_ascii=False, indent=2))
