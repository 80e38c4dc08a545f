"""What every answer carries: what browsers may do with it, and whether they may keep it."""

from collections.abc import Callable

import pytest
from httpx2 import Response

from app.jinja import asset
from tests.routers.house import CODE, House
from tests.routers.reading import read

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
ALWAYS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
SECURE = "https://lab.example.org"


def failing(house: House) -> Response:
    anna = house.phone("Anna")
    house.rows("CREATE TRIGGER full BEFORE INSERT ON contribution BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    return anna.contribute("x")


def too_fast(house: House) -> Response:
    house.app.state.limits.size = 0
    return house.phone("Anna").contribute("x")


ANSWERS: dict[str, tuple[int, Callable[[House], Response]]] = {
    "the front door": (200, lambda house: house.guest().get("/")),
    "a page": (200, lambda house: house.holder("tower").get("/labs/1/tower")),
    "a bag": (201, lambda house: house.phone().contribute("x")),
    "a redirect": (303, lambda house: house.guest().join(name="Anna")),
    "a summary": (200, lambda house: house.holder("tower").get("/labs/1/tower/summary.json")),
    "the clock": (200, lambda house: house.guest().get("/clock")),
    "whether it lives": (200, lambda house: house.guest().get("/livez")),
    "not understood": (422, lambda house: house.phone().contribute("")),
    "no pass": (401, lambda house: house.guest().get("/labs/1/phone")),
    "not yours": (403, lambda house: house.phone().act("closing", sure="1")),
    "from another site": (403, lambda house: house.guest(**{"Sec-Fetch-Site": "cross-site"}).join(name="Anna")),
    "not there": (404, lambda house: house.guest().get("/nothing")),
    "no such versioned file": (404, lambda house: house.guest().get("/static/nothing.js?v=1")),
    "not like that": (405, lambda house: house.guest().get("/codes")),
    "too much": (413, lambda house: house.guest().post("/codes", {"code": "a" * 70_000})),
    "too fast": (429, too_fast),
    "a failure": (500, failing),
    "an unknown host": (400, lambda house: house.guest(Host="evil.example").get("/")),
    "a host that is none": (400, lambda house: house.guest(Host="[::1").get("/")),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_answer_says_what_browsers_may_do_and_that_none_may_keep_it(house: House, kind: str) -> None:
    status, ask = ANSWERS[kind]
    answer = ask(house)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert answer.headers["cache-control"] == "no-store"


def test_a_versioned_file_may_be_kept_for_ever(shared: House) -> None:
    answer = shared.guest().get(asset("css/base.css"))
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS


def test_every_file_that_a_page_names_is_there_and_versioned(shared: House) -> None:
    everyone = [shared.phone(), *(shared.holder(screen) for screen in ("desk-1", "stage", "tower"))]
    pages = [guest.page() for guest in everyone] + [read(shared.guest().get(f"/j/{CODE}").text)]
    named = {
        value for page in pages for each in page for name, value in each.attributes.items() if name in ("src", "href")
    }
    files = sorted(each for each in named if each.startswith("/static/"))
    kept = [shared.guest().get(each).headers["cache-control"] for each in files]
    assert kept == ["public, max-age=31536000, immutable"] * len(files)
    assert len(files) > 20


def test_a_file_without_a_version_is_asked_for_each_time(shared: House) -> None:
    assert shared.guest().get("/static/css/base.css").headers["cache-control"] == "no-cache"


def test_a_file_that_is_still_the_same_is_not_sent_again(shared: House) -> None:
    had = shared.guest().get("/static/js/main.js")
    answer = shared.guest().get("/static/js/main.js", **{"If-None-Match": had.headers["etag"]})
    assert (answer.status_code, answer.headers["cache-control"]) == (304, "no-cache")


@pytest.mark.parametrize("screen", ["phone", "desk-1", "stage", "tower"])
def test_no_page_needs_what_the_policy_forbids(shared: House, screen: str) -> None:
    guest = shared.phone() if screen == "phone" else shared.holder(screen)
    page = guest.page()
    inline = [
        each for each in page if each.name == "style" or (each.name == "script" and not each.attributes.get("src"))
    ]
    attributes = [name for each in page for name in each.attributes if name == "style" or name.startswith("on")]
    foreign = [
        value for each in page for value in each.attributes.values() if value.startswith(("http://", "https://"))
    ]
    assert (inline, attributes) == ([], [])
    assert [each for each in foreign if not each.startswith("http://testserver/")] == []


def test_with_the_cdn_only_scripts_may_come_from_there(build: Callable[..., House]) -> None:
    answer = build(assets="cdn").guest().get("/")
    assert (answer.status_code, answer.headers["content-security-policy"]) == (
        200,
        POLICY.replace("script-src 'self'", "script-src 'self' https://cdn.jsdelivr.net"),
    )


@pytest.mark.parametrize("screen", ["phone", "desk-1", "stage", "tower"])
def test_with_the_cdn_every_screen_opens(build: Callable[..., House], screen: str) -> None:
    house = build(assets="cdn")
    guest = house.phone() if screen == "phone" else house.holder(screen)
    assert guest.get(guest.base).status_code == 200


def test_only_https_is_asked_to_stay_https(build: Callable[..., House]) -> None:
    plain, secure = build().guest().get("/"), build(SECURE, public_url=SECURE).guest().get("/")
    assert plain.headers.get("strict-transport-security") is None
    assert secure.headers["strict-transport-security"] == "max-age=31536000"


def test_a_pass_is_kept_where_no_script_reads_it(house: House) -> None:
    cookie, language = house.guest().join(name="Anna").headers.get_list("set-cookie")
    name, *attributes = cookie.split("; ")
    assert name.partition("=")[0] == "samskap-1-phone"
    assert attributes == ["HttpOnly", "Max-Age=31536000", "Path=/", "SameSite=lax"]
    assert language == "samskap-language=en; HttpOnly; Max-Age=31536000; Path=/; SameSite=lax"


def test_over_https_a_pass_is_bound_to_this_host(build: Callable[..., House]) -> None:
    cookie, language = build(SECURE, public_url=SECURE).guest().join(name="Anna").headers.get_list("set-cookie")
    name, *attributes = cookie.split("; ")
    assert name.partition("=")[0] == "__Host-samskap-1-phone"
    assert attributes == ["HttpOnly", "Max-Age=31536000", "Path=/", "SameSite=lax", "Secure"]
    assert language.rpartition("; ")[2] == "Secure"


def test_over_https_the_pass_works_and_leaving_forgets_it(build: Callable[..., House]) -> None:
    anna = build(SECURE, public_url=SECURE).phone("Anna")
    assert anna.get("/labs/1/phone").status_code == 200
    anna.act("departure")
    assert "__Host-samskap-1-phone" not in anna.cookies


def test_a_personal_link_is_kept_as_safely(shared: House) -> None:
    cookie = shared.guest().enter(shared.key("desk-3")).headers["set-cookie"]
    assert cookie.split("; ")[1:] == ["HttpOnly", "Max-Age=31536000", "Path=/", "SameSite=lax"]


def test_the_address_on_the_wall_is_the_public_one(build: Callable[..., House]) -> None:
    stage, evil = build(SECURE, public_url=SECURE).holder("stage"), {"X-Forwarded-Host": "evil.example"}
    page, picture = (stage.get(f"/labs/1/{each}", **evil).text for each in ("stage", "door.svg"))
    assert [each.seen for each in read(picture).all("title")] == ["https://lab.example.org/j/7PL1383V"]
    assert (page + picture).count("evil.example") == 0
