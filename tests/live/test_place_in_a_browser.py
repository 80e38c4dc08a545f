"""The real place.js makes of bags what its model in place.py makes of them: else these tests would prove nothing."""

from random import Random
from re import fullmatch
from typing import Any

import pytest

from tests.live.conftest import Watching
from tests.live.crowd import Crowd, out_of_order
from tests.live.place import Node, Page
from tests.live.watching import KINDS, at
from tests.serving import Server

pytestmark = pytest.mark.browser

ACTS = 50
RECORD = r"(?:contribution|theme|note|lesson)-[0-9a-f]{32}"
SHOWN = f"""() => [...document.querySelectorAll("#live [id]:not(#yours *, #yours, #attention)")].map(each => [
  each.getAttribute("id"), each.parentElement.getAttribute("id") ?? "", each.dataset.order ?? "",
  each.hasAttribute("hidden"),
  /^{RECORD}$/.test(each.getAttribute("id")) ? each.textContent.replace(/\\s+/g, "") : ""])"""


def shown_in(page: Page) -> list[list[object]]:
    """Each element with an id: where it stands, whether it is seen, and the words of records. Who needs somebody first
    is found by deck.js from what stands there."""
    live, yours = page.find("live"), page.find("yours")
    assert live
    told = [each for each in live.walk() if each["id"] not in ("", "attention")]
    return [row(each) for each in told if not (yours and yours.holds(each))]


def row(node: Node) -> list[object]:
    is_record = fullmatch(RECORD, node["id"])
    words = "".join(node.text.split()) if is_record else ""
    return [
        node["id"],
        node.parent["id"] if node.parent else "",
        node["data-order"],
        "hidden" in node.attributes,
        words,
    ]


def places(browser: Any, address: str, html: str, bags: list[str]) -> list[list[object]]:
    """What a browser shows that opened this page and then got these bags, with no socket of its own."""
    context = browser.new_context()
    page = context.new_page()
    page.route_web_socket("**/live*", lambda socket: None)
    page.route(address, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(address)
    page.wait_for_function("window.samskap")
    for bag in bags:
        page.evaluate("bag => samskap.place(bag)", bag)
    shown: list[list[object]] = page.evaluate(SHOWN)
    context.close()
    return shown


@pytest.mark.parametrize("seed", [1, 2])
def test_the_script_and_its_model_agree(lab: Server, watch: Watching, browser: Any, seed: int) -> None:
    watches = [watch(at(lab, kind)) for kind in KINDS]
    crowd, chance, answers = Crowd(lab, seed), Random(seed), []
    for _ in range(ACTS):
        answer = crowd.act()
        if answer.status_code == 200 and "/desk-1/" in answer.request.url.path:
            answers.append(answer.text)
    for each in watches:
        each.look()
        bags = out_of_order([*each.socket.heard], answers if each.kind == "desk" else [], chance)
        model = Page(each.html)
        for bag in bags:
            model.place(bag)
        address = f"{each.visitor.address}{each.visitor.base}"
        assert places(browser, address, each.html, bags) == shown_in(model)
