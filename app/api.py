"""Runs an API until it is told to stop."""

import asyncio
import os
import re
import socket
import time
from collections.abc import Callable

import structlog
import uvloop
from starlette.types import ASGIApp

from app.container import Container
from app.gc_tuning import Collections, SteadyConnections, collect_less_often
from app.http import process_metrics
from app.http.application import LOCAL_ORIGINS, ApplicationParts, build_application
from app.http.auth.authenticator import Authenticates
from app.http.auth.dev_tokens import demo_tokens
from app.http.connections.bounded import ServerConfig
from app.http.connections.ceilings import Ceilings
from app.http.connections.http_protocol import HttpProtocol
from app.http.connections.server import WatchedServer
from app.http.connections.watch import ConnectionWatch
from app.http.connections.websocket_protocol import WebSocketProtocol
from app.http.pages import PageTokens
from app.settings import Settings
from app.shutdown import SHUTDOWN_GRACE_SECONDS, StopSignals, exit_after
from kit.loopback import is_loopback

_log = structlog.get_logger("app.api")


LAST_REQUEST_SECONDS = 0.5
"""How long an idle connection stays open when the server stops: its client may be sending a request in this moment."""
_FIRST_PASSED_FD = 3
"""Of the sockets that systemd passes to a process (sd_listen_fds)."""


class Server(WatchedServer):
    """A server that stops without failing a request that is on its way.

    Args:
        stopping: set when the server is told to stop.
        collections: garbage collections of the process; the long ones are logged.
        told: whether the process was told to stop before this server listened to signals.
    """

    def __init__(
        self, config: ServerConfig, stopping: asyncio.Event, collections: Collections, told: Callable[[], bool]
    ) -> None:
        super().__init__(config)
        self._told = told
        self._collections = collections
        self._steady = SteadyConnections()
        self._stopping = stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve, unless it was told to stop. From here on uvicorn's own handlers note signals."""
        self.should_exit = self.should_exit or self._told()
        await super().startup(sockets)

    async def on_tick(self, counter: int) -> bool:
        """Look after the garbage collector; uvicorn calls this ten times a second."""
        self._collections.log_long_ones()
        self._steady.look(len(self.server_state.connections))
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop listening, end streams and WebSockets, then wait for requests.

        Idle connections stay open for a moment, for requests that are on their way; the answers close them. A
        connection whose handshake is under way is given that moment, too.
        """
        self._stopping.set()
        for server in self.servers:
            server.close()
        state = self.server_state
        state.default_headers = [*state.default_headers, (b"connection", b"close")]
        for connection in list(state.connections):
            if _is_under_way(connection):
                connection.shutdown()
        deadline = time.monotonic() + LAST_REQUEST_SECONDS
        while state.connections and time.monotonic() < deadline:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.01)
        await super().shutdown(sockets)


def _is_under_way(connection: object) -> bool:
    """Whether it is an open WebSocket, or a connection whose request is not answered yet."""
    if isinstance(connection, WebSocketProtocol):
        return connection.handshake_complete
    cycle = getattr(connection, "cycle", None)
    return cycle is not None and not cycle.response_complete


def run_api(settings: Settings) -> None:
    """Serve the API on the host and port of its settings; returns when it is told to stop (SIGTERM, SIGINT).

    Open requests get some seconds, then they are answered with 503. A second SIGTERM changes nothing; after a second
    SIGINT open requests are not waited for.
    """
    uvloop.run(_api(settings))


async def _api(settings: Settings) -> None:
    signals = StopSignals()
    async with Container.connected(settings) as container, container.authentication() as authentication:
        if await signals.completed(container.refuse_unusable_servers()):
            await _serve(settings, container, authentication, signals)
        else:
            exit_after(SHUTDOWN_GRACE_SECONDS)
    _log.info("api stopped")


async def _serve(settings: Settings, container: Container, authentication: Authenticates, signals: StopSignals) -> None:
    async with container.api() as parts:
        stopping = asyncio.Event()
        watch = ConnectionWatch(settings.connection.limits)
        ceilings = Ceilings(settings.connection.sockets, settings.connection.subscriptions)
        collections = Collections()
        parts.metrics.add(process_metrics.connections(watch, ceilings))
        parts.metrics.add(process_metrics.garbage_collections(collections))
        app = build_application(
            ApplicationParts(
                services=parts.services,
                authentication=authentication,
                checks=parts.checks,
                required=parts.required,
                metrics=parts.metrics,
                rates=parts.rates,
                access=settings.access_policy,
                documents=parts.documents,
                answers=parts.answers,
                limits=settings.operation.limits,
                connections=watch.limits,
                ceilings=ceilings,
                origins=_origins(settings),
                time_zone=settings.time_zone,
                loops=parts.loops,
                page_tokens=_page_tokens(settings),
                stopping=stopping,
            )
        )
        server = Server(server_config(app, settings, watch), stopping, collections, signals.told)
        collect_less_often()
        collections.watch()
        _log.info("api starts", host=settings.host, port=settings.port, profile=settings.profile.value)
        await server.serve(passed_sockets(settings))
        exit_after(SHUTDOWN_GRACE_SECONDS)


def server_config(app: ASGIApp, settings: Settings, watch: ConnectionWatch) -> ServerConfig:
    """How the API is served."""
    return ServerConfig(
        app,
        watch,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http=HttpProtocol,
        ws=WebSocketProtocol,
        lifespan="off",
        log_config=None,
        access_log=False,
        backlog=2048,
        server_header=False,
        ws_max_size=64 * 1024,
        # A client that vanishes is noticed within 20 seconds, and proxies do not close the connection as idle.
        ws_ping_interval=10,
        ws_ping_timeout=10,
        timeout_keep_alive=settings.http.keep_alive_seconds,
        # Given even if it is empty: otherwise uvicorn takes it from the environment, and trusts 127.0.0.1.
        proxy_headers=bool(settings.http.trusted_proxies),
        forwarded_allow_ips=list(settings.http.trusted_proxies),
        # Browsers always offer compression, which would double the memory that a subscriber takes.
        ws_per_message_deflate=False,
        # In development it is short: after a kill -9 of the supervisor, all children should have ended within 2 s.
        timeout_graceful_shutdown=1 if settings.dev else 5,
    )


def _origins(settings: Settings) -> re.Pattern[str] | None:
    """Matches the origins, besides the API's own, whose pages may call it."""
    allowed = [re.escape(origin) for origin in settings.http.allowed_origins]
    if settings.dev:
        allowed.append(LOCAL_ORIGINS.pattern)
    return re.compile("|".join(allowed)) if allowed else None


def passed_sockets(settings: Settings) -> list[socket.socket] | None:
    """The listening sockets that a supervisor has passed to this process as systemd does; None: it opens its own.

    A supervisor keeps such a socket open while one process after the other, or several, accept its connections.
    """
    if not settings.listen_fds or settings.listen_pid != os.getpid():
        return None
    return [socket.socket(fileno=_FIRST_PASSED_FD + number) for number in range(settings.listen_fds)]


def _page_tokens(settings: Settings) -> PageTokens | None:
    secret, nonce = settings.token_secret, settings.dev_nonce
    if not settings.dev or secret is None or nonce is None or not is_loopback(settings.host):
        return None
    return PageTokens(nonce.get_secret_value(), lambda: demo_tokens(settings, secret))
