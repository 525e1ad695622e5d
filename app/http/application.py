"""Builds the API as an ASGI application: routes and middleware."""

import asyncio
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from starlette.requests import HTTPConnection, Request
from starlette.types import Receive

from app.http.asgi import Application, Route
from app.http.auth.authenticator import Authenticates
from app.http.auth.sign_in import SignIn
from app.http.connections.ceilings import Ceilings
from app.http.documents import RegisteredDocuments, RequestedDocuments
from app.http.graphql import GraphQLView
from app.http.health import Check, health_routes
from app.http.metrics import Metrics
from app.http.middleware.correlation import operation_ids
from app.http.middleware.cross_origin import CrossOrigin
from app.http.pages import BUILT_PAGES, PageTokens, documents_of_pages, page_routes
from app.http.receipt_keys import receipt_keys_route
from app.http.responses import address_of, language_of, sent_header
from guards.access_policy import AccessPolicy
from guards.answer_cache import AnswerCache
from guards.connection_limits import ConnectionLimits
from guards.idempotency.key import key_in_header
from guards.operation_limits import OperationLimits
from guards.rate_limits.rates import Allowance, Rates
from kit.background import Loops
from resolvers.caller import Caller
from resolvers.context import Context
from schema.build import SCHEMA
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
        loops: the loops of the process, for `/readyz`.
        origins: match the origins, besides the API's own, whose pages may call it (CORS and WebSockets); None: none.
        time_zone: the institution's.
        rates: how often callers may ask.
        access: what callers may use.
        documents: those that operators have registered.
        limits: of operations.
        answers: those about the catalogue, which are given to more than one caller.
        connections: how long clients of WebSockets may take.
        ceilings: how many WebSockets and subscriptions a caller may have open.
        pages: the folder of the built pages; it need not exist yet.
        page_tokens: tokens for GraphiQL; None: its user has to bring one.
        stopping: set when the process is told to stop; streams over plain HTTP end then.
    """

    services: ApiServices
    authentication: Authenticates
    checks: Mapping[str, Check]
    required: frozenset[str]
    metrics: Metrics
    loops: Loops
    rates: Rates
    access: AccessPolicy
    documents: RegisteredDocuments
    answers: AnswerCache
    limits: OperationLimits = field(default_factory=OperationLimits)
    connections: ConnectionLimits = field(default_factory=ConnectionLimits)
    ceilings: Ceilings = field(default_factory=Ceilings)
    origins: re.Pattern[str] | None = None
    time_zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    pages: Path = BUILT_PAGES
    page_tokens: PageTokens | None = None
    stopping: asyncio.Event = field(default_factory=asyncio.Event)


def build_application(parts: ApplicationParts) -> Application:
    """The application: `/graphql` over HTTP and WebSocket, the pages, the keys of receipts, health and metrics."""

    def context_for(connection: HTTPConnection, caller: Caller, allowance: Allowance) -> Context:
        correlation_id = connection.state.correlation_id
        return Context(
            services=parts.services,
            caller=caller,
            allowance=allowance,
            correlation_id=correlation_id,
            language=language_of(connection),
            idempotency_key=_idempotency_key(connection),
            client_left=partial(_client_left, connection.receive) if isinstance(connection, Request) else None,
            operation_ids=operation_ids(correlation_id) if connection.scope["type"] == "websocket" else None,
            address=address_of(connection),
            time_zone=parts.time_zone,
        )

    sign_in = SignIn(parts.authentication, parts.services.revocations.tokens, parts.services.refused_callers)
    access = parts.access
    of_pages = documents_of_pages(parts.pages) if access.graphiql else ()
    view = GraphQLView(
        context_for,
        sign_in,
        parts.rates,
        RequestedDocuments(parts.documents, of_pages, access),
        parts.answers,
        parts.origins,
        parts.stopping,
        SCHEMA.limited(parts.limits, access),
        parts.ceilings,
        parts.connections.init_seconds,
    )
    endpoints = [
        Route("/graphql", view.answer, methods=None),
        *health_routes(parts.checks, parts.required, parts.loops),
        parts.metrics.route(),
    ]
    with_slash = [route._replace(path=f"{route.path}/") for route in endpoints]
    pages = page_routes(parts.pages, parts.page_tokens) if access.graphiql else ()
    return Application(
        [*endpoints, *with_slash, receipt_keys_route(parts.services.receipts), *pages],
        MAX_BODY_BYTES,
        dict.fromkeys(("/graphql", "/graphql/"), view),
        None if parts.origins is None else CrossOrigin(parts.origins),
    )


async def _client_left(receive: Receive) -> None:
    """Returns when the client has left. Its request was read before."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _idempotency_key(connection: HTTPConnection) -> str | None:
    # The header of a WebSocket's handshake does not count, because many operations follow it.
    sent = sent_header(connection, b"idempotency-key") if connection.scope["type"] == "http" else None
    if sent is None:
        return None
    # Starlette decodes headers as Latin-1, but clients send UTF-8. The key must equal the same key given in the input.
    with suppress(UnicodeDecodeError):
        sent = sent.encode("latin-1").decode()
    return key_in_header(sent)
