"""Top-level errors: what clients may know, what we log, and what belongs to one operation only."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from enrollment.catalogue import Student, Term
from enrollment.paging import BadCursor
from events.hub import Hub
from kit.errors import DatabaseUnavailable
from resolvers.caller import ANONYMOUS, Caller, Role
from resolvers.context import Context
from resolvers.language import Language
from resolvers.node import NodeKind
from schema.build import SCHEMA
from schema.ids import encode
from tests.support.memory import MemoryServices, MemoryTasks
from tests.support.states import make_state

VIEWER = "{ viewer { subject } }"
TERMS = "{ terms { code } }"


class Broken:
    """A catalogue that always raises the same."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def terms(self) -> Sequence[Term]:
        raise self.error


class Counting:
    """A catalogue of one student that counts how often it is read."""

    def __init__(self) -> None:
        self.reads = 0

    async def students_by_code(self, codes: Sequence[str]) -> Mapping[str, Student]:
        self.reads += 1
        return {code: Student(1, code, f"read {self.reads}", True, 30, ()) for code in codes}


async def errors(query: str, variables: dict[str, Any] | None = None, context: Context | None = None) -> list[Any]:
    """The errors of one operation as they are sent."""
    context = context or MemoryServices().context()
    if query.startswith("subscription"):
        [result] = [result async for result in await SCHEMA.subscribe(query, variables, context)]
    else:
        result = await SCHEMA.execute(query, variables, context)
    return [error.formatted for error in result.errors or ()]


