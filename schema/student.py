"""Student and the holds against one."""

from datetime import datetime
from typing import Annotated, Self

import strawberry

from enrollment import catalogue, problems
from enrollment.catalogue import EnrollmentStatus as Status
from resolvers.node import NodeKind
from resolvers.student import enrollments_of_student, tasks_of_student
from schema.connections import After, Connection, First, connection
from schema.enums import EnrollmentStatus
from schema.ids import encode
from schema.info import Info
from schema.node import Node


@strawberry.type(description="Something an office holds against a student.")
class Hold:
    """Of `enrollment.problems.Hold`."""

    reason: str = strawberry.field(description="Why, for the student to read.")
    office: str | None = strawberry.field(description="Who can lift it, if that is known.")
    since: datetime = strawberry.field(description="Since when it stands.")
    blocks_enrollment: bool = strawberry.field(description="Whether it keeps the student from enrolling.")

    @classmethod
    def of(cls, hold: problems.Hold) -> Self:
        """The hold as clients see it."""
        return cls(reason=hold.reason, office=hold.office, since=hold.since, blocks_enrollment=hold.blocks_enrollment)


@strawberry.type(description="A student.")
class Student(Node):
    """Of `enrollment.catalogue.Student`."""

    student_id: strawberry.Private[int]
    code: str = strawberry.field(description="The academic record number.")
    name: str | None = strawberry.field(description="Their name, if it is on file.")
    active: bool = strawberry.field(description="Whether they may enroll at all.")
    max_credits: int = strawberry.field(description="The most credits they may hold in one term.")
    holds: list[Hold] = strawberry.field(description="What stands against them.")

    @classmethod
    def of(cls, student: catalogue.Student) -> Self:
        """The student as clients see them."""
        return cls(
            id=encode(NodeKind.STUDENT, student.id),
            student_id=student.id,
            code=student.code,
            name=student.name,
            active=student.active,
            max_credits=student.max_credits,
            holds=[Hold.of(hold) for hold in student.holds],
        )

    @strawberry.field(description="Their enrollments, newest first.")
    async def enrollments(
        self,
        info: Info,
        term_code: Annotated[str | None, strawberry.argument(description="Only those of this term.")] = None,
        status: Annotated[
            list[EnrollmentStatus] | None, strawberry.argument(description="Only those that stand like this.")
        ] = None,
        first: First = 50,
        after: After = None,
    ) -> "Connection[Enrollment]":
        """A page of them."""
        page = await enrollments_of_student(
            info.context,
            self.student_id,
            term_code=term_code,
            statuses=None if status is None else [Status[one.name] for one in status],
            first=first,
            after=after,
        )
        return connection(page, after, Enrollment.of)

    @strawberry.field(description="Their tasks, newest first: whoever closed the page finds them here again.")
    async def tasks(self, info: Info, first: First = 20, after: After = None) -> "Connection[Task]":
        """A page of them."""
        page = await tasks_of_student(info.context, self.student_id, first, after)
        return connection(page, after, Task.of)


# Types that point at each other: imported once the ones above exist (docs/adr/0003-relations-by-loader.md).
from schema.enrollment import Enrollment  # noqa: E402
from schema.task import Task  # noqa: E402
