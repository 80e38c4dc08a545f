"""What office formats share: words made safe for XML, and which way they run."""

import re
import unicodedata
from xml.sax.saxutils import escape, quoteattr

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escaped(words: str) -> str:
    return escape(legal(words))


def attribute(words: str) -> str:
    """In its quotation marks."""
    return quoteattr(legal(words))


def legal(words: str) -> str:
    """Without what XML 1.0 forbids; organisers' plans are cleaned by nobody else."""
    return ILLEGAL.sub("\ufffd", words)


def runs_from_right(words: str) -> bool:
    """By its first letter, as `dir="auto"` tells it."""
    for sign in words:
        side = unicodedata.bidirectional(sign)
        if side in ("L", "R", "AL"):
            return side != "L"
    return False
