"""The root of queries."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import strawberry

from enrollment.audit import AuditSearch
from enrollment.invariants import InvariantFinding
from enrollment.paging import StudentSearch
from enrollment.searches import IdempotencySearch, SagaSearch
from enrollment.task import TaskState
from resolvers.arguments import check_count
from resolvers.audit_log import audit_log
from resolvers.batch import batch
from resolvers.circuit_breakers import circuit_breakers
from resolvers.course import course
from resolvers.courses import courses
from resolvers.errors import Archived
from resolvers.idempotency_cache import idempotency_cache
from resolvers.idempotency_entries import idempotency_entries
from resolvers.invariants import invariants
from resolvers.node import Found, NodeKind, node
from resolvers.nodes import nodes
from resolvers.saga import saga
from resolvers.sagas import sagas
from resolvers.stats import stats
from resolvers.student import student
from resolvers.students import students
from resolvers.submit import EnrollRequest
from resolvers.task import task
from resolvers.tasks import tasks
from resolvers.term import term
from resolvers.terms import terms
from resolvers.validate_basket import validate_basket
from resolvers.viewer import viewer
from schema.audit_log import AuditConnection, AuditEntry, AuditFilter
from schema.batch import Batch
from schema.catalogue_fields import IN_CATALOGUE
from schema.circuit_breakers import CircuitBreaker
from schema.connections import After, Connection, First
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
from schema.overrides import Override
from schema.saga import Saga
from schema.sagas import SagaConnection, SagaFilter
from schema.stats import Stats
from schema.student import Student
from schema.students import StudentFilter
from schema.submit import EnrollInput
from schema.task import GroupTask, Task
from schema.term import Term
from schema.validate_basket import BasketCheck
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
    NodeKind.BATCH: Batch.from_domain,
    NodeKind.OVERRIDE: Override.from_domain,
}


@strawberry.type(description="What can be read. What does not exist, or has a malformed id, is null.")
class Query:
    """Each field calls the resolver of its name."""

    @strawberry.field(description="Anything by its id.")
    async def node(self, info: Info, id: Id) -> Node[Any] | None:
        reference = decode(id)
        return _node(reference, None if reference is None else await node(info.context, *reference))

    @strawberry.field(
        description="Several things by their ids, in the order asked; null where there is none.",
        graphql_type=list[Node[Any] | None],
    )
    async def nodes(self, info: Info, ids: Ids) -> Sequence[Node[Any] | Archived | None]:
        check_count("ids", ids)
        references = [decode(one) for one in ids]
        found = zip(references, await nodes(info.context, references), strict=True)
        return [one if isinstance(one, Archived) else _node(reference, one) for reference, one in found]

    @strawberry.field(description="Who is asking.")
    async def viewer(self, info: Info) -> Viewer:
        return Viewer.from_domain(viewer(info.context))

    @strawberry.field(description="All terms, the newest first.", metadata=IN_CATALOGUE)
    async def terms(self, info: Info) -> Sequence[Term]:
        return [Term.from_domain(found) for found in await terms(info.context)]

    @strawberry.field(description="A term.", metadata=IN_CATALOGUE)
    async def term(self, info: Info, code: Code) -> Term | None:
        found = await term(info.context, code)
        return None if found is None else Term.from_domain(found)

    @strawberry.field(description="A course.", metadata=IN_CATALOGUE)
    async def course(self, info: Info, code: Code) -> Course | None:
        found = await course(info.context, code)
        return None if found is None else Course.from_domain(found)

    @strawberry.field(description="Courses, by code.", metadata=IN_CATALOGUE)
    async def courses(
        self,
        info: Info,
        search: Annotated[
            str | None, strawberry.argument(description="Only those with this text in code or title, in any case.")
        ] = None,
        first: First = 50,
        after: After = None,
    ) -> Connection[Course]:
        return Connection.from_page(await courses(info.context, search, first, after), after, Course.from_domain)

    @strawberry.field(description="Students, by code. For registrars and operators.")
    async def students(
        self,
        info: Info,
        search: Annotated[
            str | None, strawberry.argument(description="Only those with this text in code or name, in any case.")
        ] = None,
        filter: Annotated[StudentFilter | None, strawberry.argument(description="Which of them.")] = None,
        first: First = 50,
        after: After = None,
    ) -> Connection[Student]:
        wanted = copy_fields(StudentSearch, filter or StudentFilter(), search=search)
        return Connection.from_page(await students(info.context, wanted, first, after), after, Student.from_domain)

    @strawberry.field(description="A student.")
    async def student(self, info: Info, code: Code) -> Student | None:
        found = await student(info.context, code)
        return None if found is None else Student.from_domain(found)

    @strawberry.field(description="A task. For one of those that are archived the error ARCHIVED says so.")
    async def task(self, info: Info, id: Id) -> Task | None:
        task_id = uuid_of(id, NodeKind.TASK)
        found = None if task_id is None else await task(info.context, task_id)
        return None if found is None else Task.from_domain(found)

    @strawberry.field(
        description="Several tasks, in the order asked; null where there is none.", graphql_type=list[Task | None]
    )
    async def tasks(self, info: Info, ids: Ids) -> Sequence[Task | Archived | None]:
        check_count("ids", ids)
        found = await tasks(info.context, [uuid_of(one, NodeKind.TASK) for one in ids])
        return [Task.from_domain(state) if isinstance(state, TaskState) else state for state in found]

    @strawberry.field(description="A batch of enrollments. For registrars and operators.")
    async def batch(self, info: Info, id: Id) -> Batch | None:
        found = await batch(info.context, uuid_of(id, NodeKind.BATCH))
        return None if found is None else Batch.from_domain(found)

    @strawberry.field(
        description="Everything that speaks against enrolling, by the rules of `enroll` and its task. Nothing is "
        "written, and the idempotency key stays free."
    )
    async def validate_basket(
        self,
        info: Info,
        input: Annotated[EnrollInput, strawberry.argument(description="Who, in which term, in which groups.")],
    ) -> BasketCheck:
        return BasketCheck.from_domain(await validate_basket(info.context, copy_fields(EnrollRequest, input)))

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
