"""Publishing in two steps: what would be public is looked at, then it is published, once."""

import re
from uuid import uuid4

from tests.matrix_publishing import LATEST, REVIEW, review_key
from tests.routers.house import Guest, House
from tests.routers.reading import read
from tests.routers.test_published import AT, at_work, closed, introduce, last_look, publish, sentence


def forms(page: str) -> dict[str, dict[str, str]]:
    """Of a page those that post something: where to, and what of the server's goes along."""
    return {
        form.attributes["action"]: {
            each.attributes["name"]: each.attributes.get("value", "")
            for each in form.all("input")
            if each.attributes.get("type") == "hidden"
        }
        for form in read(page).all("form")
        if "action" in form.attributes
    }


def test_one_press_on_the_summary_s_page_publishes_nothing(house: House) -> None:
    tower = closed(house)
    assert f"{tower.base}/editions" not in forms(tower.get(f"{tower.base}/report").text)


def test_the_last_look_tells_what_will_be_public_where_and_that_it_stays(house: House) -> None:
    page = last_look(closed(house))
    wanted = [
        f"http://testserver{AT}",
        "1 lesson · 1 contribution",
        "moderators, speakers and owners by name",
        "The first edition.",
        "Once it is published it cannot be changed.",
        "No comment is open.",
    ]
    assert [each for each in wanted if each not in page] == []
    assert "nobody by name" in last_look(house.holder("tower"), "chatham")


def test_what_was_looked_at_is_published_and_its_address_told(house: House) -> None:
    tower = closed(house)
    form = forms(last_look(tower, "chatham"))[f"{tower.base}/editions"]
    answer = tower.send("editions", **form)
    page = tower.get(answer.headers["location"]).text
    (told,) = [each for each in read(page).all("p") if each.attributes.get("id") == "published"]
    assert told.seen == f"Edition 1 is published. Everybody reads it here: http://testserver{AT}"
    assert house.rows("SELECT profile FROM edition") == ["chatham"]


def test_what_changed_since_the_last_look_is_looked_at_again(house: House) -> None:
    tower = closed(house)
    form = forms(last_look(tower))[f"{tower.base}/editions"]
    introduce(tower)
    answer = tower.send("editions", **form)
    told = "The summary changed after you looked at what would be published, so nothing was published."
    assert (answer.status_code, sentence(answer), house.rows("SELECT count(*) FROM edition")) == (409, told, [0])


def test_where_nothing_is_new_no_button_offers_it_and_none_would_do_it(house: House) -> None:
    tower = closed(house)
    publish(tower)
    told = "Nothing that readers see has changed since edition 1."
    pages = [tower.get(f"{tower.base}/report").text, last_look(tower)]
    assert [(told in each, f"{tower.base}/editions" in forms(each)) for each in pages] == [(True, False)] * 2
    answer = tower.send("editions", number=2, seq=LATEST)
    words = "Nothing that readers see has changed since edition 1, so nothing was published."
    assert (answer.status_code, sentence(answer), house.rows("SELECT number FROM edition")) == (409, words, [1])


def test_what_would_be_new_is_found_out_again_after_each_edit(house: House) -> None:
    tower = closed(house)
    publish(tower)
    told = []
    for edition, text in enumerate(("Welcome", "")):
        introduce(tower, text, edition)
        told.append("The introduction is new." in tower.get(f"{tower.base}/report/publishing").text)
    assert told == [True, False]


def test_open_comments_are_counted_there_and_each_leads_to_the_next(house: House) -> None:
    tower = closed(house)
    tower.act("reviewers", id=REVIEW, name="Rita")
    rita = house.guest()
    rita.enter(review_key(house))
    for about in ("annex", "front"):
        rita.act("comments", id=uuid4().hex, about=about, text=f"Not so: {about}")
    page = read(last_look(tower))
    assert [each.attributes["href"] for each in page.all("a") if "open" in each.seen] == [f"{tower.base}/draft#open-1"]
    draft = tower.get(f"{tower.base}/draft").text
    assert re.findall(r'id="(open-\d)"|href="#(open-\d)"|>(Not so: \w+)<', draft) == [
        ("open-1", "", ""),
        ("", "open-2", ""),
        ("", "", "Not so: front"),
        ("open-2", "", ""),
        ("", "open-1", ""),
        ("", "", "Not so: annex"),
    ]


