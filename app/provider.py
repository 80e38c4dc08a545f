"""The house's identity provider, where one is set: OpenID Connect by authorization code, with PKCE and a nonce."""

import secrets
import time
from typing import Any, NamedTuple

from app.settings import Settings

SCOPE = "openid email profile"
SIGNATURES = ["RS256", "PS256", "ES256", "EdDSA"]  # only what a key that anybody may read can check
KNOWN_FOR = 3600  # seconds
PATIENCE = 10.0  # seconds for an answer
LEEWAY = 60  # seconds that its clock may be off


class NoAnswer(Exception):
    """The provider cannot be reached, or says what nobody can use."""


class Untrue(Exception):
    """What came back is not what the provider says of whoever we sent there."""


class Errand(NamedTuple):
    """What a browser carries to the provider and back, and nobody else knows."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> "Errand":
        return cls(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))


class Identity(NamedTuple):
    """Whom the provider knows. `email`: only where it has made sure of it, else empty."""

    subject: str
    email: str
    name: str


class Provider:
    def __init__(self, settings: Settings):
        self.issuer = (settings.oidc_issuer or "").rstrip("/")
        self.client_id, self.secret = settings.oidc_client, settings.oidc_secret.get_secret_value()
        self.facts: dict[str, Any] = {}
        self.read_at = 0.0

    async def way_there(self, errand: Errand, back: str) -> str:
        """The address at the provider to which the browser is sent. Raises NoAnswer."""
        facts = await self.known()
        async with self.client(back) as client:
            to, _ = client.create_authorization_url(
                facts["authorization_endpoint"],
                state=errand.state,
                nonce=errand.nonce,
                code_verifier=errand.verifier,
            )
        return str(to)

    async def identity(self, errand: Errand, code: str, back: str) -> Identity:
        """Whom the provider means by this code. Raises NoAnswer, Untrue."""
        from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415

        facts = await self.known()
        async with self.client(back) as client:
            try:
                token = await client.fetch_token(facts["token_endpoint"], code=code, code_verifier=errand.verifier)
                keys = (await client.request("GET", facts["jwks_uri"], withhold_token=True)).raise_for_status().json()
            except AuthlibBaseError as error:
                raise Untrue from error
            except Exception as error:
                raise NoAnswer from error
        return self.believed(dict(token), keys, errand)

    def believed(self, token: dict[str, Any], keys: Any, errand: Errand) -> Identity:
        """What its token says, if it is signed by one of its keys, for us, now, on this errand. Raises Untrue."""
        from authlib.oidc.core import CodeIDToken  # noqa: PLC0415
        from joserfc import jwt  # noqa: PLC0415
        from joserfc.errors import JoseError  # noqa: PLC0415
        from joserfc.jwk import KeySet  # noqa: PLC0415

        must = {"iss": self.issuer_told, "aud": self.client_id}
        asked = {name: {"essential": True, "value": value} for name, value in must.items()}
        told = {"nonce": errand.nonce, "client_id": self.client_id, "access_token": token.get("access_token")}
        try:
            read = jwt.decode(str(token["id_token"]), KeySet.import_key_set(keys), algorithms=SIGNATURES)
            claims = CodeIDToken(read.claims, read.header, asked, told)
            claims.validate(leeway=LEEWAY)
        except (JoseError, KeyError, ValueError, TypeError) as error:
            raise Untrue from error
        is_sure = claims.get("email_verified") is True
        email = str(claims.get("email") or "") if is_sure else ""
        return Identity(f"{self.issuer} {claims['sub']}", email, str(claims.get("name") or ""))

    @property
    def issuer_told(self) -> str:
        return str(self.facts["issuer"])

    def client(self, back: str) -> Any:
        from authlib.integrations.httpx_client import AsyncOAuth2Client  # noqa: PLC0415

        return AsyncOAuth2Client(
            self.client_id,
            self.secret,
            scope=SCOPE,
            redirect_uri=back,
            code_challenge_method="S256",
            timeout=PATIENCE,
        )

    async def known(self) -> dict[str, Any]:
        """What the provider says of itself, read once an hour. Raises NoAnswer."""
        if not self.facts or time.monotonic() > self.read_at + KNOWN_FOR:
            self.facts, self.read_at = await self.discovered(), time.monotonic()
        return self.facts

    async def discovered(self) -> dict[str, Any]:
        import httpx2  # noqa: PLC0415

        try:
            async with httpx2.AsyncClient(timeout=PATIENCE) as client:
                answer = await client.get(f"{self.issuer}/.well-known/openid-configuration")
                facts: dict[str, Any] = answer.raise_for_status().json()
        except (httpx2.HTTPError, ValueError) as error:
            raise NoAnswer from error
        needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if str(facts.get("issuer", "")).rstrip("/") != self.issuer or not all(facts.get(name) for name in needed):
            raise NoAnswer
        return facts
