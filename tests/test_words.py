"""Every word on screen can be said in every language, and is."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from gettext import GNUTranslations
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from shutil import copytree

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from jinja2 import nodes

from app.domain.errors import Refusal
from app.i18n import LANGUAGES, LOCALE, SOURCE, catalogue, reading, translated_number
from app.jinja import day, minutes, number, templates, time_of_day
from app.settings import Settings
from tests.routers.house import CODE, Guest, House
from tests.serving import ROOT

TRANSLATIONS = [each for each in LANGUAGES if each != SOURCE]
KEYWORDS = DEFAULT_KEYWORDS | {"translated": None, "translated_number": (1, 2)}
HEADER = {"Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}
PLACEHOLDER = re.compile(r"%\(\w+\)s|{\w+}")

Words = str | tuple[str, ...]  # or one and many


# What is to be said, and how each language says it


@cache
def messages() -> frozenset[Words]:
    """What code and templates say, in the source language."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT, methods, options, KEYWORDS)
    return frozenset(words for _, _, words, _, _ in found)


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "samskap.po"


@cache
def catalog_of(language: str) -> Catalog:
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def told(language: str) -> list[Message]:
    return [each for each in catalog_of(language) if each.id]


def words_of(message: Message) -> Words:
    return message.id if isinstance(message.id, str) else tuple(message.id)


def forms(words: Words | list[str]) -> list[str]:
    return [words] if isinstance(words, str) else list(words)


def placeholders(words: str) -> set[str]:
    return set(PLACEHOLDER.findall(words))


def test_there_is_a_catalogue_for_each_language_but_the_source() -> None:
    assert sorted(each.name for each in LOCALE.iterdir() if each.is_dir()) == sorted(TRANSLATIONS)


def test_every_refusal_is_among_the_messages() -> None:
    said = {words for kind in heirs(Refusal) for words in (kind.sentence, kind.cure)}
    assert said - messages() == set()


def heirs(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    yield kind
    for each in kind.__subclasses__():
        yield from heirs(each)


@pytest.mark.parametrize("language", TRANSLATIONS)
class TestCatalogue:
    def test_says_all_that_is_said_and_nothing_else(self, language: str) -> None:
        assert {words_of(each) for each in told(language)} == messages()

    def test_keeps_nothing_that_is_said_no_more(self, language: str) -> None:
        assert list(catalog_of(language).obsolete) == []

    def test_guesses_nothing(self, language: str) -> None:
        assert [each.id for each in told(language) if each.fuzzy] == []

    def test_has_a_translation_in_every_form(self, language: str) -> None:
        rules = catalog_of(language).num_plurals
        wanted = {words_of(each): rules if each.pluralizable else 1 for each in told(language)}
        assert {words_of(each): sum(map(bool, forms(each.string))) for each in told(language)} == wanted

    def test_has_the_placeholders_of_the_source_in_every_form(self, language: str) -> None:
        strange = [each.id for each in told(language) if not has_the_placeholders_of_the_source(each)]
        assert strange == []

    def test_passes_the_checks_of_babel(self, language: str) -> None:
        assert [(each.id, errors) for each, errors in catalog_of(language).check()] == []

    def test_has_a_header_that_other_tools_read_and_no_noise_in_it(self, language: str) -> None:
        header = path_of(language).read_text(encoding="utf-8").partition("\n\n")[0]
        assert set(re.findall(r'^"([\w-]+): ', header, re.M)) == HEADER

    def test_counts_as_its_language_does(self, language: str) -> None:
        header = path_of(language).read_text(encoding="utf-8").partition("\n\n")[0]
        assert re.findall(r'"Plural-Forms: (.+)\\n"', header) == [Catalog(locale=language).plural_forms]

    def test_compiles(self, language: str) -> None:
        assert type(catalogue(language)) is GNUTranslations


def has_the_placeholders_of_the_source(message: Message) -> bool:
    wanted = set().union(*map(placeholders, forms(words_of(message))))
    return all(placeholders(form) == wanted for form in forms(message.string))


# Nothing is said past gettext

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


TEMPLATES = ROOT / "app" / "templates"


@pytest.mark.parametrize("path", sorted(str(each.relative_to(TEMPLATES)) for each in TEMPLATES.rglob("*.*")))
def test_a_template_says_nothing_past_gettext(path: str) -> None:
    assert untranslated(TEMPLATES / path) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ('<p title="Hello">{{ _("Hello") }}</p>', ["Hello"]),
        ('<p data-words="over">{{ said(it) }}</p>', ["over"]),
        ('<p>{{ "Open" if it else _("Closed") }}</p>', ["Open"]),
        ('<p class="{{ "open" if it else "closed" }}">{{ icon("check") }}</p>', []),
        ("<p>{% trans n=it %}{{ n }} idea{% pluralize %}{{ n }} ideas{% endtrans %}</p>", []),
        ("<p>{# A remark #}{{ 3 }} · Samskap</p><style>p { color: red }</style>", []),
    ],
)
def test_what_passes_by_gettext_is_found(source: str, words: list[str], tmp_path: Path) -> None:
    template = tmp_path / "template.html"
    template.write_text(source, encoding="utf-8")
    assert untranslated(template) == words


