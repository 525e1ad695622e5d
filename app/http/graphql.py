"""The GraphQL endpoint: queries and mutations as in the GraphQL-over-HTTP specification, subscriptions over three
transports."""

import asyncio
import logging
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache, partial
from math import ceil
from typing import cast

import orjson
from cross_web import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData, GraphQLRequestProtocol
from strawberry.http.base import BaseRequestProtocol
from strawberry.http.streaming import HTTPStreamTransport
from strawberry.subscriptions import (
    GRAPHQL_SSE_PROTOCOL,
    GRAPHQL_TRANSPORT_WS_PROTOCOL,
    MULTIPART_SUBSCRIPTION_PROTOCOL,
)
from strawberry.types import ExecutionResult
from strawberry.types.execution import SubscriptionExecutionResult
from strawberry.types.graphql import OperationType

from app.http.auth.sign_in import SignIn
from app.http.auth.token_claims import InvalidToken
from app.http.catalogue_answers import CatalogueAnswers, catalogue_response
from app.http.connections.ceilings import Ceilings
from app.http.connections.handled_messages import TAKE_OVER, HandledMessages
from app.http.documents import HashNotKnown, RequestedDocuments
from app.http.graphql_request import requested_operation
from app.http.refusals import REFUSALS, not_executed, refusal_response, refused_seconds, restarting_response
from app.http.responses import (
    GRAPHQL_RESPONSE_JSON,
    HttpError,
    address_of,
    json_response,
    media_type_for,
    sent_header,
)
from app.http.streaming import Multipart, ServerSentEvents, StreamResponse, within_session
from app.http.websocket import SocketSession
from guards.answer_cache import AnswerCache
from guards.rate_limits.rates import Allowance, Rates
from resolvers.caller import ANONYMOUS, Caller
from resolvers.context import Context
from resolvers.errors import TooManyRequests
from schema.build import SCHEMA, Schema
from schema.operation import NOT_EXECUTED
from schema.operation_rates import draw_before_reading, draw_for_body

_ALLOWED_OPERATIONS = {
    "GET": {OperationType.QUERY},
    "POST": {OperationType.QUERY, OperationType.MUTATION},
}
_STREAMED_OPERATIONS = {method: kinds | {OperationType.SUBSCRIPTION} for method, kinds in _ALLOWED_OPERATIONS.items()}
logging.getLogger("strawberry.ws").setLevel(logging.ERROR)
"""It writes a line for each origin that is not allowed, which any client may send; `SignIn` records them."""
_ALLOWANCE = "allowance"
"""The key of `scope["state"]` under which the view keeps what the caller of a request may draw."""


