"""Who takes their words away again, from what was published too."""

import json
from concurrent.futures import ThreadPoolExecutor

from tests.routers.house import House
from tests.routers.placing import covers
from tests.routers.test_published import AT, closed, publish


@covers("wrong_role-ended_participant__erase_own_data_must_succeed")
def test_whoever_was_there_may_erase_themselves_when_it_is_over(house: House) -> None:
    """The file would answer 200; the phone is sent to the front door, and knows the lab no more."""
    phone = house.phone("Uma", group=1)
    phone.contribute("Not for ever")
    publish(closed(house))
    assert "Not for ever" in house.guest().get(AT).text
    answer = phone.send("erasure", sure="1")
    assert (answer.status_code, answer.headers["location"], phone.get("/labs/1/phone").status_code) == (303, "/", 401)
    page = house.guest().get(AT).text
    assert ("Not for ever" in page, "Erased by whoever had said it." in page) == (False, True)


@covers("concurrent-erase_while_export")
def test_a_file_is_from_before_an_erasure_or_from_after_it(house: House) -> None:
    phone = house.phone("Uma", group=1)
    phone.contribute("Not for ever")
    tower = closed(house)
    publish(tower)
    with ThreadPoolExecutor(4) as beside:
        asked = [beside.submit(house.guest().get, f"{AT}/1/summary.json") for _ in range(8)]
        erased = beside.submit(phone.send, "erasure", sure="1")
        told = [json.loads(each.result().text) for each in asked]
    assert erased.result().status_code == 303
    states = {("Not for ever" in json.dumps(each), "is_erased" in json.dumps(each)) for each in told}
    assert states <= {(True, False), (False, True)}


def test_nobody_erases_by_accident(house: House) -> None:
    phone = house.phone("Uma", group=1)
    phone.contribute("Not for ever")
    assert phone.send("erasure").status_code == 422
    assert house.rows("SELECT text FROM contribution") == ["Not for ever"]
