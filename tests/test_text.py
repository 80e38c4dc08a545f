import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import text
from app.text import Unfit
from tests.bad_inputs import Case, cases, texts

KEPT = {"verbatim", "normalise", "ignore"}

# The file says of paths only that no file may be named after them; as words they are kept like any other.
PATHS_CLEANED = {
    "crlf_header": 'x"\nSet-Cookie: a=1\n.csv',
    "nul": "x.csv.png",
    "rtl_name": "csvgnp",
}


def reason(clean: object, raw: str) -> str:
    assert callable(clean)
    with pytest.raises(Unfit) as refusal:
        clean(raw)
    return refusal.value.code


def expected(case: Case) -> str:
    if case.stored is not None:
        return case.stored
    return PATHS_CLEANED.get(case.name, case.text) if case.family == "path" else case.text


SAID = texts("unicode", "html_js", "sql", "template", "csv_formula", "path", "size")
NAMED = texts("display_name")


def test_the_corpus_is_whole() -> None:
    assert (len(SAID), len(NAMED), len(cases("unicode", "html_js", "sql", "template", "csv_formula"))) == (105, 20, 91)


@pytest.mark.parametrize("case", [each for each in SAID if each.verdict in KEPT], ids=str)
def test_words_are_stored_as_expected(case: Case) -> None:
    assert text.words(case.text) == expected(case)


@pytest.mark.parametrize("case", [each for each in SAID if each.verdict == "reject"], ids=str)
def test_words_are_refused_as_expected(case: Case) -> None:
    assert reason(text.words, case.text) == case.refused


@pytest.mark.parametrize("case", [each for each in NAMED if each.verdict in KEPT], ids=str)
def test_a_name_is_stored_as_expected(case: Case) -> None:
    assert text.name(case.text) == expected(case)


@pytest.mark.parametrize("case", [each for each in NAMED if each.verdict == "reject"], ids=str)
def test_a_name_is_refused_as_expected(case: Case) -> None:
    assert reason(text.name, case.text) == case.refused


@pytest.mark.parametrize("case", texts("html_js", "sql", "template"), ids=str)
def test_a_short_title_is_stored_verbatim(case: Case) -> None:
    assert text.line(case.text) == case.stored


@pytest.mark.parametrize("case", [each for each in texts("path") if each.name != "long_255"], ids=str)
def test_a_title_has_one_line_without_controls(case: Case) -> None:
    assert text.line(case.text) == expected(case).replace("\n", " ")


def test_a_title_of_255_characters_is_too_long() -> None:
    long = next(case for case in texts("path") if case.name == "long_255")
    assert reason(text.line, long.text) == "too_long"


def test_the_same_name_in_other_letters_looks_the_same() -> None:
    both = next(case for case in cases("display_name") if case.name == "duplicate_name_in_lab")
    first, second = (text.name(step["name"]) for step in both.payload["steps"])
    assert (first, second) == ("Anna", "anna")
    assert text.likeness(first) == text.likeness(second)


@pytest.mark.parametrize(
    "case", [each for each in texts("join_code") if each.name in {"emoji", "too_long", "wildcard"}], ids=str
)
def test_what_is_no_code_is_refused(case: Case) -> None:
    assert reason(text.join_code, case.text) == "not_a_code"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("k7q-m3x", "K7QM3X"),
        ("7PL1383V", "7PL1383V"),
        (" 7pl1 383v\n", "7PL1383V"),
        ("7PL1–383V", "7PL1383V"),
        ("７ＰＬ１３８３Ｖ", "7PL1383V"),
        ("\u200b7PL1383V\ufeff", "7PL1383V"),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str, code: str) -> None:
    assert text.join_code(typed) == code


@pytest.mark.parametrize("typed", ["", "ABC", "A" * 17, "K7Q_M3X", "straße", "КОДЫ", "K7Q/M3X", "\ud83d"])
def test_other_signs_make_no_code(typed: str) -> None:
    assert reason(text.join_code, typed) == "not_a_code"


