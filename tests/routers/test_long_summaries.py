"""A summary with much laid over it opens as readily as one with little."""

from typing import Any

import pytest
from sqlalchemy import event

from app.domain.editing import leave_out
from app.domain.groups import open_prompt
from app.live.pages import Visit
from app.routers.editing import edit_page
from app.settings import Settings
from app.store import Store
from app.summary.publishing import prepared
from tests.cast import LabAtWork

pytestmark = pytest.mark.anyio


async def said_and_left_out(lab: LabAtWork, times: int) -> None:
    ana = await lab.join()
    for n in range(times):
        idea = await lab.say(ana, f"She said it {n} times")
        await lab.do(lab.organiser, leave_out, f"contribution:{idea.id}", f"Reason {n}", 0)


async def asked(lab: LabAtWork) -> tuple[int, str]:
    """How many queries the page takes, and the page."""
    made = await lab.store.read(prepared, lab.id, "public", 5)
    visit = Visit(lab.organiser, "", "tower", None, f"/labs/{lab.id}/tower", "en", "http://testserver")
    queries: list[Any] = []
    event.listen(lab.store.reading, "before_cursor_execute", lambda *told: queries.append(told[2]))
    page = await lab.store.read(edit_page, visit, lab.locksmith, "", 0, made)
    return len(queries), page


async def test_the_page_takes_no_more_queries_for_more_that_is_left_out(store: Store, founded: Settings) -> None:
    lab = await LabAtWork.of(store, founded)
    await lab.do(lab.desk(), open_prompt, lab.prompts["main"])
    await said_and_left_out(lab, 1)
    few, _ = await asked(lab)
    await said_and_left_out(lab, 12)
    many, page = await asked(lab)
    assert (many, [page.count(f">Reason {n}</textarea>") for n in range(12)]) == (few, [2, *[1] * 11])
