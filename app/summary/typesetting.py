"""Where typst is asked: to set pages, and to make pictures of drawings."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import typst

from app.summary.lettering import FONTS, showable

TEMPLATE = Path(__file__).parent / "report.typ"
STANDARDS: Any = ["ua-1", "a-2a"]
ALBUM = b"""
#set page(width: auto, height: auto, margin: 2pt)
#for (n, each) in json(bytes(sys.inputs.drawings)).enumerate() {
  if n > 0 { pagebreak() }
  image(bytes(each), format: "svg")
}
"""


def typeset(data: str, template: Path = TEMPLATE) -> bytes:
    """What is told comes as JSON under the template's own name."""
    made = typst.compile(
        template,
        root=template.parent,
        font_paths=fonts(),
        sys_inputs={template.stem: data},
        pdf_standards=STANDARDS,
        format="pdf",
    )
    return bytes(made)


@cache
def fonts() -> Any:
    """Ours alone: the same page on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def pictures(drawings: list[str], resolution: int = 192) -> Iterator[bytes]:
    """The same drawings as PNG, for formats that take no SVG. All in one go: starting is what costs."""
    if not drawings:
        return
    told = {"drawings": json.dumps([showable(each) for each in drawings])}
    made: Any = typst.compile(ALBUM, font_paths=fonts(), sys_inputs=told, format="png", ppi=resolution)
    yield from made if isinstance(made, list) else [made]
