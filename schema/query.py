"""The root of queries."""

from typing import Annotated

import strawberry

from enrollment import audit, catalogue
from enrollment.audit import AuditSearch
from enrollment.searches import IdempotencyKeyEntry, IdempotencySearch, SagaSearch
from enrollment.task import TaskState
from resolvers.audit_log import audit_log
from resolvers.circuit_breakers import circuit_breakers
from resolvers.course import course
from resolvers.errors import check_count
from resolvers.idempotency_cache import idempotency_cache
from resolvers.idempotency_entries import idempotency_entries
from resolvers.invariants import invariants
from resolvers.node import Found, NodeKind, node
from resolvers.nodes import nodes
from resolvers.saga import saga
from resolvers.sagas import sagas
from resolvers.stats import stats
from resolvers.student import student
from resolvers.task import task
from resolvers.tasks import tasks
from resolvers.term import term
from resolvers.terms import terms
from resolvers.viewer import viewer
from schema.audit import AuditConnection, AuditEntry, AuditFilter
from schema.circuit_breaker import CircuitBreaker
from schema.connections import After, First
from schema.course import Course
from schema.enrollment import Enrollment
from schema.group import Group
from schema.idempotency import (
    IdempotencyCacheStats,
    IdempotencyEntry,
    IdempotencyEntryConnection,
    IdempotencyFilter,
)
from schema.ids import decode, uuid_of
from schema.info import Info
from schema.invariant import Invariant
from schema.node import Node
from schema.saga import Saga
from schema.saga_search import SagaConnection, SagaFilter
from schema.stats import Stats
from schema.student import Student
from schema.task import GroupTask, Task
from schema.term import Term
from schema.viewer import Viewer

Id = Annotated[strawberry.ID, strawberry.argument(description="Its id.")]
Ids = Annotated[list[strawberry.ID], strawberry.argument(description="Their ids, at most 100.")]
Code = Annotated[str, strawberry.argument(description="Its code; white space around it does not matter.")]


