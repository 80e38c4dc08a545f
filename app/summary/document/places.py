"""On which line of a JSON file each thing stands. Asked only of a file with which something is wrong."""

import re
from collections.abc import Iterator
from json import JSONDecoder

Path = tuple[str | int, ...]
BLANK = re.compile(r"[ \t\r\n]*")
STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
SCALAR = re.compile(STRING.pattern + r'|[^\s,\]}"]+')
DEEPEST = 40


def places(text: str) -> Iterator[tuple[Path, int]]:
    """Each path and its line, in the order of the file. Of a file that can be read as JSON."""
    reader = Reader(text)
    yield from reader.value((), reader.end_of(BLANK, int(text.startswith("\ufeff"))))


class Reader:
    """`at`: how far it has read. `line`: of what was read last."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.line, self.counted = text, 0, 1, 0

    def value(self, path: Path, at: int) -> Iterator[tuple[Path, int]]:
        yield path, self.line_at(at)
        opening = self.text[at]
        if len(path) < DEEPEST and opening == "{":
            yield from self.members(path, at + 1)
        elif len(path) < DEEPEST and opening == "[":
            yield from self.items(path, at + 1)
        elif opening in "{[":
            self.at = JSONDecoder().raw_decode(self.text, at)[1]
        else:
            self.at = self.end_of(SCALAR, at)

    def members(self, path: Path, at: int) -> Iterator[tuple[Path, int]]:
        at = self.end_of(BLANK, at)
        while self.text[at] != "}":
            end = self.end_of(STRING, at)
            name = JSONDecoder().decode(self.text[at:end])
            after_colon = self.end_of(BLANK, self.end_of(BLANK, end) + 1)
            yield from self.value((*path, name), after_colon)
            at = self.next_at()
        self.at = at + 1

    def items(self, path: Path, at: int) -> Iterator[tuple[Path, int]]:
        at, n = self.end_of(BLANK, at), 0
        while self.text[at] != "]":
            yield from self.value((*path, n), at)
            at, n = self.next_at(), n + 1
        self.at = at + 1

    def next_at(self) -> int:
        """Where the next member stands, or the bracket that closes them all."""
        at = self.end_of(BLANK, self.at)
        return self.end_of(BLANK, at + 1) if self.text[at] == "," else at

    def end_of(self, sign: re.Pattern[str], at: int) -> int:
        found = sign.match(self.text, at)
        return found.end() if found else at + 1

    def line_at(self, at: int) -> int:
        self.line += self.text.count("\n", self.counted, at)
        self.counted = at
        return self.line
