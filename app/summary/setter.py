"""Sets one document and ends: typst keeps whatever it ever laid out until its process ends.

A program of its own that knows nothing of Samskap: `python -I setter.py PARENT` reads the pickled arguments of
`typst.compile` from its standard input, with a folder of fonts in place of `font_paths`, and writes what came of it,
pickled, to its standard output. What cannot be set is told on its standard error."""

import os
import pickle
import signal
import sys
from contextlib import suppress
from ctypes import CDLL
from typing import Any

import typst

SIGNAL_AT_PARENTS_DEATH = 1  # prctl(2)


def main(parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever asked
    end_with(parent)
    asked: dict[str, Any] = pickle.load(sys.stdin.buffer)  # noqa: S301 it comes from typesetting.py
    try:
        made = typst.compile(font_paths=fonts(asked.pop("font_paths")), **asked)
    except typst.TypstError as error:
        sys.exit(str(error))
    pickle.dump(made, sys.stdout.buffer)


def end_with(parent: int) -> None:
    """A document half set is nobody's loss. Linux alone can say so."""
    with suppress(OSError, AttributeError):
        CDLL(None).prctl(SIGNAL_AT_PARENTS_DEATH, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit("Whoever asked is gone.")


def fonts(folder: str) -> Any:
    """Those alone: the same page on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


if __name__ == "__main__":
    main(int(sys.argv[1]))
