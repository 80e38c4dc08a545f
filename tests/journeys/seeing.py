"""How a test looks at a page: at what can be seen, again and again until it is as it should be."""

from collections.abc import Callable

from playwright.sync_api import Locator

from tests.serving import until

PATIENCE = 15  # seconds


class soon:  # noqa: N801 it reads as a word: `assert soon(ana.ideas) == ["Ask first"]`
    """What is looked for comes by itself: compares again and again until it is so, or patience ends."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, look: Callable[[], object], seconds: float = PATIENCE):
        self.look, self.seconds = look, seconds
        self.found: object = None

    def __eq__(self, expected: object) -> bool:
        def is_so() -> bool:
            self.found = self.look()
            return self.found == expected

        return until(is_so, self.seconds)

    def __ne__(self, expected: object) -> bool:
        def is_so() -> bool:
            self.found = self.look()
            return self.found != expected

        return until(is_so, self.seconds)

    def __repr__(self) -> str:
        return repr(self.found)


def texts(found: Locator) -> list[str]:
    """The words of everything found that can be seen, in order, as they were written."""
    said: list[str] = found.locator("visible=true").evaluate_all("all => all.map(one => one.textContent.trim())")
    return said


def text(found: Locator) -> str:
    return " ".join(texts(found))
