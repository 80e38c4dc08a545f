"""The founding lab before it is held, with an hour and a place."""

from datetime import datetime

import pytest

from app.domain.postings import say_occasion
from app.settings import Settings
from app.store import Store
from tests.cast import LabAtWork

STARTS = datetime(2026, 12, 3, 9, 30)  # noqa: DTZ001 a clock on a wall
PLACE = {"fr": "Bærum kulturhus, salle Lille", "en": "Bærum kulturhus, Lille hall"}


@pytest.fixture
async def lab(store: Store, founded: Settings) -> LabAtWork:
    opened = await LabAtWork.of(store, founded)
    await opened.do(opened.organiser, say_occasion, STARTS, "Europe/Oslo", PLACE, {"fr": "Un cas de chez vous"})
    return opened
