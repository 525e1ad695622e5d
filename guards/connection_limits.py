"""The limits of connections that an installation sets: how long a client may take, and how much one caller may hold."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """Attributes:
    max_connections: of one process; None: as many as `usual_connections` says.
    head_seconds: from the first byte of a request, or from the beginning of the connection, to the end of the head.
    max_head_bytes: of a request's line and headers together.
    stalled_seconds: in which a body that arrives, or an answer that is read, makes progress.
    min_bytes_per_second: what counts as progress.
    init_seconds: in which a WebSocket's client sends `connection_init`.
    close_seconds: in which a WebSocket's client reads that it is closed.
    max_control_frames_per_second: pings, pongs and continuation frames of one WebSocket; more closes it.
    max_messages_per_second: of one WebSocket; more are read later.
    """

    max_connections: int | None = None
    head_seconds: float = 10
    max_head_bytes: int = 32 * 1024
    stalled_seconds: float = 20
    min_bytes_per_second: int = 500
    init_seconds: float = 10
    close_seconds: float = 5
    max_control_frames_per_second: int = 100
    max_messages_per_second: int = 100


@dataclass(frozen=True, slots=True)
class CallerLimits:
    """How many of something one caller may have open in one process.

    Attributes:
        student: a caller who is a student and nothing else.
        staff: a registrar, operator or admin.
        address: all callers of one address together who have not signed in; of IPv6, of one network of 64 bits.
    """

    student: int
    staff: int
    address: int


SOCKETS = CallerLimits(student=20, staff=200, address=500)
SUBSCRIPTIONS = CallerLimits(student=200, staff=2000, address=1000)

_MOST_CONNECTIONS = 10_000
"""A connection takes some 35 KiB when it subscribes: a third of a gigabyte."""
_OTHER_DESCRIPTORS = 128
"""For the database, Redis, files, and what `ConnectionWatch` lets in beyond the limit."""


def usual_connections(max_descriptors: int) -> int:
    """How many connections a process takes if no setting says it, given how many descriptors it may have open."""
    return min(max(max_descriptors - _OTHER_DESCRIPTORS, max_descriptors // 2), _MOST_CONNECTIONS)