# --- What stops it


def test_an_open_lab_is_not_published(house: House) -> None:
    answer = at_work(house).send("editions", number=1, seq=LATEST)
    assert (answer.status_code, sentence(answer)) == (
        409,
        "The lab is still open, so its summary is not whole.",
    )


def test_a_broken_trace_is_named_and_blocks_it(house: House) -> None:
    tower = at_work(house)
    idea = house.rows("SELECT id FROM contribution")[0]
    house.holder("desk-1").act(f"contributions/{idea}/withdrawal")
    tower.act("closing", sure="1")
    answer = tower.send("editions", number=1, seq=LATEST)
    told = "Everything that lesson L1.1 rested on was taken back, so nothing was published."
    assert (answer.status_code, sentence(answer)) == (409, told)
    assert house.rows("SELECT count(*) FROM edition") == [0]
    page = tower.get("/labs/1/tower/report").text
    assert "Everything that lesson L1.1 rested on was taken back." in page


def test_a_lesson_left_out_lets_the_rest_be_published(house: House) -> None:
    tower = at_work(house)
    idea, lesson = house.rows("SELECT id FROM contribution")[0], house.rows("SELECT id FROM lesson")[0]
    house.holder("desk-1").act(f"contributions/{idea}/withdrawal")
    tower.act("closing", sure="1")
    tower.act("report/omissions", about=f"lesson:{lesson}", text="Its ground is gone", edition=0)
    publish(tower)
    page = house.guest().get(AT).text
    assert ("Pay people" in page, "Its ground is gone" in page) == (False, True)


def test_pressed_twice_it_is_published_once(house: House) -> None:
    tower = closed(house)
    statuses = [tower.send("editions", number=1, seq=LATEST).status_code for _ in range(2)]
    assert (statuses, house.rows("SELECT number FROM edition")) == ([303, 409], [1])


# --- What is looked for, to leave it out


def test_whatever_was_said_is_found_by_its_words_and_left_out_on_the_page(house: House) -> None:
    tower, desk = at_work(house), house.holder("desk-1")
    desk.act("notes", text="Grandma laughed", kind="note")
    desk.act("themes", name="What grandma said")
    found = offered(tower, "GRANDMA")
    assert [each.partition(":")[0] for each in found] == ["note", "theme"]
    for about in found:
        tower.act("report/omissions", about=about, text="It names her", edition=0)
    page = tower.get(f"{tower.base}/draft").text
    assert ("randma" in page, page.count("Left out by the organiser: It names her")) == (False, 2)
    assert offered(tower, "") == found


def test_a_dissent_stands_with_its_lesson_to_be_left_out_there(house: House) -> None:
    tower = at_work(house)
    lesson = house.rows("SELECT id FROM lesson")[0]
    house.holder("desk-1").act(f"lessons/{lesson}/agreement", verdict="agreed", dissent="Not grandma", edition=1)
    assert "1 dissent that may be quoted" in tower.get(f"{tower.base}/report").text
    tower.act("report/omissions", about=f"dissent:{lesson}", text="It names her", edition=0)
    assert "grandma" not in tower.get(f"{tower.base}/draft").text


def offered(tower: Guest, words: str) -> list[str]:
    """What the page lets one leave out besides lessons, when one looks for these words."""
    part = read(tower.get(f"{tower.base}/report?find={words}").text).find("ideas")
    return [each.attributes["value"] for each in part.all("input") if each.attributes.get("name") == "about"]
