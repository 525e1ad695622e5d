"""What subscriptions to tasks and sagas send."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

import strawberry

from resolvers.task_events import TaskVersion
from resolvers.watch_saga import changed_steps
from schema.mapping import copy_fields
from schema.saga import Saga, SagaStep
from schema.task import Task


@strawberry.type(description="A task at one of its versions.")
class TaskEvent:
    version: int = strawberry.field(description="The task's version; resume with it as `afterVersion`.")
    at: datetime = strawberry.field(description="When the task ended for a final version, else when it was sent.")
    snapshot: bool = strawberry.field(description="Whether this is where the subscription began, not a change.")
    final: bool = strawberry.field(description="Whether it is the last there will be.")
    task: Task = strawberry.field(description="The whole task.")

    @classmethod
    def from_domain(cls, event: TaskVersion) -> Self:
        task = Task.from_domain(event.state)
        return copy_fields(cls, event.state, at=event.at, snapshot=event.snapshot, task=task)


@strawberry.type(description="A saga at one of its versions.")
class SagaEvent:
    version: int = strawberry.field(description="The saga's version; resume with it as `afterVersion`.")
    at: datetime = strawberry.field(description="When the saga ended for a final version, else when it was sent.")
    snapshot: bool = strawberry.field(description="Whether this is where the subscription began, not a change.")
    final: bool = strawberry.field(description="Whether it is the last there will be.")
    saga: Saga = strawberry.field(description="The whole saga.")
    steps: Sequence[SagaStep] = strawberry.field(
        description="The steps written since the last event; in a snapshot, all."
    )

    @classmethod
    def from_domain(cls, event: TaskVersion) -> Self:
        saga, steps = Saga.from_domain(event.state), [SagaStep.from_domain(step) for step in changed_steps(event)]
        return copy_fields(cls, event.state, at=event.at, snapshot=event.snapshot, saga=saga, steps=steps)
