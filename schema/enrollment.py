"""Enrollments: which student has a seat in which group."""

from datetime import datetime

import strawberry

from enrollment import catalogue
from enrollment.task import TaskState
from resolvers.loaders import Loaders
from resolvers.node import NodeKind
from schema.connections import Connection, History
from schema.enums import EnrollmentStatus
from schema.mapping import relation
from schema.node import Node


@strawberry.type(description="A student's seat in a group, or place in its waitlist.")
class Enrollment(Node[catalogue.Enrollment]):
    node_kind = NodeKind.ENROLLMENT

    status: EnrollmentStatus = strawberry.field(description="Where it stands.")
    since: datetime = strawberry.field(description="When its status became what it is.")
    position: int | None = strawberry.field(
        description="The place in the group's waitlist, 1 for the first; null where it is not WAITLISTED."
    )
    offered_until: datetime | None = strawberry.field(
        description="Until when a seat is offered to the student; that moment not included. Null: none is offered. "
        "`enroll` in the group accepts the offer, or `swap` if other groups are to be given up for it; `drop` declines "
        "it."
    )
    drop_group_codes: list[str] = strawberry.field(
        description="Of a place in the waitlist that a `swap` made: the codes of the groups that are given up when the "
        "seat comes, as far as the student has them then. Empty otherwise."
    )

    held_since: datetime | None = strawberry.field(
        description="From when on it holds a seat; that moment included. Null for a place in a waitlist."
    )
    held_until: datetime | None = strawberry.field(
        description="From when on it holds its seat no more; null while it does, and for a place in a waitlist."
    )

    @relation("schema.student.Student", "Whose seat it is.")
    async def student(self, loaders: Loaders) -> catalogue.Student | None:
        return await loaders.student.load(self.source.student_id)

    @relation("schema.group.Group", "In which group.")
    async def group(self, loaders: Loaders) -> catalogue.CatalogueGroup | None:
        return await loaders.group.load(self.source.group_id)

    @relation("schema.task.Task", "The task that made it.")
    async def task(self, loaders: Loaders) -> TaskState | None:
        return await loaders.task.load(self.source.saga_id)

    @relation("schema.task.Task", "The task that dropped it, or gave it back; null while it holds its seat.")
    async def dropped_by(self, loaders: Loaders) -> TaskState | None:
        saga_id = await loaders.dropping_saga.load(self.source.id)
        return None if saga_id is None else await loaders.task.load(saga_id)


@strawberry.type(name="EnrollmentConnection", description="A page of enrollments.")
class EnrollmentConnection(Connection[Enrollment], History):
    pass
