"""A phone's page is made once for its group: each finds their own in it, and nothing of anybody else."""

import re

from app.live.own import MARK
from tests.routers.house import House

IDS = re.compile(r'name="id" value="([0-9a-f]{32})"')


def test_each_finds_their_own_in_the_page_that_all_share(house: House) -> None:
    ana, ola = house.phone("Ana", 1), house.phone("Ola", 1)
    first, second, again = ana.get(ana.base).text, ola.get(ola.base).text, ana.get(ana.base).text
    assert [("Ana" in page, "Ola" in page) for page in (first, second, again)] == [
        (True, False),
        (False, True),
        (True, False),
    ]
    assert MARK not in first + second + again
    ids = [IDS.findall(page) for page in (first, second, again)]
    assert all(ids)
    assert len({each for some in ids for each in some}) == sum(map(len, ids))
