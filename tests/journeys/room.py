"""A room: a served lab, a browser, everybody who opened a screen in it, and a watch on what must not happen there."""

from typing import Any, TypeVar

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.journeys.people import Desk, Phone, Screen, Stage, Tower
from tests.serving import Server, Visitor

AnyScreen = TypeVar("AnyScreen", bound=Screen)
PHONE, LAPTOP, PROJECTOR = (360, 740), (1366, 768), (1920, 1080)
LEFT = "WebSocket is closed before the connection is established."  # a page was left before its wire was there
REPORT_CSP = "addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective, e.blockedURI))"


class Watch:
    """Errors of pages, violations of the content policy, failed requests, and requests that leave the house."""

    def __init__(self, address: str):
        self.house = address.partition("://")[2]
        self.troubles: list[str] = []
        self.asked: set[str] = set()  # paths

    def over(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.troubles.append(f"page error: {error}"))
        page.on("console", self.hear)
        page.on("request", lambda request: self.follow(request.url))
        page.on("websocket", lambda socket: self.follow(socket.url))
        page.on("requestfailed", self.miss)

    def hear(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning") and not said.text.endswith(LEFT):
            self.troubles.append(f"{said.type}: {said.text} {said.location['url']}")

    def follow(self, url: str) -> None:
        kind, _, rest = url.partition("://")
        host, slash, path = rest.partition("/")
        if kind in ("http", "https", "ws", "wss"):
            self.asked.add(slash + path.partition("?")[0])
            if host != self.house:
                self.troubles.append(f"left the house: {url}")

    def miss(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a page that was left, a link that became a download
            self.troubles.append(f"failed: {request.url} {request.failure}")


class Room:
    def __init__(self, browser: Browser, server: Server, address: str = ""):
        self.browser, self.server, self.address = browser, server, address or server.address
        self.watch = Watch(self.address)
        self.contexts: list[BrowserContext] = []

    def page(self, size: tuple[int, int], language: str = "en", visitor: Visitor | None = None, **more: Any) -> Page:
        """A browser of its own, with the pass of somebody who was let in already. (Tabs of one browser hide each other,
        and hidden pages sleep.)"""
        width, height = size
        context = self.browser.new_context(viewport={"width": width, "height": height}, locale=language, **more)
        context.set_default_timeout(30_000)
        context.add_init_script(REPORT_CSP)
        self.contexts.append(context)
        page = context.new_page()
        self.watch.over(page)
        if visitor:
            for each in visitor.http.cookies.jar:
                context.add_cookies([{"name": each.name, "value": each.value or "", "url": self.address}])
            page.goto(self.address + visitor.base)
        return page

    def stranger(self, language: str = "en", **more: Any) -> Phone:
        """Somebody with a phone who has not joined."""
        return Phone(self.page(PHONE, language, **more))

    def phone(self, name: str = "", group: int = 1, language: str = "en", **more: Any) -> Phone:
        return self.seat(Phone(self.page(PHONE, language, self.server.phone(name, group, language), **more)))

    def desk(self, number: int = 1, **more: Any) -> Desk:
        return self.seat(Desk(self.page(LAPTOP, "en", self.server.desk(number), **more)))

    def stage(self, **more: Any) -> Stage:
        return self.seat(Stage(self.page(PROJECTOR, "en", self.server.stage(), **more)))

    def tower(self, **more: Any) -> Tower:
        return self.seat(Tower(self.page(LAPTOP, "en", self.server.tower(), **more)))

    def seat(self, screen: AnyScreen) -> AnyScreen:
        screen.comes_alive()
        return screen

    def enter_by_link(self, link: str, size: tuple[int, int], screen: str) -> Page:
        """Opens a personal link, as its holder does."""
        page = self.page(size)
        page.goto(link)
        page.wait_for_url(f"**/{screen}")
        return page

    def leave(self) -> None:
        for context in self.contexts:
            context.close()
        self.contexts.clear()
