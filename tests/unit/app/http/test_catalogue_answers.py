"""Which requests share an answer about the catalogue, and what becomes of an execution that others wait for."""

from collections.abc import Awaitable
from dataclasses import replace
from typing import Any

import orjson
from starlette.requests import Request
from strawberry.http import GraphQLRequestData
from strawberry.types import ExecutionResult

from app.http.catalogue_answers import CatalogueAnswers
from guards.answer_cache import AnswerCache, CacheLimits
from resolvers.context import Context
from schema.build import SCHEMA
from tests.support.memory import MemoryServices
from tests.support.tokens import authorization
from tests.unit.app.http.test_application import client, parts

TERMS = "{ terms { code } }"


def answers(max_bytes: int = 1_000_000) -> CatalogueAnswers:
    return CatalogueAnswers(AnswerCache(CacheLimits(max_bytes), lambda: 0, lambda: 0), SCHEMA.documents)


async def context(query: str) -> Context:
    """The context of a caller; the document is known from now on."""
    made = MemoryServices().context()
    await SCHEMA.execute(query, context_value=made)
    return made


async def left() -> None:
    """A client that has left."""


async def test_an_execution_that_is_shared_does_not_end_with_its_client() -> None:
    given: list[Context] = []

    def execute(*, context_value: Context) -> Awaitable[ExecutionResult]:
        given.append(context_value)

        async def result() -> ExecutionResult:
            return ExecutionResult({"terms": []}, None)

        return result()

    asking = replace(await context(TERMS), client_left=left)
    request = Request({"type": "http", "method": "POST", "headers": []})
    for max_bytes in (1_000_000, 0):
        made = answers(max_bytes)
        query = made.query(GraphQLRequestData(TERMS, None, None, None), asking)
        assert query is not None
        await made.answer(request, query, asking, execute)
    assert [each.client_left for each in given] == [None, left], "without a cache it is the client's own"


async def test_variables_that_are_nested_too_deeply_share_nothing() -> None:
    deep: Any = orjson.loads("[" * 300 + "]" * 300)
    assert answers().query(GraphQLRequestData(TERMS, {"x": deep}, None, None), await context(TERMS)) is None
    async with client(parts()) as http:
        for _ in range(2):
            sent = b'{"query": "{ terms { code } }", "variables": {"x": %b}}' % (b"[" * 300 + b"]" * 300)
            headers = {**authorization(), "Content-Type": "application/json"}
            answer = await http.post("/graphql", content=sent, headers=headers)
            assert answer.status_code == 200


async def test_a_mutation_of_nothing_is_refused_by_get_even_after_it_was_posted() -> None:
    sent = {"query": "mutation { __typename }"}
    async with client(parts()) as http:
        for _ in range(2):
            assert (await http.post("/graphql", json=sent, headers=authorization())).status_code == 200
        assert (await http.get("/graphql", params=sent, headers=authorization())).status_code == 405
