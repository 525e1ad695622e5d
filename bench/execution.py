"""What it costs to execute an operation, compiled and by graphql-core: CPU time in this process, without HTTP, parsing
and validation, with services that answer immediately.

    .venv/bin/python bench/execution.py
"""

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from graphql import DocumentNode, ExecutionResult, execute, parse
from strawberry.execution.is_awaitable import optimized_is_awaitable

from enrollment.catalogue import CatalogueGroup, Course, Meeting, Term
from enrollment.paging import Page
from enrollment.submission import Accepted
from enrollment.task import GroupStatus, GroupTask, TaskKind, TaskState, TaskStatus
from enrollment.weekday import Weekday
from kit.graphql_compiler.operations import CompiledOperations
from resolvers.caller import Caller, Role
from resolvers.context import Context
from saga.journal import SagaStatus
from schema.build import SCHEMA
from schema.operation_execution import OperationExecutor
from schema.strawberry_fields import StrawberryFields

_ROUNDS = 5
_ENROLL = """mutation Enroll($input: EnrollInput!) { enroll(input: $input) {
  __typename
  ... on TaskAccepted { replayed task { id status version groups { groupCode status } } }
  ... on Problem { code message path retry }
} }"""
_PAGE = """query Page($term: String!) { term(code: $term) { groups(first: 50) {
  nodes {
    id code capacity seatsTaken seatsAvailable meetings { weekday startsAt endsAt } course { code title credits }
  }
  pageInfo { hasNextPage endCursor }
} } }"""
_BASKET = {"studentCode": "EST001", "termCode": "2024-2", "groupCodes": ["A", "B", "C"], "idempotencyKey": "k"}
_OPERATIONS: Sequence[tuple[str, str, dict[str, Any], int]] = (
    ("enroll, 3 groups", _ENROLL, {"input": _BASKET}, 1000),
    ("a page of 50 groups", _PAGE, {"term": "2024-2"}, 40),
)
"""Name, document, variables, and how often it is executed in a round."""


async def main() -> None:
    """Print the lowest of several rounds, interleaved, and their ratio."""
    compiled = CompiledOperations(StrawberryFields(SCHEMA.schema_converter), 1000)
    services = _services()
    for name, text, variables, times in _OPERATIONS:
        document = parse(text)
        results = [await _result(document, variables, services, way) for way in (None, compiled, compiled)]
        assert results[0] == results[2], results
        assert not results[0].errors, results
        rounds = [
            [await _seconds(document, variables, services, way, times) for way in (None, compiled)]
            for _ in range(_ROUNDS)
        ]
        core, ours = map(min, *rounds)
        figures = f"graphql-core {core * 1e6:.0f} us, compiled {ours * 1e6:.0f} us, {core / ours:.1f} times less"
        print(f"{name}: {figures}")  # noqa: T201 - the result


async def _seconds(
    document: DocumentNode, variables: dict[str, Any], services: Any, compiled: CompiledOperations | None, times: int
) -> float:
    """CPU seconds of one execution."""
    began = time.process_time()
    for _ in range(times):
        await _result(document, variables, services, compiled)
    return (time.process_time() - began) / times


async def _result(
    document: DocumentNode, variables: dict[str, Any], services: Any, compiled: CompiledOperations | None
) -> ExecutionResult:
    result = execute(
        SCHEMA.core,
        document,
        variable_values=variables,
        context_value=Context(services, "c", Caller("r", frozenset({Role.REGISTRAR}))),
        executor_class=OperationExecutor,
        is_awaitable=optimized_is_awaitable,  # type: ignore[arg-type]  # it narrows nothing
        compiled=compiled,
    )
    return result if isinstance(result, ExecutionResult) else await result


def _services() -> Any:
    now = datetime(2024, 7, 1, tzinfo=UTC)
    term = Term(1, "2024-2", None, now, now, is_open=True)
    meetings = (Meeting(Weekday.MONDAY, "08:00", "10:00"), Meeting(Weekday.WEDNESDAY, "08:00", "10:00"))
    groups = [
        CatalogueGroup(n, f"G{n:02}", 1, n, 40, n % 40, meetings, term, Course(n, f"C{n}", f"Course {n}", 5))
        for n in range(50)
    ]
    page = Page(groups, [group.code for group in groups], has_next=True)
    task = TaskState(
        id=UUID(int=1),
        kind=TaskKind.ENROLL,
        status=TaskStatus.QUEUED,
        saga_status=SagaStatus.PENDING,
        version=1,
        student_code="EST001",
        term_code="2024-2",
        groups=tuple(GroupTask(code, GroupStatus.PENDING) for code in "ABC"),
        problems=(),
        steps=(),
        attempts=0,
        correlation_id="c",
        submitted_at=now,
    )

    async def terms_by_code(codes: Sequence[str]) -> dict[str, Term]:
        return dict.fromkeys(codes, term)

    async def groups_of_terms(terms: Sequence[Term], *_: object) -> dict[Term, Page[CatalogueGroup]]:
        return dict.fromkeys(terms, page)

    async def submit(_: object) -> Accepted:
        return Accepted(task, replayed=False)

    return SimpleNamespace(
        catalogue=SimpleNamespace(terms_by_code=terms_by_code, groups_of_terms=groups_of_terms),
        tasks=SimpleNamespace(submit=submit),
    )


if __name__ == "__main__":
    asyncio.run(main())
