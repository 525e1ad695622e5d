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
from app.http.application import Parts, build
from app.http.auth.dev_tokens import demo_tokens
from app.http.pages import PageTokens, is_loopback
from app.settings import Settings
from app.shutdown import GOODBYE, end_within, survive_signals

_log = structlog.get_logger("app.api")


class Server(uvicorn.Server):
    """Uvicorn's, which lets streams end before it waits for requests to end.

    Args:
        stopping: set when this server is to stop.
    """

    def __init__(self, config: uvicorn.Config, stopping: asyncio.Event) -> None:
        super().__init__(config)
        self._stopping = stopping

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop in order."""
        self._stopping.set()
        await super().shutdown(sockets)


class Sockets(WebSocketsSansIOProtocol):
    """Uvicorn's, which would answer a handshake that a stop cuts short with 500, as if something were broken."""

    def shutdown(self) -> None:
        """Close with 1012; before there is anything to close, hang up, so that the client simply tries again."""
        if self.handshake_complete:
            super().shutdown()
        else:
            self.transport.close()


def run_api(container: Container) -> None:
    """Serve the API on its settings' host and port; returns when it was told to stop (SIGTERM, SIGINT).

    Open requests get some seconds, then they are answered with 503. A second SIGTERM changes nothing; a second SIGINT
    is impatience, and nobody is waited for.
    """
    uvloop.run(_api(container))


async def _api(container: Container) -> None:
    settings = container.settings
    async with container.signs_in() as signs_in, container.database(), container.api() as parts:
        stopping = asyncio.Event()
        app = build(
            Parts(
                ports=parts.ports,
                signs_in=signs_in,
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
        survive_signals()
        await server.serve()
        end_within(GOODBYE)
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
        # Whoever goes without a word is noticed within twenty seconds, and no proxy takes a socket for idle.
        ws_ping_interval=10,
        ws_ping_timeout=10,
        # Browsers always offer compression; it would cost each subscriber about as much memory as all the rest.
        ws_per_message_deflate=False,
        # In development the terminal wants back quickly; kill -9 of the supervisor leaves 2 s to be gone.
        timeout_graceful_shutdown=1 if settings.dev else 5,
    )


def _page_tokens(settings: Settings) -> PageTokens | None:
    secret = settings.token_secret
    if not settings.dev or secret is None or not is_loopback(settings.host):
        return None
    return lambda: demo_tokens(settings, secret)