@pytest.mark.parametrize(
    "written",
    [
        "שָׁלוֹם עֲלֵיכֶם",  # Hebrew points
        "می‌خواهم",  # Persian, ZWNJ
        "ක්‍රියා",  # Sinhala, ZWJ
        "\u0f67\u0f90\u0fb5\u0fa8\u0fb3\u0fba\u0fbc\u0fbb\u0f82",  # Tibetan, eight marks on one letter
        "भाषा\u200eabc\u200f",
        "\u2067שלום\u2069 abc",
        "one\n\n  two\tthree",
    ],
)
def test_earnest_writing_is_kept(written: str) -> None:
    assert text.words(written) == unicodedata.normalize("NFC", written)


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne"),
        ("safe\u2066gnp", "safegnp"),
        ("a\u2069b", "ab"),
        ("\u2067a\nb\u2069", "a\nb"),
        ("hi\U000e0068\U000e0069", "hi"),
        ("a\ufffe\U0010ffffb", "ab"),
        ("x\ud83d", "x\ufffd"),
        ("e\u200b\u0301", "e\u200b\u0301"),
    ],
)
def test_what_misleads_is_taken_out(written: str, stored: str) -> None:
    assert text.words(written) == stored


def test_two_thousand_signs_of_four_bytes_fit() -> None:
    assert len(text.words("😀" * 2000).encode()) == 8000


@pytest.mark.parametrize("written", ["", " ", "\u200b\u00ad", "\u1160\u115f", "\U000e0041", "\u2066\u2069", "\ufe0f"])
def test_what_shows_nothing_is_empty(written: str) -> None:
    assert [reason(clean, written) for clean in (text.words, text.line, text.name)] == ["empty"] * 3


def test_a_line_joins_its_lines() -> None:
    assert text.line(" A title \r\n\r\n\ton two  lines ") == "A title on two  lines"


SPELLED = [
    "Åse Gjærevoll", "علی‌رضا", "ක්‍රිෂාන්", "葛\U000e0100城", "👨‍👩‍👧‍👦 Olsen", "❤️‍🔥",
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "Anna Moderatorsdatter", "Sistine",
]  # fmt: skip


@pytest.mark.parametrize("written", SPELLED)
def test_a_name_keeps_its_spelling(written: str) -> None:
    assert text.name(written) == unicodedata.normalize("NFC", written)


HIDING = [
    ("An\u200cna", "Anna"), ("An\u200dna", "Anna"), ("An\u00adna", "Anna"), ("An\ufe0fna", "Anna"),
    ("\u2067Anna\u2069", "Anna"), ("Anna\u2800 \u00a0 Berg", "Anna Berg"), ("e\u200b\u0301va", "éva"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "stored"), HIDING)
def test_a_name_hides_nothing(written: str, stored: str) -> None:
    assert text.name(written) == stored


def test_forty_characters_are_counted_as_people_count() -> None:
    assert text.name("é" * 40) == "é" * 40
    assert reason(text.name, "n\u0301\u0323" * 41) == "too_long"


def test_a_name_has_at_most_two_hundred_bytes() -> None:
    family = "👨‍👩‍👧‍👦"
    assert text.name(family * 8) == family * 8
    assert reason(text.name, family * 9) == "too_long"


# Spelled with Cyrillic, Greek, digits, spaces, mathematical letters and the words of five languages.
CLAIMED = [
    "moderator", "MODERATOR", "Mоdеrаtоr", "ΜΟDΕRΑΤΟR", "M0derator", "rnoderator", "M o d e r a t o r",
    "★ Moderator ★", "Moderator 2", "Ｍｏｄｅｒａｔｏｒ", "𝓜𝓸𝓭𝓮𝓻𝓪𝓽𝓸𝓻", "Mód\u200berator", "Moderator:in",
    "Modératrice", "gruppevert", "Arrangør", "ARRANGOR", "organizador/a", "Organizer", "Veranstalterin", "Système",
    "sistema", "Sуstem", "modérateur·rice",
]  # fmt: skip


