"""A database that is unavailable, as a member of a mutation's result; queries end with a top-level error instead."""

from collections.abc import Awaitable
from typing import TypeVar

import structlog

from enrollment.problems import ServiceUnavailable
from kit.errors import CircuitOpen, DatabaseUnavailable

_log = structlog.get_logger("resolvers.availability")

Answer = TypeVar("Answer")


async def or_unavailable(asked: Awaitable[Answer]) -> Answer | ServiceUnavailable:
    """The answer, or the problem that the database is unavailable."""
    try:
        return await asked
    except DatabaseUnavailable as error:
        if not isinstance(error.__cause__, CircuitOpen):  # a change of the circuit is logged once
            _log.warning("the database is unavailable", error=str(error))
        return ServiceUnavailable(service="database", retry_after_seconds=error.retry_after_seconds)
