"""Reading pages and bags as a phone does, with as little work as will do."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from html import unescape

ID = r"([0-9a-f]{32})"
SHOWN = re.compile(rf'\sid="contribution-{ID}"')
CARD = re.compile(rf'<(\w+)\b([^>]*\sid="contribution-{ID}"[^>]*)>(.*?)</\1\s*>', re.DOTALL)
OWN = re.compile(rf'<(\w+)\b([^>]*\sid="own-{ID}"[^>]*)>(.*?)</\1\s*>', re.DOTALL)
BAG = re.compile(r'<hx-place\b[^>]*\sseq="(\d+)"')
TASK = re.compile(r'<\w+\b[^>]*\sid="task"[^>]*>')
LIVE = re.compile(r'<main\b[^>]*\sid="live"[^>]*>')
SAY = re.compile(r'<form\b[^>]*\sid="say"[^>]*>')
INPUT = re.compile(r'<input\b[^>]*\sname="prompt"[^>]*>')
GROUP = re.compile(r'class="badge__number">\s*(\d+)\s*<')
REFUSAL = re.compile(r'<(\w+)\b[^>]*\sid="refusal"[^>]*>(.*?)</\1\s*>', re.DOTALL)
HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1\s*>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


class NotAPhone(Exception):
    """The page is not a phone's page."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a phone may do now."""

    writes: bool = False
    is_private: bool = False
    edits: bool = False
    supports: bool = False
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    id: str
    order: float
    words: str


@dataclass(frozen=True, slots=True)
class PhonePage:
    seq: int
    socket: str
    say: str
    task: Task
    group: int | None
    shown: Counter[str] = field(default_factory=Counter)
    cards: tuple[Card, ...] = ()
    mine: tuple[Card, ...] = ()


def attribute(tag: str, name: str) -> str | None:
    found = re.search(rf'\s{re.escape(name)}="([^"]*)"', tag)
    return unescape(found[1]) if found else None


def bag_seq(markup: str) -> int | None:
    return max(map(int, BAG.findall(markup)), default=None)


def shown_in(markup: str) -> list[str]:
    return SHOWN.findall(markup)


def task_in(markup: str) -> Task | None:
    """The task that a page, frame or answer brings; None when it says nothing about it."""
    root = TASK.search(markup)
    if root is None:
        return None
    return Task(
        writes=attribute(root[0], "data-writes") == "yes",
        is_private=attribute(root[0], "data-private") == "yes",
        edits=attribute(root[0], "data-edits") == "yes",
        supports=attribute(root[0], "data-supports") == "yes",
        prompt=prompt_in(markup),
    )


def prompt_in(markup: str) -> str:
    inputs = [tag for tag in INPUT.findall(markup) if attribute(tag, "form") == "say"]
    return (attribute(inputs[0], "value") or "") if inputs else ""


def phone_page(markup: str) -> PhonePage:
    """Raises NotAPhone."""
    live, say = LIVE.search(markup), SAY.search(markup)
    socket = live and attribute(live[0], "hx-ws:connect")
    if live is None or not socket:
        raise NotAPhone(sentence_in(markup) or "a page without a socket")
    return PhonePage(
        seq=int(attribute(live[0], "data-seq") or 0),
        socket=socket,
        say=(say and (attribute(say[0], "action") or attribute(say[0], "hx-post"))) or "",
        task=task_in(markup) or Task(),
        group=group_in(markup),
        shown=Counter(shown_in(markup)),
        cards=tuple(cards_in(markup)),
        mine=tuple(mine_in(markup)),
    )


def group_in(markup: str) -> int | None:
    """The number on the phone's own badge, which stands first on its page."""
    found = GROUP.search(markup)
    return int(found[1]) if found else None


def cards_in(markup: str) -> list[Card]:
    return [card(*found) for found in CARD.findall(markup)]


def mine_in(markup: str) -> list[Card]:
    """The cards among what is yours, which only their author's phone shows."""
    return [card(*found) for found in OWN.findall(markup)]


def card(_: str, root: str, id_: str, inside: str) -> Card:
    return Card(id_, float(attribute(root, "data-order") or 0), plain(inside))


def plain(markup: str) -> str:
    """The words without their tags, as comparable as people's words get."""
    return comparable(unescape(TAG.sub(" ", markup)))


def comparable(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).split())


def sentence_in(markup: str) -> str:
    """Why the server said no, in its own words; the heading of the page where it names no reason."""
    found = REFUSAL.search(markup)
    said = plain(found[2]) if found else ""
    heading = HEADING.search(markup)
    return (said or (plain(heading[1]) if heading else ""))[:120]


def choices(markup: str, name: str) -> list[str]:
    """The values that the forms of a page offer under this name, in their order, each once."""
    single = re.findall(rf'<(?:button|input)\b[^>]*\sname="{name}"[^>]*>', markup)
    lists = re.findall(rf'<select\b[^>]*\sname="{name}"[^>]*>(.*?)</select', markup, re.DOTALL)
    tags = single + [option for inside in lists for option in re.findall(r"<option\b[^>]*>", inside)]
    return list(dict.fromkeys(value for tag in tags if (value := attribute(tag, "value"))))
