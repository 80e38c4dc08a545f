"""Opening a draft founds its lab, all or nothing; until somebody joins it may be laid anew under the same links."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from app.domain.agenda import move_agenda
from app.domain.drafts.document import document_of, plan_of
from app.domain.drafts.edits import Edit, Step
from app.domain.drafts.keeping import begin_draft, edit_draft
from app.domain.drafts.looking import standing
from app.domain.drafts.opening import open_draft, replan_lab
from app.domain.drafts.refusals import DraftMovedOn, LabHasBegun, LabStandsOn
from app.domain.errors import CodeTaken
from app.domain.events import LabReplanned
from app.domain.moderators import invite_moderator
from app.domain.notes import take_note
from app.domain.plans import Hashes, Plan, plan_from, read_plan, written
from app.domain.plans import plan_of as plan_of_lab
from app.domain.postings import say_occasion
from app.domain.work import SERVER, Key
from app.models import Group, Lab, Pass, Person, Seating
from app.settings import Settings
from app.store import Store
from tests.cast import LabAtWork, every
from tests.domain.seats import expect, propose

pytestmark = pytest.mark.anyio
CODE = "DRAFT234"
PLAN = read_plan("world-cafe").model_copy(update={"code": CODE})


class Prepared:
    """A draft of the World Café, and the lab that it becomes."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store, self.settings, self.id = store, settings, uuid4().hex

    async def do(self, verb: Any, *args: Any, lab: int = 0) -> Any:
        return (await self.store.write(Key(lab, actor=SERVER), verb, self.id, *args)).value

    async def open(self, seen: int, plan: Plan | None = None) -> LabAtWork:
        locksmith = LabAtWork(self.store, self.settings, CODE, NOTHING).locksmith
        told = plan or plan_of((await self.stands()).document)
        await self.do(open_draft, seen, told, Hashes.by(locksmith, told))
        return await LabAtWork.of(self.store, self.settings, CODE)

    async def lay_anew(self, lab: LabAtWork) -> Plan:
        now = await self.stands()
        plan = plan_of(now.document).model_copy(update={"code": CODE})
        await self.do(replan_lab, now.edition, plan, Hashes.by(lab.locksmith, plan), lab=lab.id)
        return plan

    async def edit(self, *steps: Step, **words: str) -> None:
        typed = {name.replace("__", "."): raw for name, raw in words.items()}
        for step in steps or (None,):
            await self.do(edit_draft, (await self.stands()).edition, Edit(typed, step))

    async def stands(self) -> Any:
        return await self.store.read(standing, self.id)


NOTHING: Any = {"lab": [type("Row", (), {"id": 0})], "items": [], "prompts": [], "stages": [], "groups": []}


@pytest.fixture
async def prepared(store: Store, founded: Settings) -> Prepared:
    made = Prepared(store, founded)
    await made.do(begin_draft, document_of(PLAN))
    return made


async def test_the_lab_is_as_the_draft_says(prepared: Prepared) -> None:
    lab = await prepared.open(1)
    assert await prepared.store.read(plan_of_lab, lab.id) == PLAN
    assert (await prepared.stands()).opened == (lab.id, CODE, False, CODE)


async def test_what_the_editor_adds_to_a_plan_reaches_the_lab_and_comes_back(prepared: Prepared) -> None:
    told = {"starts": "2026-12-01T14:00", "time_zone": "Europe/Oslo", "anonymity": "confidential"}
    await prepared.edit(Step("add", ("speakers",), name="s"), **told)
    await prepared.edit(speakers__s__name="Hege Fossum", speakers__s__takeaway__en="Ask first")
    lab = await prepared.open(3)
    plan = await prepared.store.read(plan_of_lab, lab.id)
    assert plan == plan_of((await prepared.stands()).document)
    assert (plan.starts, plan.anonymity, plan.speakers[0].takeaway) == (
        "2026-12-01T14:00",
        "confidential",
        {"en": "Ask first"},
    )
    assert (await lab.row(Lab, lab.id)).starts_at.isoformat() == "2026-12-01T13:00:00+00:00"


async def test_when_and_where_said_in_the_tower_come_back_with_the_plan(prepared: Prepared) -> None:
    lab = await prepared.open(1)
    told = {"en": "Town hall, room 3", "fr": "Mairie, salle 3"}
    starts = datetime.fromisoformat("2026-12-01T14:00")
    await lab.do(lab.organiser, say_occasion, starts, "Europe/Oslo", told, {"en": "A laptop"})
    plan = await prepared.store.read(plan_of_lab, lab.id)
    assert (plan.starts, plan.time_zone, plan.place, plan.bring) == (
        "2026-12-01T14:00",
        "Europe/Oslo",
        told,
        {"en": "A laptop"},
    )
    assert plan_from(written(plan)) == plan_from(written(plan, "json")) == plan


async def test_a_lab_laid_anew_elsewhere_tells_calendars_anew(prepared: Prepared) -> None:
    lab = await prepared.open(1)
    await prepared.edit(title__en="New")
    await prepared.lay_anew(lab)
    still = (await lab.row(Lab, lab.id)).announced_at
    await prepared.edit(place__en="Town hall", bring__en="A laptop")
    await prepared.lay_anew(lab)
    moved = await lab.row(Lab, lab.id)
    assert (still, moved.place, moved.bring) == (None, {"en": "Town hall"}, {"en": "A laptop"})
    assert moved.announced_at is not None


