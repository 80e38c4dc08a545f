"""From a plan to a lab and back: what is exported is what was imported."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies
from sqlalchemy import create_engine
from sqlmodel import Session, SQLModel

from app import text
from app.domain.errors import CodeTaken
from app.domain.plans import Hashes, Plan, found, plan_from, plan_of, read_plan, templates, written
from app.domain.work import Journal, Work
from app.settings import Settings
from app.store import Store
from tests.cast import LabAtWork

LANGUAGES = strategies.sampled_from(["en", "fr", "nb", "es"])


def said(clean: Any) -> strategies.SearchStrategy[str]:
    """Anything that anybody may type, as it is kept."""

    def kept(words: str) -> str:
        try:
            return str(clean(words))
        except text.Unfit:
            return "…"

    return strategies.text(max_size=30).map(kept)


WORDS = strategies.dictionaries(LANGUAGES, said(text.words), min_size=1, max_size=2)
LINES = strategies.dictionaries(LANGUAGES, said(text.line), min_size=1, max_size=2)
HOURS = strategies.sampled_from(
    [{}, {"time_zone": "Europe/Oslo"}, {"time_zone": "America/St_Johns", "starts": "2026-11-01T01:30"}]
)
LINE, MINUTES = said(text.line), strategies.none() | strategies.integers(1, 90)
WHO = {"occupation": WORDS, "organisation": LINE, "country": strategies.sampled_from(["NO", "FR"])}
KINDS = [("dot_vote", {"dots": 4}), ("lesson", {"rule": "fist"}), ("break", {}), ("rotation", {"round": 2})]


def some(parts: dict[str, Any], most: int = 2, **maybe: Any) -> strategies.SearchStrategy[list[dict[str, Any]]]:
    return strategies.lists(strategies.fixed_dictionaries(parts, optional=maybe), max_size=most)


def stages(kind: tuple[str, dict[str, Any]]) -> strategies.SearchStrategy[list[dict[str, Any]]]:
    return some(
        {"kind": strategies.just(kind[0]), "settings": strategies.just(kind[1])},
        title=WORDS,
        minutes=MINUTES,
        end=strategies.sampled_from(["soft", "hard"]),
        prompt=strategies.sampled_from(["0", "1"]),
        hint=WORDS,
        phones=strategies.fixed_dictionaries({}, optional={"writes": strategies.booleans()}),
    )


ITEMS = some(
    {"kind": strategies.sampled_from(["breakout", "break"]), "title": WORDS},
    3,
    by=WORDS,
    minutes=MINUTES,
    stages=strategies.sampled_from(KINDS).flatmap(stages),
).filter(bool)
PROMPTS = [{"key": str(n), "question": {"fr": f"{n} ?"}} for n in range(2)]
ALWAYS = {"samskap_plan": 1, "code": "PLAN2345", "language": "fr", "languages": ["fr", "en"], "prompts": PROMPTS}


def plans() -> strategies.SearchStrategy[Plan]:
    needed = {"title": WORDS, "question": WORDS, "groups": strategies.integers(3, 5), "agenda": ITEMS}
    maybe = {
        "background": WORDS,
        "goals": strategies.lists(WORDS, max_size=2),
        "facts": some({"label": WORDS, "text": WORDS}),
        "links": some({"kind": WORDS, "title": WORDS}, url=strategies.just("https://example.org/é")),
        "place": LINES,
        "bring": LINES,
        "capacity": strategies.integers(1, 600),
        "retention_days": strategies.integers(1, 60),
        "anonymity": strategies.sampled_from(["named", "role_only", "confidential", "anonymous"]),
        "speakers": some({"name": LINE}, **WHO, takeaway=LINES),
        "moderators": some({"name": LINE}, 3, **WHO),
    }
    always = {name: strategies.just(value) for name, value in ALWAYS.items()}
    whole = strategies.fixed_dictionaries(always | needed, optional=maybe)
    return strategies.tuples(whole, HOURS).map(lambda both: Plan.model_validate(both[0] | both[1]))


@pytest.fixture(scope="module")
def empty() -> Any:
    import app.models  # noqa: F401 every table

    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    with engine.connect() as connection:
        yield connection


@settings(max_examples=60, deadline=timedelta(seconds=5), suppress_health_check=[HealthCheck.too_slow])
@given(plan=plans())
def test_a_lab_gives_back_the_plan_it_was_founded_from(empty: Any, plan: Plan) -> None:
    with Session(empty) as session:
        made = found(Work(session, Journal(session, 0)), plan, hashes_for(plan))
        session.flush()
        exported = plan_of(session.connection(), made.id)
        session.rollback()
    assert exported == plan
    assert plan_from(written(exported)) == plan_from(written(exported, "json")) == plan


def hashes_for(plan: Plan) -> Hashes:
    return Hashes(organiser="o", stage="s", moderators=[f"m{n}" for n in range(plan.groups)])


@pytest.mark.anyio
@pytest.mark.parametrize("name", templates())
async def test_every_ready_made_plan_comes_back_as_it_was(store: Store, founded: Settings, name: str) -> None:
    plan = read_plan(name).model_copy(update={"code": "AGAIN234"})
    lab = await LabAtWork.found(store, founded, **dict(plan))
    assert await store.read(plan_of, lab.id) == plan


@pytest.mark.anyio
async def test_what_happened_in_a_lab_is_no_part_of_its_plan(lab: LabAtWork) -> None:
    before = await lab.store.read(plan_of, lab.id)
    await lab.open("themes")
    ana = await lab.join("Ana")
    await lab.say(ana, "Ask first")
    assert await lab.store.read(plan_of, lab.id) == before == read_plan("co-val-2020")


@pytest.mark.anyio
async def test_a_code_opens_one_lab(store: Store, founded: Settings) -> None:
    with pytest.raises(CodeTaken):
        await LabAtWork.found(store, founded, "7PL1383V")
