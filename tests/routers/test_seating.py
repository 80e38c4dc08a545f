"""The page of seats: what it shows and says, with and without our script, and what phones are told."""

import re
from uuid import uuid4

import pytest

from tests.routers.house import CODE, Guest, House, farewell
from tests.routers.reading import Element, read
from tests.routers.test_joining import refusal


def expect(house: House, lines: str) -> Guest:
    """The organiser, with this list in force."""
    tower, key = house.holder("tower"), uuid4().hex
    tower.post("/labs/1/tower/seating/lists", {"id": key, "lines": lines})
    assert tower.post(f"/labs/1/tower/seating/lists/{key}/guests", {}).status_code == 303
    return tower


def page(tower: Guest) -> Element:
    return read(tower.get("/labs/1/tower/seating").text)


def newest(house: House) -> str:
    return str(house.rows("SELECT max(id) FROM seating")[0])


def lines(element: Element, part: str) -> list[str]:
    return [li.seen for each in element if each.attributes.get("class") == part for li in each.all("li")]


def sits(house: House) -> dict[str, int]:
    return dict(house.rows("SELECT name, group_id FROM person WHERE role = 'participant' AND removed_at IS NULL"))


# --- What could not be met, in sentences

BOTH = 'name,together,apart\nAnna,a,x\nBo,"a,b",\nCid,b,x\nDag,,\nEva,,\nFay,,'


def test_two_wishes_that_cannot_both_be_met_are_told_with_the_reason(house: House) -> None:
    tower = expect(house, BOTH)
    tower.act("seating/proposals", mode="balanced", count="2")
    proposal = page(tower).find("proposal")
    (told,) = lines(proposal, "unmet")
    assert re.sub("[\u2066-\u2069]", "", told) in {
        f"Anna and Cid should sit apart, and both sit in group {n}. They are to sit together with Bo."
        for n in range(1, 6)
    }


def test_the_reason_is_told_in_french(house: House) -> None:
    expect(house, BOTH)
    tower = house.holder("tower", "fr")
    tower.act("seating/proposals", mode="balanced", count="2")
    (told,) = lines(page(tower).find("proposal"), "unmet")
    assert told.count("should") == 0
    assert told.count("Anna") == 1


@pytest.mark.parametrize(
    ("rooms", "guests", "said"),
    [
        ({"spoken": "nb"}, "name,languages\nInés,es", "No group in use has a moderator who speaks their language."),
        ({}, "name,access\nAnna,Rullestol", "No group in use has a room that everybody can reach."),
        (
            {"seats": "1", "is_accessible": "1"},
            "name\n" + "\n".join(f"G{n}" for n in range(8)),
            "There are more people",
        ),
    ],
)
def test_each_need_has_its_sentence(house: House, rooms: dict[str, str], guests: str, said: str) -> None:
    tower = expect(house, guests)
    for number in range(1, 6):
        tower.act(f"seating/rooms/{number}", **rooms)
    tower.act("seating/proposals", mode="balanced")
    told = lines(page(tower).find("proposal"), "unmet")
    assert len(told) > 0
    assert [each for each in told if said in each] == told


def test_balance_is_told_for_each_attribute(house: House) -> None:
    tower = expect(house, "name,organisation,country\nA1,NAV,NO\nA2,NAV,NO\nB1,KUL,FR\nB2,KUL,FR")
    tower.act("seating/proposals", mode="balanced", count="2", organisation="1", country="1")
    assert lines(page(tower).find("proposal"), "balance") == [
        "Organisation: spread as evenly as can be.",
        "Country: spread as evenly as can be.",
    ]


def test_what_is_uneven_is_named(house: House) -> None:
    tower = expect(house, "name,organisation,group\nA1,NAV,1\nA2,NAV,1\nB1,KUL,2\nB2,KUL,2")
    tower.act("seating/proposals", mode="list", count="2")
    (told,) = lines(page(tower).find("proposal"), "balance")
    assert re.fullmatch("Organisation: least even in group [12], which has 2 of (NAV|KUL) where 1 would be even.", told)


# --- Acts


