"""JSON responses, and errors in the form that GraphQL gives them."""

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Scope

from resolvers.language import Language, in_language, preferred

JSON = "application/json"
GRAPHQL_RESPONSE_JSON = "application/graphql-response+json"


Texts = tuple[str, str]
"""What is said in English, and the same in Spanish."""


class HttpError(Exception):
    """A request that is refused at the level of HTTP.

    Attributes:
        code: in the extensions of the error; None: what the status is called.
    """

    def __init__(self, status: int, english: str, spanish: str, *, code: str | None = None) -> None:
        super().__init__(english)
        self.status = status
        self.code = code
        self.texts: Texts = (english, spanish)


def json_response(content: object, status: int = 200, media_type: str = JSON) -> Response:
    """`content` as JSON in UTF-8."""
    return Response(orjson.dumps(content), status_code=status, media_type=media_type)


def error_response(
    scope: Scope,
    status: int,
    code: str,
    texts: Texts,
    headers: Mapping[str, str] | None = None,
    extensions: Mapping[str, object] | None = None,
) -> Response:
    """An error at the level of HTTP as a GraphQL error, in the language and media type that the client asked for.

    `extensions`: what the error has besides its code and the correlation id.
    """
    message = in_language(texts, language_of(HTTPConnection(scope)))
    shown = {"code": code, **(extensions or {}), "correlationId": scope["state"]["correlation_id"]}
    content = {"errors": [{"message": message, "extensions": shown}]}
    response = json_response(content, status, media_type_for(HTTPConnection(scope)))
    response.headers.update(headers or {})
    return response


def sent_headers(scope: Scope) -> Mapping[bytes, bytes]:
    """The headers that a client has sent, by their names in lower case; of several with one name the first."""
    state: dict[str, Any] = scope.setdefault("state", {})
    headers: dict[bytes, bytes] | None = state.get("headers")
    if headers is None:
        headers = state["headers"] = dict(reversed(scope["headers"]))
    return headers


def sent_header(connection: HTTPConnection, name: bytes) -> str | None:
    """A header that a client has sent, decoded as Starlette does; `name` in lower case."""
    value = sent_headers(connection.scope).get(name)
    return None if value is None else value.decode("latin-1")


def language_of(request: HTTPConnection) -> Language:
    """The language that the client asks for."""
    sent = sent_header(request, b"accept-language")
    return Language.EN if sent is None else preferred(sent)


def address_of(connection: HTTPConnection) -> str | None:
    """The address of the client, or of the proxy before it unless that is trusted; None over a Unix socket."""
    client = connection.scope.get("client")
    return None if client is None else client[0]


def media_type_for(request: HTTPConnection) -> str:
    """`application/graphql-response+json` if the client's Accept header names it, else `application/json`."""
    named = GRAPHQL_RESPONSE_JSON in (sent_header(request, b"accept") or "")
    return GRAPHQL_RESPONSE_JSON if named else JSON
