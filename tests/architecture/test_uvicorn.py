"""What the protocols override or read of uvicorn's: if uvicorn changes it, they have to be looked at."""

import inspect
from collections.abc import Iterator

import pytest
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from app.http.connections.bounded import BoundedConnection
from app.http.connections.http_protocol import HttpProtocol
from app.http.connections.websocket_protocol import WebSocketProtocol

OURS = {"due", "write_due", "watch", "look", "overdue", "cut_off", "least_bytes", "refuse", "resume_messages"}
"""What uvicorn knows nothing about."""


def overridden(protocol: type, base: type) -> Iterator[tuple[str, inspect.Signature, inspect.Signature]]:
    """The public methods of a protocol with their parameters, ours and uvicorn's."""
    for name in {*vars(protocol), *vars(BoundedConnection)} - OURS:
        if not name.startswith("_") and inspect.isfunction(ours := getattr(protocol, name)):
            yield name, inspect.signature(ours), inspect.signature(getattr(base, name))


@pytest.mark.parametrize(
    ("protocol", "base"), [(HttpProtocol, HttpToolsProtocol), (WebSocketProtocol, WebSocketsSansIOProtocol)]
)
def test_each_method_that_is_overridden_is_one_of_uvicorns(protocol: type, base: type) -> None:
    methods = list(overridden(protocol, base))
    assert len(methods) > 10
    for name, ours, theirs in methods:
        assert list(ours.parameters) == list(theirs.parameters), name


@pytest.mark.parametrize(
    ("made", "names"),
    [
        (
            HttpToolsProtocol,
            "url headers cycle parser pipeline flow transport connections server_state app loop logger",
        ),
        (WebSocketsSansIOProtocol, "handshake_initiated handshake_complete"),
        (RequestResponseCycle, "response_started response_complete disconnected message_event keep_alive"),
        (
            WebSocketsSansIOProtocol,
            "close_sent close_timer close_timeout writable queue frames curr_msg_data_type conn transport",
        ),
        (
            WebSocketsSansIOProtocol,
            "scope request response disconnected tasks",
        ),
    ],
)
def test_each_attribute_that_is_read_is_one_of_uvicorns(made: type, names: str) -> None:
    source = inspect.getsource(made)
    assert [name for name in names.split() if f"self.{name}" not in source] == []


def test_the_steps_of_uvicorn_that_lead_to_ours_are_there() -> None:
    reading = inspect.getsource(HttpToolsProtocol.data_received)
    assert "self.send_400_response(msg)" in reading
    assert "self.handle_websocket_upgrade()" in reading
    assert "self._unsupported_upgrade_warning()" in reading
    assert "set_dangerous_leniencies(lenient_data_after_close=True)" in inspect.getsource(HttpToolsProtocol.__init__)
    assert "self.handle_parser_exception()" in inspect.getsource(WebSocketsSansIOProtocol.data_received)
    assert "self.close_timer is None" in inspect.getsource(WebSocketsSansIOProtocol.run_asgi)
    assert "self.tasks.add(task)" in inspect.getsource(WebSocketsSansIOProtocol.handle_connect)