class GraphQLView(GraphQL[Context, None]):
    """Serves the schema.

    Args:
        context_for: makes the context of a request, or of a WebSocket connection.
        sign_in: finds out who calls.
        rates: how often callers may ask.
        documents: finds the documents that requests ask for.
        answers: those about the catalogue, which are given to more than one caller.
        page_origins: match the origins, other than this server's own, whose pages may open WebSockets.
        stopping: set when the process is told to stop. Streams over plain HTTP end then, and requests that are
            cancelled are answered with 503.
        schema: what is served, with its limits.
        ceilings: how many WebSockets and subscriptions a caller may have open.
        init_seconds: in which a WebSocket's client has to send `connection_init`.
    """

    stream_transport_classes_by_protocol: Mapping[str, type[HTTPStreamTransport]] = {
        GRAPHQL_SSE_PROTOCOL: ServerSentEvents,
        MULTIPART_SUBSCRIPTION_PROTOCOL: Multipart,
    }

    def __init__(
        self,
        context_for: Callable[[HTTPConnection, Caller, Allowance], Context],
        sign_in: SignIn,
        rates: Rates,
        documents: RequestedDocuments,
        answers: AnswerCache,
        page_origins: re.Pattern[str] | None = None,
        stopping: asyncio.Event | None = None,
        schema: Schema = SCHEMA,
        ceilings: Ceilings | None = None,
        init_seconds: float = 10,
    ) -> None:
        super().__init__(
            schema,
            graphql_ide=None,  # app.http.pages serves it
            subscription_protocols=(
                GRAPHQL_TRANSPORT_WS_PROTOCOL,
                GRAPHQL_SSE_PROTOCOL,
                MULTIPART_SUBSCRIPTION_PROTOCOL,
            ),
        )
        self.ceilings = ceilings or Ceilings()
        self._init_seconds = init_seconds
        self._context_for = context_for
        self._documents = schema.documents
        self.sign_in = sign_in
        self.rates = rates
        self.requested_documents = documents
        self._catalogue = CatalogueAnswers(answers, schema.documents)
        self._access = schema.access
        self._page_origins = page_origins
        self._protocol = lru_cache(maxsize=256)(self._protocol_for)
        self._stopping = stopping or asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a WebSocket connection."""
        with suppress(WebSocketDisconnect):  # in the middle of the handshake
            await self._open_socket(WebSocket(scope, receive, send))

    async def answer(self, request: Request) -> Response:
        """The answer to a request. Errors at the level of HTTP are JSON, too. Raises ClientDisconnect."""
        try:
            context = await self._context(request)
            protocol = self._protocol(sent_header(request, b"accept") or "")
            asked = await requested_operation(request, self.requested_documents, protocol)
            self.draw_before_reading(asked.query or "", asked.operation_name, context.allowance)
            if request.method == "GET":
                await self.requested_documents.check_get(asked.query, signed_in=context.caller.is_signed_in)
            if (transport := self._get_stream_transport(asked.protocol)) is not None:
                response = await self._stream_to(request, asked, context, transport)
            else:
                execute = partial(
                    self.schema.execute,
                    asked.query,
                    asked.variables,
                    operation_name=asked.operation_name,
                    allowed_operation_types=_ALLOWED_OPERATIONS[request.method],
                    operation_extensions=asked.extensions,
                )
                query = self._catalogue.query(asked, context)
                if query is None:
                    result: ExecutionResult | Response = await execute(context_value=context)
                else:
                    result = await self._catalogue.answer(request, query, context, execute)
                response = result if isinstance(result, Response) else self._response(request, asked, result)
        except (*NOT_EXECUTED, *REFUSALS) as error:
            response = refusal_response(request.scope, self._refusal(request, error))
        except asyncio.CancelledError:
            if not self._stopping.is_set():
                raise
            # The server has stopped waiting for requests. This one may have taken effect nevertheless.
            response = restarting_response(request.scope)
        if (allowance := request.scope["state"].get(_ALLOWANCE)) is not None:
            response.raw_headers.extend(allowance.headers())
        return response

    async def _open_socket(self, socket: WebSocket) -> None:
        """Let a client open a WebSocket, and have its messages handled by a `SocketSession`."""
        if not self._check_websocket_origin(socket):
            await self.reject_websocket(socket)
            return
        spoken = GRAPHQL_TRANSPORT_WS_PROTOCOL in socket["subprotocols"]
        await socket.accept(GRAPHQL_TRANSPORT_WS_PROTOCOL if spoken else None)
        if not spoken:
            await socket.close(4406, "Subprotocol not acceptable")
            return
        context = self._context_for(socket, ANONYMOUS, self.rates.of_address(address_of(socket)))
        authorization = socket.headers.get("authorization")

        def session(connection: HandledMessages) -> SocketSession:
            connection.expect_within(self._init_seconds)
            return SocketSession(self, connection, context, authorization)

        socket["extensions"][TAKE_OVER](session)

    async def _context(self, request: Request) -> Context:
        """The context of a request, whose body has been read.

        Raises InvalidToken, JwksUnavailable; TooManyRequests if there is no valid token and the address has sent too
        many such requests, or if the body is too large for what the caller may draw. With a token the address does not
        matter, because a whole campus may share it.
        """
        try:
            caller = await self.sign_in.caller(address_of(request), sent_header(request, b"authorization"))
        except InvalidToken:
            self._count_stranger(request)
            raise
        if caller.roles:
            allowance = self.rates.of_caller(caller.subject, caller.roles)
            request.scope["state"][_ALLOWANCE] = allowance
        else:
            allowance = self._count_stranger(request)
        draw_for_body(len(await request.body()), allowance)
        return self._context_for(request, caller, allowance)

    def draw_before_reading(self, query: str, operation_name: str | None, allowance: Allowance) -> None:
        """Raise TooManyRequests unless the caller may have an operation read. Mutations that are known are not drawn
        for here."""
        draw_before_reading(self._documents, query, operation_name, allowance)

    def _refusal(self, request: Request, error: Exception) -> Exception:
        """Why a request is refused. What is no operation is drawn for, so that may be for asking too often."""
        if isinstance(error, NOT_EXECUTED):
            error = not_executed(error, request.method, self._access)
        allowance: Allowance | None = request.scope["state"].get(_ALLOWANCE)
        if allowance is not None and isinstance(error, (HttpError, HTTPException, HashNotKnown)):
            wait = allowance.queries.draw()
            return TooManyRequests(wait) if wait else error
        return error

    def _count_stranger(self, request: Request) -> Allowance:
        allowance = self.rates.of_address(address_of(request))
        request.scope["state"][_ALLOWANCE] = allowance
        if wait := allowance.queries.draw():
            raise TooManyRequests(wait)
        return allowance

    def is_websocket_origin_allowed(self, request: WebSocket, origin: str) -> bool:
        """Whether a page of this origin may open a WebSocket. Not asked for this server's own origin."""
        allowed = self._page_origins is not None and self._page_origins.fullmatch(origin) is not None
        if not allowed:
            self.sign_in.refuse_origin(request)
        return allowed

    def should_render_graphql_ide(self, request: BaseRequestProtocol) -> bool:  # noqa: ARG002 - Strawberry's
        """Never. A browser gets the error of a request without a query, which names the page."""
        return False

    def decode_json(self, data: str | bytes) -> object:
        """Decode a message of a WebSocket: see `app.http.graphql_request`."""
        return orjson.loads(data)

    def encode_json(self, data: object) -> str:
        """Encode as text: bytes would be sent as binary WebSocket frames, which clients do not read."""
        return orjson.dumps(data).decode()

    def _protocol_for(self, accept: str) -> GraphQLRequestProtocol:
        """How a client that accepts this is answered. Strawberry's transports parse it as the header of a mail."""
        for protocol, transport in self._stream_transport_map.items():
            with suppress(TypeError, ValueError):  # Python's parser raises them for parameters that it cannot join
                if transport.accepts(accept):
                    return cast("GraphQLRequestProtocol", protocol)
        return "http"

    async def process_result(self, request: Request, result: ExecutionResult) -> GraphQLHTTPResponse:  # noqa: ARG002 - Strawberry's signature
        """A result that is streamed, as JSON."""
        return _content(result)

    def _response(self, request: Request, asked: GraphQLRequestData, result: ExecutionResult) -> Response:
        """The response. With `application/json` its status is 200, because older clients expect that, but for 429."""
        content, media_type = _content(result), media_type_for(request)
        if not result.errors:
            if self._documents.only_catalogue(asked.query or ""):
                return catalogue_response(request, orjson.dumps(result.data), result.extensions)
            return json_response(content, 200, media_type)
        if (wait := refused_seconds(content)) is not None:
            response = json_response(content, 429, media_type)
            response.headers["Retry-After"] = str(ceil(wait))
            return response
        status = 400 if media_type == GRAPHQL_RESPONSE_JSON and "data" not in content else 200
        return json_response(content, status, media_type)

    async def _stream_to(
        self, request: Request, asked: GraphQLRequestData, context: Context, transport: HTTPStreamTransport
    ) -> Response:
        """The events of a subscription, or the single result of a query whose client accepts only events.

        Raises TooManySubscriptions.
        """
        give_back = self.ceilings.subscriptions.take(context.caller, context.address)
        context = replace(context, client_left=None)  # the stream watches for that
        results = await self.schema.stream(
            asked.query,
            asked.variables,
            context,
            operation_name=asked.operation_name,
            operation_extensions=asked.extensions,
            allowed_operation_types=transport.allowed_operation_types(_STREAMED_OPERATIONS[request.method]),
        )
        source = within_session(results, self.sign_in.session(context.caller), context)
        parts = self._stream_result(request, cast("SubscriptionExecutionResult", source), transport)
        return StreamResponse(parts(), transport.headers, source, self._stopping, give_back)


def _content(result: ExecutionResult) -> GraphQLHTTPResponse:
    """A result as JSON; without `data` if nothing was executed, in which case no error has a path."""
    content: GraphQLHTTPResponse = {"data": result.data}
    if result.errors:
        if result.data is None and not any(error.path for error in result.errors):
            del content["data"]
        content["errors"] = [error.formatted for error in result.errors]
    if result.extensions:
        content["extensions"] = result.extensions
    return content
