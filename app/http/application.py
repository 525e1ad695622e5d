"""Builds the API as an ASGI application: routes and middleware."""

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

from app.http.auth.authenticator import Authenticates
from app.http.graphql import GraphQLView
from app.http.health import Check, health_routes
from app.http.metrics import Metrics
from app.http.middleware.body_limit import BodyLimit
from app.http.middleware.correlation import HEADER as CORRELATION_HEADER
from app.http.middleware.correlation import Correlation, operation_ids
from app.http.pages import BUILT_PAGES, PageTokens, page_routes
from app.http.responses import error_response
from resolvers.caller import Caller
from resolvers.context import Context
from resolvers.language import preferred
from services.api_services import ApiServices

MAX_BODY_BYTES = 1 << 20
LOCAL_ORIGINS = re.compile(r"http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?")


@dataclass(frozen=True, slots=True)
class ApplicationParts:
    """What the application consists of.

    Attributes:
        authentication: finds out who calls.
        checks: the dependencies of this process, by name.
        required: the names of those without which it is not ready.
        metrics: served at `/metrics`.
        dev: whether pages of local origins may call the API (CORS and WebSockets).
        pages: the folder of the built pages; it need not exist yet.
        page_tokens: makes tokens for GraphiQL, by role; None: its user has to bring one.
        stopping: set when the process is told to stop; streams over plain HTTP end then.
    """

    services: ApiServices
    authentication: Authenticates
    checks: Mapping[str, Check]
    required: frozenset[str]
    metrics: Metrics
    dev: bool = False
    pages: Path = BUILT_PAGES
    page_tokens: PageTokens | None = None
    stopping: asyncio.Event = field(default_factory=asyncio.Event)


def build_application(parts: ApplicationParts) -> Starlette:
    """The application: `/graphql` over HTTP and WebSocket, the pages, health and metrics."""

    def context_for(connection: HTTPConnection, caller: Caller) -> Context:
        correlation_id = connection.state.correlation_id
        return Context(
            services=parts.services,
            caller=caller,
            correlation_id=correlation_id,
            language=preferred(connection.headers.get("accept-language", "")),
            idempotency_key=_idempotency_key(connection),
            operation_ids=operation_ids(correlation_id) if connection.scope["type"] == "websocket" else None,
        )

    view = GraphQLView(context_for, parts.authentication, LOCAL_ORIGINS if parts.dev else None, parts.stopping)
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
        allow_origin_regex=LOCAL_ORIGINS.pattern,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type", "Idempotency-Key", CORRELATION_HEADER, "traceparent"],
        expose_headers=[CORRELATION_HEADER],
    )
    return [Middleware(Correlation), *([cors] if dev else []), Middleware(BodyLimit, max_bytes=MAX_BODY_BYTES)]


def _idempotency_key(connection: HTTPConnection) -> str | None:
    # The header of a WebSocket's handshake does not count, because many operations follow it.
    sent = connection.headers.get("idempotency-key") if connection.scope["type"] == "http" else None
    if sent is None:
        return None
    # Starlette decodes headers as Latin-1, but clients send UTF-8. The key must equal the same key given in the input.
    try:
        return sent.encode("latin-1").decode()
    except UnicodeDecodeError:
        return sent


async def _internal_error(request: Request, _: Exception) -> Response:
    """The response to an unexpected error. Starlette sends it and raises the error again, so that it is logged."""
    response = error_response(request.scope, 500, "INTERNAL", "Something went wrong on our side.")
    response.headers[CORRELATION_HEADER] = request.state.correlation_id
    return response
