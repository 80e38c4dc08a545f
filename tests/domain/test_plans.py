"""The founding lab is told as its public page tells it: data/co-val-2020-facts.yaml holds what the page gives."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from app.domain.groups import open_prompt
from app.domain.plans import PersonPlan, Plan, read_plan
from app.models import AgendaItem, Group, Lab, Pass, Person, Prompt, Stage
from app.settings import Settings
from app.store import Store
from tests.cast import LabAtWork

PLAN = read_plan("co-val-2020")
FACTS: dict[str, Any] = yaml.safe_load((Path(__file__).parents[1] / "data" / "co-val-2020-facts.yaml").read_text())


def english(told: list[Any]) -> list[str]:
    return [each["en"] for each in told]


def people(plans: list[PersonPlan]) -> list[dict[str, Any]]:
    return [
        {
            "name": each.name,
            "role": each.occupation and each.occupation["en"],
            "organisation": each.organisation,
            "country": each.country,
        }
        for each in plans
    ]


def texts(part: Any) -> Iterator[dict[str, str]]:
    """Every text of a plan that is told in languages."""
    if isinstance(part, dict) and part and set(part) <= {"en", "fr"}:
        yield part
    elif isinstance(part, dict):
        for each in part.values():
            yield from texts(each)
    elif isinstance(part, list):
        for each in part:
            yield from texts(each)


# --- What the page gives


def test_its_code_and_its_language() -> None:
    assert (PLAN.code, PLAN.language) == (FACTS["code"], FACTS["language"]) == ("7PL1383V", "fr")


def test_its_title_and_its_question_in_both_languages() -> None:
    assert (PLAN.title, PLAN.question) == (FACTS["title"], FACTS["main_question"])


def test_its_background() -> None:
    assert PLAN.background
    assert PLAN.background["en"].split() == ["The", *FACTS["background"].split()]


def test_the_goals_of_the_project() -> None:
    assert [goal.casefold() for goal in english(PLAN.goals)] == [goal.casefold() for goal in FACTS["project_goals"]]


def test_its_event_and_the_date_of_its_page() -> None:
    assert english([each.text for each in PLAN.facts]) == [FACTS["event"], "8 October 2020"]
    assert FACTS["page_updated"].isoformat() == "2020-10-08"


def test_its_agenda_in_its_order() -> None:
    assert [(each.kind, each.title) for each in PLAN.agenda] == [
        (each["kind"], each["title"]) for each in FACTS["agenda"]
    ]


def test_who_presents_as_far_as_the_page_says() -> None:
    assert [each.by and each.by["en"] for each in PLAN.agenda] == [each.get("by") for each in FACTS["agenda"]]


def test_its_five_moderators_with_role_organisation_and_country() -> None:
    assert people(PLAN.moderators) == FACTS["moderators"]
    assert len(PLAN.moderators) == PLAN.groups == 5


def test_its_four_speakers_with_role_organisation_and_country() -> None:
    assert people(PLAN.speakers) == FACTS["speakers"]
    assert len(PLAN.speakers) == 4
    assert [each.takeaway for each in PLAN.speakers] == [None] * 4


def test_its_links_and_a_webstream_that_is_announced_without_an_address() -> None:
    assert [each.url for each in PLAN.links] == [each["url"] for each in FACTS["links"]]
    assert english([each.kind for each in PLAN.links]) == [each["kind"].capitalize() for each in FACTS["links"]]
    assert (PLAN.links[-1].kind["en"], PLAN.links[-1].url) == ("Webstream", None)


def test_no_hour_is_given_so_none_is_told() -> None:
    assert (FACTS["starts_at"], FACTS["ends_at"]) == (None, None)
    assert (PLAN.starts, PLAN.time_zone, PLAN.starts_at) == (None, None, None)


# --- What is our own proposal


def test_the_run_of_show_is_the_proposed_ninety_minutes() -> None:
    minutes = [each.minutes or 0 for each in PLAN.agenda]
    assert minutes == FACTS["run_of_show_minutes"]
    assert sum(minutes) == 90


def test_the_stages_fill_the_breakout() -> None:
    (breakout,) = [each for each in PLAN.agenda if each.stages]
    minutes = [stage.minutes or 0 for stage in breakout.stages]
    assert minutes == [each["minutes"] for each in FACTS["breakout_stages"]]
    assert sum(minutes) == breakout.minutes == 44


def test_the_proposed_prompts() -> None:
    assert [(each.key, each.question["en"]) for each in PLAN.prompts] == [
        (each[True], each["en"])
        for each in FACTS["prompts"]  # to YAML, `on` is a yes
    ]


def test_every_text_is_told_in_both_languages() -> None:
    told = list(texts(PLAN.model_dump()))
    assert len(told) > 50
    assert [each for each in told if set(each) != {"en", "fr"}] == []


# --- What founding makes of it


@pytest.mark.anyio
async def test_the_lab_is_founded_as_planned(lab: LabAtWork) -> None:
    kept = await lab.row(Lab)
    told = PLAN.model_dump(include={"code", "language", "languages", "title", "question", "background", "goals"})
    assert {name: getattr(kept, name) for name in told} == told
    assert (kept.links, kept.closed_at, kept.seq) == ([each.model_dump() for each in PLAN.links], None, 1)


@pytest.mark.anyio
async def test_its_items_stages_and_prompts_stand_in_order(lab: LabAtWork) -> None:
    items, stages = await lab.rows(AgendaItem), await lab.rows(Stage)
    assert [(each.position, each.title, each.by, each.minutes) for each in items] == [
        (position, each.title, each.by, each.minutes) for position, each in enumerate(PLAN.agenda, 1)
    ]
    assert [(each.item_id, each.position, each.kind) for each in stages] == [
        (items[3].id, position, each.kind) for position, each in enumerate(PLAN.agenda[3].stages, 1)
    ]
    assert [each.question for each in await lab.rows(Prompt)] == [each.question for each in PLAN.prompts]


@pytest.mark.anyio
async def test_each_moderator_has_the_desk_of_their_group(lab: LabAtWork) -> None:
    number = {each.id: each.number for each in await lab.rows(Group)}
    moderators = await lab.rows(Person, role="moderator")
    assert [(number[each.group_id], each.name, each.organisation, each.country) for each in moderators] == [
        (n, each.name, each.organisation, each.country) for n, each in enumerate(PLAN.moderators, 1)
    ]


@pytest.mark.anyio
async def test_everyone_who_runs_it_has_one_pass_and_nobody_else_has(lab: LabAtWork) -> None:
    roles = [each.role for each in await lab.rows(Pass)]
    assert sorted(roles) == ["moderator"] * 5 + ["organiser", "stage"]


@pytest.mark.anyio
async def test_a_group_without_a_named_moderator_has_its_desk_all_the_same(store: Store, founded: Settings) -> None:
    few = await LabAtWork.found(store, founded, "FEW123", moderators=PLAN.moderators[:1])
    assert [each.name for each in await few.rows(Person, role="moderator")] == ["Karen Bøhle Aarhus", *[None] * 4]
    await few.do(few.desk(5), open_prompt, few.prompts["main"])


# --- What a plan may not say


@pytest.mark.parametrize(
    "wrong",
    [
        {"samskap_plan": 2},
        {"webhook": "https://example.org"},
        {"code": "no!"},
        {"groups": 0},
        {"agenda": []},
        {"links": [{"kind": {"en": "x"}, "title": {"en": "x"}, "url": "javascript:alert(1)"}]},
        {"agenda": [{"kind": "party", "title": {"en": "x"}}]},
        {"agenda": [{"kind": "breakout", "title": {"en": "x"}, "stages": [{"kind": "magic", "title": {"en": "x"}}]}]},
        {"agenda": [{"kind": "breakout", "title": {}, "stages": []}]},
        {"prompts": []},
        {"moderators": [{"name": "Ana", "country": "Norway"}]},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_plan_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Plan.model_validate(PLAN.model_dump() | wrong)
