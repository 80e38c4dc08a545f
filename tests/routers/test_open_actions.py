"""What is done about published lessons: open to everybody, in published words, as far as it came today."""

import pytest

from tests.routers.house import CODE, House
from tests.routers.test_follow_up import house, lesson, owner, report
from tests.routers.test_published import publish

__all__ = ["house", "lesson"]
AT = f"/s/{CODE}/actions"


def test_nobody_reads_it_before_a_summary_is_published(house: House, lesson: str) -> None:
    assert [house.guest().get(each).status_code for each in (AT, f"{AT}.ics")] == [404, 404]


def test_everybody_reads_how_far_it_came_since(house: House, lesson: str) -> None:
    publish(house.holder("tower"))
    assert report(owner(house, lesson), "It goes well.", "acting") == 303
    page = house.guest().get(AT)
    assert page.status_code == 200
    told = ("Pay people", "Bærum kommune", "It goes well.", f'href="/s/{CODE}#lesson-{lesson}"')
    assert [each for each in told if each not in page.text] == []
    assert "/labs/1" not in page.text
    assert f'href="/s/{CODE}/actions?language=en"' in house.guest().get(f"/s/{CODE}").text


def test_its_days_are_a_calendar(house: House, lesson: str) -> None:
    publish(house.holder("tower"))
    guest = house.guest()
    assert [guest.get(f"{AT}{each}").text.count("BEGIN:VEVENT") for each in (".ics", f"/{lesson}.ics")] == [1, 1]
    assert f"/s/{CODE}/actions#lesson-{lesson}" in guest.get(f"{AT}.ics").text.replace("\r\n ", "")


def test_it_tells_published_words_only(house: House, lesson: str) -> None:
    publish(house.holder("tower"))
    house.rows("UPDATE lesson SET title = 'Pay nobody'")
    page = house.guest().get(AT).text
    assert ("Pay people" in page, "Pay nobody" in page) == (True, False)


def test_what_was_left_out_is_not_told_here_either(house: House, lesson: str) -> None:
    tower = house.holder("tower")
    tower.act("report/omissions", about=f"lesson:{lesson}", text="It names somebody", edition=0)
    publish(tower)
    page = house.guest().get(AT)
    assert page.status_code == 200
    assert [each for each in ("Pay people", "Bærum", lesson) if each in page.text] == []


def test_under_chatham_house_nobody_answers_for_it_by_name(house: House, lesson: str) -> None:
    publish(house.holder("tower"), profile="chatham")
    assert report(owner(house, lesson), "Bærum does it.") == 303
    page, days = (house.guest().get(f"{AT}{each}").text for each in ("", ".ics"))
    assert ("Pay people" in page, "Bærum" in page, "Bærum" in days) == (True, False, False)


@pytest.mark.parametrize("anonymity", ["role", "confidential", "anonymous"])
def test_where_people_have_no_names_owners_have_none(house: House, lesson: str, anonymity: str) -> None:
    house.rows("UPDATE lab SET anonymity = ?", anonymity)
    publish(house.holder("tower"))
    assert "Bærum" not in house.guest().get(AT).text


def test_what_was_withdrawn_is_followed_up_nowhere(house: House, lesson: str) -> None:
    tower = house.holder("tower")
    publish(tower)
    tower.send("editions/1/withdrawal", reason="A name was in it")
    assert [house.guest().get(f"{AT}{each}").status_code for each in ("", ".ics")] == [410, 410]
