"""The public keys of whoever signs our tokens: read from an address, kept, read again without holding anybody up."""

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
"""The one algorithm that each type of key is used with; a shared secret (`oct`) is no public key."""
LIFETIME = 600.0
"""Seconds after which keys are read again."""
PAUSE = 30.0
"""Seconds between two readings, whatever tokens ask for: anybody can invent a `kid`."""
_TIMEOUT = 5.0
_LARGEST = 1 << 18


class KeysAway(Exception):
    """No key could be read yet, so that no token can be judged."""


class JwksKeys:
    """The keys at one address.

    Args:
        http: reads them; whoever made it closes it.

    Attributes:
        changed: called whenever other keys than before were read.
    """

    def __init__(self, url: str, http: httpx.AsyncClient, clock: Callable[[], float] = time.monotonic) -> None:
        self._url = url
        self._http = http
        self.changed: Callable[[], None] = lambda: None
        self._clock = clock
        self._keys: Mapping[str | None, jwt.PyJWK] = {}
        self._content = b""
        self._tried = -math.inf
        self._reading: asyncio.Task[None] | None = None

    async def key(self, kid: str | None) -> jwt.PyJWK | None:
        """The key of this id; without an id the only one there is. None if there is none. Raises KeysAway."""
        if self._clock() - self._tried > LIFETIME:
            self._read_again()
        if (known := self._find(kid)) is None:
            if self._clock() - self._tried > PAUSE:
                self._read_again()
            if self._reading is not None:
                await asyncio.shield(self._reading)
            known = self._find(kid)
        if not self._keys:
            raise KeysAway
        return known

    def _find(self, kid: str | None) -> jwt.PyJWK | None:
        if kid is None:
            return next(iter(self._keys.values())) if len(self._keys) == 1 else None
        return self._keys.get(kid)

    def _read_again(self) -> None:
        if self._reading is None or self._reading.done():
            self._tried = self._clock()
            self._reading = asyncio.create_task(self._read(), name="reading keys", context=Context())

    async def _read(self) -> None:
        try:
            async with asyncio.timeout(_TIMEOUT):
                content = await self._content_there()
            keys = usable(content)
        except (httpx.HTTPError, TimeoutError, ValueError, jwt.PyJWTError) as error:
            _log.warning("the keys of tokens cannot be read", url=self._url, error=repr(error))
            return
        if content != self._content:
            self._keys, self._content = keys, content
            self.changed()

    async def _content_there(self) -> bytes:
        content = b""
        async with self._http.stream("GET", self._url) as answer:
            answer.raise_for_status()
            async for chunk in answer.aiter_bytes():
                content += chunk
                if len(content) > _LARGEST:
                    raise ValueError("that is no set of keys: it is too large")
        return content

    async def close(self) -> None:
        """Stop reading."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait([self._reading])


def usable(content: bytes) -> dict[str | None, jwt.PyJWK]:
    """Those keys of a JWK set that tokens may be signed with, by id. Raises ValueError if there are none."""
    keys: dict[str | None, jwt.PyJWK] = {}
    try:
        listed = jwt.PyJWKSet.from_json(content.decode()).keys
    except (AttributeError, TypeError) as error:
        raise ValueError(f"that is no set of keys: {error}") from None
    for key in listed:
        if key.public_key_use in {None, "sig"} and ALGORITHMS.get(str(key.key_type)) == key.algorithm_name:
            keys[key.key_id] = key
    if not keys:
        raise ValueError("there is no key for RS256, ES256 or EdDSA in it")
    return keys
