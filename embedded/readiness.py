"""Whether PostgreSQL or Redis answers on its unix socket, asked with a few bytes and without a driver.

Servers are started before anything is connected, possibly inside a running event loop, hence plain blocking sockets.
"""

import enum
import socket
import struct
from pathlib import Path
from typing import BinaryIO

PROTOCOL_3 = 196608
TIMEOUT_SECONDS = 2.0
NOT_LISTENING = (FileNotFoundError, NotADirectoryError, ConnectionRefusedError)
NOT_ANSWERING = (TimeoutError, BlockingIOError, ConnectionError)
"""A server listens, but did not answer."""


class PostgresError(Exception):
    """PostgreSQL answered with an error. The message is its SQLSTATE."""


class Readiness(enum.Enum):
    """The state of a server, as far as its socket shows it."""

    ABSENT = "nothing listens on its socket"
    STARTING = "it listens, but is starting, stopping or stuck"
    READY = "it answers"


def is_listening(path: Path) -> bool:
    """Whether a server listens on this socket, even if it does not answer."""
    try:
        with _connect(path, TIMEOUT_SECONDS):
            return True
    except NOT_LISTENING:
        return False
    except NOT_ANSWERING:
        return True


def postgres_readiness(path: Path) -> Readiness:
    """Asks with a query, because a starting server accepts connections before it accepts logins."""
    try:
        query_postgres(path, "SELECT 1")
    except NOT_LISTENING:
        return Readiness.ABSENT
    except (PostgresError, *NOT_ANSWERING):
        return Readiness.STARTING
    return Readiness.READY


def redis_readiness(path: Path) -> Readiness:
    """Asks with PING; a server that is still loading its data answers with an error."""
    try:
        with _connect(path, TIMEOUT_SECONDS) as connection:
            connection.sendall(b"PING\r\n")
            return Readiness.READY if connection.recv(16).startswith(b"+PONG") else Readiness.STARTING
    except NOT_LISTENING:
        return Readiness.ABSENT
    except NOT_ANSWERING:
        return Readiness.STARTING


def query_postgres(path: Path, statement: str, seconds: float = TIMEOUT_SECONDS) -> str:
    """Run one statement as the user `postgres` in the database `postgres`; returns its command tag, e.g. `SELECT 1`.

    Raises PostgresError, or OSError if the server does not answer within `seconds`.
    """
    with _connect(path, seconds) as connection, connection.makefile("rb") as answers:
        connection.sendall(_with_length(struct.pack("!i", PROTOCOL_3) + b"user\0postgres\0database\0postgres\0\0"))
        _read_until_ready(answers)
        connection.sendall(b"Q" + _with_length(statement.encode() + b"\0"))
        return _read_until_ready(answers)


def _connect(path: Path, seconds: float) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.settimeout(seconds)
        connection.connect(str(path))
    except BaseException:
        connection.close()
        raise
    return connection


def _with_length(body: bytes) -> bytes:
    return struct.pack("!i", len(body) + 4) + body


def _read_until_ready(answers: BinaryIO) -> str:
    """Read messages up to ReadyForQuery. Returns the last command tag, or an empty text if there was none."""
    tag = ""
    while len(head := answers.read(5)) == 5:
        body = answers.read(struct.unpack("!i", head[1:])[0] - 4)
        match head[:1]:
            case b"Z":
                return tag
            case b"C":
                tag = body.rstrip(b"\0").decode()
            case b"E":
                raise PostgresError(next(field[1:].decode() for field in body.split(b"\0") if field.startswith(b"C")))
    raise ConnectionResetError("the server closed the connection")
