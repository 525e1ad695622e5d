"""Errors that any room may meet."""


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
