"""JSON responses, and errors in the form that GraphQL gives them."""

from collections.abc import Mapping

import orjson
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Scope

JSON = "application/json"
GRAPHQL_RESPONSE_JSON = "application/graphql-response+json"


def json_response(content: object, status: int = 200, media_type: str = JSON) -> Response:
    """`content` as JSON in UTF-8."""
    return Response(orjson.dumps(content), status_code=status, media_type=media_type)


def error_response(
    scope: Scope, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
) -> Response:
    """An error at the level of HTTP as a GraphQL error, in the media type that the client asked for."""
    extensions = {"code": code, "correlationId": scope["state"]["correlation_id"]}
    content = {"errors": [{"message": message, "extensions": extensions}]}
    response = json_response(content, status, media_type_for(HTTPConnection(scope)))
    response.headers.update(headers or {})
    return response


def media_type_for(request: HTTPConnection) -> str:
    """`application/graphql-response+json` if the client's Accept header names it, else `application/json`."""
    return GRAPHQL_RESPONSE_JSON if GRAPHQL_RESPONSE_JSON in request.headers.get("accept", "") else JSON
