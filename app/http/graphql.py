"""The GraphQL endpoint: queries and mutations as in the GraphQL-over-HTTP specification, subscriptions over three
transports."""

import asyncio
import re
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any, TypeGuard, cast

import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import MissingQueryError
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.http.base import BaseRequestProtocol
from strawberry.http.streaming import HTTPStreamTransport
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.subscriptions import (
    GRAPHQL_SSE_PROTOCOL,
    GRAPHQL_TRANSPORT_WS_PROTOCOL,
    MULTIPART_SUBSCRIPTION_PROTOCOL,
)
from strawberry.types import ExecutionResult
from strawberry.types.execution import SubscriptionExecutionResult
from strawberry.types.graphql import OperationType

from app.http.auth.authenticator import Authenticates
from app.http.auth.jwks import JwksUnavailable
from app.http.auth.token_claims import InvalidToken
from app.http.responses import GRAPHQL_RESPONSE_JSON, JSON, error_response, json_response, media_type_for
from app.http.streaming import Multipart, PendingResponse, ServerSentEvents, StreamResponse, until_expiry
from app.http.websocket import SocketHandler
from resolvers.caller import ANONYMOUS, Caller
from resolvers.context import Context
from schema.build import SCHEMA

_ALLOWED_OPERATIONS = {
    "GET": {OperationType.QUERY},
    "POST": {OperationType.QUERY, OperationType.MUTATION},
}
_HOW_TO_SUBSCRIBE = (
    "Subscribe over a WebSocket that speaks graphql-transport-ws, or with `Accept: text/event-stream` or "
    "`Accept: multipart/mixed;subscriptionSpec=1.0`."
)
_CODE_BY_STATUS = {404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED", 415: "UNSUPPORTED_MEDIA_TYPE"}


class GraphQLView(GraphQL[Context, None]):
    """Serves the schema.

    Args:
        context_for: makes the context of a request, or of a WebSocket connection.
        authentication: finds out who calls.
        page_origins: origins, other than this server's own, whose pages may open WebSockets.
        stopping: set when the process is told to stop. Streams over plain HTTP end then, and requests that are
            cancelled are answered with 503.
    """

    graphql_transport_ws_handler_class = SocketHandler
    stream_transport_classes_by_protocol: Mapping[str, type[HTTPStreamTransport]] = {
        GRAPHQL_SSE_PROTOCOL: ServerSentEvents,
        MULTIPART_SUBSCRIPTION_PROTOCOL: Multipart,
    }

    def __init__(
        self,
        context_for: Callable[[HTTPConnection, Caller], Context],
        authentication: Authenticates,
        page_origins: re.Pattern[str] | None = None,
        stopping: asyncio.Event | None = None,
    ) -> None:
        super().__init__(
            SCHEMA,
            graphql_ide=None,  # app.http.pages serves it
            subscription_protocols=(
                GRAPHQL_TRANSPORT_WS_PROTOCOL,
                GRAPHQL_SSE_PROTOCOL,
                MULTIPART_SUBSCRIPTION_PROTOCOL,
            ),
            connection_init_wait_timeout=timedelta(seconds=10),
        )
        self._context_for = context_for
        self.authentication = authentication
        self._page_origins = page_origins
        self._stopping = stopping or asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request or a WebSocket connection. Errors at the level of HTTP are JSON, too."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        try:
            response = await self.run(Request(scope, receive))
        except HTTPException as error:
            response = _http_error(scope, error)
        except InvalidToken as error:
            response = _unauthenticated(scope, error)
        except JwksUnavailable:
            message = "Tokens cannot be verified now: the keys that they are signed with cannot be downloaded."
            response = error_response(scope, 503, "SERVICE_UNAVAILABLE", message, {"Retry-After": "5"})
        except ClientDisconnect:
            return
        except asyncio.CancelledError:
            if not self._stopping.is_set():
                raise
            # The server has stopped waiting for requests. This one may have taken effect nevertheless.
            message = "The server is restarting; retry with the same idempotency key."
            response = error_response(scope, 503, "RESTARTING", message, {"Retry-After": "1"})
        await response(scope, receive, send)

    async def get_context(
        self,
        request: Request | WebSocket,
        response: Response | WebSocket,  # noqa: ARG002 - Strawberry's signature
    ) -> Context:
        """The context of an operation. The caller of a WebSocket is set by its first message: see `SocketHandler`."""
        caller = ANONYMOUS
        if isinstance(request, Request):
            caller = await self.authentication.caller(request.headers.get("authorization"))
        return self._context_for(request, caller)

    def is_websocket_origin_allowed(self, request: WebSocket, origin: str) -> bool:  # noqa: ARG002 - Strawberry's
        """Whether a page of this origin may open a WebSocket. Not asked for this server's own origin."""
        return self._page_origins is not None and self._page_origins.fullmatch(origin) is not None

    def should_render_graphql_ide(self, request: BaseRequestProtocol) -> bool:  # noqa: ARG002 - Strawberry's
        """Never. A browser gets the error of a request without a query, which names the page."""
        return False

    def decode_json(self, data: str | bytes) -> object:
        """Decode with orjson, which refuses invalid UTF-8, lone surrogates (as PostgreSQL does) and deep nesting."""
        return orjson.loads(data)

    def encode_json(self, data: object) -> str:
        """Encode as text: bytes would be sent as binary WebSocket frames, which clients do not read."""
        return orjson.dumps(data).decode()

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> GraphQLRequestData:
        """The operation that a request asks for. Raises HTTPException if the request is not valid."""
        if request.method == "GET":
            data: object = self.parse_query_params(request.query_params)
        elif (request.content_type or "").partition(";")[0].strip().lower() == JSON:
            data = self.parse_json(await request.get_body())
        else:
            raise HTTPException(415, f"The body must be {JSON}.")
        if isinstance(data, list):
            raise HTTPException(400, "Batches of operations are not accepted.")
        if not _is_object(data):
            raise HTTPException(400, "The body must be a JSON object.")
        transport = self._get_stream_transport_from_headers(request.headers)
        return GraphQLRequestData(
            query=_member(data, "query", str),
            variables=_member(data, "variables", dict),
            operation_name=_member(data, "operationName", str),
            extensions=_member(data, "extensions", dict),
            protocol=transport.protocol if transport else "http",
        )

    async def process_result(self, request: Request, result: ExecutionResult) -> GraphQLHTTPResponse:
        """The response as JSON; without `data` if nothing was executed, in which case no error has a path."""
        content = await super().process_result(request, result)
        if result.data is None and result.errors and not any(error.path for error in result.errors):
            del content["data"]
        return content

    async def get_sub_response(self, request: Request | WebSocket) -> Response:
        """The pending response, which carries the media type that the client asked for."""
        return PendingResponse(media_type=media_type_for(request))

    def create_response(
        self, response_data: GraphQLHTTPResponse | list[GraphQLHTTPResponse], sub_response: Response
    ) -> Response:
        """The response. With `application/json` its status is always 200, because older clients expect that."""
        media_type = sub_response.media_type or JSON
        status = 400 if media_type == GRAPHQL_RESPONSE_JSON and "data" not in response_data else 200
        return json_response(response_data, status, media_type)

    async def execute_operation(
        self,
        request: Request,  # noqa: ARG002 - Strawberry's signature
        request_adapter: AsyncHTTPRequestAdapter,
        request_data: GraphQLRequestData | list[GraphQLRequestData],
        context: Context,
        root_value: None,
        sub_response: Response,
    ) -> ExecutionResult | list[ExecutionResult] | SubscriptionExecutionResult:
        """Execute an operation, or begin to stream one. Raises HTTPException if it is not allowed here."""
        assert isinstance(request_data, GraphQLRequestData)  # `parse_http_body` refuses batches
        method = request_adapter.method
        transport = self._get_stream_transport(request_data.protocol)
        allowed = transport and transport.allowed_operation_types(OperationType.from_http(method))
        run = partial(
            self.schema.stream if transport else self.schema.execute,
            request_data.query,
            variable_values=request_data.variables,
            context_value=context,
            root_value=root_value,
            operation_name=request_data.operation_name,
            operation_extensions=request_data.extensions,
            allowed_operation_types=allowed or _ALLOWED_OPERATIONS[method],
        )
        try:
            result = await run()
        except (CannotGetOperationTypeError, MissingQueryError, InvalidOperationTypeError) as error:
            raise _refusal(error, method) from error
        if isinstance(result, AsyncGenerator):
            source = until_expiry(result, context)
            cast("PendingResponse", sub_response).source = source
            return cast("SubscriptionExecutionResult", source)
        return result

    async def create_streaming_response(
        self,
        request: Request | WebSocket,  # noqa: ARG002 - Strawberry's signature
        stream: Callable[[], AsyncIterator[str]],
        sub_response: Response,
        headers: Mapping[str, str],
    ) -> Response:
        """The events of a subscription, or the single result of a query whose client accepts only events."""
        assert isinstance(sub_response, PendingResponse)
        return StreamResponse(stream(), headers, sub_response.source, self._stopping)


def _http_error(scope: Scope, error: HTTPException) -> Response:
    code = _CODE_BY_STATUS.get(error.status_code, "BAD_REQUEST")
    headers = {}
    if code == "METHOD_NOT_ALLOWED":
        # GET is refused for mutations only; other methods are always refused.
        headers["Allow"] = "POST" if scope["method"] == "GET" else "GET, POST"
    return error_response(scope, error.status_code, code, error.reason, headers)


def _unauthenticated(scope: Scope, error: InvalidToken) -> Response:
    challenge = f'Bearer realm="registro", error="invalid_token", error_description="{error}"'
    return error_response(scope, 401, "UNAUTHENTICATED", str(error), {"WWW-Authenticate": challenge})


def _is_object(data: object) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(data, dict)


def _member(data: Mapping[str, Any], name: str, type_: type) -> Any:
    value = data.get(name)
    if value is not None and not isinstance(value, type_):
        expected = "a string" if type_ is str else "an object"
        raise HTTPException(400, f"`{name}` must be {expected} or null, if provided.")
    return value


def _refusal(error: Exception, method: str) -> HTTPException:
    match error:
        case MissingQueryError():
            hint = " To write one in a browser, open /graphiql/." if method == "GET" else ""
            return HTTPException(400, f"The request has no `query`.{hint}")
        case InvalidOperationTypeError(operation_type=OperationType.SUBSCRIPTION):
            return HTTPException(400, _HOW_TO_SUBSCRIBE)
        case CannotGetOperationTypeError():
            return HTTPException(400, error.as_http_error_reason())
        case _:
            return HTTPException(405, "Mutations have to be sent by POST.")
