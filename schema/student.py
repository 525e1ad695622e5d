"""Students."""

from collections.abc import Sequence
from typing import Annotated

import strawberry

from enrollment import catalogue, problems
from enrollment.history import HistoryEntry as TakenCourse
from resolvers.node import NodeKind
from resolvers.student import (
    enrollments_of_student,
    history_of_student,
    overrides_of_student,
    tasks_of_student,
)
from schema.connections import After, At, First
from schema.enrollment import Enrollment, EnrollmentConnection
from schema.enums import CourseStatus, EnrollmentStatus
from schema.info import Info
from schema.node import Node
from schema.overrides import Override
from schema.problems import Hold
from schema.task import Task, TaskConnection


@strawberry.type(description="A course that a student took in a term.")
class HistoryEntry:
    course_code: str = strawberry.field(description="The course, which need not be in the catalogue.")
    term_code: str = strawberry.field(description="The term, which need not be in the catalogue.")
    status: CourseStatus = strawberry.field(description="What became of it.")
    grade: float | None = strawberry.field(description="The grade, with two decimals at most; null: there is none.")


@strawberry.type(description="A student.")
class Student(Node[catalogue.Student]):
    node_kind = NodeKind.STUDENT

    code: str = strawberry.field(description="The academic record number.")
    name: str | None = strawberry.field(description="Their name, if it is on file.")
    active: bool = strawberry.field(description="Whether they may enroll at all.")
    max_credits: int = strawberry.field(description="The most credits they may hold in one term.")
    min_credits: int | None = strawberry.field(
        description="The credits below which a drop must not take them in any term; null: as the term says."
    )
    cohorts: Sequence[str] = strawberry.field(
        description="What rules may tell them apart by: a programme, a year, an appointment.", graphql_type=list[str]
    )
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
        at: At = None,
    ) -> EnrollmentConnection:
        page = await enrollments_of_student(
            info.context, self.source.id, term_code=term_code, statuses=status, at=at, first=first, after=after
        )
        return EnrollmentConnection.from_page(page, after, Enrollment.from_domain)

    @strawberry.field(
        description="The courses that they have taken, by which prerequisites are judged, in the order of terms and "
        "courses.",
        graphql_type=list[HistoryEntry],
    )
    async def history(self, info: Info) -> Sequence[TakenCourse]:
        return await history_of_student(info.context, self.source.id)

    @strawberry.field(description="What registrars have let them do in spite of a rule, the newest first.")
    async def overrides(
        self,
        info: Info,
        term_code: Annotated[str | None, strawberry.argument(description="Only those in this term.")] = None,
    ) -> list[Override]:
        found = await overrides_of_student(info.context, self.source.id, term_code)
        return [Override.from_domain(override) for override in found]

    @strawberry.field(description="Their tasks, newest first; a client that has lost the id of a task finds it here.")
    async def tasks(self, info: Info, first: First = 20, after: After = None) -> TaskConnection:
        page = await tasks_of_student(info.context, self.source.id, first, after)
        return TaskConnection.from_page(page, after, Task.from_domain)
