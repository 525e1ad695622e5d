"""Requests to the GraphQL endpoint that are refused: why, and what they are answered with."""

from collections.abc import Mapping
from math import ceil
from typing import Any, cast

from cross_web import HTTPException
from starlette.responses import Response
from starlette.types import Scope
from strawberry.exceptions import MissingQueryError
from strawberry.http import GraphQLHTTPResponse
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from app.http.auth.jwks import JwksUnavailable
from app.http.auth.token_claims import InvalidToken
from app.http.connections.ceilings import TooManySubscriptions
from app.http.documents import SEND_DOCUMENT, HashNotKnown
from app.http.responses import HttpError, error_response
from guards.access_policy import AccessPolicy
from resolvers.errors import TooManyRequests

_STREAMS = "`Accept: text/event-stream` {} `Accept: multipart/mixed;subscriptionSpec=1.0`."
_HOW_TO_SUBSCRIBE = (
    f"Subscribe over a WebSocket that speaks graphql-transport-ws, or with {_STREAMS.format('or')}",
    f"Suscríbase por un WebSocket que hable graphql-transport-ws, o con {_STREAMS.format('o')}",
)
_NO_KEYS = (
    "Tokens cannot be verified now: the keys that they are signed with cannot be downloaded.",
    "Los tokens no se pueden verificar ahora: las claves con que se firman no se pueden descargar.",
)
_RESTARTING = (
    "The server is restarting; retry with the same idempotency key.",
    "El servidor se está reiniciando; reintente con la misma clave de idempotencia.",
)
_CODE_BY_STATUS = {401: "UNAUTHENTICATED", 404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED", 415: "UNSUPPORTED_MEDIA_TYPE"}
REFUSALS = (
    HttpError,
    HTTPException,
    TooManyRequests,
    TooManySubscriptions,
    InvalidToken,
    HashNotKnown,
    JwksUnavailable,
)
"""Raised where a request is refused before an operation is executed."""


def refusal_response(scope: Scope, error: Exception) -> Response:
    """The answer to a request that was refused by one of `REFUSALS`."""
    match error:
        case HttpError() | HTTPException():
            return _http_error(scope, error)
        case TooManyRequests() | TooManySubscriptions() | InvalidToken():
            return _caller_refused(scope, error)
        case HashNotKnown():
            return error_response(scope, 200, *SEND_DOCUMENT)
        case _:
            return error_response(scope, 503, "SERVICE_UNAVAILABLE", _NO_KEYS, {"Retry-After": "5"})


def restarting_response(scope: Scope) -> Response:
    """The answer to a request that was cancelled because the server stops."""
    return error_response(scope, 503, "RESTARTING", _RESTARTING, {"Retry-After": "1"})


def refused_seconds(response: GraphQLHTTPResponse | list[GraphQLHTTPResponse]) -> float | None:
    """The seconds for which an operation was refused, because its caller asks too often; None if it was not."""
    if isinstance(response, list) or "data" in response:
        return None
    [error, *_] = response["errors"] or []
    extensions = cast("Mapping[str, Mapping[str, Any]]", error)["extensions"]
    return extensions["retryAfterSeconds"] if extensions["code"] == TooManyRequests.code else None


def not_executed(error: Exception, method: str, access: AccessPolicy) -> HttpError:
    """Why Strawberry did not execute an operation; `error`: what it has raised."""
    match error:
        case MissingQueryError() if method == "GET" and access.graphiql:
            return HttpError(
                400,
                "The request has no `query`. To write one in a browser, open /graphiql/.",
                "La solicitud no tiene `query`. Para escribir una en un navegador, abra /graphiql/.",
            )
        case MissingQueryError():
            return HttpError(400, "The request has no `query`.", "La solicitud no tiene `query`.")
        case InvalidOperationTypeError(operation_type=OperationType.SUBSCRIPTION):
            return HttpError(400, *_HOW_TO_SUBSCRIBE)
        case CannotGetOperationTypeError():
            reason = error.as_http_error_reason()
            return HttpError(400, reason, f"No se sabe qué operación ejecutar: {reason}")
        case _:
            return HttpError(405, "Mutations have to be sent by POST.", "Las mutaciones tienen que enviarse por POST.")


def _http_error(scope: Scope, error: HttpError | HTTPException) -> Response:
    if isinstance(error, HttpError):
        status, texts = error.status, error.texts
    else:
        status, texts = error.status_code, (error.reason, f"La solicitud no es válida: {error.reason}")
    code = (error.code if isinstance(error, HttpError) else None) or _CODE_BY_STATUS.get(status, "BAD_REQUEST")
    headers = {}
    if code == "UNAUTHENTICATED":
        headers["WWW-Authenticate"] = 'Bearer realm="registro"'
    if code == "METHOD_NOT_ALLOWED":
        # GET is refused for mutations only; other methods are always refused.
        headers["Allow"] = "POST" if scope["method"] == "GET" else "GET, POST"
    return error_response(scope, status, code, texts, headers)


def _caller_refused(scope: Scope, error: TooManyRequests | TooManySubscriptions | InvalidToken) -> Response:
    if isinstance(error, TooManySubscriptions):
        return error_response(scope, 429, error.code, error.texts)
    if isinstance(error, TooManyRequests):
        headers = {"Retry-After": str(ceil(error.retry_after_seconds))}
        return error_response(scope, 429, error.code, error.texts, headers, error.extensions)
    challenge = f'Bearer realm="registro", error="invalid_token", error_description="{error}"'
    return error_response(scope, 401, error.code, error.texts, {"WWW-Authenticate": challenge})
