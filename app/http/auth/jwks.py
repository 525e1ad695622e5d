"""The public keys that tokens are signed with: downloaded from a JWKS address, kept, and refreshed in the background.

PyJWT's own PyJWKClient blocks the event loop while it downloads, and more: docs/adr/0012-jwks-by-hand.md.
"""

import asyncio
import math
import time
from collections.abc import Callable, Mapping
from contextvars import Context

import httpx
import jwt
import structlog

_log = structlog.get_logger(__name__)

ALGORITHMS = {"RSA": "RS256", "EC": "ES256", "OKP": "EdDSA"}
"""The only algorithm for each type of key. Shared secrets (`oct`) are left out: they are not public keys."""
KEYS_LIFETIME_SECONDS = 600.0
"""Keys are downloaded again after this time."""
MIN_READ_INTERVAL_SECONDS = 30.0
"""Between two downloads. A token with an unknown `kid` causes a download, and anyone can invent a `kid`."""
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
        self._keys: Mapping[str | None, jwt.PyJWK] = {}
        self._content = b""
        self._last_attempt = -math.inf
        self._reading: asyncio.Task[None] | None = None

    async def key(self, kid: str | None) -> jwt.PyJWK | None:
        """The key with this id, or the only key if `kid` is None. Returns None if there is none.

        Raises JwksUnavailable if no keys have been downloaded yet.
        """
        if self._clock() - self._last_attempt > KEYS_LIFETIME_SECONDS:
            self._start_reading()
        if (known := self._find(kid)) is None:
            if self._clock() - self._last_attempt > MIN_READ_INTERVAL_SECONDS:
                self._start_reading()
            if self._reading is not None:
                await asyncio.shield(self._reading)
            known = self._find(kid)
        if not self._keys:
            raise JwksUnavailable
        return known

    def _find(self, kid: str | None) -> jwt.PyJWK | None:
        if kid is None:
            return next(iter(self._keys.values())) if len(self._keys) == 1 else None
        return self._keys.get(kid)

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


def signing_keys(content: bytes) -> dict[str | None, jwt.PyJWK]:
    """The keys of a JWK set that tokens may be signed with, by id. Raises ValueError if there are none."""
    keys: dict[str | None, jwt.PyJWK] = {}
    try:
        listed = jwt.PyJWKSet.from_json(content.decode()).keys
    except (AttributeError, TypeError) as error:
        raise ValueError(f"not a JWK set: {error}") from None
    for key in listed:
        if key.public_key_use in {None, "sig"} and ALGORITHMS.get(str(key.key_type)) == key.algorithm_name:
            keys[key.key_id] = key
    if not keys:
        raise ValueError("the JWK set has no key for RS256, ES256 or EdDSA")
    return keys
