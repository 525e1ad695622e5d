"""The audit log."""

from collections.abc import Sequence
from datetime import datetime

import strawberry

from enrollment import audit
from enrollment.problems import AnyProblem
from enrollment.task import TaskState
from resolvers.loaders import Loaders
from resolvers.node import NodeKind
from schema.connections import Connection, History
from schema.info import Info
from schema.mapping import relation
from schema.node import Node
from schema.overrides import Override
from schema.problems import Problem


@strawberry.input(description="Which entries of the audit log; everything given has to hold.")
class AuditFilter:
    student_code: str | None = strawberry.field(default=None, description="Only entries about this student.")
    group_code: str | None = strawberry.field(
        default=None, description="Only entries about groups with this code, of whichever term."
    )
    course_code: str | None = strawberry.field(default=None, description="Only entries about this course.")
    actor: str | None = strawberry.field(default=None, description="Only what this caller asked for.")
    correlation_id: str | None = strawberry.field(default=None, description="Only what this request brought about.")
    since: datetime | None = strawberry.field(
        default=None, description="Only entries from this moment on; that moment included."
    )
    until: datetime | None = strawberry.field(
        default=None, description="Only entries before this moment; that moment not included."
    )


@strawberry.type(description="One field of something that was saved.")
class AuditChange:
    field: str = strawberry.field(description="Its name in this schema: `capacity`, `meetings`, and so on.")
    before: str | None = strawberry.field(description="What it was, as text; null where there was nothing.")
    after: str | None = strawberry.field(description="What it is, as text; null where there is nothing.")


@strawberry.type(
    description="One line of the audit log. A task that ends has one for each of its groups, a refused request has one."
)
class AuditEntry(Node[audit.AuditEntry]):
    node_kind = NodeKind.AUDIT_ENTRY

    at: datetime = strawberry.field(description="When it happened.")
    actor: str = strawberry.field(description="Who asked for it.")
    action: str = strawberry.field(description="What was asked: a kind of task, CANCEL_TASK, SAVE_TERM, and so on.")
    student_code: str | None = strawberry.field(description="The student it is about, if any.")
    term_code: str | None = strawberry.field(description="The term it is about, if any.")
    group_code: str | None = strawberry.field(
        description="The group it is about, if any; null where it is about several, which are in `groupCodes`."
    )
    group_codes: Sequence[str] = strawberry.field(
        description="The groups it is about: one of a task's outcome, all those of a basket that was refused.",
        graphql_type=list[str],
    )
    outcome: str = strawberry.field(
        description="What became of it: the status of a group of a task, SAVED, REFUSED, FORBIDDEN, and so on."
    )
    problem: AnyProblem | None = strawberry.field(
        description="What spoke against it, or the first thing that did.", graphql_type=Problem | None
    )
    reason: str | None = strawberry.field(
        description="The reason given, if any; of what was forbidden, what the caller was told, in English."
    )
    correlation_id: str | None = strawberry.field(description="Of the request that brought it about.")
    course_code: str | None = strawberry.field(description="The course it is about, if any.")
    created: bool = strawberry.field(description="Whether what was saved did not exist before.")
    changes: Sequence[audit.FieldChange] = strawberry.field(
        description="What saving a term, course, student or group changed, field by field; of a new one, what it has. "
        "Empty for other entries, and for those of release 0.1.",
        graphql_type=list[AuditChange],
    )

    @strawberry.field(description="The overrides that the task used for the group.")
    async def overrides(self, info: Info) -> list[Override]:
        found = await info.context.loaders.override.load_many(list(self.source.override_ids))
        return [Override.from_domain(override) for override in found if override is not None]

    @relation("schema.task.Task", "The task it belongs to, if any.")
    async def task(self, loaders: Loaders) -> TaskState | None:
        saga_id = self.source.saga_id
        return None if saga_id is None else await loaders.task.load(saga_id)


@strawberry.type(name="AuditConnection", description="A page of the audit log.")
class AuditConnection(Connection[AuditEntry], History):
    pass
