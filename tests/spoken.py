"""What a template says by itself: words that its readers see or hear, and that no translation reaches."""

import re
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import nodes

from app.jinja import templates

SAID_AS_IT_IS = re.compile(r"\bSamskap\b")
SPOKEN = {"title", "alt", "placeholder", "label", "aria-label", "aria-description", "aria-valuetext"}
SPOKEN |= {"aria-roledescription", "data-words", "data-one", "data-many", "data-five", "data-over"}
SPOKEN |= {"data-online", "data-offline", "data-failed"}
SILENT = {"script", "style"}
EXPRESSION = re.compile("\ue000(\\d+)\ue001")


class Page(HTMLParser):
    """The words of a template that its readers see or hear, and the numbers of the expressions among them."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []
        self.is_silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_silent = tag in SILENT
        self.heard += [value or "" for name, value in attrs if is_spoken(name, value or "")]

    def handle_endtag(self, tag: str) -> None:
        self.is_silent = False

    def handle_data(self, data: str) -> None:
        if not self.is_silent:
            self.heard.append(data)


def is_spoken(name: str, value: str) -> bool:
    return name in SPOKEN or (name.startswith("data-") and " " in EXPRESSION.sub("", value).strip())


def untranslated(template: Path) -> list[str]:
    """Words of a template that no translation reaches."""
    markup, expressions = taken_apart(template.read_text(encoding="utf-8"))
    page = Page()
    page.feed(markup)
    page.close()
    heard = "\n".join(page.heard)
    shown = [words for n in EXPRESSION.findall(heard) for words in literals(expressions[int(n)])]
    return [each for each in [*EXPRESSION.sub("", heard).splitlines(), *shown] if has_letters(each)]


def has_letters(words: str) -> bool:
    return any(letter.isalpha() for letter in SAID_AS_IT_IS.sub("", words))


def taken_apart(source: str) -> tuple[str, list[str]]:
    """The markup of a template without its statements, with a mark for each expression; and the expressions."""
    markup, expressions, inside, end = "", [""], "", ""
    for _, kind, value in templates.lex(source):
        if kind in ("variable_begin", "block_begin"):
            inside = ""
        elif kind == "variable_end":
            markup += f"\ue000{len(expressions)}\ue001"
            expressions.append(inside)
        elif kind == "block_end":
            end = end_of_what_is_not_said(inside.split()) or ("" if inside.strip() == end else end)
        elif kind == "data":
            markup += "" if end else value
        else:
            inside += value
    return markup, expressions


def end_of_what_is_not_said(statement: list[str]) -> str:
    """Of a statement that holds a message already, or a class or an id: the one that ends it."""
    if statement[0] == "trans":
        return "endtrans"
    return "endblock" if statement in (["block", "screen"], ["block", "content_id"]) else ""


def literals(expression: str) -> list[str]:
    """What an expression may show that stands in it as it is: `"yes" if it else "no"`, not `_("yes")`."""
    (output,) = templates.parse("{{" + expression + "}}").find_all(nodes.Output)
    return [words for each in output.nodes for words in shown_by(each)]


def shown_by(node: nodes.Node | None) -> list[str]:
    match node:
        case nodes.Const(value=str(words)) | nodes.TemplateData(data=words):
            return [words]
        case nodes.CondExpr(expr1=one, expr2=other) | nodes.BinExpr(left=one, right=other):
            return shown_by(one) + shown_by(other)
        case nodes.Concat(nodes=several):
            return [words for each in several for words in shown_by(each)]
        case nodes.Filter(node=inner, args=args):
            return [words for each in (inner, *args) for words in shown_by(each)] if node.name == "default" else []
    return []
