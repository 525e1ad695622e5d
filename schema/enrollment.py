"""Enrollment."""

from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from enrollment import catalogue
from resolvers.node import NodeKind
from schema.enums import EnrollmentStatus
from schema.ids import encode
from schema.info import Info
from schema.node import Node


@strawberry.type(description="A student's place in a group.")
class Enrollment(Node):
    """Of `enrollment.catalogue.Enrollment`."""

    student_id: strawberry.Private[int]
    group_id: strawberry.Private[int]
    task_id: strawberry.Private[UUID]
    status: EnrollmentStatus = strawberry.field(description="Where it stands.")
    since: datetime = strawberry.field(description="When its status became what it is.")

    @classmethod
    def of(cls, enrollment: catalogue.Enrollment) -> Self:
        """The enrollment as clients see it."""
        return cls(
            id=encode(NodeKind.ENROLLMENT, enrollment.id),
            student_id=enrollment.student_id,
            group_id=enrollment.group_id,
            task_id=enrollment.saga_id,
            status=EnrollmentStatus[enrollment.status.name],
            since=enrollment.since,
        )

    @strawberry.field(description="Whose place it is.")
    async def student(self, info: Info) -> "Student | None":
        """By loader."""
        found = await info.context.loaders.student.load(self.student_id)
        return None if found is None else Student.of(found)

    @strawberry.field(description="In which group.")
    async def group(self, info: Info) -> "Group | None":
        """By loader."""
        found = await info.context.loaders.group.load(self.group_id)
        return None if found is None else Group.of(found)

    @strawberry.field(description="The task that made it.")
    async def task(self, info: Info) -> "Task | None":
        """By loader."""
        found = await info.context.loaders.task.load(self.task_id)
        return None if found is None else Task.of(found)


# Types that point at each other: imported once the ones above exist (docs/adr/0003-relations-by-loader.md).
from schema.group import Group  # noqa: E402
from schema.student import Student  # noqa: E402
from schema.task import Task  # noqa: E402
