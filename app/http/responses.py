"""Answers in JSON, and errors in the shape GraphQL gives them."""

from collections.abc import Mapping

import orjson
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Scope

JSON = "application/json"
RESPONSE_JSON = "application/graphql-response+json"


def json_answer(content: object, status: int = 200, media_type: str = JSON) -> Response:
    """`content` as JSON in UTF-8."""
    return Response(orjson.dumps(content), status_code=status, media_type=media_type)


def error_answer(
    scope: Scope, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
) -> Response:
    """An HTTP-level refusal as a GraphQL error, in the media type that the client asked for."""
    extensions = {"code": code, "correlationId": scope["state"]["correlation_id"]}
    answer = json_answer(
        {"errors": [{"message": message, "extensions": extensions}]}, status, media_type_for(HTTPConnection(scope))
    )
    answer.headers.update(headers or {})
    return answer


def media_type_for(request: HTTPConnection) -> str:
    """`application/graphql-response+json` for a client that names it in Accept, else `application/json`."""
    return RESPONSE_JSON if RESPONSE_JSON in request.headers.get("accept", "") else JSON
