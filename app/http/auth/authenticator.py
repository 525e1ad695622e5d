"""Who calls: a bearer token of the request, or of a socket's first message, becomes a Caller."""

import time
from collections.abc import Awaitable, Callable, Mapping
from hashlib import sha256
from typing import Any, Protocol

import jwt

from app.http.auth.claims import BadToken, caller_of, claims
from app.http.auth.jwks import LIFETIME, JwksKeys
from resolvers.context import ANONYMOUS, Caller

LONGEST_TOKEN = 8192
"""Characters. A longer one is refused before anything is made of it."""
MOST_KNOWN = 20_000
"""Tokens that are kept verified; about 10 MB."""

Verify = Callable[[str], Awaitable[Mapping[str, Any]]]


class SignsIn(Protocol):
    """Tells who calls."""

    async def caller(self, authorization: str | None) -> Caller:
        """Who sent this `Authorization`; ANONYMOUS without one. Raises BadToken, KeysAway."""
        ...


class Authenticator:
    """Remembers verified tokens until they expire, by their hash: verifying costs more than all else of a request."""

    def __init__(self, verify: Verify) -> None:
        self._verify = verify
        self._known: dict[bytes, tuple[Caller, float]] = {}

    async def caller(self, authorization: str | None) -> Caller:
        """Who sent this `Authorization`; ANONYMOUS without one. Raises BadToken, KeysAway."""
        if authorization is None or not authorization.strip():
            return ANONYMOUS
        token = bearer(authorization)
        digest = sha256(token.encode(errors="surrogatepass")).digest()
        now = time.time()
        known, good_until = self._known.get(digest, (ANONYMOUS, 0.0))
        if good_until <= now:
            self._known.pop(digest, None)
            known = caller_of(await self._verify(token))
            self._remember(digest, known, now)
        if known.until <= now:
            raise BadToken("The token has expired.")
        return known

    def forget(self) -> None:
        """Verify every token anew: the keys have changed."""
        self._known.clear()

    def _remember(self, digest: bytes, caller: Caller, now: float) -> None:
        if len(self._known) >= MOST_KNOWN:
            del self._known[next(iter(self._known))]
        # Not for longer than keys are: one may have been withdrawn.
        self._known[digest] = caller, min(caller.until, now + LIFETIME)


def bearer(authorization: str) -> str:
    """The token in an `Authorization`. Raises BadToken."""
    scheme, _, token = authorization.strip().partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        raise BadToken("`Authorization` must be `Bearer` and a token.")
    if len(token) > LONGEST_TOKEN:
        raise BadToken(f"The token is longer than {LONGEST_TOKEN} characters.")
    return token


def by_secret(secret: str, *, issuer: str | None = None, audience: str | None = None) -> Verify:
    """Tokens signed with a secret that we share with whoever makes them: HS256 and nothing else."""
    key = secret.encode()

    async def verify(token: str) -> Mapping[str, Any]:
        return claims(token, key, ["HS256"], issuer=issuer, audience=audience)

    return verify


def by_keys(keys: JwksKeys, *, issuer: str | None = None, audience: str | None = None) -> Verify:
    """Tokens signed with a private key whose public one is at an address: each key with its own algorithm alone."""

    async def verify(token: str) -> Mapping[str, Any]:
        try:
            kid = jwt.get_unverified_header(token).get("kid")
        except (jwt.PyJWTError, ValueError, RecursionError):
            raise BadToken("The token is malformed.") from None
        key = await keys.key(kid)
        if key is None:
            raise BadToken("The token is not signed by us.")
        return claims(token, key, [key.algorithm_name], issuer=issuer, audience=audience)

    return verify
