"""Files read again, as whoever gets them reads them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.token import Token

ANCHOR = '<a id="'


@dataclass
class Told:
    """What stands at one anchor of a Markdown file."""

    label: str = ""
    paragraphs: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return "\n\n".join(self.paragraphs)


class Markdown:
    """A Markdown file as a reader of CommonMark with tables sees it: what is told at each anchor, and its markup."""

    def __init__(self, source: str) -> None:
        self.told: dict[str, Told] = {}
        self.markup: set[str] = set()
        self.html: set[str] = set()
        self.targets: list[str] = []
        self.at = Told()
        for token in MarkdownIt("commonmark").enable("table").parse(source):
            self.read(token)

    def read(self, token: Token) -> None:
        if token.type == "inline":
            self.read_inline(token.children or [])
        else:
            self.markup.add(token.type)

    def read_inline(self, children: list[Token]) -> None:
        self.at.paragraphs.append("")
        for child in children:
            if child.type == "html_inline":
                self.meet(child.content)
            elif child.type == "strong_close":
                self.at.label, self.at.paragraphs[-1] = self.at.paragraphs[-1].strip(), ""
            elif child.type in ("text", "softbreak", "hardbreak"):
                self.at.paragraphs[-1] += child.content if child.type == "text" else "\n"
            else:
                self.markup.add(child.type)
                self.targets += [str(child.attrs["href"])] if child.type == "link_open" else []
        self.at.paragraphs[-1] = self.at.paragraphs[-1].strip()

    def meet(self, tag: str) -> None:
        self.html.add(tag if not tag.startswith(ANCHOR) else ANCHOR)
        if tag.startswith(ANCHOR):
            self.at = self.told[tag.removeprefix(ANCHOR).rstrip('">')] = Told(paragraphs=[""])


class Html(HTMLParser):
    """An HTML file as a browser's parser sees it: its elements in order, and the words inside each that has an id."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.words: dict[str, str] = {}
        self.open: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.elements.append((tag, tuple(sorted(known))))
        self.targets += [known[name] or "" for name in ("href", "src", "action") if name in known]
        if id := known.get("id"):
            self.ids.append(id)
        if tag not in ("meta", "br"):
            self.open.append(id or f".{known.get('class') or tag}")

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for at, name in enumerate(self.open):
            if not name.startswith("."):
                place = "".join([name, *self.open[at + 1 :]])
                self.words[place] = self.words.get(place, "") + data
        if self.open and self.open[-1] == ".blockquote":
            last = self.ids[-1] + ".blockquote"
            self.words[last] = self.words.get(last, "") + data
