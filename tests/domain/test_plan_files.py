"""A plan is told in YAML or in JSON; what is wrong with it is told by line, field, what and cure."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.domain.kinds import kinds
from app.domain.passes import ALPHABET
from app.domain.plans import (
    PlanRefused,
    plan_from,
    plan_in,
    read_plan,
    templates,
)
from app.domain.plans.files import with_code
from app.domain.plans.schema import Part

DATA = Path(__file__).parents[1] / "data"

WHOLE = """\
samskap_plan: 1
language: en
languages: [en]
title: {en: Streets}
question: {en: What helps}
groups: 2
agenda:
  - kind: breakout
    title: {en: Groups}
    minutes: 10
    stages:
      - kind: dot_vote
        prompt: main
        settings:
          dots: 5
prompts:
  - key: main
    question: {en: What helps}
moderators:
  - name: Inés
"""
MINUTES = {
    "1-2-4-all": [1, 2, 5, 5, 3],
    "world-cafe": [10, 20, 20, 20, 15, 5],
    "nominal-group": [10, 20, 15, 5, 7, 3],
    "consent-round": [5, 8, 8, 8, 12, 4],
    "fishbowl": [5, 20, 8, 15, 12],
    "gallery-walk": [15, 20, 5, 20],
    "after-action-review": [7, 8, 12, 12, 6],
}


def complaints(file: str) -> list[str]:
    with pytest.raises(PlanRefused) as refused:
        plan_from(file)
    return [each.told() for each in refused.value.complaints]


# --- The ready-made plans


def test_the_ready_made_plans_are_the_eight() -> None:
    assert templates() == sorted([*MINUTES, "co-val-2020"])


@pytest.mark.parametrize("name", MINUTES)
def test_their_minutes_are_exact_and_add_up(name: str) -> None:
    plan = read_plan(name)
    assert [stage.minutes for item in plan.agenda for stage in item.stages] == MINUTES[name]
    assert [item.minutes for item in plan.agenda] == [
        sum(stage.minutes or 0 for stage in item.stages) for item in plan.agenda
    ]


@pytest.mark.parametrize("name", MINUTES)
def test_they_speak_four_languages_and_leave_the_code_to_whoever_founds_them(name: str) -> None:
    def texts(part: Any) -> Any:
        if isinstance(part, dict) and part and set(part) <= {"en", "fr", "nb", "es"}:
            yield part
        for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
            yield from texts(each)

    plan = read_plan(name)
    told = list(texts(plan.model_dump()))
    assert (plan.code, plan.languages, len(told) > 8) == (None, ["en", "fr", "nb", "es"], True)
    assert [each for each in told if set(each) != {"en", "fr", "nb", "es"}] == []


def test_a_code_is_drawn_where_there_is_none_and_kept_where_there_is() -> None:
    drawn = with_code(read_plan("world-cafe")).code or ""
    assert (len(drawn), set(drawn) - set(ALPHABET)) == (8, set())
    assert with_code(read_plan("co-val-2020")).code == "7PL1383V"


# --- Reading


def test_json_is_read_like_yaml() -> None:
    plan = plan_from(WHOLE)
    told = {**plan.model_dump(mode="json"), "title": {"en": "Streets 😀"}}
    for file in (json.dumps(told), json.dumps(told, indent="\t", ensure_ascii=False)):
        assert plan_from(file) == plan.model_copy(update={"title": {"en": "Streets 😀"}})


def test_norway_is_a_country_and_no_is_a_word() -> None:
    plan = plan_from(WHOLE.replace("name: Inés", "name: no\n    country: NO"))
    assert [(each.name, each.country) for each in plan.moderators] == [("no", "NO")]


def test_a_file_may_begin_with_a_mark_of_its_encoding_but_must_be_utf_8(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + WHOLE.encode())
    assert plan_in(file) == plan_from(WHOLE)
    file.write_bytes(WHOLE.encode("latin-1"))
    with pytest.raises(PlanRefused) as refused:
        plan_in(file)
    assert str(refused.value) == "Line 20: There is a sign here that no text has. Save the file as UTF-8."


# --- Refusing


@pytest.mark.parametrize(
    "case", yaml.safe_load((DATA / "wrong_plans.yaml").read_text("utf-8")), ids=lambda case: case["told"]
)
def test_a_wrong_plan_is_told_by_line_field_what_and_cure(case: dict[str, str]) -> None:
    assert case["right"] in WHOLE
    assert complaints(WHOLE.replace(case["right"], case["wrong"], 1)) == [case["told"]]


def test_an_unknown_kind_of_stage_is_told_with_those_there_are() -> None:
    (told,) = complaints(WHOLE.replace("kind: dot_vote", "kind: magic"))
    where = "Line 12, agenda 1 › stages 1 › kind"
    assert told == f"{where}: is not a kind of stage. Use one of: {', '.join(kinds())}."


def test_words_have_an_end() -> None:
    told = complaints(WHOLE.replace("{en: Streets}", "{en: " + "a" * 2001 + "}"))
    assert told == ["Line 4, title › en: is too long. Make it shorter."]


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("", "Line 1: There is nothing in this file. See docs/plans.md for a start."),
        ("just words", "Line 1: should have parts of its own. Write each on a line of its own: name, colon, value."),
        ("[" * 3000, "Line 1: The parts lie too deep inside each other. See docs/plans.md for a start."),
        (
            "a: " + "[" * 30 + "]" * 30,
            "Line 1: The parts lie too deep inside each other. See docs/plans.md for a start.",
        ),
        ("#" * 600_000, "Line 1: This file is too long for a plan. Split it into several labs."),
    ],
    ids=["empty", "words", "abyss", "deep", "endless"],
)
def test_what_is_no_plan_at_all_is_refused(file: str, told: str) -> None:
    assert complaints(file) == [told]


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_lines() -> None:
    many = WHOLE.replace("groups: 2", "groups: many").replace("dots: 5", "dots: 0").replace("language: en\n", "")
    assert [each.partition(":")[0] for each in complaints(many)] == [
        "Line 1, language",
        "Line 5, groups",
        "Line 14, agenda 1 › stages 1 › settings › dots",
    ]


def test_a_wrong_json_is_told_by_line_too() -> None:
    told = json.dumps(plan_from(WHOLE).model_dump(mode="json") | {"groups": 0}, indent=2)
    line = next(n for n, each in enumerate(told.splitlines(), 1) if '"groups"' in each)
    assert complaints(told) == [f"Line {line}, groups: is too small. Use 1 or more."]


# --- The page that tells it to people


def test_every_word_of_a_plan_is_on_its_page() -> None:
    page = (Path(__file__).parents[2] / "docs" / "plans.md").read_text(encoding="utf-8")
    words = {name for part in parts(Part) for name in part.model_fields}
    words |= {name for kind in kinds().values() for name in (kind.name, *kind.settings.model_fields)}
    assert [name for name in sorted(words) if f"`{name}`" not in page] == []


def parts(of: type[Part]) -> list[type[Part]]:
    return [each for part in of.__subclasses__() for each in (part, *parts(part))]


def test_the_example_on_the_page_is_a_plan() -> None:
    page = (Path(__file__).parents[2] / "docs" / "plans.md").read_text(encoding="utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]
    assert [stage.kind for stage in plan_from(example).agenda[1].stages] == ["silent_writing", "themes", "dot_vote"]
