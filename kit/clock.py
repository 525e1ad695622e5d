"""The clock of a server, as estimated by a client whose own clock may be an hour slow or fast."""

import time


class Clock:
    """The last time that the server reported, plus what has passed since. Until it reported one: our own clock."""

    def __init__(self) -> None:
        self._ahead = time.time() - time.monotonic()

    def now_milliseconds(self) -> int:
        """The estimated time of the server, in milliseconds since 1970."""
        return int((time.monotonic() + self._ahead) * 1000)

    def set_to(self, server_milliseconds: int) -> None:
        """Set the clock to the time that the server reported, in milliseconds since 1970."""
        self._ahead = server_milliseconds / 1000 - time.monotonic()
