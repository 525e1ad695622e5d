"""Idempotency keys, and which of them a client asks for."""

from datetime import datetime

import strawberry

from enrollment.searches import IdempotencyKeyEntry, IdempotencySearch
from enrollment.task import TaskState
from resolvers.errors import BadArgument
from resolvers.loaders import Loaders
from resolvers.node import NodeKind
from schema.connections import Connection, History
from schema.ids import uuid_of
from schema.mapping import copy_fields, relation
from schema.node import Node


@strawberry.type(description="An idempotency key, and the task it stands for.")
class IdempotencyEntry(Node[IdempotencyKeyEntry]):
    node_kind = NodeKind.IDEMPOTENCY_ENTRY

    key: str = strawberry.field(description="The key.")
    derived: bool = strawberry.field(description="Whether it was made from the request because the client sent none.")
    scope: str = strawberry.field(description="The caller whose key it is.")
    created_at: datetime = strawberry.field(description="When its request was accepted.")
    expires_at: datetime = strawberry.field(
        description="Until when it replays its task; while the task is under way, longer."
    )
    released_at: datetime | None = strawberry.field(description="Since when it is free before its time, if it is.")

    @relation("schema.task.Task", "The task it stands for, or stood for.")
    async def task(self, loaders: Loaders) -> TaskState | None:
        return await loaders.task.load(self.source.id)


@strawberry.input(description="Which entries; everything given has to hold.")
class IdempotencyFilter:
    key: str | None = strawberry.field(default=None, description="Only this key, of whichever scope.")
    student_code: str | None = strawberry.field(default=None, description="Only keys of tasks of this student.")
    task_id: strawberry.ID | None = strawberry.field(default=None, description="Only the key of this task.")
    live: bool | None = strawberry.field(
        default=None, description="True: only keys that stand for their tasks still. False: only those that do not."
    )

    def to_search(self) -> IdempotencySearch:
        """Raises BadArgument where `task_id` is not the id of a task."""
        task_id = None if self.task_id is None else uuid_of(self.task_id, NodeKind.TASK)
        if self.task_id is not None and task_id is None:
            raise BadArgument(
                "filter", "has a taskId that is no task's id.", "tiene un taskId que no es el de ninguna tarea."
            )
        return copy_fields(IdempotencySearch, self, task_id=task_id)


@strawberry.type(name="IdempotencyEntryConnection", description="A page of idempotency keys.")
class IdempotencyEntryConnection(Connection[IdempotencyEntry], History):
    pass
