"""Which characters our fonts can show. What none of them can is named: `[unicode name]`, never an empty box."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

import regex

FONTS = Path(__file__).parent / "fonts"
TEXT = "Atkinson Hyperlegible Next"
FAMILIES = (TEXT, "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Math", "Noto Emoji")
CLUSTER = regex.compile(r"\X")
UNSEEN = regex.compile(r"[\p{DI}\n\t]")  # needs no glyph: joiners, variation selectors, direction marks
PLAIN = regex.compile(r"[\x20-\x7e\xa0-\u017f\u2002\n]*")  # letters of most of Europe, which our fonts have


def showable(words: str) -> str:
    """The same words with every character named that no font of ours has."""
    if PLAIN.fullmatch(words):
        return words
    return str(CLUSTER.sub(lambda found: shown(found[0]), words))


def drawable(drawing: str) -> str:
    """For a drawing, where every sign is looked up alone: each letter without the signs over it, of each family of
    emoji the first. The whole words stand in the table beside it."""
    return showable(CLUSTER.sub(lambda found: unicodedata.normalize("NFC", found[0])[:1], drawing))


@cache
def shown(cluster: str) -> str:
    """A character as people count them: one font must have all of it, or its marks would stand beside it in boxes."""
    needed = {ord(sign) for sign in unicodedata.normalize("NFC", cluster) if not UNSEEN.match(sign)}
    if any(needed <= font for font in coverage()):
        return cluster
    return "".join(sign if has(sign) else named(sign) for sign in cluster)


def has(sign: str) -> bool:
    """Alone: a mark without its letter is shown by none."""
    return bool(UNSEEN.match(sign)) or (
        not unicodedata.combining(sign) and any(ord(sign) in font for font in coverage())
    )


def named(sign: str) -> str:
    return f"[{unicodedata.name(sign, f'U+{ord(sign):04X}').lower()}]"


@cache
def coverage() -> tuple[frozenset[int], ...]:
    """Of each family in its regular cut, in the order in which they are asked."""
    cuts = [FONTS / f"{family.replace(' ', '')}-Regular.ttf" for family in FAMILIES]
    return tuple(characters(cut.read_bytes()) for cut in cuts)


def characters(font: bytes) -> frozenset[int]:
    """The code points in a font's `cmap` table, formats 4 and 12 (OpenType specification)."""
    cmap = table(font, b"cmap")
    count = struct.unpack_from(">H", font, cmap + 2)[0]
    found: set[int] = set()
    for n in range(count):
        at = cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * n)[0]
        kind = struct.unpack_from(">H", font, at)[0]
        found |= segments(font, at) if kind == 4 else ranges(font, at) if kind == 12 else set()
    return frozenset(found)


def table(font: bytes, tag: bytes) -> int:
    count = struct.unpack_from(">H", font, 4)[0]
    for n in range(count):
        name, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * n)
        if name == tag:
            return int(offset)
    raise ValueError(f"a font without {tag!r}")


def segments(font: bytes, at: int) -> set[int]:
    n = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{n}H", font, at + 14)
    starts = struct.unpack_from(f">{n}H", font, at + 16 + 2 * n)
    return {code for start, end in zip(starts, ends, strict=True) for code in range(start, end + 1)} - {0xFFFF}


def ranges(font: bytes, at: int) -> set[int]:
    n = struct.unpack_from(">I", font, at + 12)[0]
    groups = (struct.unpack_from(">II", font, at + 16 + 12 * each) for each in range(n))
    return {code for start, end in groups for code in range(start, end + 1)}
