"""Saga and its steps."""

from datetime import datetime
from typing import Self

import strawberry

from enrollment.task import StepState, TaskState
from resolvers.node import NodeKind
from resolvers.permissions import operates
from schema.enums import SagaStatus, SagaStepStatus
from schema.ids import encode
from schema.info import Info
from schema.node import Node
from schema.problem import Problem, problem_of


@strawberry.type(description="One step of a saga, as its journal has it.")
class SagaStep:
    """Of `enrollment.task.StepState`."""

    written_detail: strawberry.Private[str | None]
    position: int = strawberry.field(description="1 for the first.")
    name: str = strawberry.field(description="What it does.")
    status: SagaStepStatus = strawberry.field(description="Where it stands.")
    attempts: int = strawberry.field(description="How often it was begun.")
    version: int | None = strawberry.field(description="The saga's version that wrote it last; null: not yet.")
    started_at: datetime | None = strawberry.field(description="When its last attempt began.")
    finished_at: datetime | None = strawberry.field(description="When it was decided.")
    duration_seconds: float | None = strawberry.field(description="From its start to its end.")
    problem: Problem | None = strawberry.field(description="What spoke against it.")

    @classmethod
    def of(cls, step: StepState) -> Self:
        """The step as clients see it."""
        return cls(
            written_detail=step.detail,
            position=step.position,
            name=step.name,
            status=SagaStepStatus[step.status.name],
            attempts=step.attempts,
            version=step.version,
            started_at=step.started_at,
            finished_at=step.finished_at,
            duration_seconds=_seconds(step.started_at, step.finished_at),
            problem=None if step.problem is None else problem_of(step.problem),
        )

    @strawberry.field(description="What an operator should know of it; null for everyone else.")
    def detail(self, info: Info) -> str | None:
        """For operators only."""
        return self.written_detail if operates(info.context) else None


@strawberry.type(description="How a task is carried out: steps in order, each undone if a later one fails.")
class Saga(Node):
    """Of `enrollment.task.TaskState`."""

    state: strawberry.Private[TaskState]
    name: str = strawberry.field(description="Which plan it follows.")
    status: SagaStatus = strawberry.field(description="Where it stands.")
    version: int = strawberry.field(description="Rises with every change; the same as its task's.")
    steps: list[SagaStep] = strawberry.field(description="The steps that its journal has; later ones are absent.")
    attempts: int = strawberry.field(description="How often a worker has claimed it.")
    correlation_id: str = strawberry.field(description="Of the request that began it.")
    started_at: datetime | None = strawberry.field(description="When a worker first began it.")
    finished_at: datetime | None = strawberry.field(description="When it ended.")
    duration_seconds: float | None = strawberry.field(description="From its start to its end.")

    @classmethod
    def of(cls, state: TaskState) -> Self:
        """The saga as clients see it."""
        return cls(
            id=encode(NodeKind.SAGA, state.id),
            state=state,
            name=state.kind.value.lower(),
            status=SagaStatus[state.saga_status.name],
            version=state.version,
            steps=[SagaStep.of(step) for step in state.steps],
            attempts=state.attempts,
            correlation_id=state.correlation_id,
            started_at=state.started_at,
            finished_at=state.finished_at,
            duration_seconds=_seconds(state.started_at, state.finished_at),
        )

    @strawberry.field(description="Why it is STUCK, for operators; null unless it is, and for everyone else.")
    def stuck_reason(self, info: Info) -> str | None:
        """For operators only."""
        return self.state.stuck_reason if operates(info.context) else None

    @strawberry.field(description="The task it carries out, at the same version.")
    def task(self) -> "Task | None":
        """Of the same state, without reading anything."""
        return Task.of(self.state)


def _seconds(start: datetime | None, end: datetime | None) -> float | None:
    return None if start is None or end is None else (end - start).total_seconds()


# Types that point at each other: imported once the ones above exist (docs/adr/0003-relations-by-loader.md).
from schema.task import Task  # noqa: E402
