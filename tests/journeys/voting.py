"""Votes in a real browser: what people do with them on their phones and at a desk, and what they see."""

from playwright.sync_api import Locator

from tests.journeys.people import Desk, Phone, Screen
from tests.journeys.seeing import text, texts


def ballot(phone: Phone) -> Locator:
    return phone.at("form.ballot")


def of_option(phone: Phone, option: str) -> Locator:
    return ballot(phone).locator("fieldset", has=phone.at("legend", has_text=option))


def put_dots(phone: Phone, dots: dict[str, int]) -> None:
    """Without casting."""
    for option, n in dots.items():
        of_option(phone, option).locator(f"input[value='{n}']").check()


def dots_on(phone: Phone) -> dict[str, str]:
    """What the ballot shows, cast or not."""
    found = ballot(phone).locator("fieldset.choice").all()
    chosen = {text(one.locator("legend")): one.locator("input:checked").get_attribute("value") or "" for one in found}
    return {option: n for option, n in chosen.items() if n != "0"}


def say_level(phone: Phone, level: str, dissent: str = "", may_be_quoted: bool = False) -> None:
    ballot(phone).locator(f"input[type=radio][value='{level}']").check()
    if dissent:
        ballot(phone).locator("[name=dissent]").fill(dissent)
    if may_be_quoted:
        ballot(phone).locator("[name=may_quote]").check()


def cast(phone: Phone) -> None:
    phone.press(ballot(phone).locator("button"))


def dots_left(phone: Phone) -> str:
    return text(ballot(phone).locator(".ballot__left"))


def receipts(phone: Phone) -> list[str]:
    return texts(phone.at("#receipts .receipt:not([hidden]) .receipt__said li"))


def turnout(desk: Desk) -> str:
    return text(desk.at("#turnout"))


def close_vote(desk: Desk) -> None:
    desk.press(desk.form("closing").locator("button"))


def leaders(screen: Screen) -> list[str]:
    """The first few, in the order of their places."""
    return [" ".join(one.split()) for one in texts(screen.at("#vote .poll--closed .leaders li"))]


def all_numbers(screen: Screen) -> int:
    """How many rows, once unfolded."""
    screen.open(screen.at("#vote .poll--closed .result__all").first)
    return len(texts(screen.at("#vote .poll--closed .result__table tbody tr")))


def ask(desk: Desk, title: str, method: str) -> None:
    """Opens a ballot on a lesson."""
    form = desk.part(title, "ballots")
    form.locator("select").select_option(method)
    desk.press(form.locator("button"))


def labels(screen: Screen) -> list[str]:
    return texts(screen.at("[id^='lesson-'] .of-lesson__label"))


def quoted(screen: Screen) -> list[str]:
    return texts(screen.at("[id^='lesson-'] .quotes blockquote"))
