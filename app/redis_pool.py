"""Connections to Redis, for every part of the product."""

import asyncio
import ssl
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.connection import AbstractConnection
from redis.exceptions import (
    AuthenticationError,
    AuthorizationError,
    NoPermissionError,
    RedisError,
    ResponseError,
)
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

_FILES = {"ssl_ca_certs", "ssl_certfile", "ssl_keyfile"}
_TLS_PARAMETERS = {"ssl_cert_reqs", "ssl_check_hostname", *_FILES}
_PARAMETERS = {"db", "client_name", "health_check_interval", "socket_keepalive"}
"""What may stand behind the question mark of a URL. Timeouts may not: each part of the product has its own."""
_CONNECT_SECONDS = 2.0
_COMMAND_SECONDS = 2.0
"""A frozen Redis delays a call no longer than this."""


def redis_pool(url: str, *, without_timeout: bool = False, connections: int = 16) -> BlockingConnectionPool:
    """Connections to the Redis at `url`; those `without_timeout` may wait for a message as long as it takes."""
    pool: BlockingConnectionPool = BlockingConnectionPool.from_url(
        url,
        max_connections=connections,
        timeout=_COMMAND_SECONDS,
        socket_connect_timeout=_CONNECT_SECONDS,
        socket_timeout=None if without_timeout else _COMMAND_SECONDS,
    )
    pool.connection_class = type("Connection", (_Connection, pool.connection_class), {})
    return pool


def usable_redis_url(url: str) -> str:
    """`url`, if connections can be made from it. Raises ValueError with a sentence that repeats nothing of it."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise ValueError("the host must be a name or an address with a port behind it, such as redis:6379") from None
    if parts.scheme not in {"redis", "rediss", "unix"}:
        raise ValueError("use redis://host:port/0, rediss:// or unix:///path")
    if parts.fragment or "@" in f"{parts.path}{parts.query}":
        raise ValueError("write / ? # and @ in the user's name and the password as %2F %3F %23 and %40")
    query = parse_qs(parts.query)
    known = _PARAMETERS | (_TLS_PARAMETERS if parts.scheme == "rediss" else set())
    if unknown := query.keys() - known:
        raise ValueError(f"the parameter {min(unknown)} is not supported; these are: {', '.join(sorted(known))}")
    if parts.scheme != "unix" and not (parts.path.strip("/") or "0").isdecimal():
        raise ValueError("the database behind the host must be a number, such as redis://host:6379/0")
    for name in _FILES & query.keys():
        if not Path(query[name][-1]).is_file():
            raise ValueError(f"{name} names a file that does not exist")
    try:
        pool = redis_pool(url)
        pool.connection_class(**pool.connection_kwargs)
    except (RedisError, TypeError, ValueError):
        raise ValueError("ssl_cert_reqs must be none, optional or required, and numbers must be numbers") from None
    return url


def refusal(error: BaseException | None) -> str | None:
    """Why Redis would refuse the same connection again, without secrets; None if it may accept it later."""
    match error:
        case None:
            return None
        case AuthenticationError() | AuthorizationError() | NoPermissionError():
            return f"Redis refuses the user or the password: {error}"
        case ResponseError() if "DB index is out of range" in str(error):
            return "the server has no database with this number"
        case ssl.SSLCertVerificationError():
            return f"the server's certificate is not accepted: {error.verify_message}"
    return refusal(error.__cause__ or error.__context__)


async def check_writable(redis: Redis, prefix: str) -> None:
    """Raise the error of Redis if it is full, read-only or unavailable: a PING would be answered by a full one."""
    await redis.set(f"{prefix}:probe", "", ex=60)


class _Connection(AbstractConnection):
    """Redis-py's, with some turns of the event loop less for each command, and with errors that redis-py knows.

    redis-py limits the time of a write by `asyncio.wait_for`, which starts a task until Python 3.12, and looks whether
    a connection can be used again by a read that is cancelled in the next turn. Both are more than the command takes.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._seconds, self.socket_timeout = self.socket_timeout, None

    async def send_packed_command(self, command: bytes | str | Iterable[bytes], check_health: bool = True) -> None:
        """Send a command within the time. Raises redis-py's TimeoutError, or ConnectionError, after which redis-py
        connects again: also where uvloop raises RuntimeError because the connection was cut a moment ago."""
        try:
            async with asyncio.timeout(self._seconds):
                await super().send_packed_command(command, check_health)
        except TimeoutError:
            raise RedisTimeoutError("Timeout writing to socket") from None
        except RuntimeError as error:
            raise RedisConnectionError(f"Error while writing to socket. {error}.") from error

    async def read_response(
        self,
        disable_decoding: bool = False,
        timeout: float | None = None,  # noqa: ASYNC109 - redis-py has it
        **named: Any,
    ) -> Any:
        """The answer to a command, within the time. Raises redis-py's TimeoutError; with a `timeout` of the caller it
        returns None instead."""
        try:
            async with asyncio.timeout(self._seconds if timeout is None else None):
                return await super().read_response(disable_decoding, timeout, **named)
        except TimeoutError:
            raise RedisTimeoutError("Timeout reading from socket") from None

    async def can_read_destructive(self) -> bool:
        """Whether something was sent that was not asked for. Raises ConnectionError if the connection has ended."""
        reader: Any = self._reader
        # There is no public look at the buffer that does not wait.
        if reader and not (reader.at_eof() or reader.exception() or reader._buffer):  # noqa: SLF001 - see above
            return False
        return bool(await super().can_read_destructive())  # type: ignore[no-untyped-call]  # redis-py does not say
