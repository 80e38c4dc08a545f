"""Labs whose breakout has the stages in which people work together otherwise than each alone."""

from typing import Any

from app.domain.groups import open_stage, open_stage_for_all
from app.domain.plans import ItemPlan, StagePlan
from app.models import Stage
from app.settings import Settings
from app.store import Store
from tests.cast import LabAtWork, Participant

CODE = "FQRMS23"


class Forming(LabAtWork):
    """A lab of one breakout with these stages; `opened(n)` puts every group into the nth."""

    ids: list[int]

    @classmethod
    async def with_stages(cls, store: Store, founded: Settings, *stages: StagePlan, **differs: Any) -> "Forming":
        item = ItemPlan(kind="breakout", title={"en": "Groups"}, stages=list(stages))
        await LabAtWork.found(store, founded, CODE, agenda=[item], **differs)
        lab = await cls.of(store, founded, CODE)
        lab.ids = [each.id for each in await lab.rows(Stage)]
        return lab

    @classmethod
    async def of(cls, store: Store, settings: Settings, code: str = CODE) -> "Forming":
        found = await LabAtWork.of(store, settings, code)
        lab = cls.__new__(cls)
        lab.__dict__.update(found.__dict__)
        return lab

    async def opened(self, n: int, group: int | None = None) -> None:
        """The nth stage, from 1: at one desk, or for all from the tower."""
        verb, by = (open_stage_for_all, self.organiser) if group is None else (open_stage, self.desk(group))
        await self.do(by, verb, self.ids[n - 1])

    async def people(self, some: int, group: int = 1) -> list[Participant]:
        return [await self.join(None, group) for _ in range(some)]


def stage(kind: str, **more: Any) -> StagePlan:
    return StagePlan(kind=kind, **more)
