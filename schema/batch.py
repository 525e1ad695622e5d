"""Batches, and what became of their rows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

import strawberry

from enrollment import batch as domain
from enrollment.problems import AnyProblem
from enrollment.task import TaskState
from resolvers.batch import rows_of_batch
from resolvers.loaders import Loaders
from resolvers.node import NodeKind
from schema.connections import After, Connection, First
from schema.info import Info
from schema.mapping import copy_fields, relation
from schema.node import Node
from schema.problems import Problem


@strawberry.type(description="How many rows of a batch have come how far; all but `rows` add up to it.")
class BatchCounts:
    rows: int = strawberry.field(description="All of them.")
    not_accepted: int = strawberry.field(description="Those that have a problem instead of a task.")
    queued: int = strawberry.field(description="Those whose task waits to be carried out.")
    running: int = strawberry.field(description="Those whose task is being carried out, or undone.")
    succeeded: int = strawberry.field(description="Those whose task has succeeded.")
    rejected: int = strawberry.field(description="Those whose task was refused.")
    failed: int = strawberry.field(description="Those whose task has failed technically.")
    cancelled: int = strawberry.field(description="Those whose task was called off.")
    archived: int = strawberry.field(description="Those whose task ended long ago and is archived.")


@strawberry.type(description="One row of a batch, and what became of it.")
class BatchRow:
    source: strawberry.Private[domain.RowResult]
    row: int = strawberry.field(description="Its number in the batch, from 1.")
    student_code: str = strawberry.field(description="For whom it asks.")
    term_code: str = strawberry.field(description="In which term.")
    group_codes: Sequence[str] = strawberry.field(description="In which groups, by code.", graphql_type=list[str])
    replayed: bool = strawberry.field(description="Whether an earlier request for the same had made its task.")
    problem: AnyProblem | None = strawberry.field(
        description="Why it was not accepted; null for one with a task.", graphql_type=Problem | None
    )

    @classmethod
    def from_domain(cls, source: domain.RowResult) -> Self:
        return copy_fields(cls, source, source=source)

    @relation("schema.task.Task", "Its task; null if it was not accepted, or if its task is archived.")
    async def task(self, loaders: Loaders) -> TaskState | None:
        return None if self.source.task_id is None else await loaders.task.load(self.source.task_id)


@strawberry.type(description="Enrollments of many students that were handed in together; each is a task of its own.")
class Batch(Node[domain.Batch]):
    node_kind = NodeKind.BATCH

    submitted_by: str = strawberry.field(description="Who handed it in.")
    submitted_at: datetime = strawberry.field(description="When it was accepted.")
    reason: str | None = strawberry.field(description="Why, as it was said.")
    final: bool = strawberry.field(description="Whether no row will change any more.")
    finished_at: datetime | None = strawberry.field(
        description="When its last task ended; null until then, or if no row was accepted."
    )
    counts: BatchCounts = strawberry.field(description="How far its rows have come.")

    @classmethod
    def from_domain(cls, source: domain.Batch) -> Self:
        return cls.copied(source, counts=copy_fields(BatchCounts, source.counts))

    @strawberry.field(description="Its rows, in the order in which they were sent.")
    async def rows(self, info: Info, first: First = 50, after: After = None) -> Connection[BatchRow]:
        page = await rows_of_batch(info.context, self.source.id, first, after)
        return Connection.from_page(page, after, BatchRow.from_domain)
