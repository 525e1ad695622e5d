"""Enrollments: which student has a seat in which group."""

from datetime import datetime

import strawberry

from enrollment import catalogue
from enrollment.task import TaskState
from resolvers.loaders import Loaders
from resolvers.node import NodeKind
from schema.enums import EnrollmentStatus
from schema.mapping import relation
from schema.node import Node


@strawberry.type(description="A student's seat in a group.")
class Enrollment(Node[catalogue.Enrollment]):
    node_kind = NodeKind.ENROLLMENT

    status: EnrollmentStatus = strawberry.field(description="Where it stands.")
    since: datetime = strawberry.field(description="When its status became what it is.")

    @relation("schema.student.Student", "Whose seat it is.")
    async def student(self, loaders: Loaders) -> catalogue.Student | None:
        return await loaders.student.load(self.source.student_id)

    @relation("schema.group.Group", "In which group.")
    async def group(self, loaders: Loaders) -> catalogue.Group | None:
        return await loaders.group.load(self.source.group_id)

    @relation("schema.task.Task", "The task that made it.")
    async def task(self, loaders: Loaders) -> TaskState | None:
        return await loaders.task.load(self.source.saga_id)
