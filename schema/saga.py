"""Sagas and their steps."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

import strawberry

from enrollment.problems import AnyProblem
from enrollment.task import TaskState
from resolvers.node import NodeKind
from resolvers.permissions import operates
from saga.journal import Record
from schema.enums import SagaStatus, SagaStepStatus
from schema.info import Info
from schema.mapping import attribute, copy_fields
from schema.node import Node
from schema.problems import Problem


@strawberry.type(description="One step of a saga, as its journal has it.")
class SagaStep:
    recorded_detail: strawberry.Private[str | None]
    position: int = strawberry.field(description="1 for the first.")
    name: str = strawberry.field(description="What it does.")
    status: SagaStepStatus = strawberry.field(description="Where it stands.")
    attempts: int = strawberry.field(description="How often it was begun.")
    version: int | None = strawberry.field(description="The saga's version that wrote it last; null: not yet.")
    started_at: datetime | None = strawberry.field(description="When its last attempt began.")
    finished_at: datetime | None = strawberry.field(description="When it was decided.")
    duration_seconds: float | None = strawberry.field(description="From its start to its end.")
    problem: AnyProblem | None = strawberry.field(description="What spoke against it.", graphql_type=Problem | None)

    @classmethod
    def from_domain(cls, step: Record) -> Self:
        return copy_fields(cls, step, recorded_detail=step.detail)

    @strawberry.field(description="What an operator should know of it; null for everyone else.")
    def detail(self, info: Info) -> str | None:
        return self.recorded_detail if operates(info.context) else None


@strawberry.type(description="How a task is carried out: steps in order, each undone if a later one fails.")
class Saga(Node[TaskState]):
    node_kind = NodeKind.SAGA

    name: str = strawberry.field(description="Which plan it follows.")
    status: SagaStatus = strawberry.field(description="Where it stands.")
    version: int = strawberry.field(description="Rises with every change; the same as its task's.")
    steps: Sequence[SagaStep] = strawberry.field(description="The steps that its journal has; later ones are absent.")
    attempts: int = strawberry.field(description="How often a worker has claimed it.")
    correlation_id: str = strawberry.field(description="Of the request that began it.")
    started_at: datetime | None = strawberry.field(description="When a worker first began it.")
    finished_at: datetime | None = strawberry.field(description="When it ended.")
    duration_seconds: float | None = strawberry.field(description="From its start to its end.")

    @classmethod
    def from_domain(cls, source: TaskState) -> Self:
        return cls.copied(
            source,
            name=source.kind.value.lower(),
            status=source.saga_status,
            steps=[SagaStep.from_domain(step) for step in source.steps],
        )

    @strawberry.field(description="Why it is STUCK, for operators; null unless it is, and for everyone else.")
    def stuck_reason(self, info: Info) -> str | None:
        return self.source.stuck_reason if operates(info.context) else None

    @attribute("schema.task.Task", "The task it carries out, at the same version.")
    def task(self) -> TaskState:
        return self.source
