"""A database that cannot be reached is a member of a mutation's result. Queries end with a top-level error."""

from collections.abc import Awaitable
from typing import TypeVar

import structlog

from enrollment.problems import ServiceUnavailable
from kit.errors import CircuitOpen, DatabaseUnavailable

_log = structlog.get_logger("resolvers.availability")

Outcome = TypeVar("Outcome")


async def or_unavailable(call: Awaitable[Outcome]) -> Outcome | ServiceUnavailable:
    """What the call returns, or the problem that the database is unavailable."""
    try:
        return await call
    except DatabaseUnavailable as error:
        return unavailable(error)


def unavailable(error: DatabaseUnavailable) -> ServiceUnavailable:
    """The problem that an error of the database stands for."""
    if not isinstance(error.__cause__, CircuitOpen):  # a change of the circuit is logged once
        _log.warning("the database is unavailable", error=str(error))
    return ServiceUnavailable(service="database", retry_after_seconds=error.retry_after_seconds)
