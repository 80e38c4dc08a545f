"""Every word on screen can be said in every language, and is."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from gettext import GNUTranslations
from html import unescape
from pathlib import Path
from shutil import copytree

import pytest
import yaml
from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from app.domain.errors import Refusal
from app.i18n import LANGUAGES, LOCALE, SOURCE, catalogue, reading, translated_number
from app.jinja import day, minutes, number, time_of_day
from app.settings import Settings
from tests.routers.house import CODE, Guest, House
from tests.serving import ROOT
from tests.spoken import untranslated

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
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
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


def forms(words: Words | list[str] | None) -> list[str]:
    return [words] if isinstance(words, str) else list(words or ())


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

    def test_has_only_lines_that_other_tools_read(self, language: str) -> None:
        line = re.compile(r'(msg\w+(\[\d])? )?"([^"\\]|\\.)*"|#.*|')
        lines = path_of(language).read_text(encoding="utf-8").splitlines()
        assert [each for each in lines if not line.fullmatch(each)] == []

    def test_compiles(self, language: str) -> None:
        assert type(catalogue(language)) is GNUTranslations


def has_the_placeholders_of_the_source(message: Message) -> bool:
    wanted = set().union(*map(placeholders, forms(words_of(message))))
    return all(placeholders(form) == wanted for form in forms(message.string))


# Nothing is said past gettext

TEMPLATES = ROOT / "app" / "templates"


@pytest.mark.parametrize("path", sorted(str(each.relative_to(TEMPLATES)) for each in TEMPLATES.rglob("*.*")))
def test_a_template_says_nothing_past_gettext(path: str) -> None:
    assert untranslated(TEMPLATES / path) == []


@pytest.mark.parametrize("path", sorted(str(each.relative_to(TEMPLATES)) for each in TEMPLATES.rglob("*.html")))
def test_a_template_leaves_the_colon_behind_a_label_to_its_language(path: str) -> None:
    glued = re.compile(r"\}\}(?:</\w+>)*:(?=\s|<)")
    assert glued.findall((TEMPLATES / path).read_text(encoding="utf-8")) == []


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
        pages = {name: house.guest("fr").get(path) for name, path in paths.items()}
        people = {"phone": phone, "desk": desk, "stage": stage, "tower": tower}
        pages |= {name: who.get(who.base) for name, who in people.items()}
        tower.act("closing", sure="1")
        pages["summary"] = phone.get("/labs/1/summary")
    assert [name for name, page in pages.items() if page.status_code != 200] == ["lost"]
    return {name: page.text for name, page in pages.items()}


def fill(phone: Guest, desk: Guest, tower: Guest) -> None:
    tower.act("prompt-for-all", prompt=1)
    tower.act("stage-for-all", stage=3)
    tower.act("notice", words="On se retrouve ici")
    desk.act("timer", minutes=5)
    phone.contribute("Payer le temps donné")
    desk.act("proxies", prompt=1, text="Venir le soir", said_by="Marguerite")
    desk.act("themes", name="Vivre et travailler")
    desk.act("notes", kind="note", text="Pour : la confiance")
    desk.act("notes", kind="parked", text="Le règlement")
    desk.act("lessons", title="Payer", text="Le temps a un prix", evidence=f"contribution:{made(desk, 'contribution')}")
    desk.act(f"lessons/{made(desk, 'lesson')}/agreement", verdict="agreed", dissent="Pas sans budget", edition=1)


def made(desk: Guest, kind: str) -> str:
    """The id of the first of its kind on the board."""
    return next(each.id.partition("-")[2] for each in desk.page() if re.fullmatch(rf"{kind}-[0-9a-f]{{32}}", each.id))


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


def test_the_lab_that_was_looked_at_was_at_work(french_pages: dict[str, str]) -> None:
    """Else its pages would hold little to be translated."""
    said = ["Payer le temps donné", "Marguerite", "Vivre et travailler", "Pour : la confiance", "Pas sans budget"]
    assert [each for each in said if each not in french_pages["desk"]] == []


# Numbers, dates and typography


def test_the_french_count_nothing_as_one() -> None:
    with reading("fr"):
        assert [translated_number("idea", "ideas", n) for n in (0, 1, 2)] == ["idée", "idée", "idées"]


def test_the_french_write_numbers_their_way() -> None:
    with reading("fr"):
        assert (number(1.5), minutes(5)) == ("1,5", "5\u00a0min")


def test_the_french_write_dates_their_way() -> None:
    with reading("fr"):
        assert (day(NOON), time_of_day(NOON, "Europe/Oslo")) == ("8 octobre 2020", "14:00")


PLANS = [each for each in sorted((ROOT / "app" / "plans").glob("*.yaml")) if each.stem != "co-val-2020"]
LOOSE = re.compile(r" [;:?!»]|« |[^\s\u202f][;?!]|[^\s\u00a0]:|'")


def test_french_marks_stay_with_their_words() -> None:
    assert [each.id for each in told("fr") if any(map(LOOSE.search, forms(each.string)))] == []


@pytest.mark.parametrize("plan", PLANS, ids=lambda each: each.stem)
def test_so_they_do_in_what_a_template_says(plan: Path) -> None:
    """The founding lab's words are what was announced."""
    assert [words for words in spoken_in("fr", yaml.safe_load(plan.read_text("utf-8"))) if LOOSE.search(words)] == []


def spoken_in(language: str, part: object) -> Iterator[str]:
    """All that a plan says in this language."""
    if isinstance(part, dict):
        yield from (each for name, each in part.items() if name == language and isinstance(each, str))
        part = list(part.values())
    for each in part if isinstance(part, list) else []:
        yield from spoken_in(language, each)
