"""A draft looked at, opened, laid anew, taken along and done again; and who may prepare at all."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from app.domain.plans import Plan, plan_from, plan_in_bytes, read_plan, templates, written
from app.routers import beginnings
from tests.routers.house import CODE, House
from tests.routers.preparer import Preparer, Sheet, plan_in
from tests.routers.reading import Element, read
from tests.routers.test_joining import refusal


@pytest.fixture
def ada(house: House) -> Preparer:
    return Preparer(house)


@pytest.fixture
def draft(ada: Preparer) -> Sheet:
    return ada.begin()


# --- Looking, opening, laying anew


@pytest.mark.parametrize("screen", ["phone", "desk", "stage", "tower"])
@pytest.mark.parametrize("moment", ["0", "2-1", "4"])
def test_a_screen_is_shown_as_it_will_be_and_does_nothing(draft: Sheet, screen: str, moment: str) -> None:
    draft.save(title__en="Streets of ours")
    answer = draft.by.get(f"{draft.url}/previews/{screen}?at={moment}")
    page = read(answer.text)
    assert answer.status_code == 200
    assert page.all("h1")[0].seen == "Streets of ours"
    policy = answer.headers.get_list("content-security-policy")
    assert len(policy) == 1
    assert {"sandbox allow-same-origin", "frame-ancestors 'self'", "script-src 'none'"} <= set(policy[0].split("; "))


def test_a_draft_with_nothing_in_it_can_be_looked_at(ada: Preparer, house: House) -> None:
    sheet = ada.begin("")
    assert [ada.get(f"{sheet.url}/previews/{screen}").status_code for screen in ("phone", "stage")] == [200, 200]
    assert house.rows("SELECT count(*) FROM lab") == [1]


def test_a_preview_follows_the_prompt_of_its_moment(draft: Sheet) -> None:
    page = read(draft.by.get(f"{draft.url}/previews/phone?at=2-2").text)
    assert "What stands in the way of having that more often?" in page.find("task").seen


@pytest.mark.parametrize("at", ["x", "1-", "-1", "9999", "1-2-3"])
def test_there_is_no_such_moment(draft: Sheet, at: str) -> None:
    assert draft.by.get(f"{draft.url}/previews/phone?at={at}").status_code == 422


def test_what_is_missing_keeps_the_lab_shut_and_is_listed(ada: Preparer, house: House) -> None:
    sheet = ada.begin("")
    answer = sheet.press("opening")
    page = read(answer.text)
    assert (answer.status_code, refusal(page)[0]) == (409, "This lab cannot be opened yet.")
    assert page.find("readiness").all("a")[0].seen == "The lab has no title."
    assert house.rows("SELECT count(*) FROM lab") == [1]


def test_every_sentence_leads_to_a_field_that_is_there(ada: Preparer) -> None:
    for template in ("", *templates()):
        page = ada.begin(template).page()
        links = [each.attributes["href"][1:] for each in page.find("readiness").all("a")]
        assert [link for link in links if not page.has(link)] == [], template


def test_a_code_that_is_taken_is_said_and_nothing_is_founded(draft: Sheet, house: House) -> None:
    draft.save(code=CODE)
    answer = draft.press("opening")
    assert (answer.status_code, refusal(read(answer.text))[0]) == (409, "Another lab here has this code.")
    assert house.rows("SELECT count(*) FROM lab") == [1]


def test_after_a_change_the_lab_is_laid_anew_under_the_same_links(draft: Sheet, house: House) -> None:
    draft.press("opening")
    before = draft.by.get(f"{draft.url}/links").text
    draft.save(title__en="Streets")
    assert draft.page().find("bar").all("button")[-1].seen == "Lay the lab anew"
    assert draft.press("replanning").headers["location"] == f"{draft.url}/links"
    assert plan_in(house, 2).title["en"] == "Streets"
    assert addresses(before) == addresses(draft.by.get(f"{draft.url}/links").text)


def addresses(page: str) -> list[str]:
    return [each.attributes["value"] for each in read(page).all("input", **{"class": "links__address"})]


def test_once_somebody_joined_it_is_not_laid_anew(draft: Sheet, house: House) -> None:
    draft.press("opening")
    (code,) = house.rows("SELECT code FROM lab WHERE id = 2")
    house.guest().join(code, name="Ana")
    draft.save(title__en="Streets")
    answer = draft.press("replanning")
    assert (answer.status_code, refusal(read(answer.text))[0]) == (
        409,
        "Somebody has joined this lab, so its plan is not laid anew.",
    )
    assert plan_in(house, 2).title["en"] == "World Café"


# --- Taking along, doing again


def test_others_are_answered_while_a_plan_is_read(ada: Preparer, monkeypatch: pytest.MonkeyPatch) -> None:
    is_answered = Event()

    def read_slowly(raw: bytes) -> Plan:
        assert is_answered.wait(10)
        return plan_in_bytes(raw)

    monkeypatch.setattr(beginnings, "plan_in_bytes", read_slowly)
    with ThreadPoolExecutor() as beside:
        coming = beside.submit(ada.bring_in, written(read_plan("world-cafe")))
        assert ada.get("/drafts/import").status_code == 200
        is_answered.set()
    assert coming.result().status_code == 303


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_a_plan_is_taken_along_and_brought_in_again(draft: Sheet, format: str) -> None:
    draft.save(title__en="Streets", starts="2026-12-01T14:00", time_zone="Europe/Oslo")
    file = draft.by.get(f"{draft.url}/plan.{format}")
    assert re.fullmatch(rf'attachment; filename="samskap-plan-\w+\.{format}"', file.headers["content-disposition"])
    again = Sheet(draft.by, draft.by.bring_in(file.text).headers["location"])
    assert draft.by.get(f"{again.url}/plan.{format}").text == file.text
    assert plan_from(file.text).title["en"] == "Streets"


def test_a_draft_and_a_lab_are_duplicated_for_another_day(draft: Sheet) -> None:
    draft.save(title__en="Streets", starts="2026-12-01T14:00", time_zone="Europe/Oslo", code="STREETS")
    twin = draft.by.post("/drafts/duplicates", {"id": "d" * 32, "draft": draft.url.rpartition("/")[2]})
    lab = draft.by.post("/drafts/duplicates", {"id": "e" * 32, "code": "7pl-1383v"})
    one, other = Sheet(draft.by, twin.headers["location"]), Sheet(draft.by, lab.headers["location"])
    assert [one.field(name) for name in ("title.en", "starts", "code", "time_zone")] == [
        "Streets",
        "",
        "",
        "Europe/Oslo",
    ]
    assert (other.field("title.en"), other.field("code")) == ("Improving co-creation in public services", "")


def test_a_code_of_no_lab_is_no_original(ada: Preparer) -> None:
    answer = ada.post("/drafts/duplicates", {"id": "d" * 32, "code": "NOLAB2"})
    page = read(answer.text)
    assert (answer.status_code, refusal(page)[0], page.field("code")) == (404, "No lab has this code.", "NOLAB2")


# --- Who may


@pytest.mark.parametrize("host", ["192.168.1.20", "8.8.8.8", "::2", "testclient"])
def test_only_whoever_sits_at_the_machine_prepares(draft: Sheet, host: str) -> None:
    stranger = Preparer(draft.by.house, host=host)
    asked = ["/drafts", "/drafts/new", "/drafts/import", draft.url, f"{draft.url}/links", f"{draft.url}/plan.yaml"]
    asked += [f"{draft.url}/history", f"{draft.url}/previews/tower"]
    assert {path: stranger.get(path).status_code for path in asked} == dict.fromkeys(asked, 403)
    nouns = ["editions", "undo", "redo", "editions/1/return", "opening", "replanning", "discarding"]
    assert {stranger.post(f"{draft.url}/{noun}", {"edition": "1"}).status_code for noun in nouns} == {403}
    assert stranger.post("/drafts", {"id": "f" * 32}).status_code == 403
    assert draft.edition == "1"


def test_somebody_behind_a_proxy_on_the_machine_does_not_sit_at_it(ada: Preparer) -> None:
    assert ada.get("/drafts", **{"X-Forwarded-For": "8.8.8.8"}).status_code == 403


def test_another_site_changes_nothing(draft: Sheet) -> None:
    elsewhere = Preparer(draft.by.house, **{"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.post(f"{draft.url}/editions", {"edition": "1", "title.en": "x"}).status_code == 403
    assert draft.edition == "1"


def test_the_editor_may_show_our_pages_inside_and_is_shown_in_none(draft: Sheet) -> None:
    policy = draft.by.get(draft.url).headers["content-security-policy"].split("; ")
    assert {"frame-src 'self'", "frame-ancestors 'none'"} <= set(policy)


def labels(page: Element) -> list[str]:
    return [each.attributes["for"] for each in page.all("label") if "for" in each.attributes]


def test_every_label_is_a_field_s_and_every_id_is_there_once(draft: Sheet) -> None:
    for what in ("goals", "facts", "links", "speakers"):
        draft.send(do=f"add:{what}")
    page = draft.page()
    ids = [each.id for each in page if each.id]
    assert [id for id in ids if ids.count(id) > 1] == []
    assert [name for name in labels(page) if name not in ids] == []
