"""Authenticates callers: turns the bearer token of a request, or of a WebSocket's first message, into a Caller."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from hashlib import sha256
from typing import Any, Protocol

import httpx
import jwt

from app.http.auth.jwks import KEYS_LIFETIME_SECONDS, JwksKeys
from app.http.auth.token_claims import (
    MALFORMED,
    ExpiredToken,
    InvalidToken,
    TokenRules,
    WrongSignature,
    caller_from_claims,
    verified_claims,
)
from resolvers.caller import ANONYMOUS, Caller
from services.refused_callers import Reason

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
            raise ExpiredToken
        return caller


def bearer_token(authorization: str) -> str:
    """The token in an `Authorization` header. Raises InvalidToken."""
    scheme, _, token = authorization.strip().partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        raise InvalidToken(
            Reason.MALFORMED,
            "`Authorization` must be `Bearer` and a token.",
            "`Authorization` debe ser `Bearer` y un token.",
        )
    if len(token) > MAX_TOKEN_CHARACTERS:
        raise InvalidToken(
            Reason.MALFORMED,
            f"The token is longer than {MAX_TOKEN_CHARACTERS} characters.",
            f"El token tiene más de {MAX_TOKEN_CHARACTERS} caracteres.",
        )
    return token


def secret_verifier(secret: str, rules: TokenRules) -> Verify:
    """Verifies tokens that are signed with a shared secret: HS256 and no other algorithm."""
    key = secret.encode()

    async def verify(token: str) -> Mapping[str, Any]:
        return verified_claims(token, key, ["HS256"], rules)

    return verify


def jwks_verifier(keys: JwksKeys, rules: TokenRules) -> Verify:
    """Verifies tokens by public keys from a JWKS: each key with its own algorithm and no other."""

    def claims(token: str, candidates: Sequence[jwt.PyJWK]) -> Mapping[str, Any] | None:
        for key in candidates:
            with suppress(WrongSignature):
                return verified_claims(token, key, [key.algorithm_name], rules)
        return None

    async def verify(token: str) -> Mapping[str, Any]:
        try:
            header = jwt.get_unverified_header(token)
        except (jwt.PyJWTError, ValueError, RecursionError):
            raise InvalidToken(Reason.MALFORMED, *MALFORMED) from None
        named = header.get("kid"), header.get("alg")
        found = claims(token, keys.candidates(*named))
        if found is None:
            found = claims(token, await keys.new_candidates(*named))
        if found is None:
            raise WrongSignature
        return found

    return verify


@asynccontextmanager
async def authenticator_by_jwks(url: str, rules: TokenRules) -> AsyncIterator[Authenticator]:
    """An authenticator by the public keys at `url`; it forgets verified tokens when the keys change."""
    async with httpx.AsyncClient(trust_env=False) as http:
        verified = VerifiedTokens()
        keys = JwksKeys(url, http, verified.forget)
        try:
            yield Authenticator(jwks_verifier(keys, rules), verified)
        finally:
            await keys.close()
