"""Outages: logged once when they begin and once when they end, and calls that may be lost during one."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from structlog.typing import FilteringBoundLogger

from kit.errors import CircuitOpen
from kit.guard import Guard

T = TypeVar("T")


class Outage:
    """One thing that may stop working for a while.

    Args:
        log: where it is logged.
        begun: the warning when it begins.
        over: the line when it has ended.
    """

    def __init__(self, log: FilteringBoundLogger, begun: str, over: str) -> None:
        self._log = log
        self._begun = begun
        self._over = over
        self._since: float | None = None

    @property
    def active(self) -> bool:
        """Whether the latest attempt failed."""
        return self._since is not None

    def failed(self, error: Exception | None = None, **fields: object) -> None:
        """An attempt failed, with `error` if by one. The first in a row is logged, with `fields`."""
        if self._since is None:
            self._since = time.monotonic()
            self._log.warning(self._begun, **({} if error is None else {"error": repr(error)}), **fields)

    def recovered(self) -> None:
        """An attempt succeeded. The first after a failure is logged, with the seconds in between."""
        if self._since is not None:
            self._log.info(self._over, duration_seconds=round(time.monotonic() - self._since, 3))
            self._since = None


class BestEffortCall:
    """A call that may be lost: short, and not made at all while the circuit breaker of its service is open.

    Args:
        outage: how its failing is logged.
        errors: the exceptions that mean it has failed.
        guard: the circuit breaker of the service.
        timeout_seconds: how long one call may take.
    """

    def __init__(
        self, outage: Outage, errors: tuple[type[Exception], ...], guard: Guard, *, timeout_seconds: float
    ) -> None:
        self._outage = outage
        self._errors: tuple[type[Exception], ...] = (CircuitOpen, TimeoutError, *errors)
        self._guard = guard
        self._timeout_seconds = timeout_seconds

    async def attempt(self, call: Callable[[], Awaitable[T]], otherwise: T) -> T:
        """What `call` returns, or `otherwise` if it was not made or failed."""
        try:
            answer = await self._guard.call_async(self._in_time, call)
        except self._errors as error:
            self._outage.failed(error)
            return otherwise
        self._outage.recovered()
        return answer

    async def _in_time(self, call: Callable[[], Awaitable[T]]) -> T:
        """Inside the guard: it has to see the TimeoutError, a cancellation would mean nothing to it."""
        async with asyncio.timeout(self._timeout_seconds):
            return await call()
