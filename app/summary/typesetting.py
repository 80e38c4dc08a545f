"""Where typst is asked: to set pages, and to make pictures of drawings."""

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.summary.lettering import FONTS, showable

TEMPLATE = Path(__file__).parent / "report.typ"
SETTER = Path(__file__).parent / "setter.py"
STANDARDS = ["ua-1", "a-2a"]
SPARING = {"MALLOC_ARENA_MAX": "1", "MALLOC_TOP_PAD_": "0"}
"""How glibc gives memory to the setter: from one place, and never more than was asked for."""

ALBUM = b"""
#set page(width: auto, height: auto, margin: 2pt)
#for (n, each) in json(bytes(sys.inputs.drawings)).enumerate() {
  if n > 0 { pagebreak() }
  image(bytes(each), format: "svg")
}
"""


class NotSet(RuntimeError):
    """Typst, or the machine, could not set it; says why."""


def typeset(data: str, template: Path = TEMPLATE) -> bytes:
    """What is told comes as JSON under the template's own name."""
    made = of_setter(
        input=str(template),
        root=str(template.parent),
        sys_inputs={template.stem: data},
        pdf_standards=STANDARDS,
        format="pdf",
    )
    return bytes(made)


def pictures(drawings: list[str], resolution: int = 192) -> Iterator[bytes]:
    """The same drawings as PNG, for formats that take no SVG. All in one go: starting is what costs."""
    if not drawings:
        return
    told = {"drawings": json.dumps([showable(each) for each in drawings])}
    made = of_setter(input=ALBUM, sys_inputs=told, format="png", ppi=resolution)
    yield from made if isinstance(made, list) else [made]


def of_setter(**asked: Any) -> Any:
    """What `typst.compile` makes of it, in a process of its own; once more in another when that was ended from outside.
    Raises NotSet."""
    done = setter(asked)
    if done.returncode < 0:
        done = setter(asked)
    if done.returncode:
        raise NotSet(done.stderr.decode(errors="replace"))
    return pickle.loads(done.stdout)  # noqa: S301 it comes from setter.py


def setter(asked: dict[str, Any]) -> "subprocess.CompletedProcess[bytes]":
    """`-I`: beside it lies a file with the name of a library's."""
    return subprocess.run(  # noqa: S603 our own program
        [sys.executable, "-I", str(SETTER), str(os.getpid())],
        input=pickle.dumps(asked | {"font_paths": str(FONTS)}),
        capture_output=True,
        env=surroundings(),
        check=False,
    )


def surroundings() -> dict[str, str]:
    """Ours without what only Samskap needs to know, its secrets among it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SAMSKAP_")} | SPARING
