"""A page as a reader meets it: elements by id, and the words in them."""

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Element:
    def __init__(self, name: str, attributes: dict[str, str]):
        self.name, self.attributes = name, attributes
        self.inside: list[Element | str] = []

    def __iter__(self) -> Iterator["Element"]:
        """This element and all within it, in the order of the page."""
        yield self
        for each in self.inside:
            if isinstance(each, Element):
                yield from each

    @property
    def id(self) -> str:
        return self.attributes.get("id", "")

    @property
    def words(self) -> str:
        """Its text as it was written, a textarea's first line break aside."""
        return "".join(each if isinstance(each, str) else each.words for each in self.inside)

    @property
    def seen(self) -> str:
        """Its text with spaces run together."""
        return " ".join(self.words.split())

    @property
    def everything(self) -> str:
        """Every text and every attribute in it: whatever could tell anything."""
        told = [value for each in self for value in each.attributes.values()]
        return "\n".join([self.words, *told])

    def has(self, id: str) -> bool:
        return any(each.id == id for each in self)

    def find(self, id: str) -> "Element":
        return next(each for each in self if each.id == id)

    def all(self, name: str, **attributes: str) -> list["Element"]:
        return [each for each in self if each.name == name and attributes.items() <= each.attributes.items()]

    def field(self, name: str) -> str:
        """What a form field holds."""
        found = next(each for each in self if each.attributes.get("name") == name)
        return found.words if found.name == "textarea" else found.attributes.get("value", "")

    def without(self, *ids: str) -> "Element":
        """The same, but for the elements of these ids."""
        copy = Element(self.name, self.attributes)
        for each in self.inside:
            if isinstance(each, str):
                copy.inside.append(each)
            elif each.id not in ids:
                copy.inside.append(each.without(*ids))
        return copy


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        names = [each.name for each in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read(html: str) -> Element:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.root
