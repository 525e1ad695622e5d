"""What subscriptions to tasks and sagas send."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Self, TypeVar

import strawberry

from resolvers.task_events import TaskVersion
from resolvers.watch_saga import changed_steps
from schema.event_answers import Answers
from schema.mapping import copy_fields
from schema.saga import Saga, SagaStep
from schema.task import Task

T = TypeVar("T")


def _made_once(event: TaskVersion, key: object, make: Callable[[TaskVersion, Answers | None], T]) -> T:
    """What is made of the event: of one that was published, the same for all who ask with this key."""
    if event.shared is None:
        return make(event, None)
    made: T | None = event.shared.get(key)
    if made is None:
        made = event.shared[key] = make(event, {})
    return made


@strawberry.type(description="A task at one of its versions.")
class TaskEvent:
    version: int = strawberry.field(description="The task's version; resume with it as `afterVersion`.")
    at: datetime = strawberry.field(description="When the task ended for a final version, else when it was sent.")
    snapshot: bool = strawberry.field(description="Whether this is where the subscription began, not a change.")
    final: bool = strawberry.field(description="Whether it is the last there will be.")
    task: Task = strawberry.field(description="The whole task.")

    answers: strawberry.Private[Answers | None] = None

    @classmethod
    def from_domain(cls, event: TaskVersion) -> Self:
        """The event; the same one for all subscribers to whom it was published."""
        return _made_once(event, cls, cls._made)

    @classmethod
    def _made(cls, event: TaskVersion, answers: Answers | None) -> Self:
        task = Task.from_domain(event.state)
        return copy_fields(cls, event.state, at=event.at, snapshot=event.snapshot, task=task, answers=answers)


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

    answers: strawberry.Private[Answers | None] = None

    @classmethod
    def from_domain(cls, event: TaskVersion) -> Self:
        """The event; the same one for all subscribers to whom it was published, and who had the same one before."""
        return _made_once(event, (cls, event.since), cls._made)

    @classmethod
    def _made(cls, event: TaskVersion, answers: Answers | None) -> Self:
        saga, steps = Saga.from_domain(event.state), [SagaStep.from_domain(step) for step in changed_steps(event)]
        return copy_fields(
            cls, event.state, at=event.at, snapshot=event.snapshot, saga=saga, steps=steps, answers=answers
        )
