"""Which errors a WebSocket's handler logs."""

import logging

import pytest
from strawberry.http.exceptions import WebSocketDisconnected

from app.http.websocket import SocketHandler


@pytest.mark.parametrize(("error", "logged"), [(WebSocketDisconnected(), 0), (ZeroDivisionError(), 1)])
async def test_a_client_that_has_disconnected_is_no_error(
    caplog: pytest.LogCaptureFixture, error: Exception, logged: int
) -> None:
    """It happens where an answer is ready in the very moment in which the client closes."""
    handler = object.__new__(SocketHandler)  # of its connection nothing is needed
    handler.task_logger = logging.getLogger("strawberry.ws.task")
    await handler.handle_task_exception(error)
    assert len(caplog.records) == logged
