"""What a column of a list holds, by its heading in the languages of those who make lists; and languages, countries, yes
and no as they are written there."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from babel import Locale

NAME, GIVEN, FAMILY, EMAIL, ORGANISATION, OCCUPATION = "name", "given", "family", "email", "organisation", "occupation"
COUNTRY, LANGUAGES, ACCESS, TOGETHER, APART, GROUP = "country", "languages", "access", "together", "apart", "group"
KINDS = (
    *(NAME, GIVEN, FAMILY, EMAIL, ORGANISATION, OCCUPATION),
    *(COUNTRY, LANGUAGES, ACCESS, TOGETHER, APART, GROUP),
)
NAMES = {NAME, GIVEN, FAMILY}

HEADINGS = {
    NAME: """name | full name | participant | guest | attendee | person | nom complet | nom et prenom | prenom et nom |
        nom prenom | prenom nom | participante | invite | navn | fullt navn | deltaker | gjest | navn pa deltaker |
        nombre completo | nombre y apellidos | apellidos y nombre | asistente | invitado""",
    GIVEN: "first name | given name | forename | prenom | fornavn | nombre | nombre de pila",
    FAMILY: """last name | family name | surname | nom | nom de famille | etternavn | apellido | apellidos |
        primer apellido""",
    EMAIL: """e-mail | mail | email address | e-mail address | courriel | adresse e-mail | adresse mail |
        adresse electronique | adresse de courriel | e-post | epostadresse | e-postadresse | correo |
        correo electronico | direccion de correo""",
    ORGANISATION: """organisation | organization | company | institution | employer | affiliation | entreprise |
        organisme | societe | structure | etablissement | organisasjon | virksomhet | bedrift | arbeidsgiver |
        arbeidssted | organizacion | empresa | institucion | entidad""",
    OCCUPATION: """role | position | job | job title | title | occupation | function | fonction | poste | profession |
        metier | rolle | stilling | yrke | tittel | funksjon | cargo | puesto | funcion | profesion | ocupacion""",
    COUNTRY: "country | pays | land | pais | nationality | nationalite | nacionalidad",
    LANGUAGES: """language | languages | spoken languages | languages spoken | langue | langues | langues parlees |
        sprak | arbeidssprak | idioma | idiomas | lengua | lenguas""",
    ACCESS: """access | access needs | accessibility | accessibility needs | special needs | needs | wheelchair |
        acces | accessibilite | besoins d acces | besoins d accessibilite | besoins particuliers | besoins |
        tilrettelegging | tilgjengelighet | behov | saerlige behov | accesibilidad | acceso | necesidades |
        necesidades de acceso | necesidades especiales""",
    TOGETHER: """together | keep together | sit together | with | ensemble | avec | a garder ensemble | meme table |
        sammen | holdes sammen | sitte sammen | juntos | juntas | mantener juntos | con""",
    APART: """apart | keep apart | separate | not with | separer | a separer | separes | sans | hver for seg |
        holdes fra hverandre | atskilt | ikke sammen | separados | separar | mantener separados""",
    GROUP: "group | table | table number | group number | groupe | gruppe | bord | bordnummer | grupo | mesa",
}
NO = {
    "",
    "no",
    "n",
    "none",
    "non",
    "aucun",
    "aucune",
    "nei",
    "ingen",
    "ninguna",
    "ninguno",
    "false",
    "0",
    "-",
    "–",
    "—",
}
SAME_LANGUAGE = {"no": "nb", "nn": "nb"}
"""Whoever works in one works in the other."""
LISTED_IN = ("en", "fr", "nb", "es", "de", "it", "pt", "nl", "sv", "da", "fi", "pl")
APART_BY = re.compile(r"[,;/|+&\n]|\s+(?:and|et|og|y|e)\s+")
MORE_COUNTRIES = {"uk": "GB", "england": "GB", "scotland": "GB", "usa": "US", "holland": "NL", "czech republic": "CZ"}


def plain(words: str) -> str:
    """As a heading is compared: without capitals, accents and signs."""
    bare = unicodedata.normalize("NFKD", words.casefold()).replace("ø", "o").replace("æ", "ae").replace("ß", "ss")
    letters = "".join(each if each.isalnum() else " " for each in bare if not unicodedata.combining(each))
    return " ".join(letters.split())


@cache
def known_headings() -> dict[str, str]:
    return {plain(each): kind for kind, several in HEADINGS.items() for each in several.split("|")}


def recognised(cells: Sequence[str]) -> list[str]:
    """What each column holds, "" for what we do not know; the first of two that claim the same."""
    found: list[str] = []
    for cell in cells:
        kind = known_headings().get(plain(cell), "")
        found.append("" if kind in found else kind)
    return whole_names(found, cells)


def whole_names(found: list[str], cells: Sequence[str]) -> list[str]:
    """`Nom` or `Nombre` alone is the whole name; only beside its other half it is half of one."""
    halves = [n for n, kind in enumerate(found) if kind in (GIVEN, FAMILY)]
    if NAME not in found and len(halves) == 1 and plain(cells[halves[0]]) in ("nom", "nombre"):
        found[halves[0]] = NAME
    return found


def has_headings(cells: Sequence[str]) -> bool:
    return any(recognised(cells))


@cache
def language_names() -> dict[str, str]:
    """Every language's name in the languages that lists are written in, and its own."""
    codes = [code for code in map(str, Locale("en").languages) if re.fullmatch(r"[a-z]{2,3}", code)]
    names: dict[str, str] = {}
    for listed in LISTED_IN:
        told = Locale(listed).languages
        for code in codes:
            if code in told:
                names.setdefault(plain(told[code]), code)
    return names | {code: code for code in codes}


def languages_in(words: str) -> tuple[list[str], list[str]]:
    """The codes of the languages that are named, and the words that are none."""
    known, unknown = [], []
    for part in APART_BY.split(words):
        codes = [language_code(part)] if language_code(part) else [language_code(each) for each in part.split()]
        known += [code for code in codes if code]
        unknown += [part.strip()] if part.strip() and not all(codes) else []
    return list(dict.fromkeys(known)), unknown


def language_code(words: str) -> str:
    """Of one language by its code or name, "" for none: `fr-BE` and Français are fr."""
    code = language_names().get(plain(words)) or language_names().get(re.split(r"[-_]", words.strip().lower())[0]) or ""
    return SAME_LANGUAGE.get(code, code)


@cache
def country_names() -> dict[str, str]:
    named = map(str, Locale("en").territories)
    codes = [code for code in named if re.fullmatch(r"[A-Z]{2}", code) and code not in ("EU", "ZZ")]
    names: dict[str, str] = {}
    for listed in LISTED_IN:
        told = Locale(listed).territories
        for code in codes:
            if code in told:
                names.setdefault(plain(told[code]), code)
    return names | MORE_COUNTRIES | {code.lower(): code for code in codes}


def country_in(words: str) -> str:
    """Its two letters, or the words themselves where no country is known by them."""
    return country_names().get(plain(words)) or words


def is_no(words: str) -> bool:
    return words.strip().casefold() in NO


def marks_in(words: str) -> list[str]:
    """“A, b” → a and b: guests who share one are meant."""
    marks: Iterable[str] = (each.strip().casefold() for each in re.split(r"[,;|\n]", words))
    return list(dict.fromkeys(each for each in marks if each and each not in ("-", "–")))


def number_in(words: str) -> int | None:
    """Of “Group 3”, “bord 3” or “3”. None where there is no one number."""
    found = re.findall(r"[0-9]+", words)
    return int(found[0]) if len(found) == 1 and len(found[0]) < 5 else None
