"""Headings, languages, countries and marks, as lists are written in four languages."""

import pytest

from app.domain.guests.columns import (
    country_in,
    has_headings,
    is_no,
    languages_in,
    marks_in,
    number_in,
    recognised,
)


@pytest.mark.parametrize(
    ("headings", "language"),
    [
        ("Name,E-mail,Organisation,Role,Country,Languages,Access needs,Together,Apart,Group", "en"),
        ("Nom complet,Courriel,Organisme,Fonction,Pays,Langues,Besoins d’accès,Ensemble,À séparer,Groupe", "fr"),
        ("Navn,E-post,Virksomhet,Stilling,Land,Språk,Tilrettelegging,Sammen,Hver for seg,Gruppe", "nb"),
        (
            "Nombre completo,Correo electrónico,Organización,Cargo,País,Idiomas,Acceso,Juntos,Separados,Mesa",
            "es",
        ),
    ],
)
def test_headings_are_known_in_the_languages_of_those_who_make_lists(headings: str, language: str) -> None:
    assert recognised(headings.split(",")) == [
        "name",
        "email",
        "organisation",
        "occupation",
        "country",
        "languages",
        "access",
        "together",
        "apart",
        "group",
    ]


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        ("Nom,Prénom", ["family", "given"]),
        ("Nom,Courriel", ["name", "email"]),
        ("Nombre,Apellidos", ["given", "family"]),
        ("Nombre,Empresa", ["name", "organisation"]),
        ("Fornavn,Etternavn", ["given", "family"]),
        ("  NAME ,E_Mail", ["name", "email"]),
        ("name,name", ["name", ""]),
        ("Shoe size,Anna", ["", ""]),
    ],
)
def test_headings_that_mean_one_thing_alone_and_another_together(headings: str, columns: list[str]) -> None:
    assert recognised(headings.split(",")) == columns


def test_a_line_without_any_known_heading_is_a_guest() -> None:
    assert (has_headings(["Anna Lie", "NAV"]), has_headings(["navn", "x"])) == (False, True)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("English", ["en"]),
        ("norsk og engelsk", ["nb", "en"]),
        ("nn", ["nb"]),
        ("fr-BE; nl", ["fr", "nl"]),
        ("français, español", ["fr", "es"]),
        ("inglés y francés", ["en", "fr"]),
        ("anglais et allemand", ["en", "de"]),
        ("en fr", ["en", "fr"]),
        ("Northern Sami", ["se"]),
        ("EN / en", ["en"]),
        ("", []),
    ],
)
def test_languages_are_known_by_code_and_name(words: str, codes: list[str]) -> None:
    assert languages_in(words) == (codes, [])


@pytest.mark.parametrize("words", ["Klingonish", "en, ???", "12", "=cmd"])
def test_what_is_no_language_is_told(words: str) -> None:
    assert len(languages_in(words)[1]) == 1


@pytest.mark.parametrize(
    ("words", "country"),
    [("Norway", "NO"), ("Norvège", "NO"), ("no", "NO"), ("UK", "GB"), ("España", "ES"), ("Sápmi", "Sápmi")],
)
def test_a_country_is_known_by_its_name_and_other_words_stay(words: str, country: str) -> None:
    assert country_in(words) == country


def test_no_is_no_in_every_language() -> None:
    assert [is_no(words) for words in ("No", "nei", "Non", " - ", "ninguna", "")] == [True] * 6
    assert [is_no(words) for words in ("yes", "fauteuil roulant", "Not stairs")] == [False] * 3


def test_marks_are_compared_without_capitals() -> None:
    assert marks_in("A, interpreter 1;a\nB") == ["a", "interpreter 1", "b"]


@pytest.mark.parametrize(
    ("words", "number"), [("3", 3), ("Group 3", 3), ("bord 12", 12), ("1 or 2", None), ("A", None)]
)
def test_a_group_is_meant_by_the_one_number_in_it(words: str, number: int | None) -> None:
    assert number_in(words) == number
