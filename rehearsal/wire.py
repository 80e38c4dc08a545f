"""One phone's connection: real HTTP with its own cookies, and a real websocket."""

import asyncio
import random
import ssl
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit
from urllib.request import Request

import httpx
from websockets.asyncio.client import connect
from websockets.typing import Origin

from rehearsal.pace import pause

TIMEOUT = 15.0
LARGEST_FRAME = 16 * 2**20
SECURE, HERE = ("https", "wss"), ("https", "wss", "http")
"""Over which lines a cookie goes that is meant for secure ones: also within this machine, as browsers do it."""


class Astray(Exception):
    """The server sends us to another address; a rehearsal stays where it was told to be."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str
    path: str
    headers: Mapping[str, str]

    @property
    def is_ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def is_elsewhere(self) -> bool:
        return self.status in {301, 302, 303, 307, 308} and "location" in self.headers

    @property
    def is_passing(self) -> bool:
        """Worth asking again: the server is busy or not well, it did not say no."""
        return self.status == 429 or self.status >= 500


class Socket(connect):
    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc  # a rehearsal stays where it was told to be


class Wire:
    def __init__(self, url: str, language: str, trust: ssl.SSLContext) -> None:
        parts = urlsplit(url)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.trust = trust
        cookies = CookieJar(DefaultCookiePolicy(secure_protocols=HERE if is_here(parts.hostname) else SECURE))
        self.client = httpx.AsyncClient(
            base_url=self.origin,
            verify=trust,
            timeout=TIMEOUT,
            trust_env=False,
            cookies=cookies,
            headers={"Accept-Language": language, "User-Agent": "samskap-rehearsal"},
        )

    async def get(self, path: str, *, is_live: bool = False) -> Answer:
        """The page at this path, wherever on this server it moved to."""
        headers = {"Sec-Fetch-Site": "same-origin"} | ({"HX-Request": "true"} if is_live else {})
        answer = answered(await self.client.get(path, headers=headers))
        return await self.followed(answer)

    async def post(self, path: str, form: Mapping[str, str], *, is_live: bool = True) -> Answer:
        """As htmx sends it when `is_live`, else as a browser without JavaScript."""
        headers = {"Origin": self.origin, "Sec-Fetch-Site": "same-origin"}
        if is_live:
            headers["HX-Request"] = "true"
        return answered(await self.client.post(path, data=dict(form), headers=headers))

    async def followed(self, answer: Answer) -> Answer:
        for _ in range(5):
            if not answer.is_elsewhere:
                break
            answer = answered(await self.client.get(self.within(answer.path, answer.headers["location"])))
        return answer

    def within(self, path: str, location: str) -> str:
        """Where a link on that path leads. Raises Astray when it leaves this server."""
        there = urlsplit(urljoin(self.origin + path, location))
        if f"{there.scheme}://{there.netloc}" != self.origin:
            raise Astray(f"sent to {there.scheme}://{there.netloc}")
        return there.path + (f"?{there.query}" if there.query else "")

    def socket(self, path: str) -> Socket:
        at = self.origin + path
        request = Request(at)  # noqa: S310  only asks the cookie jar which cookies belong to this path
        self.client.cookies.jar.add_cookie_header(request)
        cookies = request.get_header("Cookie")
        return Socket(
            "ws" + at.removeprefix("http"),
            origin=Origin(self.origin),
            additional_headers={"Cookie": cookies} if cookies else {},
            compression=None,
            close_timeout=2,
            proxy=None,
            max_size=LARGEST_FRAME,
            ssl=self.trust if at.startswith("https") else None,
        )

    async def close(self) -> None:
        await self.client.aclose()


def is_here(host: str | None) -> bool:
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return host == "localhost"


def answered(response: httpx.Response) -> Answer:
    path = response.url.raw_path.decode("ascii")
    return Answer(response.status_code, response.text, path, response.headers)


async def persist(
    ask: Callable[[], Awaitable[Answer]],
    until: float,
    rng: random.Random,
    told_to_wait: Callable[[], None] = lambda: None,
) -> Answer | None:
    """Ask until the server says yes or no. When `until` (monotonic seconds) comes first: its last answer, if any."""
    tries, answer = 0, None
    while True:
        try:
            answer = await ask()
        except Astray as why:
            return Answer(421, f"<h1>{why}</h1>", "", {})
        except httpx.RequestError:
            wait = pause(rng, tries)
        else:
            if not answer.is_passing:
                return answer
            wait = pause(rng, tries)
            if answer.status == 429:
                told_to_wait()
                wait += seconds_of(answer.headers.get("retry-after"))
        if time.monotonic() + wait > until:
            return answer
        await asyncio.sleep(wait)
        tries += 1


def seconds_of(retry_after: str | None) -> float:
    """`Retry-After` in seconds, from either of its two forms; 1 when it says nothing sensible."""
    try:
        return max(0.0, float(retry_after or "1"))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(retry_after or "").timestamp() - time.time())
    except ValueError:
        return 1.0
