"""Which sagas a client asks for, and pages of them."""

from datetime import datetime

import strawberry

from enrollment.searches import SagaSearch
from schema.connections import Connection, History
from schema.enums import SagaStatus, TaskKind
from schema.mapping import copy_fields
from schema.saga import Saga


@strawberry.input(description="Which sagas; everything given has to hold.")
class SagaFilter:
    status: list[SagaStatus] | None = strawberry.field(default=None, description="Only those in one of these statuses.")
    kind: list[TaskKind] | None = strawberry.field(default=None, description="Only those of one of these kinds.")
    student_code: str | None = strawberry.field(default=None, description="Only those of this student.")
    term_code: str | None = strawberry.field(default=None, description="Only those in this term.")
    correlation_id: str | None = strawberry.field(default=None, description="Only what this request began.")
    since: datetime | None = strawberry.field(
        default=None, description="Only those accepted from this moment on; that moment included."
    )

    def to_search(self) -> SagaSearch:
        return copy_fields(SagaSearch, self, statuses=self.status, kinds=self.kind)


@strawberry.type(name="SagaConnection", description="A page of sagas.")
class SagaConnection(Connection[Saga], History):
    pass
