"""Answers about the catalogue: which of them callers share, and what a browser may keep, which asks about it again each
time."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from hashlib import blake2b
from typing import Any, NamedTuple

import orjson
from starlette.requests import Request
from starlette.responses import Response
from strawberry.http import GraphQLRequestData
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from app.http.responses import media_type_for, sent_header
from guards.answer_cache import AnswerCache, Key
from resolvers.context import Context
from resolvers.errors import RequestError
from schema.document_cache import Documents
from schema.operation_rates import draw_for_cost

_VARY = "Authorization, Accept, Accept-Language"
"""What an answer depends on: who asks, in which form, in which language."""


Execute = Callable[..., Awaitable[ExecutionResult]]
"""Executes the operation of a request; given its context as `context_value`."""


class SharedQuery(NamedTuple):
    """A query whose answer is the same for all who ask for it."""

    key: Key
    cost: int


class CatalogueAnswers:
    """Answers queries of nothing but the catalogue.

    Args:
        cache: the answers that others were given, or wait for.
        documents: those that were found valid.
    """

    def __init__(self, cache: AnswerCache, documents: Documents) -> None:
        self._cache = cache
        self._documents = documents

    def query(self, asked: GraphQLRequestData, context: Context) -> SharedQuery | None:
        """What a request asks for, if callers share the answer: a query of nothing but the catalogue whose document is
        known, and the caller may see the catalogue."""
        name, documents = asked.operation_name, self._documents
        if asked.query is None or not context.caller.is_signed_in or not documents.only_catalogue(asked.query):
            return None
        valid = documents.known(asked.query)
        operation = None if valid is None else valid.operation(name)
        if valid is None or operation is None or operation.kind is not OperationType.QUERY:
            return None
        variables = asked.variables or {}
        sees = frozenset(role.value for role in context.caller.roles)
        try:
            sent = orjson.dumps(variables, option=orjson.OPT_SORT_KEYS)
            cost = documents.cost(valid, name, variables).fields
        except (RequestError, orjson.JSONEncodeError):
            return None  # to execute it is refused; or the variables are nested too deeply to be compared
        return SharedQuery(Key(asked.query, name, sent, context.language, sees), cost)

    async def answer(
        self, request: Request, query: SharedQuery, context: Context, execute: Execute
    ) -> Response | ExecutionResult:
        """The answer that others were given, or what is executed now for all who ask; a result if it has errors.

        Raises TooManyRequests.
        """
        found = await self._cache.find(query.key)
        if isinstance(found, bytes):
            draw_for_cost(query.cost, context.allowance)
            return catalogue_response(request, found, {"cost": query.cost})
        with found as execution:
            # Where others wait, the execution goes on to its end though its client leaves: they are given the answer.
            client_left = None if execution.shared else context.client_left
            result = await execute(
                context_value=replace(context, expires_in=execution.expires_in, client_left=client_left)
            )
            if result.errors:
                return result
            data = orjson.dumps(result.data)
            execution.keep(data)
            return catalogue_response(request, data, result.extensions)


def catalogue_response(request: Request, data: bytes, extensions: Mapping[str, Any] | None) -> Response:
    """The response with this `data`, as JSON; to GET 304 without content if the client has it already, by its ETags."""
    content = orjson.dumps({"data": orjson.Fragment(data), "extensions": extensions})
    media_type = media_type_for(request)
    if request.method != "GET":
        return Response(content, media_type=media_type)
    etag = f'"{blake2b(media_type.encode() + content, digest_size=16).hexdigest()}"'
    headers = {"Cache-Control": "private, no-cache", "ETag": etag, "Vary": _VARY}
    known = {tag.strip().removeprefix("W/") for tag in (sent_header(request, b"if-none-match") or "").split(",")}
    if known & {etag, "*"}:
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=media_type)
