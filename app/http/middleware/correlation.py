"""Correlation ids of requests and of a WebSocket's operations: the client's, if it sends one."""

import re
from collections.abc import Iterator, Mapping
from itertools import count
from uuid import uuid4

from app.http.middleware.answer_headers import CORRELATION_HEADER
from enrollment.limits import MAX_CORRELATION_ID_CHARACTERS

_CORRELATION = CORRELATION_HEADER.lower().encode()
_VALID_ID = re.compile(rb"[A-Za-z0-9._-]{1,%d}" % MAX_CORRELATION_ID_CHARACTERS)
_TRACEPARENT = re.compile(rb"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*")
_NO_TRACE = b"0" * 32

_NUMBER_CHARACTERS = 11
"""Reserved in the id of a WebSocket's operation for the dot and the number."""


def operation_ids(connection_id: str) -> Iterator[str]:
    """The correlation ids of a WebSocket's operations: the connection's id, a dot, and a number from 1."""
    return (f"{connection_id[: MAX_CORRELATION_ID_CHARACTERS - _NUMBER_CHARACTERS]}.{number}" for number in count(1))


def correlation_id_of(headers: Mapping[bytes, bytes]) -> str:
    """The client's id, else the trace id of its `traceparent`, else a new id. Invalid ids are ignored, not refused."""
    sent = headers.get(_CORRELATION)
    if sent is not None and _VALID_ID.fullmatch(sent):
        return sent.decode()
    trace = _TRACEPARENT.fullmatch(headers.get(b"traceparent", b""))
    if trace and trace[1] != _NO_TRACE:
        return trace[1].decode()
    return uuid4().hex
