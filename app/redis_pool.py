"""Connections to Redis, for every part of the product."""

import ssl
from collections.abc import Iterable
from pathlib import Path
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
    pool.connection_class = type("Connection", (_LostConnection, pool.connection_class), {})
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


class _LostConnection(AbstractConnection):
    """Raises ConnectionError where uvloop raises RuntimeError: for a write to a connection that was cut a moment ago.

    redis-py retries and reconnects after a ConnectionError only.
    """

    async def send_packed_command(self, command: bytes | str | Iterable[bytes], check_health: bool = True) -> None:
        try:
            await super().send_packed_command(command, check_health)
        except RuntimeError as error:
            raise RedisConnectionError(f"Error while writing to socket. {error}.") from error
