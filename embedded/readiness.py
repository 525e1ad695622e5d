"""Whether a server answers on its socket, asked with a few bytes and no driver.

Booting may happen inside a running event loop, before anything is connected, hence plain blocking sockets.
"""

import enum
import socket
import struct
from pathlib import Path
from typing import BinaryIO

PROTOCOL_3 = 196608
SECONDS = 2.0  # how long one question may take
GONE = (FileNotFoundError, ConnectionRefusedError)  # nobody listens
BUSY = (TimeoutError, BlockingIOError, ConnectionError)  # somebody does, but did not answer


class Refused(Exception):
    """PostgreSQL's answer was an error; the message is its SQLSTATE."""


class Answer(enum.Enum):
    """What came back."""

    ABSENT = "nobody listens"
    NOT_YET = "something listens, and is starting, stopping or stuck"
    READY = "it works"


def listens(path: Path) -> bool:
    """Whether anybody listens on this socket, however ill."""
    try:
        with _connect(path, SECONDS):
            return True
    except GONE:
        return False
    except BUSY:
        return True


def ask_postgres(path: Path) -> Answer:
    """Ready means that a real query worked: a starting server takes connections before it takes logins."""
    try:
        query_postgres(path, "SELECT 1")
    except GONE:
        return Answer.ABSENT
    except (Refused, *BUSY):
        return Answer.NOT_YET
    return Answer.READY


def ask_redis(path: Path) -> Answer:
    """Ready means PONG; a server that still loads its data says so instead."""
    try:
        with _connect(path, SECONDS) as connection:
            connection.sendall(b"PING\r\n")
            return Answer.READY if connection.recv(16).startswith(b"+PONG") else Answer.NOT_YET
    except GONE:
        return Answer.ABSENT
    except BUSY:
        return Answer.NOT_YET


def query_postgres(path: Path, statement: str, seconds: float = SECONDS) -> str:
    """Run one statement as `postgres` in the database `postgres`; returns its command tag, say `SELECT 1`."""
    with _connect(path, seconds) as connection, connection.makefile("rb") as answers:
        connection.sendall(_sized(struct.pack("!i", PROTOCOL_3) + b"user\0postgres\0database\0postgres\0\0"))
        _until_ready(answers)
        connection.sendall(b"Q" + _sized(statement.encode() + b"\0"))
        return _until_ready(answers)


def _connect(path: Path, seconds: float) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.settimeout(seconds)
        connection.connect(str(path))
    except BaseException:
        connection.close()
        raise
    return connection


def _sized(body: bytes) -> bytes:
    return struct.pack("!i", len(body) + 4) + body


def _until_ready(answers: BinaryIO) -> str:
    """Read messages up to ReadyForQuery; returns the command tag that came before it, if any."""
    tag = ""
    while len(head := answers.read(5)) == 5:
        body = answers.read(struct.unpack("!i", head[1:])[0] - 4)
        match head[:1]:
            case b"Z":
                return tag
            case b"C":
                tag = body.rstrip(b"\0").decode()
            case b"E":
                raise Refused(next(field[1:].decode() for field in body.split(b"\0") if field.startswith(b"C")))
    raise ConnectionResetError("the server hung up")