@pytest.mark.parametrize(
    ("query", "variables", "code"),
    [
        ("{ viewer {", None, "GRAPHQL_PARSE_FAILED"),
        ("{a" * 20_000, None, "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", None, "GRAPHQL_VALIDATION_FAILED"),
        ("query($id: ID!) { task(id: $id) { id } }", {}, "BAD_USER_INPUT"),
        ("query($id: ID!) { task(id: $id) { id } }", {"id": {}}, "BAD_USER_INPUT"),
        ("query($n: Int!) { student(code: $n) { id } }", {"n": 1}, "GRAPHQL_VALIDATION_FAILED"),
        ("query($ids: [ID!]!) { tasks(ids: $ids) { id } }", {"ids": ["x"] * 101}, "BAD_USER_INPUT"),
        ("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["x"] * 101}, "BAD_USER_INPUT"),
        ("query A { viewer { subject } } query B { viewer { subject } }", None, "GRAPHQL_VALIDATION_FAILED"),
    ],
)
async def test_a_clients_fault_has_a_code_and_is_no_alarm(
    query: str, variables: dict[str, Any] | None, code: str
) -> None:
    with capture_logs() as logs:
        (error,) = await errors(query, variables)
    assert error["extensions"] == {**error["extensions"], "code": code, "correlationId": "c-test"}
    # Not in its words either, which quote what was sent.
    assert {"log_level": "debug", "event": "refused", "problem": code} in logs
    assert {line["log_level"] for line in logs} == {"debug"}


UNAVAILABLE = MemoryServices(catalogue=Broken(DatabaseUnavailable("connection refused", 2.5)))
SAID: list[tuple[str, dict[str, Any] | None, MemoryServices | None, str]] = [
    ("{ viewer {", None, None, "GRAPHQL_PARSE_FAILED"),
    ("{ nothing }", None, None, "GRAPHQL_VALIDATION_FAILED"),
    ("query A { viewer { subject } } query B { viewer { subject } }", None, None, "GRAPHQL_VALIDATION_FAILED"),
    (f"mutation {{ {'cancelTask(input: {id: 1}) { __typename } ' * 11} }}", None, None, "GRAPHQL_VALIDATION_FAILED"),
    ("query($id: ID!) { task(id: $id) { id } }", {"id": {}}, None, "BAD_USER_INPUT"),
    ("query($ids: [ID!]!) { tasks(ids: $ids) { id } }", {"ids": ["x"] * 101}, None, "BAD_USER_INPUT"),
    ("{ auditLog(first: 0) { nodes { id } } }", None, None, "BAD_USER_INPUT"),
    ('{ auditLog(filter: {actor: "\\u0000"}) { nodes { id } } }', None, None, "BAD_USER_INPUT"),
    ('{ idempotencyEntries(filter: {taskId: "x"}) { nodes { id } } }', None, None, "BAD_USER_INPUT"),
    (TERMS, None, MemoryServices(catalogue=Broken(BadCursor("x"))), "BAD_USER_INPUT"),
    (TERMS, None, MemoryServices(catalogue=Broken(RuntimeError("ours"))), "INTERNAL"),
    (TERMS, None, UNAVAILABLE, "SERVICE_UNAVAILABLE"),
    ("subscription { stats(everySeconds: 0) { at } }", None, None, "BAD_USER_INPUT"),
    ('subscription { task(id: "x") { version } }', None, None, "NOT_FOUND"),
    ('subscription { seats(termCode: "\\u0000") { at } }', None, None, "NOT_FOUND"),
]


@pytest.mark.parametrize(("query", "variables", "services", "code"), SAID)
async def test_an_error_is_told_in_the_language_asked_for(
    query: str, variables: dict[str, Any] | None, services: MemoryServices | None, code: str
) -> None:
    said = {}
    for language in Language:
        context = replace((services or MemoryServices()).context(), language=language)
        said[language] = (await errors(query, variables, context))[0]
    english, spanish = said[Language.EN], said[Language.ES]
    assert english["extensions"] == spanish["extensions"]
    assert english["extensions"]["code"] == code
    assert english["message"] != spanish["message"]
    assert "{" not in spanish["message"].replace(english["message"], "")


@pytest.mark.parametrize(
    ("caller", "code"), [(ANONYMOUS, "UNAUTHENTICATED"), (Caller("s", frozenset({Role.STUDENT}), "S"), "FORBIDDEN")]
)
async def test_what_is_not_allowed_is_told_in_the_language_asked_for(caller: Caller, code: str) -> None:
    said = {}
    for language in Language:
        context = replace(MemoryServices().context(), caller=caller, language=language)
        (said[language],) = await errors("{ auditLog { nodes { id } } }", context=context)
    assert {error["extensions"]["code"] for error in said.values()} == {code}
    assert len({error["message"] for error in said.values()}) == len(Language)


async def test_a_list_that_is_too_long_is_named() -> None:
    (error,) = await errors("query($ids: [ID!]!) { tasks(ids: $ids) { id } }", {"ids": ["x"] * 101})
    assert error["message"] == "ids can have at most 100 values; 101 were sent."
    assert error["extensions"]["argument"] == "ids"


async def test_an_internal_error_is_logged_and_not_shown() -> None:
    broken = RuntimeError("password=hunter2")
    with capture_logs() as logs:
        (error,) = await errors(TERMS, context=MemoryServices(catalogue=Broken(broken)).context())
    assert "hunter2" not in str(error)
    assert error["path"] == ["terms"]
    assert error["extensions"] == {"code": "INTERNAL", "correlationId": "c-test"}
    assert [(line["event"], line["exc_info"]) for line in logs if line["log_level"] == "error"] == [
        ("a resolver failed", broken)
    ]


async def test_an_unavailable_service_is_reported_with_the_time_to_wait() -> None:
    with capture_logs() as logs:
        (error,) = await errors(
            TERMS, context=MemoryServices(catalogue=Broken(DatabaseUnavailable("connection refused", 2.5))).context()
        )
    assert error["extensions"] == {
        "code": "SERVICE_UNAVAILABLE",
        "service": "database",
        "retryAfterSeconds": 2.5,
        "correlationId": "c-test",
    }
    assert [line["event"] for line in logs if line["log_level"] == "warning"] == ["not answered"]


async def test_a_cursor_of_somewhere_else_is_named() -> None:
    (error,) = await errors(TERMS, context=MemoryServices(catalogue=Broken(BadCursor("x"))).context())
    assert error["extensions"] == {"code": "BAD_USER_INPUT", "argument": "after", "correlationId": "c-test"}


async def test_an_error_from_the_cache_has_the_id_of_this_request() -> None:
    for correlation_id in ("c-1", "c-2"):
        context = MemoryServices().context()
        object.__setattr__(context, "correlation_id", correlation_id)
        (error,) = await errors("{ neverSeenBefore }", context=context)
        assert error["extensions"]["correlationId"] == correlation_id


async def test_one_of_several_operations_runs_if_it_is_named() -> None:
    document = "query A { viewer { subject } } query B { viewer { roles } }"
    result = await SCHEMA.execute(document, context_value=MemoryServices().context(), operation_name="B")
    assert result.data == {"viewer": {"roles": ["ADMIN"]}}


async def test_aliases_are_read_in_one_go_and_operations_afresh() -> None:
    catalogue = Counting()
    state = make_state(uuid4(), 1, final=True)
    context = MemoryServices(catalogue=catalogue, tasks=MemoryTasks(state)).context()
    query = "query($id: ID!) { a: task(id: $id) { student { name } } b: task(id: $id) { student { name } } }"
    for reads in (1, 2):
        result = await SCHEMA.execute(query, {"id": encode(NodeKind.TASK, state.id)}, context)
        read = {"student": {"name": f"read {reads}"}}
        assert result.data == {"a": read, "b": read}


async def test_each_event_of_a_subscription_is_read_afresh() -> None:
    hub, catalogue = Hub(), Counting()
    state = make_state(uuid4(), 1)
    context = MemoryServices(catalogue=catalogue, tasks=MemoryTasks(state), task_feed=hub).context()
    query = "subscription($id: ID!) { task(id: $id) { version task { student { name } } } }"
    stream = await SCHEMA.subscribe(query, {"id": encode(NodeKind.TASK, state.id)}, context)
    first = await anext(stream)
    hub.offer(make_state(state.id, 2, final=True))
    events = [first.data, *[result.data async for result in stream]]
    assert events == [{"task": {"version": n, "task": {"student": {"name": f"read {n}"}}}} for n in (1, 2)]
    assert not hub.watched_versions()


@pytest.mark.parametrize("field", ["task", "saga"])
@pytest.mark.parametrize("kind", [NodeKind.TASK, NodeKind.SAGA])
async def test_watching_what_is_not_there_is_an_error(field: str, kind: NodeKind) -> None:
    query = f"subscription($id: ID!) {{ {field}(id: $id) {{ version }} }}"
    stream = await SCHEMA.subscribe(query, {"id": encode(kind, uuid4())}, MemoryServices().context())
    (result,) = [result async for result in stream]
    assert result.errors is not None
    assert result.errors[0].formatted["extensions"] == {"code": "NOT_FOUND", "correlationId": "c-test"}
