"""The audit log."""

from datetime import datetime

import strawberry

from enrollment import audit
from enrollment.problems import AnyProblem
from enrollment.task import TaskState
from resolvers.loaders import Loaders
from resolvers.node import NodeKind
from schema.connections import Connection
from schema.mapping import relation
from schema.node import Node
from schema.problems import Problem


@strawberry.input(description="Which entries of the audit log; everything given has to hold.")
class AuditFilter:
    student_code: str | None = strawberry.field(default=None, description="Only entries about this student.")
    group_code: str | None = strawberry.field(
        default=None, description="Only entries about groups with this code, of whichever term."
    )
    actor: str | None = strawberry.field(default=None, description="Only what this caller asked for.")
    correlation_id: str | None = strawberry.field(default=None, description="Only what this request brought about.")
    since: datetime | None = strawberry.field(
        default=None, description="Only entries from this moment on; that moment included."
    )
    until: datetime | None = strawberry.field(
        default=None, description="Only entries before this moment; that moment not included."
    )


@strawberry.type(description="One line of the audit log. A task that ends has one for each of its groups.")
class AuditEntry(Node[audit.AuditEntry]):
    node_kind = NodeKind.AUDIT_ENTRY

    at: datetime = strawberry.field(description="When it happened.")
    actor: str = strawberry.field(description="Who asked for it.")
    action: str = strawberry.field(description="What was asked: a kind of task, CANCEL_TASK, SAVE_TERM, and so on.")
    student_code: str | None = strawberry.field(description="The student it is about, if any.")
    term_code: str | None = strawberry.field(description="The term it is about, if any.")
    group_code: str | None = strawberry.field(description="The group it is about, if any.")
    outcome: str = strawberry.field(
        description="What became of it: the status of a group of a task, REQUESTED, SAVED, and so on."
    )
    problem: AnyProblem | None = strawberry.field(
        description="What spoke against it, or the first thing that did.", graphql_type=Problem | None
    )
    reason: str | None = strawberry.field(description="The reason given, if any.")
    correlation_id: str | None = strawberry.field(description="Of the request that brought it about.")

    @relation("schema.task.Task", "The task it belongs to, if any.")
    async def task(self, loaders: Loaders) -> TaskState | None:
        saga_id = self.source.saga_id
        return None if saga_id is None else await loaders.task.load(saga_id)


@strawberry.type(name="AuditConnection", description="A page of the audit log.")
class AuditConnection(Connection[AuditEntry]):
    pass
