"""What a request to the GraphQL endpoint asks for."""

from collections.abc import Mapping
from typing import Any, TypeGuard

import orjson
from cross_web import HTTPException
from starlette.requests import Request
from strawberry.http import GraphQLRequestData, GraphQLRequestProtocol

from app.http.documents import RequestedDocuments, member
from app.http.responses import JSON, HttpError, sent_header

_ENCODED_PARAMETERS = ("variables", "extensions")


async def requested_operation(
    request: Request, documents: RequestedDocuments, protocol: GraphQLRequestProtocol
) -> GraphQLRequestData:
    """The operation that a request asks for. Raises HttpError, HTTPException or HashNotKnown if it is refused."""
    if request.method == "GET":
        data: object = _from_query(request)
    elif request.method != "POST":
        raise HttpError(405, "GraphQL is answered by GET and POST.", "GraphQL se responde por GET y POST.")
    elif (sent_header(request, b"content-type") or "").partition(";")[0].strip().lower() == JSON:
        data = _decoded(await request.body())
    else:
        raise HttpError(415, f"The body must be {JSON}.", f"El cuerpo debe ser {JSON}.")
    if isinstance(data, list):
        raise HttpError(400, "Batches of operations are not accepted.", "No se aceptan lotes de operaciones.")
    if not _is_object(data):
        raise HttpError(400, "The body must be a JSON object.", "El cuerpo debe ser un objeto JSON.")
    return GraphQLRequestData(
        query=await documents.text(data),
        variables=member(data, "variables", dict),
        operation_name=member(data, "operationName", str),
        extensions=member(data, "extensions", dict),
        protocol=protocol,
    )


def _from_query(request: Request) -> dict[str, Any]:
    data: dict[str, Any] = dict(request.query_params)
    for name in _ENCODED_PARAMETERS:
        if data.get(name):
            data[name] = _decoded(data[name])
    return data


def _decoded(text: str | bytes) -> object:
    """JSON, decoded by orjson, which refuses invalid UTF-8, lone surrogates (as PostgreSQL does) and deep nesting."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise HTTPException(400, "Unable to parse request body as JSON") from error


def _is_object(data: object) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(data, dict)
