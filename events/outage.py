"""A trouble that lasts is told of twice, when it begins and when it is over, however often it is met."""

import time

from redis.exceptions import RedisError
from structlog.typing import FilteringBoundLogger

REDIS_TROUBLE = (OSError, RedisError)
"""What a Redis that is away, slow, frozen, loading or misconfigured raises; a TimeoutError is an OSError."""


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
