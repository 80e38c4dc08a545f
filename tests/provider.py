"""A small identity provider, in a process of its own: discovery, consent, tokens signed by its key, and mischief.

`python -m tests.provider PORT CLIENT SECRET`. Whoever is sent here is who was named last at `/person`."""

import hmac
import json
import sys
import time
from base64 import b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import unquote, urlencode

import uvicorn
from fastapi import FastAPI, Form, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from joserfc import jwt
from joserfc.jwk import RSAKey

PORT, CLIENT, SECRET = (*sys.argv[1:], "0", "samskap", "a secret of both")[:3]
ISSUER = f"http://127.0.0.1:{PORT}"
KEY, OTHER_KEY = (RSAKey.generate_key(2048, {"kid": kid, "use": "sig"}, auto_kid=False) for kid in ("one", "one "))
PERSON: dict[str, Any] = {}
MISCHIEF: dict[str, str] = {"kind": ""}
CODES: dict[str, dict[str, str]] = {}

app = FastAPI(openapi_url=None)


@app.get("/.well-known/openid-configuration")
def discovery() -> dict[str, Any]:
    return {
        "issuer": "http://elsewhere.example" if MISCHIEF["kind"] == "issuer told" else ISSUER,
        "authorization_endpoint": f"{ISSUER}/authorize",
        "token_endpoint": f"{ISSUER}/token",
        "jwks_uri": f"{ISSUER}/keys",
        "response_types_supported": ["code"],
        "id_token_signing_alg_values_supported": ["RS256"],
    }


@app.get("/keys")
def keys() -> dict[str, Any]:
    return {"keys": [KEY.as_dict(private=False)]}


@app.post("/person")
async def person(request: Request) -> Response:
    """Who sits at the browser from now on, and what this provider does wrong."""
    told = await request.json()
    MISCHIEF["kind"] = told.pop("mischief", "")
    PERSON.clear()
    PERSON.update(told)
    return Response(status_code=204)


@app.get("/authorize")
def authorize(request: Request) -> Response:
    """Consents at once."""
    asked = dict(request.query_params)
    if asked["client_id"] != CLIENT or asked["response_type"] != "code" or "openid" not in asked["scope"].split():
        return Response("not for us", 400)
    code = f"code-{len(CODES)}"
    CODES[code] = asked
    return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}", 303)


@app.post("/token")
async def token(
    request: Request,
    grant_type: str = Form(),
    code: str = Form(),
    redirect_uri: str = Form(),
    code_verifier: str = Form(),
) -> Response:
    name, _, secret = (
        b64decode(request.headers.get("authorization", "Basic ").partition(" ")[2]).decode().partition(":")
    )
    asked = CODES.pop(code, None)
    challenge = urlsafe_b64encode(sha256(code_verifier.encode()).digest()).rstrip(b"=").decode()
    if (name, unquote(secret).replace("+", " "), grant_type) != (CLIENT, SECRET, "authorization_code"):
        return JSONResponse({"error": "invalid_client"}, 401)
    if asked is None or (asked["redirect_uri"], asked["code_challenge"]) != (redirect_uri, challenge):
        return JSONResponse({"error": "invalid_grant"}, 400)
    return JSONResponse({"access_token": "at", "token_type": "Bearer", "id_token": id_token(asked)})


def plain(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def unsigned(algorithm: str, claims: dict[str, Any]) -> str:
    """By hand: no library signs what it would not believe."""
    return ".".join(plain(json.dumps(each).encode()) for each in ({"alg": algorithm}, claims))


def id_token(asked: dict[str, str]) -> str:
    now, kind = int(time.time()), MISCHIEF["kind"]
    claims = {"iss": ISSUER, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"], **PERSON}
    header = {"alg": "RS256", "kid": "one"}
    wrong: dict[str, dict[str, Any]] = {
        "issuer": {"iss": "http://elsewhere.example"},
        "audience": {"aud": "another house"},
        "expiry": {"iat": now - 7200, "exp": now - 3600},
        "nonce": {"nonce": "of another errand"},
        "nobody": {"sub": None},
    }
    claims = {name: value for name, value in (claims | wrong.get(kind, {})).items() if value is not None}
    if kind == "no signature":
        return unsigned("none", claims) + "."
    if kind == "shared key":  # signed with what everybody can read
        words = unsigned("HS256", claims)
        return f"{words}.{plain(hmac.digest(KEY.as_pem(private=False), words.encode(), 'sha256'))}"
    return jwt.encode(header, claims, OTHER_KEY if kind == "key" else KEY)


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(PORT), log_level="warning")
