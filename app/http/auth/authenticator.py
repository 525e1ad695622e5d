"""Authenticates callers: turns the bearer token of a request, or of a WebSocket's first message, into a Caller."""

import time
from collections.abc import Awaitable, Callable, Mapping
from hashlib import sha256
from typing import Any, Protocol

import jwt

from app.http.auth.claims import InvalidToken, caller_from_claims, verified_claims
from app.http.auth.jwks import KEYS_LIFETIME_SECONDS, JwksKeys
from resolvers.context import ANONYMOUS, Caller

MAX_TOKEN_CHARACTERS = 8192
"""A longer token is refused before it is parsed."""
MAX_REMEMBERED_TOKENS = 20_000
"""Verified tokens that are remembered; about 10 MB."""

Verify = Callable[[str], Awaitable[Mapping[str, Any]]]
"""Verifies a token and returns its claims. Raises InvalidToken, JwksUnavailable."""


class Authenticates(Protocol):
    """Finds out who calls."""

    async def caller(self, authorization: str | None) -> Caller:
        """The sender of this `Authorization` header; ANONYMOUS without one. Raises InvalidToken, JwksUnavailable."""
        ...


class Authenticator:
    """Authenticates by tokens, and remembers verified ones by their hash: verifying is the costliest part of a request.

    Args:
        verify: verifies a token that is not remembered.
    """

    def __init__(self, verify: Verify) -> None:
        self._verify = verify
        self._verified: dict[bytes, tuple[Caller, float]] = {}

    async def caller(self, authorization: str | None) -> Caller:
        """The sender of this `Authorization` header; ANONYMOUS without one. Raises InvalidToken, JwksUnavailable."""
        if authorization is None or not authorization.strip():
            return ANONYMOUS
        token = bearer_token(authorization)
        digest = sha256(token.encode(errors="surrogatepass")).digest()
        now = time.time()
        caller, valid_until = self._verified.get(digest, (ANONYMOUS, 0.0))
        if valid_until <= now:
            self._verified.pop(digest, None)
            caller = caller_from_claims(await self._verify(token))
            self._remember(digest, caller, now)
        if caller.expires_at <= now:
            raise InvalidToken("The token has expired.")
        return caller

    def forget(self) -> None:
        """Forget all verified tokens, because the keys have changed."""
        self._verified.clear()

    def _remember(self, digest: bytes, caller: Caller, now: float) -> None:
        if len(self._verified) >= MAX_REMEMBERED_TOKENS:
            del self._verified[next(iter(self._verified))]
        # Not for longer than keys are kept, because a key may be withdrawn.
        self._verified[digest] = caller, min(caller.expires_at, now + KEYS_LIFETIME_SECONDS)


def bearer_token(authorization: str) -> str:
    """The token in an `Authorization` header. Raises InvalidToken."""
    scheme, _, token = authorization.strip().partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        raise InvalidToken("`Authorization` must be `Bearer` and a token.")
    if len(token) > MAX_TOKEN_CHARACTERS:
        raise InvalidToken(f"The token is longer than {MAX_TOKEN_CHARACTERS} characters.")
    return token


def secret_verifier(secret: str, *, issuer: str | None = None, audience: str | None = None) -> Verify:
    """Verifies tokens that are signed with a shared secret: HS256 and no other algorithm."""
    key = secret.encode()

    async def verify(token: str) -> Mapping[str, Any]:
        return verified_claims(token, key, ["HS256"], issuer=issuer, audience=audience)

    return verify


def jwks_verifier(keys: JwksKeys, *, issuer: str | None = None, audience: str | None = None) -> Verify:
    """Verifies tokens by public keys from a JWKS: each key with its own algorithm and no other."""

    async def verify(token: str) -> Mapping[str, Any]:
        try:
            kid = jwt.get_unverified_header(token).get("kid")
        except (jwt.PyJWTError, ValueError, RecursionError):
            raise InvalidToken("The token is malformed.") from None
        key = await keys.key(kid)
        if key is None:
            raise InvalidToken("The token is not signed by us.")
        return verified_claims(token, key, [key.algorithm_name], issuer=issuer, audience=audience)

    return verify