async def test_pressed_twice_it_is_one_lab(prepared: Prepared) -> None:
    await prepared.open(1)
    await prepared.open(1)
    assert len(await prepared.store.read(every, Lab)) == 2  # and the founding lab


async def test_nobody_opens_what_their_page_does_not_show(prepared: Prepared) -> None:
    await prepared.edit(title__en="Theirs")
    with pytest.raises(DraftMovedOn):
        await prepared.open(1)
    assert len(await prepared.store.read(every, Lab)) == 1


async def test_a_code_that_is_taken_founds_nothing(prepared: Prepared) -> None:
    before = {kind: len(await prepared.store.read(every, kind)) for kind in (Lab, Person, Pass, Group)}
    taken = PLAN.model_copy(update={"code": "7PL1383V"})
    with pytest.raises(CodeTaken):
        await prepared.do(open_draft, 1, taken, Hashes(organiser="o", stage="s", moderators=["m"] * 5))
    assert {kind: len(await prepared.store.read(every, kind)) for kind in before} == before
    assert (await prepared.stands()).opened is None


# --- Laying it anew


async def test_until_somebody_joins_the_plan_is_laid_anew_under_the_same_code_and_links(prepared: Prepared) -> None:
    lab = await prepared.open(1)
    keys = {each.token_hash for each in await lab.rows(Pass)}
    await prepared.edit(Step("up", ("agenda", (await prepared.stands()).document["agenda"][1]["#"])), title__en="New")
    await prepared.edit(Step("add", ("prompts",), name="p"), groups="7")
    await prepared.edit(prompts__p__question__en="And?")
    plan = await prepared.lay_anew(lab)
    assert await prepared.store.read(plan_of_lab, lab.id) == plan
    assert keys < {each.token_hash for each in await lab.rows(Pass)}
    assert (await prepared.stands()).opened_edition == (await prepared.stands()).edition


async def test_every_link_opens_its_screen_as_before(prepared: Prepared) -> None:
    lab = await prepared.open(1)
    await prepared.edit(groups="6", title__en="New")
    await prepared.lay_anew(lab)
    anew = await LabAtWork.of(prepared.store, prepared.settings, CODE)
    assert anew.id == lab.id
    await anew.do(anew.organiser, move_agenda, anew.items[0])
    for number in (1, 5, 6):
        await anew.do(anew.desk(number), take_note, "We are here", "note", uuid4().hex)


async def test_fewer_groups_take_their_desks_away(prepared: Prepared) -> None:
    lab = await prepared.open(1)
    await prepared.edit(groups="3")
    await prepared.lay_anew(lab)
    assert [each.number for each in await lab.rows(Group)] == [1, 2, 3]
    roles = sorted(each.role for each in await lab.rows(Pass))
    assert roles == ["moderator"] * 3 + ["organiser", "stage"]


async def test_whoever_was_invited_beside_a_moderator_stays(prepared: Prepared) -> None:
    lab = await prepared.open(1)
    await lab.do(lab.organiser, invite_moderator, 2, "Astrid", "key", "hash")
    await prepared.edit(title__en="New")
    await prepared.lay_anew(lab)
    assert [each.name for each in await lab.rows(Person, role="moderator") if each.join_key] == ["Astrid"]


async def test_every_screen_loads_again(prepared: Prepared) -> None:
    lab = await prepared.open(1)
    passes = [each.id for each in await lab.rows(Pass)]
    await prepared.edit(groups="3")
    await prepared.lay_anew(lab)
    (told,) = [each for each in await lab.events() if isinstance(each, LabReplanned)]
    assert sorted(told.holders) == sorted(passes)


async def test_once_somebody_joined_the_tower_alone_changes_it(prepared: Prepared) -> None:
    lab = await prepared.open(1)
    await lab.join("Ana")
    await prepared.edit(title__en="New")
    with pytest.raises(LabHasBegun):
        await prepared.lay_anew(lab)
    assert await prepared.store.read(plan_of_lab, lab.id) == PLAN
    assert (await prepared.stands()).opened.has_begun


async def test_once_the_agenda_moved_too(prepared: Prepared) -> None:
    lab = await prepared.open(1)
    await lab.do(lab.organiser, move_agenda, lab.items[0])
    with pytest.raises(LabHasBegun):
        await prepared.lay_anew(lab)


async def test_a_group_that_something_rests_on_stays(prepared: Prepared) -> None:
    lab = await prepared.open(1)
    await lab.do(lab.desk(5), take_note, "The projector hums", "note", uuid4().hex)
    await prepared.edit(groups="3")
    with pytest.raises(LabStandsOn):
        await prepared.lay_anew(lab)
    assert len(await lab.rows(Group)) == 5


async def test_a_proposal_that_seats_people_in_a_group_that_goes_is_dropped(prepared: Prepared) -> None:
    lab = await prepared.open(1)
    await expect(lab, "name\n" + "\n".join(f"Guest {n}" for n in range(25)))
    await propose(lab)
    await prepared.edit(title__en="New")
    await prepared.lay_anew(lab)
    assert [each.state for each in await lab.rows(Seating)] == ["proposed"]
    await prepared.edit(groups="3")
    await prepared.lay_anew(lab)
    assert [each.state for each in await lab.rows(Seating)] == ["dropped"]
