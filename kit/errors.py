"""Errors that any room may meet."""


class CircuitOpen(Exception):
    """A call was not made: the service it needs has failed again and again, and is not called for a while.

    Attributes:
        service: its name (`database`).
        retry_after_seconds: when it may be tried again.
    """

    def __init__(self, service: str, retry_after_seconds: float) -> None:
        super().__init__(f"the circuit breaker of {service} lets nothing through")
        self.service = service
        self.retry_after_seconds = retry_after_seconds
