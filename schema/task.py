"""Tasks and their groups."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

import strawberry

from enrollment import catalogue
from enrollment import task as domain
from enrollment.problems import AnyProblem
from resolvers.loaders import Loaders
from resolvers.node import NodeKind
from schema.enums import GroupTaskStatus, TaskKind, TaskStatus
from schema.ids import encode
from schema.mapping import copy_fields, relation
from schema.node import Node
from schema.problems import Problem
from schema.saga import Saga


@strawberry.type(description="One group of a task, and what became of it.")
class GroupTask(Node[tuple[domain.TaskState, domain.GroupTask]]):
    node_kind = NodeKind.GROUP_TASK

    group_code: str = strawberry.field(description="The group asked for.")
    status: GroupTaskStatus = strawberry.field(description="What became of it.")
    problems: Sequence[AnyProblem] = strawberry.field(description="What speaks against it.", graphql_type=list[Problem])

    @classmethod
    def from_domain(cls, source: tuple[domain.TaskState, domain.GroupTask]) -> Self:
        state, group = source
        return copy_fields(cls, group, id=encode(cls.node_kind, f"{state.id}:{group.group_code}"), source=source)

    @relation("schema.group.Group", "The group itself; null if the term has no such group.")
    async def group(self, loaders: Loaders) -> catalogue.Group | None:
        return await loaders.group_by_code.load((self.source[0].term_code, self.group_code))

    @relation(
        "schema.enrollment.Enrollment",
        "The student's live enrollment in the group as it is now, whichever task made it.",
    )
    async def enrollment(self, loaders: Loaders) -> catalogue.Enrollment | None:
        state = self.source[0]
        return await loaders.live_enrollment.load((state.student_code, state.term_code, self.group_code))


@strawberry.type(description="A request that was accepted: durable from the moment a client hears of it.")
class Task(Node[domain.TaskState]):
    node_kind = NodeKind.TASK

    kind: TaskKind = strawberry.field(description="What it is to do.")
    status: TaskStatus = strawberry.field(description="Where it stands.")
    final: bool = strawberry.field(description="Whether nothing will happen to it any more.")
    version: int = strawberry.field(description="Rises with every change; order and resume by it.")
    student_code: str = strawberry.field(description="For whom it was asked.")
    term_code: str = strawberry.field(description="In which term.")
    groups: Sequence[GroupTask] = strawberry.field(description="One for each group asked for, by code.")
    problems: Sequence[AnyProblem] = strawberry.field(
        description="Everything that speaks against it, its groups included.", graphql_type=list[Problem]
    )
    correlation_id: str = strawberry.field(description="Of the request that brought it; quote it to operators.")
    submitted_at: datetime = strawberry.field(description="When it was accepted.")
    started_at: datetime | None = strawberry.field(description="When a worker began it.")
    finished_at: datetime | None = strawberry.field(description="When it ended.")

    @classmethod
    def from_domain(cls, source: domain.TaskState) -> Self:
        return cls.copied(source, groups=[GroupTask.from_domain((source, group)) for group in source.groups])

    @relation("schema.student.Student", "The student.")
    async def student(self, loaders: Loaders) -> catalogue.Student | None:
        return await loaders.student_by_code.load(self.student_code)

    @relation("schema.term.Term", "The term.")
    async def term(self, loaders: Loaders) -> catalogue.Term | None:
        return await loaders.term_by_code.load(self.term_code)

    @strawberry.field(description="How it is carried out, step by step, at the same version.")
    def saga(self) -> Saga | None:
        return Saga.from_domain(self.source)
