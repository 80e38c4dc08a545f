"""Preparing a lab over HTTP: begun, typed, pressed, taken back, opened; with our script and without."""

import re

import pytest

from app.domain.plans import read_plan, templates
from tests.routers.house import House
from tests.routers.preparer import LIVE, Preparer, Sheet, plan_in
from tests.routers.reading import read
from tests.routers.test_joining import refusal


@pytest.fixture
def ada(house: House) -> Preparer:
    return Preparer(house)


@pytest.fixture
def draft(ada: Preparer) -> Sheet:
    return ada.begin()


SIX = "\n".join(["Karen Bøhle Aarhus, adviser, Bærum kommune, NO", "Astrid", "Andreas", "Øyvind", "Ellen", "Inés"])


# --- From an empty page to a lab


def test_the_front_page_offers_every_ready_made_lab(ada: Preparer) -> None:
    page = read(ada.get("/drafts").text)
    offered = [each.attributes["href"] for each in page.all("a") if "template=" in each.attributes.get("href", "")]
    assert sorted(offered) == [f"/drafts/new?template={name}" for name in templates()]


@pytest.mark.parametrize("name", ["", *templates()])
def test_each_opens_a_short_form(ada: Preparer, name: str) -> None:
    page = read(ada.get(f"/drafts/new?template={name}").text)
    assert page.field("template") == name


