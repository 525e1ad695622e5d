"""What is logged of the limit of connections."""

import asyncio
import math

from structlog.testing import capture_logs

from app.http.connections.watch import ConnectionWatch
from guards.connection_limits import ConnectionLimits


class OpenTransport(asyncio.Transport):
    """A transport that is not closing."""

    def is_closing(self) -> bool:
        return False


class Idle:
    """A connection of which nothing is expected."""

    due = write_due = math.inf

    def __init__(self) -> None:
        self.transport: asyncio.Transport = OpenTransport()

    def look(self, now: float) -> None:
        raise AssertionError(f"it is not due at {now}")


def test_clients_that_come_and_go_at_the_limit_are_logged_once() -> None:
    watch = ConnectionWatch(ConnectionLimits(max_connections=20))
    with capture_logs() as lines:
        for moment in range(0, 100, 10):
            assert not watch.admits(Idle(), 21)
            watch.look([Idle()] * 19, moment)
        assert len(lines) == 1
        watch.look([Idle()] * 17, 100)
    assert [line["event"] for line in lines] == [
        "the limit of connections is reached",
        "connections are below their limit again",
    ]


class Broken(Idle):
    """A connection in which something is wrong."""

    due = 0.0

    def look(self, now: float) -> None:
        raise ZeroDivisionError(now)


class AbortedTransport(OpenTransport):
    """A transport that knows whether it was aborted."""

    aborted = False

    def abort(self) -> None:
        self.aborted = True


class Overdue(Idle):
    """A connection that remembers that it was looked at."""

    due = 0.0

    def __init__(self) -> None:
        super().__init__()
        self.looks = 0

    def look(self, now: float) -> None:  # noqa: ARG002 - as declared
        self.looks += 1


def test_a_connection_that_cannot_be_looked_at_is_cut_off_and_the_others_are_looked_at() -> None:
    broken, transport, overdue = Broken(), AbortedTransport(), Overdue()
    broken.transport = transport
    with capture_logs() as lines:
        ConnectionWatch().look([broken, overdue], 1.0)
    assert transport.aborted
    assert overdue.looks == 1
    assert [line["log_level"] for line in lines] == ["error"]
