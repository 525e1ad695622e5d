"""Which errors of the database pass by themselves, and what they say to its circuit breaker."""

import asyncpg
from tortoise.exceptions import DBConnectionError, TransactionManagementError

from kit.errors import CircuitOpen, DatabaseRefused
from kit.guard import Failure

_TRANSIENT = ("08", "25006", "25P03", "25P04", "40", "53", "55P03", "57", "58")
"""SQLSTATE classes and single codes: 25006 is a standby that was not promoted yet, 25P03 a transaction that was idle
for too long, 25P04 one that took too long, 55P03 a lock that was not free within `lock_timeout`."""

_FAILURES = ("08", "53", "57", "58")
"""SQLSTATE classes: no connection, out of resources, operator intervention, system error."""

_TOO_EXPENSIVE = ("53400", "57014")
"""SQLSTATE codes: a limit of the configuration was exceeded, a statement was cancelled. The statement is at fault."""

_STALE = ("08", "25006", "57P01", "57P02", "57P03")
"""SQLSTATE classes and codes after which a connection is not used again: broken, read-only (a standby, or a database
that was one), or to a server that shuts down, crashes or starts up."""

# InternalClientError: the server hung up during an operation, and asyncpg's connection does not know it yet.
_UNREACHABLE = (OSError, asyncpg.InterfaceError, asyncpg.InternalClientError, DBConnectionError, DatabaseRefused)


def is_transient(error: BaseException) -> bool:
    """Whether the same may succeed later: the database cannot be reached, is busy, shuts down or is being migrated, a
    lock was not free, or the circuit breaker refused the call."""
    error = _root_cause(error)
    if isinstance(error, CircuitOpen):
        return True
    if isinstance(error, asyncpg.InvalidCachedStatementError | asyncpg.OutdatedSchemaCacheError):
        return True  # a migration changed a table; the next transaction prepares its statements anew
    if isinstance(error, asyncpg.PostgresError):
        return str(error.sqlstate or "").startswith(_TRANSIENT)
    return isinstance(error, _UNREACHABLE)


def failure_of(error: BaseException) -> Failure:
    """What an error says about the database, for its circuit breaker.

    Narrower than `is_transient`. The statement may be at fault (22, 23, or it was too expensive), or it met another
    transaction: a conflict (40) and a lock that was not free within our `lock_timeout` (55P03) are answers of a healthy
    database. A call that took too long may have waited for a connection of the pool, or for an expensive statement.
    """
    error = _root_cause(error)
    if isinstance(error, asyncpg.PostgresError):
        state = str(error.sqlstate or "")
        return Failure.PROCESS if state.startswith(_FAILURES) and state not in _TOO_EXPENSIVE else Failure.NONE
    if isinstance(error, TimeoutError):
        return Failure.SUSPECTED
    return Failure.PROCESS if _is_unreachable(error) else Failure.NONE


def spoils_connections(error: BaseException) -> bool:
    """Whether connections that were made before this error should not be used again."""
    error = _root_cause(error)
    if isinstance(error, asyncpg.PostgresError):
        return str(error.sqlstate or "").startswith(_STALE)
    return not isinstance(error, TimeoutError) and _is_unreachable(error)


def is_lock_held(error: BaseException) -> bool:
    """Whether another transaction held a lock for longer than we wait."""
    return isinstance(error, asyncpg.LockNotAvailableError)


def _is_unreachable(error: BaseException) -> bool:
    # asyncpg's error for a value that fits no parameter is both an InterfaceError and a ValueError; its error for a
    # table that a migration has changed is an InternalClientError.
    return isinstance(error, _UNREACHABLE) and not isinstance(error, ValueError | asyncpg.OutdatedSchemaCacheError)


def _root_cause(error: BaseException) -> BaseException:
    """The error that Tortoise has wrapped, if it has."""
    if isinstance(error, TransactionManagementError) and error.__cause__ is not None:
        return error.__cause__
    return error
