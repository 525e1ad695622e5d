"""A worker's `/metrics`, on a port of its own."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import structlog

from app.http.asgi import Application
from app.http.connections.bounded import ServerConfig
from app.http.connections.http_protocol import HttpProtocol
from app.http.connections.server import WatchedServer
from app.http.connections.watch import ConnectionWatch
from app.http.metrics import Metrics

_log = structlog.get_logger("app.http.metrics_server")


class _Server(WatchedServer):
    """A server without handlers for signals, which are the worker's."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def serving_metrics(metrics: Metrics, host: str, port: int | None) -> AsyncIterator[None]:
    """Serve during the block. Without a port nothing is served. If the port cannot be opened that is logged, and the
    worker works without metrics."""
    with contextlib.ExitStack() as stack:
        if port is None or (listening := _listen(host, port)) is None:
            yield
            return
        stack.enter_context(listening)
        app = Application([metrics.route()], max_body_bytes=0)
        config = ServerConfig(
            app,
            ConnectionWatch(),
            http=HttpProtocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        server = _Server(config)
        running = asyncio.create_task(server.serve(sockets=[listening]), name="metrics")
        try:
            yield
        finally:
            server.should_exit = True
            await running


def _listen(host: str, port: int) -> socket.socket | None:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family)
    except OSError as error:
        _log.warning("metrics are not served: the port cannot be opened", port=port, error=repr(error))
        return None