@pytest.mark.parametrize("written", CLAIMED)
def test_a_name_that_claims_a_role_is_reserved(written: str) -> None:
    assert reason(text.name, written) == "reserved_name"


INITIALS = [
    ("Anna", "A"), ("Kari Anne Nordmann", "KN"), ("e\u0301va (Berg)", "E\u0301B"), ("__proto__", "P"),
    ("👩 Anna", "A"), ("👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"), ("0", "0"), ("?!", "?"), ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("shown", "letters"), INITIALS)
def test_initials_stand_for_a_name(shown: str, letters: str) -> None:
    assert text.initials(shown) == letters


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/?a=1&b=2",
        "http://example.org",
        "HTTPS://example.org:8443/å",
        "http://[::1]/",
        "http://a.b/@c",
    ],
)
def test_a_link_to_the_web_is_safe(url: str) -> None:
    assert text.safe_link(f" {url}\n") == url


NO_LINKS = [
    "", "example.org", "//evil.example", "javascript:window.__x=1", "java\tscript:alert(1)",
    "data:text/html,<script>1</script>", "ftp://example.org", "https://", "https:///path", "https:\\\\evil.example",
    "https://bank.example@evil.example", "https://bank.example\\@evil.example", "https://example.org/\u202egnp.exe",
    "https://exa mple.org", "https://example.org/\n<x>", "https://example.org:99999/", "http://[::1",
]  # fmt: skip


@pytest.mark.parametrize("url", NO_LINKS)
def test_any_other_link_is_not(url: str) -> None:
    assert text.safe_link(url) is None


# Dense in what is dangerous: chance alone would seldom put two of these side by side.
TRICKY = st.text(
    st.one_of(
        st.sampled_from(
            "ae \n\r\t\u0301\u0323\u0345\u0344\u093c\u094d\u0915\u0958\u09c7\u09be\u0627\u064e\u06cc\u061c\u1100\u1161"
            "\u11a8\u180b\u1820\u200b\u200c\u200d\u200e\u2028\u202e\u2060\u2066\u2067\u2069\u2800\u3164\ufe0f\ufeff"
            "\ufffb\uf900\ud83d\ude00👩❤🏿🏴#\U000e0067\U000e0062\U000e007f\U000e0041\U000e0100\U0001d15e"
        ),
        st.characters(),
    ),
    max_size=60,
)


@given(TRICKY)
@settings(deadline=None)
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    for clean in (text.words, text.line, text.name):
        try:
            once = clean(raw)
        except Unfit:
            continue
        assert clean(once) == once


@given(TRICKY)
@settings(deadline=None)
def test_what_is_kept_is_clean(raw: str) -> None:
    try:
        kept = text.line(raw)
    except Unfit:
        return
    assert kept.encode().decode() == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert [sign for sign in kept if unicodedata.category(sign) == "Cc" or sign in "\u202a\u202e\ufeff"] == []


@given(TRICKY)
@settings(deadline=None)
def test_every_text_has_initials_and_a_likeness(raw: str) -> None:
    assert len(text.initials(raw)) <= len(raw) * 3
    assert isinstance(text.likeness(raw), str)
    assert text.safe_link(raw) is None


@pytest.mark.parametrize(
    "flood", ["\u0301\u0323", "\u0301\u200d", " ", "\n ", "\u2066", "\u0627\u200c", "\u094d\u0301"]
)
def test_a_flood_of_200_kilobytes_is_cleaned_at_once(flood: str) -> None:
    began = time.perf_counter()
    for clean in (text.words, text.line, text.name, text.join_code, text.safe_link, text.initials):
        try:
            clean("e" + flood * (200_000 // len(flood)) + "e")
        except Unfit:
            continue
    assert time.perf_counter() - began < 2
