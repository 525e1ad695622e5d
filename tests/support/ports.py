"""Ports for tests."""

import socket


def free_port() -> int:
    """A port that nobody listens on. Somebody else may take it before you do, which is rare enough for tests."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
