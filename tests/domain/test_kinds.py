"""Each kind of stage is found by walking its folder; what a plan sets, and what opening and closing bring about."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from app.domain import kinds as room
from app.domain.contributions import contribute
from app.domain.errors import NotInThisStage
from app.domain.events import StageOpened
from app.domain.groups import open_stage
from app.domain.kinds import Kind, kind_of, kinds, settings_of
from app.domain.plans import ItemPlan, StagePlan
from app.domain.work import Work
from app.models import Group, Stage
from app.settings import Settings
from app.store import Store
from tests.cast import LabAtWork

WITH_HOOKS = {"themes", "dot_vote"}


async def breakout(store: Store, founded: Settings, *stages: StagePlan) -> LabAtWork:
    """A lab of one breakout with these stages."""
    item = ItemPlan(kind="breakout", title={"en": "Groups"}, stages=list(stages))
    return await LabAtWork.found(store, founded, "KINDS23", agenda=[item])


def test_every_kind_has_the_name_of_its_file() -> None:
    """But for `break`, which Python keeps for itself."""
    files = {each.stem.rstrip("_") for each in Path(room.__file__).parent.glob("[!_]*.py")} - {"base"}
    assert set(kinds()) == files
    assert len(files) >= 17


def test_every_kind_has_words_for_people() -> None:
    assert [name for name, kind in kinds().items() if not (kind.title and kind.hint)] == []


def test_no_stage_is_a_prompt_put_to_the_room() -> None:
    assert kind_of(None) == room.OPEN
    assert (room.OPEN.writes, room.OPEN.supports, room.OPEN.is_private) == (True, True, False)


def test_a_plan_may_let_phones_do_otherwise() -> None:
    as_it_is, as_planned = kind_of("break"), kind_of("break", {"writes": True, "sees": ["board"]})
    assert (as_it_is.writes, as_planned.writes, as_planned.sees, as_planned.edits) == (False, True, ["board"], False)


def test_what_is_set_is_read_with_what_is_left_out() -> None:
    vote = settings_of(Stage(lab_id=1, item_id=1, position=1, kind="dot_vote", settings={"dots": 5}))
    assert (vote.dots, vote.most, vote.about) == (5, None, "themes")


@pytest.mark.parametrize("wrong", [{"dots": 0}, {"tables": 5}, {"about": "weather"}], ids=str)
def test_a_stage_is_set_only_as_its_kind_can_be(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        StagePlan(kind="dot_vote", settings=wrong)


@pytest.mark.anyio
async def test_phones_may_write_where_the_plan_lets_them(store: Store, founded: Settings) -> None:
    told = {"kind": "lesson", "prompt": "main", "title": {"en": "With ideas"}, "phones": {"writes": True}}
    lab = await breakout(store, founded, StagePlan(kind="break", prompt="main"), StagePlan.model_validate(told))
    ana = await lab.join("Ana")
    await lab.do(lab.desk(), open_stage, lab.stages["lesson"])
    given = await lab.do(ana.key, contribute, lab.prompts["main"], "Even now", "a" * 32)
    await lab.do(lab.desk(), open_stage, lab.stages["break"])
    with pytest.raises(NotInThisStage):
        await lab.do(ana.key, contribute, lab.prompts["main"], "Not now", "b" * 32)
    assert given.stage_kind == "lesson"


@pytest.mark.anyio
async def test_what_closes_has_its_say_before_what_opens(lab: LabAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, str, int | None]] = []

    def hooked(kind: Kind) -> Kind:
        def opened(work: Work, group: Group, stage: Stage) -> None:
            assert work.announced == [StageOpened(group.id, stage.id)]
            heard.append(("opened", stage.kind, group.stage_id))

        def closed(work: Work, group: Group, stage: Stage) -> None:
            assert work.announced == []
            heard.append(("closed", stage.kind, group.stage_id))

        return kind._replace(opened=opened, closed=closed)

    known = {name: hooked(kind) if name in WITH_HOOKS else kind for name, kind in kinds().items()}
    monkeypatch.setattr(room, "kinds", lambda: known)
    themes, dots = lab.stages["themes"], lab.stages["dot_vote"]
    for stage in (themes, themes, dots, None):
        await lab.do(lab.desk(), open_stage, stage)
    assert heard == [
        ("opened", "themes", themes),
        ("closed", "themes", themes),
        ("opened", "dot_vote", dots),
        ("closed", "dot_vote", dots),
    ]
