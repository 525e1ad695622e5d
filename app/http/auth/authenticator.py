"""Authenticates callers: turns the bearer token of a request, or of a WebSocket's first message, into a Caller."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import Any, Protocol

import httpx
import jwt

from app.http.auth.jwks import KEYS_LIFETIME_SECONDS, JwksKeys
from app.http.auth.token_claims import InvalidToken, caller_from_claims, verified_claims
from resolvers.caller import ANONYMOUS, Caller

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


class VerifiedTokens:
    """Remembers the callers of verified tokens by the hash of the token."""

    def __init__(self) -> None:
        self._callers: dict[bytes, tuple[Caller, float]] = {}

    def __len__(self) -> int:
        return len(self._callers)

    def find(self, digest: bytes, now: float) -> Caller | None:
        """The caller of the token with this hash; None if it has to be verified."""
        caller, valid_until = self._callers.get(digest, (ANONYMOUS, 0.0))
        if valid_until > now:
            return caller
        self._callers.pop(digest, None)
        return None

    def remember(self, digest: bytes, caller: Caller, now: float) -> None:
        """Remember a token that was verified just now."""
        if len(self._callers) >= MAX_REMEMBERED_TOKENS:
            del self._callers[next(iter(self._callers))]
        # Not for longer than keys are kept, because a key may be withdrawn.
        self._callers[digest] = caller, min(caller.expires_at, now + KEYS_LIFETIME_SECONDS)

    def forget(self) -> None:
        """Forget all tokens, because the keys have changed."""
        self._callers.clear()


class Authenticator:
    """Authenticates by tokens. Verified ones are remembered, because verifying is the costliest part of a request.

    Args:
        verify: verifies a token that is not remembered.
        verified: the tokens that are remembered.
    """

    def __init__(self, verify: Verify, verified: VerifiedTokens | None = None) -> None:
        self._verify = verify
        self._verified = VerifiedTokens() if verified is None else verified

    async def caller(self, authorization: str | None) -> Caller:
        """The sender of this `Authorization` header; ANONYMOUS without one. Raises InvalidToken, JwksUnavailable."""
        if authorization is None or not authorization.strip():
            return ANONYMOUS
        token = bearer_token(authorization)
        digest = sha256(token.encode(errors="surrogatepass")).digest()
        now = time.time()
        caller = self._verified.find(digest, now)
        if caller is None:
            caller = caller_from_claims(await self._verify(token))
            self._verified.remember(digest, caller, now)
        if caller.expires_at <= now:
            raise InvalidToken("The token has expired.")
        return caller


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


@asynccontextmanager
async def authenticator_by_jwks(
    url: str, *, issuer: str | None = None, audience: str | None = None
) -> AsyncIterator[Authenticator]:
    """An authenticator by the public keys at `url`; it forgets verified tokens when the keys change."""
    async with httpx.AsyncClient(trust_env=False) as http:
        verified = VerifiedTokens()
        keys = JwksKeys(url, http, verified.forget)
        try:
            yield Authenticator(jwks_verifier(keys, issuer=issuer, audience=audience), verified)
        finally:
            await keys.close()
