"""Which sagas, and pages of them."""

from datetime import datetime
from typing import Self

import strawberry

from enrollment import task
from enrollment.paging import Page
from enrollment.searches import SagaSearch
from saga import journal
from schema.connections import Connection, connection
from schema.enums import SagaStatus, TaskKind
from schema.saga import Saga


@strawberry.input(description="Which sagas; everything given has to hold.")
class SagaFilter:
    """Of `enrollment.searches.SagaSearch`."""

    status: list[SagaStatus] | None = strawberry.field(default=None, description="Only those in one of these statuses.")
    kind: list[TaskKind] | None = strawberry.field(default=None, description="Only those of one of these kinds.")
    student_code: str | None = strawberry.field(default=None, description="Only those of this student.")
    term_code: str | None = strawberry.field(default=None, description="Only those in this term.")
    correlation_id: str | None = strawberry.field(default=None, description="Only what this request began.")
    since: datetime | None = strawberry.field(
        default=None, description="Only those accepted from this moment on; that moment included."
    )

    def search(self) -> SagaSearch:
        """The filter as the store understands it."""
        return SagaSearch(
            statuses=None if self.status is None else [journal.SagaStatus[status.name] for status in self.status],
            kinds=None if self.kind is None else [task.TaskKind[kind.name] for kind in self.kind],
            student_code=self.student_code,
            term_code=self.term_code,
            correlation_id=self.correlation_id,
            since=self.since,
        )


@strawberry.type(name="SagaConnection", description="A page of sagas.")
class SagaConnection(Connection[Saga]):
    """Under the name that its clients know."""

    @classmethod
    def of(cls, page: Page[task.TaskState], after: str | None) -> Self:
        """The page as clients see it."""
        made = connection(page, after, Saga.of)
        return cls(edges=made.edges, nodes=made.nodes, page_info=made.page_info)
