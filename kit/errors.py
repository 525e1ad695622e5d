"""Errors that any room may meet."""

_RETRY_AFTER_SECONDS = 2.0
"""After which to ask the database again if no circuit breaker knows better."""


class CircuitOpen(Exception):
    """A call was not made, because its service has failed repeatedly and is not called for a while.

    Attributes:
        service: its name, such as `database`.
        retry_after_seconds: when it may be called again.
    """

    def __init__(self, service: str, retry_after_seconds: float) -> None:
        super().__init__(f"{service} has failed repeatedly: its circuit breaker refuses calls")
        self.service = service
        self.retry_after_seconds = retry_after_seconds


class DatabaseUnavailable(Exception):
    """The database did not do what was asked, and may do it later: it cannot be reached, is overloaded, shuts down,
    could not get a lock in time, or its circuit breaker refused the call.

    Its text is for logs, not for clients: it quotes the error of the database, which is also its `__cause__`.

    Attributes:
        retry_after_seconds: when to try again.
        affects_whole_batch: whether everything else that was asked in the same call fails with it. False for a lock
            that another transaction holds: only what needs that row has to wait.
    """

    def __init__(
        self, reason: str, retry_after_seconds: float = _RETRY_AFTER_SECONDS, *, affects_whole_batch: bool = True
    ) -> None:
        super().__init__(reason)
        self.retry_after_seconds = retry_after_seconds
        self.affects_whole_batch = affects_whole_batch


class DatabaseRefused(DatabaseUnavailable):
    """The server refuses connections for a reason that does not pass by itself, such as a wrong password.

    Its text is for operators, and contains no secret.
    """


def affects_whole_batch(error: BaseException) -> bool:
    """Whether an error that a batch met at the database concerns every item of it."""
    return isinstance(error, DatabaseUnavailable) and error.affects_whole_batch
