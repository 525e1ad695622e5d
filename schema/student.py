"""Students."""

from collections.abc import Sequence
from typing import Annotated

import strawberry

from enrollment import catalogue, problems
from resolvers.node import NodeKind
from resolvers.student import enrollments_of_student, tasks_of_student
from schema.connections import After, Connection, First
from schema.enrollment import Enrollment
from schema.enums import EnrollmentStatus
from schema.info import Info
from schema.node import Node
from schema.problems import Hold
from schema.task import Task


@strawberry.type(description="A student.")
class Student(Node[catalogue.Student]):
    node_kind = NodeKind.STUDENT

    code: str = strawberry.field(description="The academic record number.")
    name: str | None = strawberry.field(description="Their name, if it is on file.")
    active: bool = strawberry.field(description="Whether they may enroll at all.")
    max_credits: int = strawberry.field(description="The most credits they may hold in one term.")
    holds: Sequence[problems.Hold] = strawberry.field(description="The holds against them.", graphql_type=list[Hold])

    @strawberry.field(description="Their enrollments, newest first.")
    async def enrollments(
        self,
        info: Info,
        term_code: Annotated[str | None, strawberry.argument(description="Only those of this term.")] = None,
        status: Annotated[
            list[EnrollmentStatus] | None, strawberry.argument(description="Only those with one of these statuses.")
        ] = None,
        first: First = 50,
        after: After = None,
    ) -> Connection[Enrollment]:
        page = await enrollments_of_student(
            info.context, self.source.id, term_code=term_code, statuses=status, first=first, after=after
        )
        return Connection.from_page(page, after, Enrollment.from_domain)

    @strawberry.field(description="Their tasks, newest first; a client that has lost the id of a task finds it here.")
    async def tasks(self, info: Info, first: First = 20, after: After = None) -> Connection[Task]:
        page = await tasks_of_student(info.context, self.source.id, first, after)
        return Connection.from_page(page, after, Task.from_domain)
