"""A trouble that lasts is told of twice, when it begins and when it is over, however often it is met."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from structlog.typing import FilteringBoundLogger

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

    def met(self, error: Exception) -> None:
        """The trouble was met (again)."""
        if self._since is None:
            self._since = time.monotonic()
            self._log.warning(self._begun, error=repr(error))

    def passed(self) -> None:
        """What was troubled works; nothing to tell if it worked before."""
        if self._since is not None:
            self._log.info(self._over, duration_seconds=round(time.monotonic() - self._since, 3))
            self._since = None


class Hint:
    """A call that may be lost: given little time, and not tried at all for a moment after it failed.

    Args:
        outage: how its failing is told of.
        trouble: the exceptions that count as failing; a TimeoutError is an OSError.
        patience: seconds one call may take: somebody waits for it.
        pause: seconds during which nothing is tried after a failure.
    """

    def __init__(
        self, outage: Outage, trouble: tuple[type[Exception], ...], *, patience: float, pause: float = 1.0
    ) -> None:
        self._outage = outage
        self._trouble = trouble
        self._patience = patience
        self._pause = pause
        self._paused_until = 0.0  # on the monotonic clock

    async def attempt(self, call: Callable[[], Awaitable[T]], otherwise: T) -> T:
        """What `call` returns, or `otherwise` where it was not tried or failed."""
        now = time.monotonic()
        if now < self._paused_until:
            return otherwise
        if self._outage.lasts:
            self._paused_until = now + self._pause  # one tries whether it works again, the others need not
        try:
            async with asyncio.timeout(self._patience):
                answer = await call()
        except self._trouble as error:
            self._paused_until = time.monotonic() + self._pause
            self._outage.met(error)
            return otherwise
        self._paused_until = 0.0
        self._outage.passed()
        return answer