@strawberry.type(description="What can be read. What does not exist, or has a malformed id, is null.")
class Query:
    """Each field calls the resolver of its name."""

    @strawberry.field(description="Anything by its id.")
    async def node(self, info: Info, id: Id) -> Node | None:
        """By `resolvers.node`."""
        reference = decode(id)
        return None if reference is None else _node(reference[0], await node(info.context, *reference))

    @strawberry.field(description="Several things by their ids, in the order asked; null where there is none.")
    async def nodes(self, info: Info, ids: Ids) -> list[Node | None]:
        """By `resolvers.nodes`."""
        check_count("ids", ids)
        references = [decode(one) for one in ids]
        found = await nodes(info.context, references)
        return [
            None if reference is None else _node(reference[0], value)
            for reference, value in zip(references, found, strict=True)
        ]

    @strawberry.field(description="Who is asking.")
    async def viewer(self, info: Info) -> Viewer:
        """By `resolvers.viewer`."""
        return Viewer.of(viewer(info.context))

    @strawberry.field(description="All terms, the newest first.")
    async def terms(self, info: Info) -> list[Term]:
        """By `resolvers.terms`."""
        return [Term.of(one) for one in await terms(info.context)]

    @strawberry.field(description="A term.")
    async def term(self, info: Info, code: Code) -> Term | None:
        """By `resolvers.term`."""
        found = await term(info.context, code)
        return None if found is None else Term.of(found)

    @strawberry.field(description="A course.")
    async def course(self, info: Info, code: Code) -> Course | None:
        """By `resolvers.course`."""
        found = await course(info.context, code)
        return None if found is None else Course.of(found)

    @strawberry.field(description="A student.")
    async def student(self, info: Info, code: Code) -> Student | None:
        """By `resolvers.student`."""
        found = await student(info.context, code)
        return None if found is None else Student.of(found)

    @strawberry.field(description="A task.")
    async def task(self, info: Info, id: Id) -> Task | None:
        """By `resolvers.task`."""
        task_id = uuid_of(id, NodeKind.TASK)
        found = None if task_id is None else await task(info.context, task_id)
        return None if found is None else Task.of(found)

    @strawberry.field(description="Several tasks, in the order asked; null where there is none.")
    async def tasks(self, info: Info, ids: Ids) -> list[Task | None]:
        """By `resolvers.tasks`."""
        check_count("ids", ids)
        found = await tasks(info.context, [uuid_of(one, NodeKind.TASK) for one in ids])
        return [None if state is None else Task.of(state) for state in found]

    @strawberry.field(description="A saga.")
    async def saga(self, info: Info, id: Id) -> Saga | None:
        """By `resolvers.saga`."""
        saga_id = uuid_of(id, NodeKind.SAGA)
        found = None if saga_id is None else await saga(info.context, saga_id)
        return None if found is None else Saga.of(found)

    @strawberry.field(description="Sagas, those accepted last first. For operators.")
    async def sagas(
        self,
        info: Info,
        filter: Annotated[SagaFilter | None, strawberry.argument(description="Which sagas.")] = None,
        first: First = 50,
        after: After = None,
    ) -> SagaConnection:
        """By `resolvers.sagas`."""
        search = SagaSearch() if filter is None else filter.search()
        return SagaConnection.of(await sagas(info.context, search, first, after), after)

    @strawberry.field(
        description="What must always hold, each checked now in the database; for operators. Whoever asks within a "
        "second of another gets the same answer."
    )
    async def invariants(self, info: Info) -> list[Invariant]:
        """By `resolvers.invariants`."""
        return [Invariant.of(finding) for finding in await invariants(info.context)]

    @strawberry.field(description="How the work goes. For operators.")
    async def stats(self, info: Info) -> Stats:
        """By `resolvers.stats`."""
        return Stats.of(await stats(info.context))

    @strawberry.field(description="How the cache of idempotency keys fares. For operators.")
    async def idempotency_cache(self, info: Info) -> IdempotencyCacheStats:
        """By `resolvers.idempotency_cache`."""
        return IdempotencyCacheStats.of(await idempotency_cache(info.context))

    @strawberry.field(description="Idempotency keys, those that expire last first. For operators.")
    async def idempotency_entries(
        self,
        info: Info,
        filter: Annotated[IdempotencyFilter | None, strawberry.argument(description="Which entries.")] = None,
        first: First = 50,
        after: After = None,
    ) -> IdempotencyEntryConnection:
        """By `resolvers.idempotency_entries`."""
        search = IdempotencySearch() if filter is None else filter.search()
        return IdempotencyEntryConnection.of(await idempotency_entries(info.context, search, first, after), after)

    @strawberry.field(description="What happened, newest first: the outcomes of tasks, refusals included, and more.")
    async def audit_log(
        self,
        info: Info,
        filter: Annotated[AuditFilter | None, strawberry.argument(description="Which entries.")] = None,
        first: First = 50,
        after: After = None,
    ) -> AuditConnection:
        """By `resolvers.audit_log`."""
        search = AuditSearch() if filter is None else filter.search()
        return AuditConnection.of(await audit_log(info.context, search, first, after), after)

    @strawberry.field(description="The circuit breakers of the services that we depend on. For operators.")
    async def circuit_breakers(self, info: Info) -> list[CircuitBreaker]:
        """By `resolvers.circuit_breakers`."""
        return [CircuitBreaker.of(status) for status in await circuit_breakers(info.context)]


def _node(kind: NodeKind, found: Found | None) -> Node | None:
    match found:
        case None:
            return None
        case catalogue.Student():
            return Student.of(found)
        case catalogue.Term():
            return Term.of(found)
        case catalogue.Course():
            return Course.of(found)
        case catalogue.Group():
            return Group.of(found)
        case catalogue.Enrollment():
            return Enrollment.of(found)
        case TaskState():
            return Saga.of(found) if kind is NodeKind.SAGA else Task.of(found)
        case audit.AuditEntry() | IdempotencyKeyEntry():
            return _kept(found)
        case (state, group):
            return GroupTask.of(state, group)


def _kept(found: audit.AuditEntry | IdempotencyKeyEntry) -> Node:
    return AuditEntry.of(found) if isinstance(found, audit.AuditEntry) else IdempotencyEntry.of(found)
