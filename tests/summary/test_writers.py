"""People's words are words in every format: what was written is what a reader finds, and nothing else."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import settings as knobs
from hypothesis import strategies as st

from app.domain import wording
from app.summary.report import Report
from app.summary.tree import Entries, Entry, Facts, Paragraph, Section, Table
from app.summary.writers import md as markdown
from app.text import Unfit, words
from tests.summary.hostile import CASES, SHORT, Said, cleaned
from tests.summary.reading import Html, Markdown

OUTSIDE = {"https://www.co-val.eu/", "https://www.co-val.eu/knowledge-base/"}
OUR_MARKUP = {
    *("paragraph_open", "paragraph_close", "heading_open", "heading_close", "bullet_list_open", "bullet_list_close"),
    *("list_item_open", "list_item_close", "blockquote_open", "blockquote_close", "table_open", "table_close"),
    *("thead_open", "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close", "th_open", "th_close"),
    *("td_open", "td_close", "strong_open", "em_open", "em_close", "link_open", "link_close"),
}


@pytest.fixture(scope="module")
def read_markdown(said: Said) -> Markdown:
    return Markdown(said.markdown)


@pytest.fixture(scope="module")
def read_html(said: Said) -> Html:
    return Html(said.html)


def plain(text: str) -> str:
    """As Markdown tells it: what separates words is not told apart."""
    return " ".join(text.split())


# --- Markdown


@pytest.mark.parametrize("n", range(len(CASES)), ids=[str(case) for case in CASES])
def test_markdown_shows_the_words_as_they_were_written(said: Said, read_markdown: Markdown, n: int) -> None:
    expected, told = plain(cleaned(CASES[n])), read_markdown.told
    contribution, note = told[f"contribution-{said.contributions[n]}"], told[f"note-{said.notes[n]}"]
    said_then = plain(contribution.words).rpartition(" — ")[0]
    assert (said_then, plain(note.words)) == (expected, expected)
    assert (contribution.label, note.label) == (f"1.{n + 1}", f"N1.{n + 1}")


@pytest.mark.parametrize("n", range(len(CASES)), ids=[str(case) for case in CASES])
def test_markdown_shows_a_lesson_and_its_dissent_as_they_were_written(
    said: Said, read_markdown: Markdown, n: int
) -> None:
    text = plain(cleaned(CASES[n]))
    title = plain(wording.title(CASES[n].text)) if CASES[n] in SHORT else "A title"
    lesson = plain(read_markdown.told[f"lesson-{said.lessons[n]}"].words)
    head, tail = f"L1.{n + 1} {title} {text} ", f" Dissent: {text}"
    assert (lesson[: len(head)], lesson[-len(tail) :]) == (head, tail)


def test_markdown_has_no_markup_but_ours(said: Said, read_markdown: Markdown) -> None:
    assert read_markdown.markup - OUR_MARKUP == set()
    assert read_markdown.html == {'<a id="', "</a>"}
    targets = read_markdown.targets
    assert {each for each in targets if not each.startswith("#")} == OUTSIDE
    rests = sorted(each for each in targets if each.startswith("#contribution-"))
    assert rests == sorted(f"#contribution-{id}" for id in said.contributions)


def test_markdown_leads_to_anchors_that_are_there(read_markdown: Markdown) -> None:
    inside = {each.removeprefix("#") for each in read_markdown.targets if each.startswith("#")}
    assert inside - set(read_markdown.told) == set()


LIVELY = st.lists(
    st.one_of(
        st.sampled_from(list("\\`*_{}[]()<>#|~$&!-+=.:;\"'/@^%,?1234 \n\t")),
        st.sampled_from(["\n\n", "\n    ", "\n\n    ", "\n\n\t", "&amp;", "&#35;", "http://a.b", "é", "漢", "\u00a0"]),
        st.characters(codec="utf-8"),
    ),
    min_size=1,
    max_size=40,
).map("".join)


@given(LIVELY)
@knobs(max_examples=150, deadline=None)
def test_whatever_is_written_markdown_shows_it(raw: str) -> None:
    try:
        text = words(raw)
    except Unfit:
        return
    read, shown = Markdown(markdown.write(a_report_of(text))), plain(text)
    assert {name: plain(told.words) for name, told in read.told.items()} == {
        "section": f"{shown} {shown}",
        "list": "List",
        "entry": shown,
        "quoted": f"Title {shown}",
        "table": f"Table Caption {shown} {shown}",
        "facts": f"Facts {shown}",
    }
    assert read.markup - OUR_MARKUP == set()


def a_report_of(text: str) -> Report:
    """These words wherever people's words can stand."""
    sections = [
        Section("section", text, [Paragraph(text)]),
        Section("list", "List", [Entries([Entry("entry", "1.1", text)])]),
        Section("quoted", "Title", [Paragraph(text, is_quoted=True)]),
        Section("table", "Table", [Table("Caption", [text], [[text]])]),
        Section("facts", "Facts", [Facts([("Label", [text])])]),
    ]
    return Report("Report", "en", "report", None, sections)  # type: ignore[arg-type]


# --- HTML


@pytest.mark.parametrize("n", range(len(CASES)), ids=[str(case) for case in CASES])
def test_html_shows_the_words_exactly(said: Said, read_html: Html, n: int) -> None:
    expected, told = cleaned(CASES[n]), read_html.words
    assert told[f"contribution-{said.contributions[n]}.report__words"] == expected
    assert told[f"note-{said.notes[n]}.report__words"] == expected
    assert told[f"lesson-{said.lessons[n]}.blockquote"] == expected * 2
    if CASES[n] in SHORT:
        title = wording.title(CASES[n].text)
        assert told[f"lesson-{said.lessons[n]}"] == f"L1.{n + 1} {title}"
        assert told[f"theme-{said.themes[n]}"] == f"T1.{n + 1} {title}"


def test_html_has_no_element_and_no_attribute_but_ours(read_html: Html, harmless: Said) -> None:
    assert read_html.elements == Html(harmless.html).elements


def test_html_leads_to_what_is_there_and_loads_nothing(read_html: Html) -> None:
    outside = {each for each in read_html.targets if not each.startswith("#")}
    assert outside == OUTSIDE
    assert {each[1:] for each in read_html.targets if each.startswith("#")} - set(read_html.ids) == set()
    assert len(read_html.ids) == len(set(read_html.ids))
    assert re.findall(r"url\(|@import", read_html.rawdata) == []


# --- JSON


def test_json_holds_the_words_exactly(said: Said) -> None:
    told = json.loads(said.json)
    expected = [cleaned(case) for case in CASES]
    for kind, name in (("contributions", "text"), ("notes", "text"), ("lessons", "text"), ("lessons", "dissent")):
        assert [each[name] for each in told[kind]] == expected


def test_json_says_what_it_is_and_where_it_is_from(said: Said) -> None:
    told = json.loads(said.json)
    assert (told["samskap_report"], told["lab"]["code"], told["numbers"]["lessons"]) == (1, "7PL1383V", len(CASES))
    assert set(told["contributions"][0]) == {
        *("id", "group", "label", "prompt_id", "theme_id", "stage_kind", "text", "on_paper", "said_by", "given_at"),
        "supports",
    }
