"""The clock of a server, as estimated by a client whose own clock may be an hour slow or fast."""

import time
from datetime import UTC, datetime


class Clock:
    """The last time that the server reported, plus what has passed since. Until it reported one: our own clock."""

    def __init__(self) -> None:
        self._ahead = time.time() - time.monotonic()

    def now_milliseconds(self) -> int:
        """The estimated time of the server, in milliseconds since 1970."""
        return int(self.now_seconds() * 1000)

    def now(self) -> datetime:
        """The estimated time of the server, UTC."""
        return datetime.fromtimestamp(self.now_milliseconds() / 1000, UTC)

    def now_seconds(self) -> float:
        """The same in seconds."""
        return self.at(time.monotonic())

    def at(self, monotonic: float) -> float:
        """The server's time at a moment of `time.monotonic`, in seconds since 1970."""
        return monotonic + self._ahead

    def set_to(self, server_milliseconds: float) -> None:
        """Set the clock to the time that the server reported, in milliseconds since 1970."""
        self._ahead = server_milliseconds / 1000 - time.monotonic()
