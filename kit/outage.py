"""A trouble that lasts is told of twice, when it begins and when it is over, however often it is met."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import TypeVar

from structlog.typing import FilteringBoundLogger

from kit.errors import CircuitOpen

T = TypeVar("T")


class Outage:
    """One kind of trouble of one component.

    Args:
        log: where to tell of it.
        begun: the warning's text; over: that of the note when it has passed.
    """

    def __init__(self, log: FilteringBoundLogger, begun: str, over: str) -> None:
        self._log = log
        self._begun = begun
        self._over = over
        self._since: float | None = None

    @property
    def lasts(self) -> bool:
        """Whether the trouble was met and has not passed yet."""
        return self._since is not None

    def met(self, error: Exception | None = None, **more: object) -> None:
        """The trouble was met (again). `error`: by which exception, if by one; `more`: what else is told."""
        if self._since is None:
            self._since = time.monotonic()
            self._log.warning(self._begun, **({} if error is None else {"error": repr(error)}), **more)

    def passed(self) -> None:
        """What was troubled works; nothing to tell if it worked before."""
        if self._since is not None:
            self._log.info(self._over, duration_seconds=round(time.monotonic() - self._since, 3))
            self._since = None


Guard = Callable[[], AbstractAsyncContextManager[None]]
"""Around one call to a service. Raises CircuitOpen on entering where it is not to be made."""


class Hint:
    """A call that may be lost: given little time, and not made at all while its service is known to be away.

    Args:
        outage: how its failing is told of.
        trouble: the exceptions that count as failing; a TimeoutError is an OSError.
        guard: the service's circuit breaker.
        patience: seconds one call may take: somebody waits for it.
    """

    def __init__(self, outage: Outage, trouble: tuple[type[Exception], ...], guard: Guard, *, patience: float) -> None:
        self._outage = outage
        self._trouble: tuple[type[Exception], ...] = (CircuitOpen, *trouble)
        self._guard = guard
        self._patience = patience

    async def attempt(self, call: Callable[[], Awaitable[T]], otherwise: T) -> T:
        """What `call` returns, or `otherwise` where it was not made or failed."""
        try:
            # The breaker has to see the TimeoutError: a cancellation would tell it nothing.
            async with self._guard(), asyncio.timeout(self._patience):
                answer = await call()
        except self._trouble as error:
            self._outage.met(error)
            return otherwise
        self._outage.passed()
        return answer