def test_a_proposal_is_pinned_changed_and_put_in_force(house: House) -> None:
    tower = expect(house, "name\n" + "\n".join(f"Guest {n}" for n in range(14)))
    phone = house.phone("Guest 3", group=1)
    tower.act("seating/proposals", mode="balanced")
    id, (who,) = newest(house), house.rows("SELECT 'g' || id FROM guest WHERE name = 'Guest 5'")
    assert tower.act(f"seating/proposals/{id}/pins", who=who).status_code == 200
    assert tower.act(f"seating/proposals/{id}/seats", who=["p999", who], group=4).status_code == 200
    assert tower.act(f"seating/proposals/{id}/reshuffle").status_code == 200
    id = newest(house)
    assert tower.act(f"seating/proposals/{id}/commitment", edition=1).status_code == 200
    assert house.rows("SELECT group_id FROM guest WHERE name = 'Guest 5'") == [4]
    assert page(tower).find("seats-4").seen.count("Guest 5") == 1
    assert phone.get(phone.base).status_code == 200


def test_what_changed_since_it_was_looked_at_is_not_put_in_force(house: House) -> None:
    house.phone("Ana", group=1)
    tower = house.holder("tower")
    tower.act("seating/proposals", mode="by_hand")
    id, (who,) = newest(house), house.rows("SELECT 'p' || id FROM person WHERE name = 'Ana'")
    tower.act(f"seating/proposals/{id}/seats", who=who, group=2)
    answer = tower.act(f"seating/proposals/{id}/commitment", edition=1)
    assert (answer.status_code, refusal(read(answer.text))[0]) == (
        409,
        "This proposal has changed since you looked at it.",
    )
    assert sits(house) == {"Ana": 1}


def test_everything_works_without_our_script(house: House) -> None:
    """By what stands on the page alone: two taps move, two taps merge."""
    house.phone("Ana", group=1)
    tower = house.holder("tower")
    seats = page(tower)
    (box,) = seats.all("input", form="moving")
    (button,) = seats.all("button", form="moving", value="3")
    form = seats.find(box.attributes["form"])
    sent = {box.attributes["name"]: box.attributes["value"], button.attributes["name"]: button.attributes["value"]}
    moved = tower.post(form.attributes["action"], sent)
    assert (moved.status_code, moved.headers["location"]) == (303, "/labs/1/tower/seating")
    assert sits(house) == {"Ana": 3}
    merging = next(each for each in page(tower).find("seats-3") if each.attributes.get("action", "").endswith("merger"))
    merged = tower.post(merging.attributes["action"], {"group": merging.field("group"), "into": "5"})
    assert (merged.status_code, sits(house)) == (303, {"Ana": 5})


def test_a_move_of_nobody_is_refused_in_a_sentence(house: House) -> None:
    answer = house.holder("tower").act("seating/seats", group=2)
    assert (answer.status_code, refusal(read(answer.text))[0]) == (422, "Nobody is ticked.")


@pytest.mark.parametrize("who", ["p", "x1", "p-1", "p1 OR 1=1", "p١", "p" + "9" * 12, "<script>"])
def test_what_is_nobody_s_key_is_refused(shared: House, who: str) -> None:
    assert shared.holder("tower").act("seating/seats", who=who, group=2).status_code == 422


@pytest.mark.parametrize(
    "form",
    [
        {"mode": "by magic"},
        {"mode": "balanced", "organisation": "1000000"},
        {"mode": "balanced", "count": "-1"},
        {"mode": "balanced", "count": "1e9"},
        {"mode": "balanced", "only_here": "maybe"},
        {},
    ],
)
def test_a_wish_that_cannot_be_is_refused(shared: House, form: dict[str, object]) -> None:
    assert shared.holder("tower").act("seating/proposals", **form).status_code == 422


def test_a_language_that_is_none_is_refused(shared: House) -> None:
    assert shared.holder("tower").act("seating/rooms/1", spoken="Klingonish").status_code == 422


# --- Phones


def test_a_moved_phone_is_told_to_load_again_and_says_where_it_sits_now(house: House) -> None:
    phone, tower = house.phone("Ana", group=1), house.holder("tower")
    (who,) = house.rows("SELECT 'p' || id FROM person WHERE name = 'Ana'")
    with phone.listen() as socket:
        tower.act("seating/seats", who=who, group=4)
        assert farewell(socket) == 4001
    (told,) = [each for each in phone.page() if each.attributes.get("class") == "seated"]
    assert told.all("p")[0].seen == "You sit in group 4 now."


def test_a_phone_that_was_not_moved_says_nothing(house: House) -> None:
    phone = house.phone("Ana", group=1)
    assert [each for each in phone.page() if each.attributes.get("class") == "seated"] == []