# A lab at work, in French

NOON = datetime(2020, 10, 8, 12, tzinfo=UTC)
SCREENS = ["home", "enter", "join", "lost", "phone", "desk", "stage", "tower", "summary"]


@pytest.fixture(scope="module")
def french_pages(founded_once: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Each screen of a lab that has an idea, a theme, a note and a lesson; its summary when it is closed."""
    data = copytree(founded_once, tmp_path_factory.mktemp("french") / "data")
    with House(Settings(data=data, assets="local", acts_per_second=1000, acts_at_once=1000)) as house:
        phone, desk = house.phone("Léa", group=1, language="fr"), house.holder("desk-1", "fr")
        stage, tower = house.holder("stage", "fr"), house.holder("tower", "fr")
        fill(phone, desk, tower)
        paths = {"home": "/", "enter": "/enter", "join": f"/j/{CODE}", "lost": "/nulle-part"}
        pages = {name: house.guest("fr").get(path).text for name, path in paths.items()}
        people = {"phone": phone, "desk": desk, "stage": stage, "tower": tower}
        pages |= {name: who.get(who.base).text for name, who in people.items()}
        tower.act("closing", sure="1")
        return pages | {"summary": phone.get(f"{phone.base}/summary").text}


def fill(phone: Guest, desk: Guest, tower: Guest) -> None:
    tower.act("prompt-for-all", prompt=1)
    tower.act("stage-for-all", stage=3)
    tower.act("notice", words="On se retrouve ici")
    desk.act("timer", minutes=5)
    phone.contribute("Payer le temps donné", id="1" * 32)
    desk.act("proxies", prompt=1, text="Venir le soir", said_by="Marguerite")
    desk.act("themes", name="Le temps")
    desk.act("notes", kind="note", text="Pour : la confiance")
    desk.act("notes", kind="parked", text="Le règlement")
    desk.act("lessons", id="2" * 32, title="Payer", text="Le temps a un prix", evidence=f"contribution:{'1' * 32}")
    desk.act(f"lessons/{'2' * 32}/agreement", verdict="agreed", dissent="Pas sans budget")


def source_sentences() -> list[str]:
    """What the source language says in more than three words on end."""
    said = {part for words in messages() for form in forms(words) for part in PLACEHOLDER.split(form)}
    return sorted(part.strip() for part in said if len(part.split()) > 3)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_french_page_says_so(french_pages: dict[str, str], screen: str) -> None:
    assert re.findall(r"<html lang=\"(\w+)\"", french_pages[screen]) == ["fr"]


@pytest.mark.parametrize("screen", SCREENS)
def test_a_french_page_has_no_english_sentence(french_pages: dict[str, str], screen: str) -> None:
    page = unescape(french_pages[screen])
    assert [each for each in source_sentences() if each in page] == []


@pytest.mark.parametrize("words", ["Payer le temps donné", "Venir le soir", "Le temps", "Le règlement", "Pas sans budget"])
def test_the_pages_looked_at_hold_a_lab_at_work(french_pages: dict[str, str], words: str) -> None:
    assert french_pages["desk"].count(words) >= 1


# Numbers, dates and typography


def test_the_french_count_nothing_as_one() -> None:
    with reading("fr"):
        assert [translated_number("idea", "ideas", n) for n in (0, 1, 2)] == ["idée", "idée", "idées"]


def test_the_french_write_numbers_their_way() -> None:
    with reading("fr"):
        assert (number(1.5), minutes(5)) == ("1,5", "5\u202fmin")


def test_the_french_write_dates_their_way() -> None:
    with reading("fr"):
        assert (day(NOON), time_of_day(NOON, "Europe/Oslo")) == ("8 octobre 2020", "14:00")


def test_french_marks_stay_with_their_words() -> None:
    loose = re.compile(r" [;:?!»]|« |[^\s\u202f][;?!]|[^\s\u00a0]:|'")
    assert [each.id for each in told("fr") if any(map(loose.search, forms(each.string)))] == []
