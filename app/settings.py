"""Every knob of an installation. Each is read from the environment with the prefix `SAMSKAP_`."""

import ipaddress
import secrets
import socket
from email.utils import parseaddr
from functools import cached_property
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRET_BYTES = 32
POST_PORTS = {"none": 25, "starttls": 587, "tls": 465}


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SAMSKAP_", extra="forbid")

    data: Path = Field(default=Path("data"), description="Folder of the database, its backups and the server's secret.")
    host: str = Field(default="0.0.0.0", description="Address to listen on.")  # noqa: S104 phones in the room must reach it
    port: int = Field(default=8000, ge=0, le=65535)
    public_url: str | None = Field(default=None, description="The address people use, e.g. https://lab.example.org")
    hosts: list[str] = Field(default_factory=list, description="Further host names this server answers to.")
    assets: Literal["cdn", "local"] = Field(
        default="cdn", description="Where htmx comes from. `local`: no third party."
    )
    patience: float = Field(default=15.0, gt=0, description="Seconds a screen may be behind before it is let go.")
    grace: float = Field(default=5.0, ge=0, description="Seconds a phone may be gone before the desk sees it leave.")
    shelf_life: float = Field(
        default=10.0, ge=0, description="Seconds for which a screen, once drawn, serves others who open the same one."
    )
    least: int = Field(default=5, ge=3, description="People a number rests on at least, in public files.")
    acts_per_second: float = Field(default=20.0, gt=0, description="Lasting rate of acts that one pass may do.")
    alike: Literal["letters", "meaning"] = Field(
        default="letters",
        description="What ideas must share to be suggested as a theme. `meaning` needs the extra `semantic`.",
    )
    acts_at_once: int = Field(default=60, gt=0, description="Acts that one pass may do in a burst.")
    is_first_look: bool = Field(default=False, description="Whether it is a demo: no page asks to be set up.")
    oidc_issuer: str | None = Field(default=None, description="Address of an OpenID Connect provider for organisers.")
    oidc_client: str = Field(default="", description="The name by which that provider knows this server.")
    oidc_secret: SecretStr = Field(default=SecretStr(""), description="The secret it shares with this server.")
    oidc_name: str = Field(default="", description="What the button says: “Sign in by …”.")

    smtp_host: str | None = Field(default=None, description="The mail server. Without one, no e-mail is ever sent.")
    smtp_port: int | None = Field(default=None, ge=1, le=65535, description="587, 465 or 25, as `smtp_tls` says.")
    smtp_tls: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="How the line to the mail server is encrypted. `none`: only to this machine."
    )
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_from: str | None = Field(default=None, description="Who letters are from: Our lab <lab@example.org>")

    @field_validator("smtp_from")
    @classmethod
    def is_somebody(cls, sender: str | None) -> str | None:
        spec = parseaddr(sender or "")[1]
        if sender and not (spec.isascii() and sender.isprintable() and 0 < spec.find("@") < len(spec) - 1):
            raise ValueError("must be an e-mail address")
        return sender

    @model_validator(mode="after")
    def tells_no_password_aloud(self) -> Self:
        if self.smtp_host and self.smtp_password and self.smtp_tls == "none" and not is_this_machine(self.smtp_host):
            raise ValueError("SAMSKAP_SMTP_PASSWORD would travel unencrypted: set SAMSKAP_SMTP_TLS to starttls or tls")
        return self

    @property
    def has_post(self) -> bool:
        """Whether letters can be sent from here."""
        return bool(self.smtp_host and self.smtp_from)

    @property
    def post_port(self) -> int:
        return self.smtp_port or POST_PORTS[self.smtp_tls]

    @property
    def database(self) -> Path:
        return self.data / "samskap.db"

    @property
    def backups(self) -> Path:
        return self.data / "backups"

    @property
    def compiled(self) -> Path:
        """Templates as they were last compiled, so that a server that comes back comes back sooner."""
        return self.data / "compiled"

    @property
    def is_secure(self) -> bool:
        """Whether people come by https, so that cookies may be `Secure` and `__Host-`."""
        return (self.public_url or "").startswith("https://")

    @property
    def provider_name(self) -> str:
        """What people call the identity provider; empty where there is none."""
        return (self.oidc_issuer and (self.oidc_name or urlsplit(self.oidc_issuer).hostname)) or ""

    @cached_property
    def secret(self) -> bytes:
        """The key under which passes are hashed. Made once, readable by this user only."""
        self.data.mkdir(parents=True, exist_ok=True)
        file = self.data / "secret.key"
        if not file.exists():
            file.touch(mode=0o600)
            file.write_bytes(secrets.token_bytes(SECRET_BYTES))
        return file.read_bytes()

    @cached_property
    def host_names(self) -> frozenset[str]:
        """Names this server answers to. An address in numbers is always one: it cannot be rebound."""
        machine = socket.gethostname().lower()
        public = urlsplit(self.public_url or "").hostname
        named = {"localhost", "testserver", machine, f"{machine}.local", *(host.lower() for host in self.hosts)}
        return frozenset(named | ({public} if public else set()))

    def answers_to(self, host: str) -> bool:
        try:
            asked = urlsplit(f"//{host}")
            is_plain = asked.netloc == host and asked.username is None and asked.port != 0
        except ValueError:
            return False
        name = asked.hostname or ""
        return is_plain and (name in self.host_names or is_address(name))

    def address(self, path: str = "", host: str | None = None) -> str:
        """The full address of a path, as people type it."""
        base = self.public_url or f"http://{host or f'localhost:{self.port}'}"
        return base.rstrip("/") + path


def is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_this_machine(name: str) -> bool:
    return name == "localhost" or (is_address(name) and ipaddress.ip_address(name).is_loopback)
