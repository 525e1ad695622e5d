"""A student knows a limit when meeting one, and for how long to wait."""

from typing import Any

import pytest
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.frames import Close
from websockets.http11 import Response

from commands.rush.visit import closed_with, limit_in

LIMITED = {"code": "RATE_LIMITED", "retryAfterSeconds": 0.4}


@pytest.mark.parametrize(
    ("answer", "limit"),
    [
        ({"data": {"enroll": LIMITED}}, ("RATE_LIMITED", 0.4)),
        ({"data": None, "errors": [{"message": "too often", "extensions": LIMITED}]}, ("RATE_LIMITED", 0.4)),
        ({"errors": [{"extensions": {"code": "TOO_MANY_CONNECTIONS"}}]}, ("TOO_MANY_CONNECTIONS", 0.5)),
        ({"errors": [{"message": "no such field", "extensions": {"code": "GRAPHQL_VALIDATION_FAILED"}}]}, None),
        ({"data": {"enroll": {"__typename": "TaskAccepted", "task": {"id": "1"}}}}, None),
        ({"data": {"term": None}}, None),
    ],
)
def test_a_limit_is_known_by_when_to_send_again(answer: dict[str, Any], limit: tuple[str, float] | None) -> None:
    assert limit_in(answer) == limit


def test_the_code_that_ends_a_connection_is_found() -> None:
    assert closed_with(ConnectionClosedError(Close(4429, "close another first"), None)) == 4429
    assert closed_with(InvalidStatus(Response(503, "Service Unavailable", Headers()))) == 503
    assert closed_with(ConnectionClosedError(None, None)) is None
    assert closed_with(OSError("lost")) is None
