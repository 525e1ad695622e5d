"""What is refused before anything is executed, and what is said of it, whichever way the operation came."""

from dataclasses import replace
from typing import Any

import pytest
from graphql import get_introspection_query

from guards.access_policy import CLOSED, OPEN, Access, AccessPolicy
from guards.operation_limits import OperationLimits
from resolvers.caller import ANONYMOUS, Caller
from resolvers.language import Language
from schema.build import SCHEMA
from tests.support.hostile_documents import SHAPES, document
from tests.support.memory import ADMIN, MemoryServices

TASKS = "query($ids: [ID!]!) { tasks(ids: $ids) { id } }"


async def results(query: str, variables: dict[str, Any] | None = None, **limits: Any) -> list[Any]:
    """By itself, and by a stream."""
    schema = SCHEMA.limited(OperationLimits(**limits))
    context = MemoryServices().context()
    streamed = [result async for result in await schema.stream(query, variables, context)]
    return [await schema.execute(query, variables, context), *streamed]


@pytest.mark.parametrize(
    ("query", "variables", "code"),
    [
        ("{ viewer { subject } }" + " " * 16384, None, "GRAPHQL_PARSE_FAILED"),
        ("{" + "a " * 1000 + "}", None, "GRAPHQL_PARSE_FAILED"),
        ("#\n" * 1001 + "{ viewer { subject } }", None, "GRAPHQL_PARSE_FAILED"),
        (document([SHAPES["inline in inline"](900)]), None, "GRAPHQL_PARSE_FAILED"),
        (document([SHAPES["one field"](900)]), None, "GRAPHQL_VALIDATION_FAILED"),
        (document([SHAPES["circle"](50)]), None, "GRAPHQL_VALIDATION_FAILED"),
        (TASKS, {"ids": ["x"] * 1001}, "BAD_USER_INPUT"),
        (document([SHAPES["doubling chain"](40)]), None, "MAX_COST_EXCEEDED"),
        ("{ terms { groups(first: 100) { nodes { term { groups(first: 100) { nodes { id } } } } } } }", None,
         "MAX_COST_EXCEEDED"),
    ],
)  # fmt: skip
async def test_what_is_too_much_is_refused_with_a_code(query: str, variables: dict[str, Any] | None, code: str) -> None:
    for result in await results(query, variables):
        assert result.data is None
        assert [error.extensions["code"] for error in result.errors] == [code]
        assert result.errors[0].extensions["correlationId"] == "c-test"


async def test_what_recurses_too_deeply_is_not_valid() -> None:
    chain = document([SHAPES["chain"](900)])
    for result in await results(chain, max_document_tokens=100_000, max_document_characters=1_000_000):
        (error,) = result.errors
        assert error.extensions["code"] == "GRAPHQL_VALIDATION_FAILED"


async def test_the_cost_is_shown_and_what_costs_too_much_is_told_what_to_change() -> None:
    query = "query($n: Int!) { sagas(first: $n) { nodes { id status } } }"
    for result in await results(query, {"n": 10}, max_cost=31):
        assert (result.extensions, result.errors) == ({"cost": 31}, None)
    for language, words in {Language.EN: "Ask for fewer items", Language.ES: "Pida menos elementos"}.items():
        context = replace(MemoryServices().context(), language=language)
        result = await SCHEMA.limited(OperationLimits(max_cost=31)).execute(query, {"n": 11}, context)
        [error] = result.errors or []
        assert words in error.message
        assert error.extensions == {"code": "MAX_COST_EXCEEDED", "cost": 34, "maxCost": 31, "correlationId": "c-test"}


async def test_a_known_document_is_not_parsed_again() -> None:
    schema = SCHEMA.limited(OperationLimits())
    for _ in range(3):
        result = await schema.execute("{ viewer { subject } }", context_value=MemoryServices().context())
        assert result.data == {"viewer": {"subject": "admin"}}
    assert len(schema.documents) == 1


