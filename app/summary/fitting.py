"""Words on the lines of a drawing: where they go on in the next, and where they are cut.

Nobody knows which font a phone will take. So letters are reckoned as wide as a wide one has them."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from app.summary.lettering import CLUSTER
from app.text import in_one_line

NARROW, BROAD = frozenset("iljItf.,:;'’|!()[]/ \u00a0"), frozenset("mwMWQ@%&—…")
MOST = 400  # characters that are looked at: no line of a drawing holds as many


def fitted(words: str, width: float, size: float, lines: int) -> list[str]:
    """On as many lines as they need, and no more than `lines`. Whole words stand in the table beside the picture."""
    told = in_one_line(words)
    room = width / size
    parts = broken(told[:MOST], room)
    if len(parts) <= lines and len(told) <= MOST:
        return parts or [""]
    return [*parts[: lines - 1], cut(" ".join(parts[lines - 1 :]), room)]


def broken(words: str, room: float) -> list[str]:
    """Between words, and within one that no line has room for."""
    lines: list[str] = []
    for piece in (piece for word in words.split(" ") for piece in pieces(word, room)):
        if lines and breadth(f"{lines[-1]} {piece}") <= room:
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    return lines


def pieces(word: str, room: float) -> Iterator[str]:
    while word and breadth(word) > room:
        piece = beginning(word, room)
        yield piece
        word = word[len(piece) :]
    if word:
        yield word


def cut(words: str, room: float) -> str:
    return f"{beginning(words, room - breadth('…')).rstrip()}…"


def beginning(words: str, room: float) -> str:
    """As much as there is room for, one sign at least; as people count them: no family of emoji is torn."""
    signs = CLUSTER.findall(words)
    fits = sum(reached <= room for reached in accumulate(map(breadth, signs)))
    return "".join(signs[: max(fits, 1)])


def breadth(words: str) -> float:
    """About how wide, in heights of its letters."""
    return sum(of_sign(sign) for sign in words)


@lru_cache(1024)
def of_sign(sign: str) -> float:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    if sign in NARROW:
        return 0.34
    if sign in BROAD or unicodedata.east_asian_width(sign) in "WF":
        return 1
    return 0.72 if sign.isupper() else 0.58
