"""The audit log."""

from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from enrollment import audit
from enrollment.paging import Page
from resolvers.node import NodeKind
from schema.connections import Connection, connection
from schema.ids import encode
from schema.info import Info
from schema.node import Node
from schema.problem import Problem, problem_of


@strawberry.input(description="Which entries of the audit log; everything given has to hold.")
class AuditFilter:
    """Of `enrollment.audit.AuditSearch`."""

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

    def search(self) -> audit.AuditSearch:
        """The filter as the audit log understands it."""
        return audit.AuditSearch(
            student_code=self.student_code,
            group_code=self.group_code,
            actor=self.actor,
            correlation_id=self.correlation_id,
            since=self.since,
            until=self.until,
        )


@strawberry.type(description="One line of the audit log. A task that ends has one for each of its groups.")
class AuditEntry(Node):
    """Of `enrollment.audit.AuditEntry`."""

    task_id: strawberry.Private[UUID | None]
    at: datetime = strawberry.field(description="When it happened.")
    actor: str = strawberry.field(description="Who asked for it.")
    action: str = strawberry.field(description="What was asked: a kind of task, CANCEL_TASK, SAVE_TERM, and so on.")
    student_code: str | None = strawberry.field(description="The student it is about, if any.")
    term_code: str | None = strawberry.field(description="The term it is about, if any.")
    group_code: str | None = strawberry.field(description="The group it is about, if any.")
    outcome: str = strawberry.field(
        description="What became of it: the status of a group of a task, REQUESTED, SAVED, and so on."
    )
    problem: Problem | None = strawberry.field(description="What spoke against it, or the first thing that did.")
    reason: str | None = strawberry.field(description="Why, where somebody said so.")
    correlation_id: str | None = strawberry.field(description="Of the request that brought it about.")

    @classmethod
    def of(cls, entry: audit.AuditEntry) -> Self:
        """The entry as clients see it."""
        return cls(
            id=encode(NodeKind.AUDIT_ENTRY, entry.id),
            task_id=entry.saga_id,
            at=entry.at,
            actor=entry.actor,
            action=entry.action,
            student_code=entry.student_code,
            term_code=entry.term_code,
            group_code=entry.group_code,
            outcome=entry.outcome,
            problem=None if entry.problem is None else problem_of(entry.problem),
            reason=entry.reason,
            correlation_id=entry.correlation_id,
        )

    @strawberry.field(description="The task it belongs to, if any.")
    async def task(self, info: Info) -> "Task | None":
        """By loader."""
        found = None if self.task_id is None else await info.context.loaders.task.load(self.task_id)
        return None if found is None else Task.of(found)


@strawberry.type(name="AuditConnection", description="A page of the audit log.")
class AuditConnection(Connection[AuditEntry]):
    """Under the name that its clients know."""

    @classmethod
    def of(cls, page: Page[audit.AuditEntry], after: str | None) -> Self:
        """The page as clients see it."""
        made = connection(page, after, AuditEntry.of)
        return cls(edges=made.edges, nodes=made.nodes, page_info=made.page_info)


# Types that point at each other: imported once the ones above exist (docs/adr/0003-relations-by-loader.md).
from schema.task import Task  # noqa: E402
