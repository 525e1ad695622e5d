"""The API as an ASGI application."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute

from app.http.auth.authenticator import SignsIn
from app.http.graphql import GraphQLView
from app.http.health import Check, health_routes
from app.http.metrics import Metrics
from app.http.middleware.body_limit import BodyLimit
from app.http.middleware.correlation import HEADER as CORRELATION_HEADER
from app.http.middleware.correlation import Correlation, operation_ids
from app.http.pages import BUILT, PageTokens, page_routes
from app.http.responses import error_answer
from resolvers.context import Caller, Context
from resolvers.messages import preferred
from resolvers.ports import Ports

LARGEST_BODY = 1 << 20
LOCAL_PAGES = re.compile(r"http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the application is put together from.

    Attributes:
        signs_in: tells who calls.
        checks: by name, what this process depends on.
        required: those of them without which it is not ready.
        metrics: what `/metrics` tells.
        dev: whether pages of local origins may call (CORS and WebSockets).
        pages: where the built pages are, or will be.
        page_tokens: makes the tokens that GraphiQL may sign in with, by role; None: whoever opens it brings one.
        stopping: set when this process is to stop; streams over plain HTTP end then.
    """

    ports: Ports
    signs_in: SignsIn
    checks: Mapping[str, Check]
    required: frozenset[str]
    metrics: Metrics
    dev: bool = False
    pages: Path = BUILT
    page_tokens: PageTokens | None = None
    stopping: asyncio.Event = field(default_factory=asyncio.Event)


def build(parts: Parts) -> Starlette:
    """The application: `/graphql` over HTTP and WebSocket, the pages, and what tells whether it is well."""

    def context_for(connection: HTTPConnection, caller: Caller) -> Context:
        correlation_id = connection.state.correlation_id
        return Context(
            ports=parts.ports,
            caller=caller,
            correlation_id=correlation_id,
            language=preferred(connection.headers.get("accept-language", "")),
            idempotency_key=_idempotency_key(connection),
            operation_ids=operation_ids(correlation_id) if connection.scope["type"] == "websocket" else None,
        )

    view = GraphQLView(context_for, parts.signs_in, LOCAL_PAGES if parts.dev else None, parts.stopping)
    return Starlette(
        routes=[
            Route("/graphql", view),
            WebSocketRoute("/graphql", view),
            *page_routes(parts.pages, parts.page_tokens),
            *health_routes(parts.checks, parts.required),
            parts.metrics.route(),
        ],
        middleware=_middleware(dev=parts.dev),
        exception_handlers={Exception: _internal_error},
    )


def _middleware(*, dev: bool) -> list[Middleware]:
    cors = Middleware(
        CORSMiddleware,
        allow_origin_regex=LOCAL_PAGES.pattern,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type", "Idempotency-Key", CORRELATION_HEADER, "traceparent"],
        expose_headers=[CORRELATION_HEADER],
    )
    return [Middleware(Correlation), *([cors] if dev else []), Middleware(BodyLimit, most=LARGEST_BODY)]


def _idempotency_key(connection: HTTPConnection) -> str | None:
    # Not of a WebSocket: one handshake precedes many operations.
    sent = connection.headers.get("idempotency-key") if connection.scope["type"] == "http" else None
    if sent is None:
        return None
    # Headers are read as Latin-1, clients write UTF-8; the same key in the input must be the same key.
    try:
        return sent.encode("latin-1").decode()
    except UnicodeDecodeError:
        return sent


async def _internal_error(request: Request, _: Exception) -> Response:
    """Starlette sends this and raises the exception again, so that the server logs it."""
    answer = error_answer(request.scope, 500, "INTERNAL", "Something went wrong on our side.")
    answer.headers[CORRELATION_HEADER] = request.state.correlation_id
    return answer