def test_a_lab_for_six_groups_is_open_after_one_form(ada: Preparer, house: House) -> None:
    told = {"title": "Safer streets", "starts": "2026-12-01T14:00", "time_zone": "Europe/Oslo", "languages": "en fr"}
    form = {"id": "a" * 32, "template": "co-val-2020", "groups": "5", "moderators": SIX, "then": "open"} | told
    answer = ada.post("/drafts", form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/drafts/{'a' * 32}/links")
    page = read(ada.get(answer.headers["location"]).text)
    addresses = [each.attributes["value"] for each in page.all("input", **{"class": "links__address"})]
    assert len(addresses) == 1 + 6 + 1
    plan = plan_in(house, 2)
    assert (plan.groups, plan.title["fr"], plan.starts) == (6, "Safer streets", "2026-12-01T14:00")
    assert [each.name for each in plan.moderators][-1] == "Inés"
    guest = house.guest()
    keys = [address.rpartition("#")[2] for address in addresses[1:]]
    opened = [house.guest().enter(key).headers["location"] for key in keys]
    assert opened == [*(f"/labs/2/desk-{n}" for n in range(1, 7)), "/labs/2/stage"]
    assert guest.join(addresses[0].rpartition("/")[2], name="Ana").headers["location"] == "/labs/2/phone"
    assert ada.enter(page.field("key")).headers["location"] == "/labs/2/tower"


def test_the_founding_lab_is_exactly_right_when_it_comes_from_its_template(ada: Preparer, house: House) -> None:
    sheet = ada.begin("co-val-2020")
    assert sheet.press("opening").headers["location"] == f"{sheet.url}/links"
    founding, made = read_plan("co-val-2020"), plan_in(house, 2)
    assert made == founding.model_copy(update={"code": made.code})


def test_an_outline_asks_only_for_a_title_and_a_question(ada: Preparer) -> None:
    sheet = ada.begin("")
    assert sheet.missing()[:2] == ["The lab has no title.", "The lab has no question."]
    sheet.send(title__en="Streets", question__en="What would help?")
    (name,) = sheet.names("prompts", "question.en")
    sheet.send(**{name: "What would help?"})
    assert sheet.press("opening").status_code == 303


def test_a_form_that_cannot_be_used_keeps_what_was_typed(ada: Preparer) -> None:
    form = {"id": "b" * 32, "template": "world-cafe", "title": "Cafés", "groups": "many", "moderators": "Inés"}
    answer = ada.post("/drafts", form)
    page = read(answer.text)
    assert (answer.status_code, refusal(page)[0]) == (422, "Here goes a whole number from 1 to 200.")
    assert [page.field(name) for name in ("title", "groups", "moderators")] == ["Cafés", "many", "Inés"]


def test_what_is_not_ready_is_a_draft_first(ada: Preparer) -> None:
    answer = ada.post("/drafts", {"id": "c" * 32, "template": "", "then": "open"})
    assert answer.headers["location"] == f"/drafts/{'c' * 32}"


# --- Typing and pressing


def test_without_our_script_a_form_saves_and_comes_back_to_its_section(draft: Sheet) -> None:
    answer = draft.send(part="when", time_zone="Europe/Oslo")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{draft.url}#when")
    assert draft.field("time_zone") == "Europe/Oslo"


def test_with_our_script_the_answer_says_where_the_draft_stands_and_what_is_missing(draft: Sheet) -> None:
    answer = draft.save(title__en="")
    bag = read(answer.text)
    assert (answer.status_code, bag.find("bar").attributes["data-edition"]) == (200, "2")
    assert [each.id for each in bag if each.name in ("section", "div") and each.id][:4] == [
        "bar",
        "readiness",
        "clash",
        "refusal",
    ]
    assert "about" not in [each.id for each in bag]


def test_minutes_move_the_times_of_day_of_what_comes_later(draft: Sheet) -> None:
    draft.save(starts="2026-12-01T14:00")
    (first, *_) = [name for name in draft.names("agenda", ".minutes") if "stages" not in name]
    bag = read(draft.save(**{first: "15"}).text)
    times = [each.seen for each in bag.find("agenda").all("p", **{"class": "slot__when"})]
    assert [re.sub(r"\s", " ", each) for each in times] == ["2:00 PM", "2:15 PM", "3:15 PM", "3:30 PM"]


def test_a_press_takes_along_what_was_typed_before_it(draft: Sheet) -> None:
    first, second, *_ = [name for name in draft.names("agenda", ".title.en") if "stages" not in name]
    item = second.removesuffix(".title.en")
    draft.send(**{first: "Hello", "do": f"up:{item}"})
    now = [draft.field(name) for name in draft.names("agenda", ".title.en") if "stages" not in name]
    assert now[:2] == ["Three rounds", "Hello"]


def test_everything_can_be_added_and_taken_out(draft: Sheet) -> None:
    for what in ("agenda", "prompts", "goals", "facts", "links", "speakers"):
        draft.send(do=f"add:{what}", kind="webstream" if what == "links" else "break")
    page = draft.page()
    out = [value for each in page.all("button") if "remove:" in (value := each.attributes.get("value", ""))]
    for value in reversed(out):  # what is inside first
        if not value.startswith(("remove:moderators", "remove:languages")):
            assert draft.send(do=value).status_code in (303, 409), value
    assert draft.names("agenda", "minutes") == []
    assert draft.missing()[0] == "The agenda is empty."


def test_a_link_is_called_by_its_kind_in_every_language(draft: Sheet) -> None:
    draft.send(do="add:links", kind="cases")
    (english,) = draft.names("links", ".kind.en")
    assert (draft.field(english), draft.field(english[:-2] + "fr")) == ("Case studies", "Études de cas")


def test_a_stage_is_added_with_its_kind(draft: Sheet) -> None:
    (item, *_) = {name.split(".")[1] for name in draft.names("agenda", ".least_minutes")}
    draft.send(do=f"add:agenda.{item}.stages", **{f"kind-{item}": "ranking"})
    assert len(draft.names("agenda", ".settings.top")) == 1


def test_moderators_are_pasted(draft: Sheet) -> None:
    draft.send(do="paste:moderators", pasted=SIX)
    assert draft.field("groups") == "6"
    assert [draft.field(name) for name in draft.names("moderators", ".name")][-1] == "Inés"


def test_initials_stand_for_people(draft: Sheet) -> None:
    draft.send(do="paste:moderators", pasted="Karen Bøhle Aarhus\nØyvind Wee")
    faces = [each.seen for each in draft.page().all("span", **{"class": "face"})]
    assert faces == ["KA", "ØW", "", "", ""]


def test_what_cannot_be_kept_is_said_and_nothing_changes(draft: Sheet) -> None:
    (first, *_) = draft.names("agenda", ".minutes")
    answer = draft.save(**{first: "soon", "title.en": "Changed"})
    assert (answer.status_code, refusal(read(answer.text))[0]) == (422, "Here goes a whole number from 1 to 1440.")
    assert draft.edition == "1"


def test_without_our_script_a_refusal_shows_the_words_again(draft: Sheet) -> None:
    answer = draft.send(question__en="a" * 2001)
    assert (answer.status_code, read(answer.text).field("question.en")) == (422, "a" * 2001)


@pytest.mark.parametrize("edition", ["", "0", "-1", "9", "one", "1" * 30])
def test_an_edition_that_nobody_saw_is_refused(draft: Sheet, edition: str) -> None:
    status = draft.by.post(f"{draft.url}/editions", {"edition": edition, "title.en": "x"}).status_code
    assert status in (404, 422)
    assert draft.edition == "1"


# --- Two people


def test_the_later_of_two_sees_both_wordings_and_takes_either(draft: Sheet) -> None:
    seen = draft.edition
    draft.save(seen, title__en="Theirs")
    answer = draft.save(seen, title__en="Mine")
    clash = read(answer.text).find("clash")
    assert (answer.status_code, [each.seen for each in clash.all("dd")]) == (409, ["Mine", "Theirs"])
    assert draft.field("title.en") == "Theirs"
    form = clash.all("form")[0]
    draft.by.post(draft.url + "/editions", {"edition": form.field("edition"), "title.en": form.field("title.en")})
    assert draft.field("title.en") == "Mine"


def test_without_our_script_the_page_of_a_clash_is_the_whole_draft(draft: Sheet) -> None:
    seen = draft.edition
    draft.send(seen, title__en="Theirs")
    answer = draft.send(seen, title__en="Mine")
    page = read(answer.text)
    assert (answer.status_code, page.find("clash").all("dd")[0].seen, page.has("agenda")) == (409, "Mine", True)


def test_whoever_saves_hears_what_others_changed_elsewhere(draft: Sheet) -> None:
    seen = draft.edition
    draft.save(seen, title__en="Theirs")
    bag = read(draft.save(seen, question__en="Mine?").text)
    assert bag.find("about").field("title.en") == "Theirs"
    assert draft.field("question.en") == "Mine?"


# --- Back and forth


@pytest.mark.parametrize("headers", [{}, LIVE], ids=["plain", "live"])
def test_back_and_forth(draft: Sheet, headers: dict[str, str]) -> None:
    draft.save(title__en="New")
    assert draft.post("undo", {}, None, headers).status_code in (200, 303)
    assert draft.field("title.en") == "World Café"
    assert draft.post("redo", {}, None, headers).status_code in (200, 303)
    assert draft.field("title.en") == "New"


def test_every_edition_can_be_the_draft_again(draft: Sheet) -> None:
    for title in ("One", "Two", "Three"):
        draft.save(title__en=title)
    page = read(draft.by.get(f"{draft.url}/history").text)
    assert len([each for each in page if each.id.startswith("edition-")]) == 4
    assert draft.press("editions/2/return").headers["location"] == draft.url
    assert (draft.field("title.en"), draft.edition) == ("One", "5")


def test_what_is_thrown_away_is_gone(draft: Sheet) -> None:
    assert draft.press("discarding").headers["location"] == "/drafts"
    assert draft.by.get(draft.url).status_code == 404
