"""A summary exported as JSON comes back as the same summary, or not at all."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for

from app.domain.plans import PlanRefused
from app.founding import every_address
from app.i18n import LANGUAGES
from app.settings import Settings
from app.summary.archives import archive_of
from app.summary.document.whole import schema
from app.summary.profiles import PROFILES
from app.summary.report import file_name
from tests.bad_inputs import cases
from tests.summary.archiving import brought, changed, told_in
from tests.summary.founding import rehearsed
from tests.summary.hostile import Said
from tests.summary.opening import made

PUBLISHED = Path(__file__).parents[2] / "docs" / "summary.schema.json"


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(data=tmp_path_factory.mktemp("rehearsal") / "data")
    rehearsed(settings)
    return settings


@pytest.fixture(scope="module")
def exported(rehearsal: Settings) -> dict[str, str]:
    return {profile: made(told_in(rehearsal, profile=profile), "json").decode() for profile in PROFILES}


# --- Its schema


def test_the_published_schema_is_the_one_that_judges() -> None:
    """`python -m app.summary.document > docs/summary.schema.json` writes it."""
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == schema()
    assert validator_for(schema()) is Draft202012Validator
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("profile", PROFILES)
def test_every_export_is_what_the_schema_says(exported: dict[str, str], profile: str) -> None:
    judge = Draft202012Validator(json.loads(PUBLISHED.read_text(encoding="utf-8")))
    assert [each.json_path for each in judge.iter_errors(json.loads(exported[profile]))] == []


def test_so_is_the_export_of_a_lab_full_of_hostile_words(said: Said) -> None:
    assert list(Draft202012Validator(schema()).iter_errors(json.loads(said.json))) == []


def test_the_schema_knows_what_it_does_not_know(exported: dict[str, str]) -> None:
    told = json.loads(exported["public"]) | {"passwords": []}
    assert [each.validator for each in Draft202012Validator(schema()).iter_errors(told)] == ["additionalProperties"]


# --- There and back


@pytest.mark.parametrize("profile", PROFILES)
def test_what_was_exported_is_exported_again_to_the_letter(
    exported: dict[str, str], profile: str, tmp_path: Path
) -> None:
    settings = brought(tmp_path, exported[profile])
    assert made(told_in(settings), "json").decode() == exported[profile]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("profile", PROFILES)
def test_an_archive_tells_the_same_tree_and_the_same_page(
    rehearsal: Settings, exported: dict[str, str], profile: str, language: str, tmp_path: Path
) -> None:
    before = told_in(rehearsal, language, profile)
    after = told_in(brought(tmp_path, exported[profile]), language)
    assert after == before
    assert made(after, "html") == made(before, "html")
    assert made(after, "md") == made(before, "md")


@pytest.mark.parametrize("profile", PROFILES)
def test_what_was_kept_in_full_is_told_under_any_profile(
    rehearsal: Settings, exported: dict[str, str], profile: str, tmp_path: Path
) -> None:
    settings = brought(tmp_path, exported["internal"])
    assert told_in(settings, profile=profile) == told_in(rehearsal, profile=profile)


def test_what_a_profile_took_out_is_never_told_again(exported: dict[str, str], tmp_path: Path) -> None:
    settings = brought(tmp_path, exported["public"])
    assert told_in(settings, profile="internal") == told_in(settings, profile="public")
    assert told_in(settings, profile="internal").file_name.endswith("-public-en")
    assert told_in(settings, profile="chatham").findings.people == []


def test_a_lab_of_hostile_words_comes_back_as_it_was(said: Said, tmp_path: Path) -> None:
    after = told_in(brought(tmp_path, said.json))
    assert after == said.told
    assert made(after, "html").decode() == said.html


def test_an_archive_has_one_door(exported: dict[str, str], tmp_path: Path) -> None:
    (found,), is_new = every_address(brought(tmp_path, exported["public"]))
    assert (is_new, found.code, found.archive.partition("#")[0]) == (False, "7PL1383V", "http://localhost:8000/enter")


# --- Not at all


def complaints(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(PlanRefused) as refused:
        archive_of(text)
    assert all(each.cure for each in refused.value.complaints)
    return [(each.line, each.field, each.what % each.facts) for each in refused.value.complaints]


def first(told: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(iter(told[kind]))


WRONG: dict[str, tuple[Callable[[dict[str, Any]], object], str, str]] = {
    "a later version": (
        lambda told: told.update(samskap_report=999),
        "samskap_report",
        "is a version that this Samskap does not read.",
    ),
    "another's field": (lambda told: told.update(token="known"), "token", "is not part of a summary."),
    "a lesson less": (lambda told: told.pop("lessons"), "lessons", "is missing."),
    "a field less": (lambda told: first(told, "lessons").pop("title"), "lessons 1 › title", "is missing."),
    "a script for a link": (
        lambda told: first(told["lab"], "links").update(url="javascript:alert(1)"),
        "lab › links 1 › url",
        "cannot be used.",
    ),
    "a link that hides where it leads": (
        lambda told: first(told["lab"], "links").update(url="https://a.example@b.example/"),
        "lab › links 1 › url",
        "is not a web address.",
    ),
    "an id that leaves its attribute": (
        lambda told: first(told, "themes").update(id='"><script>'),
        "themes 1 › id",
        "cannot be used.",
    ),
    "a number in words": (
        lambda told: told["numbers"].update(groups="five"),
        "numbers › groups",
        "should be a whole number.",
    ),
    "fewer than none": (lambda told: told.update(least=-1), "least", "is too small."),
    "a status there is not": (
        lambda told: first(told, "lessons").update(status="done"),
        "lessons 1 › status",
        "cannot be “done”.",
    ),
    "a day there is not": (
        lambda told: first(told, "lessons").update(due="2026-02-30"),
        "lessons 1 › due",
        "is not a day of the calendar.",
    ),
    "a moment of nowhere": (
        lambda told: first(told, "contributions").update(given_at="2026-11-26T09:00:00"),
        "contributions 1 › given_at",
        "is not a moment.",
    ),
    "words that turn the page around": (
        lambda told: first(told, "contributions").update(text="safe \u202e txt.exe"),
        "contributions 1 › text",
        "holds signs that nobody can see, or too many.",
    ),
    "half a letter": (
        lambda told: first(told, "notes").update(text="\ud800"),
        "notes 1 › text",
        "cannot be used.",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_by_line_and_field(exported: dict[str, str], name: str) -> None:
    change, field, what = WRONG[name]
    text = changed(exported["internal"], change)
    ((line, told, why),) = complaints(text)
    assert (told, why) == (field, what)
    is_there = why != "is missing."
    assert not is_there or f'"{field.rpartition(" ")[2]}"' in text.splitlines()[line - 1]


def test_row_after_row_is_told_and_none_is_used(exported: dict[str, str], tmp_path: Path) -> None:
    def spoil(told: dict[str, Any]) -> None:
        for n in (2, 7, 11):
            told["contributions"][n]["group"] = "1"

    told = complaints(changed(exported["internal"], spoil))
    assert [field for _, field, _ in told] == [f"contributions {n} › group" for n in (3, 8, 12)]
    assert [line for line, _, _ in told] == sorted({line for line, _, _ in told})


LEADS_NOWHERE: dict[str, Callable[[dict[str, Any]], object]] = {
    "evidence that is not there": lambda told: first(told, "lessons")["evidence"][0].update(id="0" * 32),
    "the same contribution twice": lambda told: told["contributions"].append(told["contributions"][0]),
    "a ballot without its options": lambda told: first(told, "lessons")["ballot"]["result"].update(options=[]),
    "a level that nobody knows": lambda told: first(told, "lessons")["ballot"]["result"]["options"][0].update(
        counts={"9": 1}
    ),
}


@pytest.mark.parametrize("name", LEADS_NOWHERE)
def test_what_does_not_belong_together_is_not_kept(exported: dict[str, str], name: str) -> None:
    told = complaints(changed(exported["internal"], LEADS_NOWHERE[name]))
    assert [what for _, _, what in told] == ["Its parts do not belong together, so no page can be made of it."]


BROKEN = {
    "": (1, "The file cannot be read"),
    "nothing": (1, "The file cannot be read"),
    '{\n"samskap_report": 1,\n"lab": {': (3, "The file cannot be read"),
    '{\n"samskap_report": 1,}': (2, "The file cannot be read"),
    "{'samskap_report': 1}": (1, "The file cannot be read"),
    '{"samskap_report": 1,\n "least": 0,\n "lab": {},\n "least": 5}': (4, "“least” is said twice."),
    '{"samskap_report": 1,\n "least": NaN}': (2, "“NaN” is no number of a summary."),
    '{"samskap_report": 1,\n "least": 1e400}': (2, "“1e400” is no number of a summary."),
    '{"samskap_report": 1,\n "least": 0.5}': (2, "“0.5” is no number of a summary."),
    "[" * 100_000: (1, "The parts lie too deep inside each other."),
    "[]": (1, "should have parts of its own."),
    "null": (1, "should have parts of its own."),
    '"hi"': (1, "should have parts of its own."),
}


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: text[:24])
def test_a_broken_file_is_told_where_it_breaks(text: str) -> None:
    line, what = BROKEN[text]
    told = complaints(text)
    assert (told[0][0], told[0][2][: len(what)]) == (line, what)


FOREIGN = [case for case in cases("import_file") if "text" in case.payload["file"]]


@pytest.mark.parametrize("case", FOREIGN, ids=str)
def test_a_foreign_file_is_no_summary(case: Any) -> None:
    assert complaints(case.payload["file"]["text"])


def test_every_cut_of_a_file_is_refused(exported: dict[str, str]) -> None:
    text = exported["public"]
    for at in range(1, len(text) - 2, len(text) // 23):
        assert complaints(text[:at])


def test_a_stranger_s_number_of_an_edition_is_no_part_of_a_path(rehearsal: Settings) -> None:
    found = told_in(rehearsal).findings._replace(edition={"number": "../../7"})
    with pytest.raises(ValueError, match="invalid literal"):
        file_name(found)
