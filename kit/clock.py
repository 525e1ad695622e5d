"""A server's clock as one of its clients knows it. Our own may be an hour slow or fast."""

import time


class Clock:
    """What was heard last, and the time that has passed since. Our own clock's time until something was heard."""

    def __init__(self) -> None:
        self._ahead = time.time() - time.monotonic()

    def now(self) -> int:
        """Milliseconds since 1970."""
        return int((time.monotonic() + self._ahead) * 1000)

    def heard(self, now: int) -> None:
        """The server said that it is `now`."""
        self._ahead = now / 1000 - time.monotonic()
