"""What is to be rehearsed: how many, where, how long. Bounded, and only on this computer or its own network."""

import ipaddress
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

MOST_PARTICIPANTS = 2000
MOST_GROUPS = 200
LONGEST_MINUTES = 180.0
LONGEST_PATIENCE = 7200.0
MOST_EACH = 50.0


class Impossible(Exception):
    """This cannot be rehearsed, and why."""


@dataclass(frozen=True, slots=True)
class Plan:
    code: str
    url: str
    participants: int = 40
    groups: int = 0
    minutes: float = 3.0
    each: float = 3.0
    patience: float = 300.0
    seed: int = 1
    words: Path | None = None
    keys: tuple[str, ...] = ()

    @property
    def seconds(self) -> float:
        return self.minutes * 60

    def check(self) -> None:
        """Raises Impossible."""
        within("--participants", self.participants, 1, MOST_PARTICIPANTS)
        within("--groups", self.groups, 0, MOST_GROUPS)
        within("--minutes", self.minutes, 0.01, LONGEST_MINUTES)
        within("--each", self.each, 0, MOST_EACH)
        within("--patience", self.patience, 0, LONGEST_PATIENCE)
        check_nearby(self.url)


def within(name: str, value: float, least: float, most: float) -> None:
    if not least <= value <= most:
        raise Impossible(f"{name} must lie between {least:g} and {most:g}")


def check_nearby(url: str) -> None:
    """A rehearsal is a load on a server: it is played on this computer or in its own network, never elsewhere."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Impossible(f"--url must be an http address, such as http://127.0.0.1:8000, not “{url}”")
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 80, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as trouble:
        raise Impossible(f"no server is known as {parts.hostname}: {trouble}") from trouble
    addresses = [ipaddress.ip_address(str(address[0]).split("%")[0]) for *_, address in found]
    if not all(address.is_private or address.is_loopback or address.is_link_local for address in addresses):
        raise Impossible(f"{parts.hostname} is not in this network: rehearse on the server's own or a local address")