async def asked(
    policy: AccessPolicy, query: str, variables: dict[str, Any] | None = None, caller: Caller = ANONYMOUS
) -> list[Any]:
    """What a caller is answered, by itself and by a stream."""
    schema = SCHEMA.limited(OperationLimits(), policy)
    context = MemoryServices().context(caller)
    streamed = [result async for result in await schema.stream(query, variables, context)]
    if query.startswith("subscription"):
        return streamed
    return [await schema.execute(query, variables, context), *streamed]


@pytest.mark.parametrize(
    "query",
    [
        "{ __schema { queryType { name } } }",
        '{ __type(name: "Task") { name } }',
        "{ ...F } fragment F on Query { __schema { queryType { name } } }",
        "query($x: Boolean! = false) { viewer { subject } s: __schema @include(if: $x) { queryType { name } } }",
    ],
)
async def test_the_schema_is_shown_to_those_whom_the_policy_names(query: str) -> None:
    for result in await asked(CLOSED, query):
        assert result.data is None
        assert result.errors[0].extensions["code"] == "UNAUTHENTICATED"
        assert "send a token" in result.errors[0].message
    for result in await asked(replace(CLOSED, introspection=Access.OFF), query, caller=ADMIN):
        assert result.data is None
        assert result.errors[0].extensions["code"] == "INTROSPECTION_OFF"
    for result in [*await asked(CLOSED, query, caller=ADMIN), *await asked(OPEN, query)]:
        assert not result.errors


async def test_a_known_introspection_is_not_shown_to_others() -> None:
    schema = SCHEMA.limited(OperationLimits(), CLOSED)
    for caller, shown in ((ADMIN, True), (ANONYMOUS, False), (ADMIN, True)):
        result = await schema.execute(get_introspection_query(), context_value=MemoryServices().context(caller))
        assert (result.data is not None) is shown


INPUT = {"studentCode": "EST001", "termCode": "2024-2", "groupCodes": []}


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("{ viewr { subject } }", None),
        ("{ viewer { subjectt } }", None),
        ("{ __schema { directive } }", None),
        ("{ term(cod: 1) { code } }", None),
        ("{ viewer @include(iff: true) { subject } }", None),
        ("{ node(id: 1) { code } }", None),
        ("query($x: EnrolInput) { viewer { subject } }", None),
        ("{ ... on Tsk { id } }", None),
        ("{ sagas(filter: {statu: STUCK}) { nodes { id } } }", None),
        ("{ sagas(filter: {status: STUK}) { nodes { id } } }", None),
        ('{ sagas(filter: {status: "STUCK"}) { nodes { id } } }', None),
        ("query($f: SagaFilter) { sagas(filter: $f) { nodes { id } } }", {"f": {"statu": "STUCK"}}),
        ("query($f: SagaFilter) { sagas(filter: $f) { nodes { id } } }", {"f": {"status": "STUK"}}),
        ("query($s: SagaStatus = STUK) { sagas(filter: {status: $s}) { nodes { id } } }", None),
        ("mutation($i: EnrollInput!) { enroll(input: $i) { __typename } }", {"i": {**INPUT, "termCod": "x"}}),
        ("subscription { tsk { version } }", None),
        ("subscription($s: [SagaStatus!]) { sagas(filter: {status: $s}) { version } }", {"s": "STUK"}),
        ("subscription($f: SagaFilter) { sagas(filter: $f) { version } }", {"f": {"statu": "STUCK"}}),
    ],
)  # fmt: skip
async def test_names_that_do_not_exist_are_not_answered_with_names_that_do(
    query: str, variables: dict[str, Any] | None
) -> None:
    for policy in (CLOSED, replace(CLOSED, suggestions=Access.OFF)):
        for result in await asked(policy, query, variables):
            assert result.errors
            assert not any("Did you mean" in error.message for error in result.errors)
    for result in await asked(OPEN, query, variables):
        assert any("Did you mean" in error.message for error in result.errors), result.errors
    for result in await asked(CLOSED, query, variables, ADMIN):
        assert any("Did you mean" in error.message for error in result.errors)
