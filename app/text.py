"""How people's words are cleaned: one policy, one place.

Words are kept as they were written: nothing is escaped here (templates do that) and nothing is censored. Taken out is
only what nobody can see, and what would mislead the eye: controls, bidi overrides, floods of accents.
"""

import unicodedata
from functools import lru_cache
from typing import Final, Literal
from urllib.parse import urlsplit

import regex

MOST_WORDS: Final = 2000
MOST_IN_A_LINE: Final = 200
MOST_IN_A_NAME: Final = 40
MOST_BYTES_IN_A_NAME: Final = 200
MOST_MARKS: Final = 8  # the tallest stack in earnest use, a Tibetan seed syllable, has eight

Reason = Literal["empty", "too_long", "reserved_name", "not_a_code"]

_SURROGATE = regex.compile(r"\p{Cs}")
_NEWLINE = regex.compile("\r\n?|[\u0085\u2028\u2029]")
# Controls, noncharacters, bidi embeddings and overrides, deprecated formats, byte order marks, annotations. The marks
# that people who write from right to left need (LRM, RLM, ALM) stay.
_UNSEEN = regex.compile(r"(?![\n\t])[\p{Cc}\p{NChar}\u202A-\u202E\u206A-\u206F\uFEFF\uFFF9-\uFFFB]")
# Tag characters are invisible letters: they may spell a flag, never a hidden message.
_TAGS = regex.compile(
    r"(\U0001F3F4[\U000E0030-\U000E0039\U000E0061-\U000E007A]{3,6}\U000E007F)|[\U000E0000-\U000E007F]"
)
_ANYTHING = regex.compile(r"[^\s\p{DI}\u2800]")  # \u2800 is a braille cell without dots
_BREAKING = regex.compile(r"[ \t-\r]+")
_ISOLATE = regex.compile("[\u2066-\u2069]")
_ISOLATES, _END_OF_ISOLATE = "\u2066\u2067\u2068", "\u2069"

_JOINING = r"[[\p{Arabic}\p{Syriac}\p{Mongolian}\p{Nko}]&&\p{L}]"
_VARIANT = r"[\u180B-\u180D\u180F\uFE00-\uFE0F\U000E0100-\U000E01EF]"
_HAS_VARIANTS = r"(?:[\p{ExtPict}#*0-9]|[[\p{Han}\p{Mongolian}\p{Myanmar}]&&\p{L}])"
# In a name the invisible stays only where it is spelling: in emoji (families, flags, hearts), between the joined
# letters of Persian, after the virama of Indic scripts, behind a Han character that has variants.
_UNSEEN_IN_A_NAME = regex.compile(
    r"(?V1)(?=\p{DI})((?<=\p{ExtPict}[\p{EMod}\uFE0F]{0,2})\u200D(?=\p{ExtPict})"
    rf"|(?<={_JOINING}\p{{Mn}}{{0,8}})\u200C(?={_JOINING})"
    r"|(?<=\p{ccc=9}\p{Mn}{0,8})[\u200C\u200D]"
    rf"|(?<={_HAS_VARIANTS}){_VARIANT}"
    r"|[\U000E0020-\U000E007F])"
    r"|\p{DI}"
)

# Which characters look like a Latin letter, as far as the reserved names need it (after Unicode TR 39). Upper case is
# told apart from lower: a Greek Ν looks like N, a ν like v.
_LOOKALIKES = {
    "a": "@4АаΑαᴀɑ", "b": "ВΒʙ", "c": "СсϲᴄϹ", "d": "ԁᴅđĐɗ", "e": "3ЕеΕεЗзᴇɛэ", "f": "ƒϝ", "g": "9ԌԍցɡɢԼ",
    "h": "НнΗһҺʜ", "j": "ЈјȷᴊϳͿ", "k": "КкΚκᴋ", "l": "Ii1|!ІіӀӏΙιıɪʟłŁǀ", "m": "МмΜᴍ", "n": "ΝпոռηɴИ",
    "o": "0ОоΟοσօՕøØᴏ", "p": "РрΡρᴘ", "r": "гГɼʀᴦЯ", "s": "5$ЅѕꜱՏ", "t": "7ТтΤτᴛ", "u": "υսᴜʋμ", "v": "νѵѴᴠ",
    "w": "ѡԝԜᴡω", "x": "ХхΧχ", "y": "УуҮүΥʏγ", "z": "ΖᴢƵƶ",
}  # fmt: skip
_LOOKS_LIKE = str.maketrans({alike: letter for letter, several in _LOOKALIKES.items() for alike in several})

_RESERVED_NAMES = """
samskap system systeem systemet système sistema
organiser organisers organizer organizers organisator organisatorin organisatoren organisatorinnen organisatørene
veranstalter veranstalterin veranstalterinnen organisateur organisateurs organisatrice organisateurrice arrangør
arrangøren arrangører arrangørene organizador organizadora organizadores
moderator moderators moderatorin moderatoren moderatorinnen moderatorer moderatorene gruppevert gruppeverten
gruppeverter ordstyrer ordstyreren modérateur modérateurs modératrice modérateurrice animateur animatrice
moderador moderadora moderadores
"""


class Unfit(ValueError):
    """What was written cannot be taken; `code` says why."""

    def __init__(self, code: Reason) -> None:
        super().__init__(code)
        self.code: Reason = code


def words(raw: str, most: int = MOST_WORDS) -> str:
    """What someone wrote, in NFC, as it will be stored and shown. `most` counts code points.

    Code points take at most four bytes of UTF-8, so the limit of 8,000 bytes keeps itself.
    Raises Unfit: empty, too_long.
    """
    return _fitting(_settled(_visible(raw)), most)


