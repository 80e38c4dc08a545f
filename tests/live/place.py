"""What place.js does with bags, in Python: a page, the pieces that come to it, and what is then shown.

Kept as close to static/js/place.js as it can be; what people typed, focus and motion are left to the browser's tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from html import escape
from html.parser import HTMLParser
from re import fullmatch

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NEVER_LATE = 10**18


class Node:
    def __init__(self, tag: str, attributes: dict[str, str], parent: Node | None = None):
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children: list[Node | str] = []

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def elements(self) -> list[Node]:
        return [child for child in self.children if isinstance(child, Node)]

    def walk(self) -> Iterator[Node]:
        """Everything inside, as it is read."""
        ahead = self.elements[::-1]
        while ahead:
            node = ahead.pop()
            yield node
            ahead += node.elements[::-1]

    def find(self, id: str) -> Node | None:
        return next((each for each in self.walk() if each["id"] == id), None)

    def pieces(self) -> list[Node]:
        return [each for each in self.walk() if each["id"] and each["data-in"]]

    def holds(self, other: Node | None) -> bool:
        while other and other is not self:
            other = other.parent
        return other is self

    def remove(self) -> None:
        if self.parent:
            self.parent.children = [child for child in self.parent.children if child is not self]
            self.parent = None

    def insert(self, node: Node, after: Node | None) -> None:
        node.remove()
        at = next(n for n, child in enumerate(self.children, 1) if child is after) if after else 0
        self.children.insert(at, node)
        node.parent = self

    def become(self, other: Node) -> None:
        self.tag, self.attributes, self.children = other.tag, other.attributes, other.children
        for child in self.elements:
            child.parent = self

    @property
    def text(self) -> str:
        inner = (child if isinstance(child, str) else child.text for child in self.children)
        return " ".join(" ".join(inner).split())

    def lines(self, depth: int = 0) -> Iterator[str]:
        """One line for each element and each text, so that two trees can be compared and their difference read."""
        told = "".join(f' {name}="{escape(value)}"' for name, value in sorted(self.attributes.items()))
        yield f"{' ' * depth}<{self.tag}{told}>"
        for child in self.children:
            if isinstance(child, Node):
                yield from child.lines(depth + 1)
            elif child.strip():
                yield " " * (depth + 1) + " ".join(child.split())


class Reader(HTMLParser):
    """Builds the tree, and takes offence at anything that is not closed where it was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.root = self.here = Node("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(node)
        if tag not in VOID:
            self.here = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.here.children.append(Node(tag, {name: value or "" for name, value in attrs}, self.here))

    def handle_endtag(self, tag: str) -> None:
        if tag != self.here.tag or self.here.parent is None:
            raise AssertionError(f"</{tag}> ends <{self.here.tag} id={self.here['id']}>")
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def parse(html: str) -> Node:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.root


Coming = tuple[Node, int]
"""A piece and how new it is."""


class Page:
    """A page as it was opened, and what its bags make of it."""

    def __init__(self, html: str):
        self.root = parse(html)
        main = self.root.find("live")
        assert main, "no page with anything live on it"
        self.seq = self.age = int(main["data-seq"])
        self.ages: dict[str, int] = {}
        self.waiting: list[Coming] = []

    def place(self, text: str) -> int:
        """Places a bag, or the bags of an answer. Returns how new the last one is."""
        age = 0
        for bag in parse(text).elements:
            age = int(bag["seq"])
            self.waiting += [(piece, NEVER_LATE if piece["id"] == "refusal" else age) for piece in bag.elements]
            self.place_waiting()
        return age

    def hear(self, frame: str) -> None:
        """A bag that the socket brought: next time, it may go on from there."""
        self.seq = self.place(frame)

    def place_waiting(self) -> None:
        while ready := [each for each in self.waiting if self.has_list(each[0])]:
            self.waiting = [each for each in self.waiting if each not in ready]
            for piece, age in ready:
                self.rehome(piece, age)
            for piece, age in ready:
                self.place_piece(piece, age)

    def has_list(self, piece: Node) -> bool:
        return not piece["data-in"] or self.find(piece["data-in"]) is not None

    def find(self, id: str) -> Node | None:
        return self.root.find(id) if id else None

    def age_of(self, id: str) -> int:
        return self.ages.get(id, self.age)

    def is_late(self, piece: Node, age: int) -> bool:
        return age < self.age_of(piece["id"]) or (not self.find(piece["id"]) and age < self.age_of(piece["data-in"]))

    def rehome(self, piece: Node, age: int) -> None:
        shown = self.find(piece["id"])
        if shown is None or not piece["data-in"] or self.is_late(piece, age):
            return
        assert shown.parent
        if (shown.parent["id"], shown["data-order"]) != (piece["data-in"], piece["data-order"]):
            self.insert(shown, piece)

    def insert(self, node: Node, piece: Node, inside: Node | None = None) -> Node | None:
        """Into the list and to the place there that the piece names."""
        home = inside.find(piece["data-in"]) if inside else self.find(piece["data-in"])
        if home is None:
            return None
        order = int(piece["data-order"])
        before = [each for each in home.elements if each is not node and int(each["data-order"] or order + 1) <= order]
        home.insert(node, before[-1] if before else None)
        return node

    def place_piece(self, piece: Node, age: int) -> None:
        if self.is_late(piece, age):
            return
        home = self.find(piece["id"]) or self.insert(Node(piece.tag, dict(piece.attributes)), piece)
        if home is None:
            return
        self.reconcile(home, piece, age)
        self.grow(piece, age)
        home.become(piece)

    def reconcile(self, home: Node, incoming: Node, age: int) -> None:
        for piece in incoming.pieces():
            shown = self.find(piece["id"])
            if shown and self.age_of(piece["id"]) > age:
                piece.remove()
            elif shown and not home.holds(shown):
                shown.remove()
        for shown in home.pieces():
            if self.age_of(shown["id"]) > age:
                self.insert(alone(shown), shown, inside=incoming)

    def grow(self, piece: Node, age: int) -> None:
        if age == NEVER_LATE:
            return
        for each in (piece, *piece.walk()):
            if each["id"] and self.age_of(each["id"]) <= age:
                self.ages[each["id"]] = age

    def words(self, kind: str, inside: str = "live") -> list[str]:
        """The words of everything of a class that is to be seen there, in order."""
        place = self.find(inside)
        return [each.text for each in place.walk() if kind in each["class"].split()] if place else []

    def region(self, id: str) -> list[str]:
        found = self.find(id)
        return list(found.lines()) if found else []

    def ids(self, kind: str) -> list[str]:
        """Which records of a kind are shown, in order: the ids of elements like `theme-1f0c…`."""
        shown = [each for each in self.root.walk() if "hidden" not in each.attributes]
        return [found[1] for each in shown if (found := fullmatch(rf"{kind}-([0-9a-f]{{32}})", each["id"]))]


def alone(shown: Node) -> Node:
    """A copy without the page around it and without the pieces inside, which are asked for themselves."""
    parent, shown.parent = shown.parent, None
    copy = deepcopy(shown)
    shown.parent = parent
    for piece in copy.pieces():
        piece.remove()
    return copy