def test_a_guest_is_asked_where_they_are_from_and_told_where_they_sit(house: House) -> None:
    tower = expect(house, "name,organisation,group\nAnna Lie,NAV,2\nAnna Lie,KUL,5")
    tower.act("seating/proposals", mode="list")
    tower.act(f"seating/proposals/{newest(house)}/commitment", edition=1)
    guest = house.guest()
    asked = guest.join(name="Anna Lie", id="a" * 32)
    door = read(asked.text)
    offered = [each.attributes["value"] for each in door.all("input", type="radio")][:3]
    assert (asked.status_code, offered) == (409, ["KUL", "NAV", "-"])
    assert (door.find("name").attributes["value"], "checked" in door.find("consent").attributes) == ("Anna Lie", True)
    assert guest.join(name="Anna Lie", id="a" * 32, organisation="NAV").status_code == 303
    (told,) = [each for each in guest.page() if each.attributes.get("class") == "seated"]
    assert told.all("p")[0].seen == "Your seat is in group 2."


def test_the_door_asks_for_the_whole_name_where_guests_are_expected(house: House) -> None:
    door = read(house.guest().get(f"/j/{CODE}").text)
    assert not door.has("name-hint")
    expect(house, "name\nAnna Lie")
    assert read(house.guest().get(f"/j/{CODE}").text).has("name-hint")


def test_a_full_group_cannot_be_chosen_at_the_door(house: House) -> None:
    tower = house.holder("tower")
    tower.act("seating/rooms/2", seats="1", is_accessible="1")
    tower.act("seating/rooms/3", is_closed="1", is_accessible="1")
    house.phone("Ana", group=2)
    door = read(house.guest().get(f"/j/{CODE}").text)
    choices = {each.attributes["value"]: "disabled" in each.attributes for each in door.all("input", type="radio")}
    assert choices == {"": False, "1": False, "2": True, "4": False, "5": False}
    answer = house.guest().join(name="Bo", group=2)
    assert (answer.status_code, refusal(read(answer.text))[0]) == (
        409,
        "Every seat in this group is taken or kept for somebody.",
    )


def test_where_people_choose_the_door_asks_them_first(house: House) -> None:
    house.phone("Ana", group=1)
    tower = house.holder("tower")
    tower.act("seating/proposals", mode="self_select")
    tower.act(f"seating/proposals/{newest(house)}/commitment", edition=1)
    door = read(house.guest().get(f"/j/{CODE}").text)
    assert "open" in door.all("details", **{"class": "join__groups"})[0].attributes


def test_who_was_where_is_kept(house: House) -> None:
    phone_of_ana = house.phone("Ana", group=1)
    tower = house.holder("tower")
    for mode in ("same_groups", "by_hand"):
        tower.act("seating/proposals", mode=mode)
        tower.act(f"seating/proposals/{newest(house)}/commitment", edition=1)
    told = read(tower.get("/labs/1/tower/seating/rounds").text)
    assert [each.seen for each in told.all("li", **{"class": "was-there__group"})] == ["1 Ana", "1 Ana"]
    assert phone_of_ana.get(phone_of_ana.base).status_code == 200


# --- Nobody and everybody


def test_an_empty_lab_says_what_to_do_first(house: House) -> None:
    tower = house.holder("tower")
    answer = tower.act("seating/proposals", mode="balanced")
    assert (answer.status_code, refusal(read(answer.text))[0]) == (409, "There is nobody to seat yet.")
    assert page(tower).find("guests").seen.count("Import a list of guests") == 1


def test_names_are_shown_as_they_are_written(house: House) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    tower = expect(house, f'name,organisation\n{hostile},"{hostile}"\n=cmd,{{{{ 7*7 }}}}')
    tower.act("seating/proposals", mode="balanced", organisation="1")
    seats = page(tower)
    assert seats.all("img") == []
    assert seats.find("proposal").words.count(hostile) == 3  # name, organisation, and how it is spread
    assert seats.find("proposal").words.count("{{ 7*7 }}") == 2


def test_five_hundred_guests_are_seated_from_the_page(house: House) -> None:
    many = "\n".join(f"Guest {n},Org {n % 40},{('NO', 'FR', 'ES')[n % 3]}" for n in range(500))
    tower = expect(house, f"name,organisation,country\n{many}")
    assert tower.act("seating/proposals", mode="balanced", organisation="1", country="1").status_code == 200
    assert tower.act(f"seating/proposals/{newest(house)}/commitment", edition=1).status_code == 200
    assert house.rows("SELECT count(*) FROM guest WHERE group_id IS NOT NULL") == [500]
