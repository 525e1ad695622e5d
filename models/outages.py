"""Which errors of the database pass by themselves, and which of them its circuit breaker counts."""

import asyncpg
from tortoise.exceptions import DBConnectionError, TransactionManagementError

from kit.errors import CircuitOpen

_TRANSIENT = ("08", "25006", "25P03", "40", "53", "55P03", "57", "58")
"""SQLSTATE classes and single codes: 25006 is a standby that was not promoted yet, 25P03 a transaction that was idle
for too long, 55P03 a lock that was not free within `lock_timeout`."""

_OUTAGE = ("08", "53", "57", "58")
"""SQLSTATE classes: no connection, out of resources, operator intervention, system error."""

# InternalClientError: the server hung up during an operation, and asyncpg's connection does not know it yet.
_UNREACHABLE = (OSError, asyncpg.InterfaceError, asyncpg.InternalClientError, DBConnectionError)


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


def counts_as_outage(error: BaseException) -> bool:
    """Whether the database itself has failed: what its circuit breaker counts.

    Narrower than `is_transient`. The statement may be at fault (22, 23), or it met another transaction: a conflict (40)
    and a lock that was not free within our `lock_timeout` (55P03) are answers of a healthy database. 57014, a cancelled
    statement, counts: we set no `statement_timeout`, so an administrator has found it too slow.
    """
    error = _root_cause(error)
    if isinstance(error, asyncpg.PostgresError):
        return str(error.sqlstate or "").startswith(_OUTAGE)
    # asyncpg's error for a value that fits no parameter is both an InterfaceError and a ValueError.
    return isinstance(error, _UNREACHABLE) and not isinstance(error, ValueError)


def is_lock_held(error: BaseException) -> bool:
    """Whether another transaction held a lock for longer than we wait."""
    return isinstance(error, asyncpg.LockNotAvailableError)


def _root_cause(error: BaseException) -> BaseException:
    """The error that Tortoise has wrapped, if it has."""
    if isinstance(error, TransactionManagementError) and error.__cause__ is not None:
        return error.__cause__
    return error
