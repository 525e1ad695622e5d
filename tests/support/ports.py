"""Ports to listen on."""

import os
import socket
from itertools import count

_FIRST, _LAST = 21_000, 32_000  # below the range that outgoing connections take theirs from
_numbers = count(os.getpid() * 37)  # several test runs side by side start in different places


def free_port() -> int:
    """A port on loopback that nobody listens on, another one each time."""
    for _ in range(_LAST - _FIRST):
        port = _FIRST + next(_numbers) % (_LAST - _FIRST)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise AssertionError("no free port on loopback")
