"""The public keys that tokens are signed with: downloaded from a JWKS address, kept, and refreshed in the background.

PyJWT's own PyJWKClient blocks the event loop while it downloads, and more: docs/adr/0012-jwks-by-hand.md.
"""

import asyncio
import json
import math
import time
from collections.abc import Callable, Sequence
from contextvars import Context
from typing import Any

import httpx
import jwt
import structlog
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

_log = structlog.get_logger(__name__)

ALGORITHMS = {"RSA": "RS256", "EC": "ES256", "OKP": "EdDSA"}
"""The only algorithm for each type of key. Shared secrets (`oct`) are left out: they are not public keys."""
MIN_RSA_BITS = 2048
"""A shorter key can be factored (NIST SP 800-131A)."""
KEYS_LIFETIME_SECONDS = 600.0
"""Keys are downloaded again after this time."""
MIN_READ_INTERVAL_SECONDS = 30.0
"""Between two downloads. A token that no known key has signed causes a download, and anyone can invent one."""
MAX_CANDIDATES = 16
"""Keys that one token is tried with. A `kid` is optional for keys and for tokens, and anyone can send a token."""
_TIMEOUT_SECONDS = 5.0
_MAX_BYTES = 1 << 18


class JwksUnavailable(Exception):
    """No keys have been downloaded yet, so no token can be verified."""


class JwksKeys:
    """The keys at one address.

    Args:
        http: downloads them; closing it is left to the caller.
        on_change: called after a download that brought other keys than the one before.
    """

    def __init__(
        self,
        url: str,
        http: httpx.AsyncClient,
        on_change: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = url
        self._http = http
        self._on_change = on_change
        self._clock = clock
        self._keys: Sequence[jwt.PyJWK] = ()
        self._content = b""
        self._last_attempt = -math.inf
        self._reading: asyncio.Task[None] | None = None

    def candidates(self, kid: str | None, algorithm: object) -> list[jwt.PyJWK]:
        """The keys that a token with this `kid` and algorithm may be signed with, at most `MAX_CANDIDATES`.

        Those with the token's `kid`, or else those without any; a token without one may be signed with each.
        """
        if self._clock() - self._last_attempt > KEYS_LIFETIME_SECONDS:
            self._start_reading()
        fitting = [key for key in self._keys if key.algorithm_name == algorithm]
        if kid is not None:
            named = [key for key in fitting if key.key_id == kid]
            fitting = named or [key for key in fitting if key.key_id is None]
        return fitting[:MAX_CANDIDATES]

    async def new_candidates(self, kid: str | None, algorithm: object) -> list[jwt.PyJWK]:
        """The same after a new download, unless the last one was a moment ago; none if it brought the same keys.

        Raises JwksUnavailable if no keys have been downloaded yet.
        """
        known = self._keys
        if self._clock() - self._last_attempt > MIN_READ_INTERVAL_SECONDS:
            self._start_reading()
        if self._reading is not None:
            await asyncio.shield(self._reading)
        if not self._keys:
            raise JwksUnavailable
        return [] if self._keys is known else self.candidates(kid, algorithm)

    def _start_reading(self) -> None:
        if self._reading is None or self._reading.done():
            self._last_attempt = self._clock()
            self._reading = asyncio.create_task(self._read(), name="JWKS download", context=Context())

    async def _read(self) -> None:
        try:
            async with asyncio.timeout(_TIMEOUT_SECONDS):
                content = await self._download()
            keys = signing_keys(content)
        except (httpx.HTTPError, TimeoutError, ValueError, jwt.PyJWTError) as error:
            _log.warning("JWKS cannot be downloaded", url=self._url, error=repr(error))
            return
        if content != self._content:
            self._keys, self._content = keys, content
            self._on_change()

    async def _download(self) -> bytes:
        content = b""
        async with self._http.stream("GET", self._url) as response:
            response.raise_for_status()
            async for chunk in response.aiter_bytes():
                content += chunk
                if len(content) > _MAX_BYTES:
                    raise ValueError(f"not a JWK set: larger than {_MAX_BYTES} bytes")
        return content

    async def close(self) -> None:
        """Cancel a download in progress."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait([self._reading])


def signing_keys(content: bytes) -> list[jwt.PyJWK]:
    """The keys of a JWK set that tokens may be signed with, without those that are too weak, which are logged.

    Raises ValueError if there are none.
    """
    try:
        known = [key for each in json.loads(content)["keys"] if (key := _known_key(each)) is not None]
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"not a JWK set: {error!r}") from None
    keys = [
        key
        for key in known
        if key.public_key_use in (None, "sig") and ALGORITHMS.get(str(key.key_type)) == key.algorithm_name
    ]
    strong = [key for key in keys if _is_strong(key.key)]
    if weak := [key.key_id for key in keys if key not in strong]:
        _log.warning(
            "keys of the JWKS are left out: they are too weak for their algorithm", kids=weak, min_rsa_bits=MIN_RSA_BITS
        )
    if not strong:
        raise ValueError("the JWK set has no key for RS256 (2,048 bits or more), ES256 (P-256) or EdDSA")
    return strong


def _known_key(listed: Any) -> jwt.PyJWK | None:
    """A member of a JWK set; None if it is of a kind that is not known, or malformed: the others are good nevertheless
    (RFC 7517, section 5)."""
    try:
        return jwt.PyJWK(listed)
    except (jwt.PyJWTError, AttributeError, KeyError, TypeError, UnsupportedAlgorithm):
        return None


def _is_strong(key: object) -> bool:
    """Whether a public key is as long as its algorithm demands. A set may name any algorithm with any key."""
    match key:
        case RSAPublicKey():
            return key.key_size >= MIN_RSA_BITS
        case EllipticCurvePublicKey():
            return isinstance(key.curve, SECP256R1)
        case _:
            return isinstance(key, Ed25519PublicKey | Ed448PublicKey)
