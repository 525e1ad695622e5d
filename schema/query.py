"""The root of queries."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import strawberry

from enrollment.audit import AuditSearch
from enrollment.invariants import InvariantFinding
from enrollment.searches import IdempotencySearch, SagaSearch
from resolvers.arguments import check_count
from resolvers.audit_log import audit_log
from resolvers.circuit_breakers import circuit_breakers
from resolvers.course import course
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
from schema.audit_log import AuditConnection, AuditEntry, AuditFilter
from schema.circuit_breakers import CircuitBreaker
from schema.connections import After, First
from schema.course import Course
from schema.enrollment import Enrollment
from schema.group import Group
from schema.idempotency_cache import IdempotencyCacheStats
from schema.idempotency_entries import IdempotencyEntry, IdempotencyEntryConnection, IdempotencyFilter
from schema.ids import decode, uuid_of
from schema.info import Info
from schema.invariants import Invariant
from schema.mapping import copy_fields
from schema.node import Node
from schema.saga import Saga
from schema.sagas import SagaConnection, SagaFilter
from schema.stats import Stats
from schema.student import Student
from schema.task import GroupTask, Task
from schema.term import Term
from schema.viewer import Viewer

Id = Annotated[strawberry.ID, strawberry.argument(description="Its id.")]
Ids = Annotated[list[strawberry.ID], strawberry.argument(description="Their ids, at most 100.")]
Code = Annotated[str, strawberry.argument(description="Its code; white space around it does not matter.")]

_NODES: dict[NodeKind, Callable[[Any], Node[Any]]] = {
    NodeKind.STUDENT: Student.from_domain,
    NodeKind.TERM: Term.from_domain,
    NodeKind.COURSE: Course.from_domain,
    NodeKind.GROUP: Group.from_domain,
    NodeKind.ENROLLMENT: Enrollment.from_domain,
    NodeKind.TASK: Task.from_domain,
    NodeKind.SAGA: Saga.from_domain,
    NodeKind.GROUP_TASK: GroupTask.from_domain,
    NodeKind.AUDIT_ENTRY: AuditEntry.from_domain,
    NodeKind.IDEMPOTENCY_ENTRY: IdempotencyEntry.from_domain,
}


@strawberry.type(description="What can be read. What does not exist, or has a malformed id, is null.")
class Query:
    """Each field calls the resolver of its name."""

    @strawberry.field(description="Anything by its id.")
    async def node(self, info: Info, id: Id) -> Node[Any] | None:
        reference = decode(id)
        return _node(reference, None if reference is None else await node(info.context, *reference))

    @strawberry.field(description="Several things by their ids, in the order asked; null where there is none.")
    async def nodes(self, info: Info, ids: Ids) -> Sequence[Node[Any] | None]:
        check_count("ids", ids)
        references = [decode(one) for one in ids]
        found = await nodes(info.context, references)
        return [_node(*pair) for pair in zip(references, found, strict=True)]

    @strawberry.field(description="Who is asking.")
    async def viewer(self, info: Info) -> Viewer:
        return Viewer.from_domain(viewer(info.context))

    @strawberry.field(description="All terms, the newest first.")
    async def terms(self, info: Info) -> Sequence[Term]:
        return [Term.from_domain(found) for found in await terms(info.context)]

    @strawberry.field(description="A term.")
    async def term(self, info: Info, code: Code) -> Term | None:
        found = await term(info.context, code)
        return None if found is None else Term.from_domain(found)

    @strawberry.field(description="A course.")
    async def course(self, info: Info, code: Code) -> Course | None:
        found = await course(info.context, code)
        return None if found is None else Course.from_domain(found)

    @strawberry.field(description="A student.")
    async def student(self, info: Info, code: Code) -> Student | None:
        found = await student(info.context, code)
        return None if found is None else Student.from_domain(found)

    @strawberry.field(description="A task.")
    async def task(self, info: Info, id: Id) -> Task | None:
        task_id = uuid_of(id, NodeKind.TASK)
        found = None if task_id is None else await task(info.context, task_id)
        return None if found is None else Task.from_domain(found)

    @strawberry.field(description="Several tasks, in the order asked; null where there is none.")
    async def tasks(self, info: Info, ids: Ids) -> Sequence[Task | None]:
        check_count("ids", ids)
        found = await tasks(info.context, [uuid_of(one, NodeKind.TASK) for one in ids])
        return [None if state is None else Task.from_domain(state) for state in found]

    @strawberry.field(description="A saga.")
    async def saga(self, info: Info, id: Id) -> Saga | None:
        saga_id = uuid_of(id, NodeKind.SAGA)
        found = None if saga_id is None else await saga(info.context, saga_id)
        return None if found is None else Saga.from_domain(found)

    @strawberry.field(description="Sagas, those accepted last first. For operators.")
    async def sagas(
        self,
        info: Info,
        filter: Annotated[SagaFilter | None, strawberry.argument(description="Which sagas.")] = None,
        first: First = 50,
        after: After = None,
    ) -> SagaConnection:
        search = SagaSearch() if filter is None else filter.to_search()
        return SagaConnection.from_page(await sagas(info.context, search, first, after), after, Saga.from_domain)

    @strawberry.field(
        description="What must always hold, each checked now in the database; for operators. Requests within a second "
        "share an answer.",
        graphql_type=list[Invariant],
    )
    async def invariants(self, info: Info) -> Sequence[InvariantFinding]:
        return await invariants(info.context)

    @strawberry.field(description="How the work goes. For operators.")
    async def stats(self, info: Info) -> Stats:
        return Stats.from_domain(await stats(info.context))

    @strawberry.field(description="State of the cache of idempotency keys. For operators.")
    async def idempotency_cache(self, info: Info) -> IdempotencyCacheStats:
        return IdempotencyCacheStats.from_domain(await idempotency_cache(info.context))

    @strawberry.field(description="Idempotency keys, those that expire last first. For operators.")
    async def idempotency_entries(
        self,
        info: Info,
        filter: Annotated[IdempotencyFilter | None, strawberry.argument(description="Which entries.")] = None,
        first: First = 50,
        after: After = None,
    ) -> IdempotencyEntryConnection:
        search = IdempotencySearch() if filter is None else filter.to_search()
        page = await idempotency_entries(info.context, search, first, after)
        return IdempotencyEntryConnection.from_page(page, after, IdempotencyEntry.from_domain)

    @strawberry.field(description="What happened, newest first: the outcomes of tasks, refusals included, and more.")
    async def audit_log(
        self,
        info: Info,
        filter: Annotated[AuditFilter | None, strawberry.argument(description="Which entries.")] = None,
        first: First = 50,
        after: After = None,
    ) -> AuditConnection:
        search = AuditSearch() if filter is None else copy_fields(AuditSearch, filter)
        page = await audit_log(info.context, search, first, after)
        return AuditConnection.from_page(page, after, AuditEntry.from_domain)

    @strawberry.field(description="The circuit breakers of the services that we depend on. For operators.")
    async def circuit_breakers(self, info: Info) -> Sequence[CircuitBreaker]:
        return [CircuitBreaker.from_domain(status) for status in await circuit_breakers(info.context)]


def _node(reference: tuple[NodeKind, str] | None, found: Found | None) -> Node[Any] | None:
    return None if reference is None or found is None else _NODES[reference[0]](found)
