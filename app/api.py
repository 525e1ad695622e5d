"""Runs an API until it is told to stop."""

import asyncio
import socket

import structlog
import uvicorn
import uvloop
from starlette.applications import Starlette
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from app.container import Container
from app.gc_tuning import collect_less_often
from app.http.application import ApplicationParts, build_application
from app.http.auth.dev_tokens import demo_tokens
from app.http.pages import PageTokens, is_loopback
from app.settings import Settings
from app.shutdown import SHUTDOWN_GRACE_SECONDS, exit_after, ignore_signals

_log = structlog.get_logger("app.api")


class Server(uvicorn.Server):
    """Uvicorn's server, which first ends streams and then waits for requests.

    Args:
        stopping: set when the server is told to stop.
    """

    def __init__(self, config: uvicorn.Config, stopping: asyncio.Event) -> None:
        super().__init__(config)
        self._stopping = stopping

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End streams, then wait for open requests."""
        self._stopping.set()
        await super().shutdown(sockets)


class Sockets(WebSocketsSansIOProtocol):
    """Uvicorn's protocol, which would answer a handshake with 500 if the server is stopped in the middle of it."""

    def shutdown(self) -> None:
        """Close with 1012; during the handshake close the connection, so that the client simply tries again."""
        if self.handshake_complete:
            super().shutdown()
        else:
            self.transport.close()


def run_api(settings: Settings) -> None:
    """Serve the API on the host and port of its settings; returns when it is told to stop (SIGTERM, SIGINT).

    Open requests get some seconds, then they are answered with 503. A second SIGTERM changes nothing; after a second
    SIGINT open requests are not waited for.
    """
    uvloop.run(_api(settings))


async def _api(settings: Settings) -> None:
    async with (
        Container.connected(settings) as container,
        container.authentication() as authentication,
        container.api() as parts,
    ):
        stopping = asyncio.Event()
        app = build_application(
            ApplicationParts(
                services=parts.services,
                authentication=authentication,
                checks=parts.checks,
                required=parts.required,
                metrics=parts.metrics,
                dev=settings.dev,
                page_tokens=_page_tokens(settings),
                stopping=stopping,
            )
        )
        server = Server(_config(app, settings), stopping)
        collect_less_often()
        _log.info("api starts", host=settings.host, port=settings.port)
        ignore_signals()
        await server.serve()
        exit_after(SHUTDOWN_GRACE_SECONDS)
    _log.info("api stopped")


def _config(app: Starlette, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        ws=Sockets,
        lifespan="off",
        log_config=None,
        access_log=False,
        backlog=2048,
        server_header=False,
        ws_max_size=64 * 1024,
        # A client that vanishes is noticed within 20 seconds, and proxies do not close the connection as idle.
        ws_ping_interval=10,
        ws_ping_timeout=10,
        # Browsers always offer compression, which would double the memory that a subscriber takes.
        ws_per_message_deflate=False,
        # In development it is short: after a kill -9 of the supervisor, all children should have ended within 2 s.
        timeout_graceful_shutdown=1 if settings.dev else 5,
    )


def _page_tokens(settings: Settings) -> PageTokens | None:
    secret = settings.token_secret
    if not settings.dev or secret is None or not is_loopback(settings.host):
        return None
    return lambda: demo_tokens(settings, secret)