def line(raw: str, most: int = MOST_IN_A_LINE) -> str:
    """The same on one line, for titles. Raises Unfit: empty, too_long."""
    return _fitting(_on_one_line(_settled(_visible(raw))), most)


def in_one_line(told: str) -> str:
    """What is on several, with the no-break spaces that a language writes before its signs."""
    return " ".join(part for part in _BREAKING.split(told) if part)


def name(raw: str) -> str:
    """A name to be seen by: 40 characters as people count them, 200 bytes, on one line.

    Raises Unfit: empty, too_long, reserved_name (it reads like a role that has power here).
    """
    seen: str = _UNSEEN_IN_A_NAME.sub(r"\1", _visible(raw))
    shown = " ".join(regex.split(r"[\s\u2800]+", _on_one_line(_settled(seen)))).strip()
    fit = _fitting(shown, MOST_BYTES_IN_A_NAME)
    if len(regex.findall(r"\X", fit)) > MOST_IN_A_NAME or len(fit.encode()) > MOST_BYTES_IN_A_NAME:
        raise Unfit("too_long")
    if is_reserved(fit):
        raise Unfit("reserved_name")
    return fit


def is_reserved(shown: str) -> bool:
    """Whether a name reads like an organiser, a moderator or the system, in any language we speak."""
    bare: str = regex.sub(r"^\P{L}+|\P{L}+$", "", unicodedata.normalize("NFKC", shown))
    return likeness(shown) in _RESERVED or likeness(bare) in _RESERVED


@lru_cache(4096)
def likeness(shown: str) -> str:
    """What a name looks like: names that could be taken for each other share it. To compare, never to show."""
    plain = regex.sub(r"[\u0300-\u036F]", "", unicodedata.normalize("NFKD", shown))
    alike = plain.translate(_LOOKS_LIKE).casefold().translate(_LOOKS_LIKE)
    letters: str = regex.sub(r"[^\p{L}\p{M}\p{N}]", "", alike)
    return letters.replace("rn", "m").replace("vv", "w") or shown


def initials(shown: str) -> str:
    """One or two letters that stand for a name: of its first word and its last. A name without letters gives a sign."""
    found = [regex.search(r"(?=[\p{L}\p{N}])\X", word) for word in shown.split()]
    letters = [first.group() for first in found if first] or regex.findall(r"\X", shown.strip())[:1]
    return "".join(letters[:1] + letters[1:][-1:]).upper()


def join_code(raw: str) -> str:
    """A code as it is kept, however it was typed: "k7q-m3x" is K7QM3X. Raises Unfit: not_a_code."""
    if len(raw) > MOST_IN_A_LINE:
        raise Unfit("not_a_code")
    typed: str = regex.sub(r"[\s\p{Pd}\p{Cf}\u2212]+", "", unicodedata.normalize("NFKC", raw))
    if not regex.fullmatch(r"[A-Za-z0-9]{4,16}", typed):
        raise Unfit("not_a_code")
    return typed.upper()


def safe_link(url: str) -> str | None:
    """The address, if it leads to a page of the web by http(s) and shows plainly where it leads; else None."""
    address = url.strip()
    if not regex.match(r"(?i)https?://", address) or regex.search(r'[\s\p{C}\\<>"]', address):
        return None
    try:
        parts = urlsplit(address)
        is_plain = bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:  # a port or an IPv6 address that is none
        return None
    return address if is_plain else None


def _visible(raw: str) -> str:
    """Without what nobody can see. A lone surrogate becomes U+FFFD, as a browser sends it."""
    whole = _SURROGATE.sub("\ufffd", raw)
    seen: str = _TAGS.sub(r"\1", _UNSEEN.sub("", _NEWLINE.sub("\n", whole)))
    return _with_isolates_in_pairs(seen)


def _with_isolates_in_pairs(text: str) -> str:
    """An isolate left open would turn around the sentence that quotes these words."""
    if not _ISOLATE.search(text):
        return text
    lone: set[int] = set()
    is_open: list[int] = []
    for at, sign in enumerate(text):
        if sign in _ISOLATES:
            is_open.append(at)
        elif sign == _END_OF_ISOLATE and is_open:
            is_open.pop()
        elif sign == _END_OF_ISOLATE:
            lone.add(at)
        elif sign == "\n":
            lone.update(is_open)
            is_open = []
    lone.update(is_open)
    return "".join(sign for at, sign in enumerate(text) if at not in lone) if lone else text


def _settled(text: str) -> str:
    """In NFC, no letter with more than eight marks, no space around.

    Floods are cut roughly before NFC, which takes quadratic time on them, and exactly after it.
    """
    return _marks_cut(unicodedata.normalize("NFC", _marks_cut(text, 4 * MOST_MARKS)), MOST_MARKS).strip()


def _marks_cut(text: str, most: int) -> str:
    mark = r"\p{M}[\u200B-\u200D\u2060]*+"
    cut: str = regex.sub(rf"((?:{mark}){{{most}}}+)(?:{mark})++", r"\1", text)
    return cut


def _on_one_line(text: str) -> str:
    return " ".join(part.strip() for part in regex.split(r"[\n\t]+", text) if part.strip())


def _fitting(text: str, most: int) -> str:
    if not _ANYTHING.search(text):
        raise Unfit("empty")
    if len(text) > most:
        raise Unfit("too_long")
    return text


_RESERVED = frozenset(likeness(each) for each in _RESERVED_NAMES.split())
