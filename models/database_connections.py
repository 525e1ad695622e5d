"""Connections to the database, however its URL says to make them."""

import ssl
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from functools import partial
from typing import Any, ClassVar
from urllib.parse import urlencode

import asyncpg
from asyncpg.transaction import Transaction

from kit.errors import DatabaseRefused
from models.database_url import DatabaseUrl

_REFUSED_BY_CODE = ("28", "3D000", "42501", "42704", "22023")
"""SQLSTATE classes and codes with which a server refuses a connection, and would refuse the next one: its user, its
database, a privilege, a setting's name, a setting's value."""


async def connect(
    url: DatabaseUrl,
    *,
    server_settings: Mapping[str, str] | None = None,
    connection_class: type[asyncpg.Connection] = asyncpg.Connection,
    **options: Any,
) -> asyncpg.Connection:
    """A connection to the first host that accepts it and is what the URL wants.

    Args:
        server_settings: sent besides those of the URL.
        connection_class: what to make.
        options: of `asyncpg.connect`.

    Raises:
        DatabaseRefused: the same connection would be refused again.
        Exception: what asyncpg raises.
    """
    tls = dict(url.tls)
    if tls.get("sslrootcert") == "system":
        options["ssl"], tls = ssl.create_default_context(), {}
    attempt = partial(
        _attempt,
        f"postgresql://?{urlencode(tls)}" if tls else None,
        user=url.user,
        password=url.password,
        database=url.database,
        timeout=url.connect_seconds,
        statement_cache_size=url.statement_cache_size,
        server_settings={**url.server_settings, **(server_settings or {})},
        connection_class=connection_class,
        **options,
    )
    # One by one: asyncpg has one timeout for all, which a host that does not answer would use up.
    *others, last = _places(url)
    for other in others:
        with suppress(OSError, asyncpg.TargetServerAttributeNotMatched, asyncpg.CannotConnectNowError):
            return await attempt(**other)
    return await attempt(**last)


def _places(url: DatabaseUrl) -> list[dict[str, Any]]:
    """Each host that may be asked, and what it has to be, as arguments of `asyncpg.connect`; the best come first."""
    targets = ("standby", "any") if url.target == "prefer-standby" else (url.target,)
    return [
        {"host": host, "port": port, "target_session_attrs": target} for target in targets for host, port in url.hosts
    ]


async def _attempt(dsn: str | None, **options: Any) -> asyncpg.Connection:
    try:
        return await asyncpg.connect(dsn, **options)
    except Exception as error:
        if reason := refusal(error):
            raise DatabaseRefused(reason) from error
        raise


def refusal(error: Exception) -> str | None:
    """Why the same connection would be refused again, without secrets; None if it may be accepted later."""
    said = str(error).partition("\n")[0]  # without details and hints
    match error:
        case ssl.SSLCertVerificationError():
            return f"the server's certificate is not accepted: {error.verify_message}"
        case ConnectionError() if "rejected SSL upgrade" in said:
            return "the server does not offer TLS, which sslmode asks for"
        case asyncpg.ProtocolViolationError() if "unsupported startup parameter" in said:
            return f"{said}: it is a pooler, and statement_cache_size=0 is missing (see docs/operating.md)"
        case asyncpg.PostgresError() if str(error.sqlstate).startswith(_REFUSED_BY_CODE):
            return said
        case asyncpg.ClientConfigurationError():
            return said
        case _:
            return None


class LocalSettingsConnection(asyncpg.Connection):  # type: ignore[misc]  # asyncpg ships no types
    """A connection whose settings belong to its transactions: a pooler gives the next one another session.

    A query outside of any transaction gets its own: preparing and executing it are two messages, and between two
    transactions a pooler may send them to two sessions. What has no values, and nothing to prepare, runs as it is.
    """

    local_settings: ClassVar[Mapping[str, str]] = {}

    def transaction(self, *, isolation: Any = None, readonly: bool = False, deferrable: bool = False) -> Transaction:
        """A transaction with the settings."""
        return _LocalSettingsTransaction(self, isolation, readonly, deferrable)

    async def fetch(self, *arguments: Any, **options: Any) -> Any:
        """As asyncpg's."""
        async with self._some_transaction():
            return await super().fetch(*arguments, **options)

    async def fetchrow(self, *arguments: Any, **options: Any) -> Any:
        """As asyncpg's."""
        async with self._some_transaction():
            return await super().fetchrow(*arguments, **options)

    async def fetchval(self, *arguments: Any, **options: Any) -> Any:
        """As asyncpg's."""
        async with self._some_transaction():
            return await super().fetchval(*arguments, **options)

    async def execute(self, *arguments: Any, **options: Any) -> Any:
        """As asyncpg's."""
        prepared = len(arguments) > 1  # besides the query there are values
        async with self._some_transaction() if prepared else nullcontext():
            return await super().execute(*arguments, **options)

    def _some_transaction(self) -> AbstractAsyncContextManager[object]:
        return nullcontext() if self.is_in_transaction() else self.transaction()


class _LocalSettingsTransaction(Transaction):  # type: ignore[misc]  # asyncpg ships no types
    async def start(self) -> None:
        await super().start()
        settings = self._connection.local_settings.items()
        await self._connection.execute(";".join(f"SET LOCAL {name} = '{value}'" for name, value in settings))
