"""Tasks and their groups."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from enrollment import catalogue
from enrollment import task as domain
from enrollment.problems import AnyProblem
from resolvers.loaders import Loaders
from resolvers.node import NodeKind
from resolvers.permissions import operates
from schema.connections import Connection, History
from schema.enums import GroupTaskStatus, TaskKind, TaskStatus, WaitReason
from schema.ids import encode
from schema.info import Info
from schema.mapping import attribute, copy_fields, relation
from schema.node import Node
from schema.overrides import Override
from schema.problems import Problem


@strawberry.type(description="One group of a task, and what became of it.")
class GroupTask(Node[tuple[domain.TaskState, domain.GroupTask]]):
    node_kind = NodeKind.GROUP_TASK

    group_code: str = strawberry.field(description="The group asked for.")
    status: GroupTaskStatus = strawberry.field(description="What became of it.")
    problems: Sequence[AnyProblem] = strawberry.field(description="What speaks against it.", graphql_type=list[Problem])

    @strawberry.field(description="The overrides that the task uses for it; they show why a rule did not count.")
    async def overrides(self, info: Info) -> list[Override]:
        found = await info.context.loaders.override.load_many(list(self.source[1].overrides))
        return [Override.from_domain(override) for override in found if override is not None]

    @classmethod
    def from_domain(cls, source: tuple[domain.TaskState, domain.GroupTask]) -> Self:
        state, group = source
        return copy_fields(cls, group, id=encode(cls.node_kind, f"{state.id}:{group.group_code}"), source=source)

    @relation("schema.group.Group", "The group itself; null if the term has no such group.")
    async def group(self, loaders: Loaders) -> catalogue.CatalogueGroup | None:
        return await loaders.group_by_code.load((self.source[0].term_code, self.group_code))

    @relation(
        "schema.enrollment.Enrollment",
        "The student's live enrollment in the group as it is now, whichever task made it.",
    )
    async def enrollment(self, loaders: Loaders) -> catalogue.Enrollment | None:
        return await _live_enrollment(self.source[0], self.group_code, loaders)

    @strawberry.field(
        description="Whether a later task has changed what this one did: the seat that it took was given back, or the "
        "student has one again in the group that it dropped. So a replay says what became of it."
    )
    async def changed_since(self, info: Info) -> bool:
        state, group = self.source
        live = await _live_enrollment(state, group.group_code, info.context.loaders)
        return domain.changed_since(state.id, group, live)


async def _live_enrollment(state: domain.TaskState, group_code: str, loaders: Loaders) -> catalogue.Enrollment | None:
    return await loaders.live_enrollment.load((state.student_code, state.term_code, group_code))


@strawberry.type(description="What a task waits for at this moment.")
class TaskWait:
    recorded_detail: strawberry.Private[str | None]
    earlier_task_id: strawberry.Private[UUID | None]
    reason: WaitReason = strawberry.field(description="What sort of thing it waits for.")
    service: str | None = strawberry.field(description="Which other system, if it is one.")
    since: datetime | None = strawberry.field(description="Since when; null where it waits for an earlier task.")
    until: datetime | None = strawberry.field(
        description="When it is tried again; null where it waits for an earlier task."
    )

    @classmethod
    def from_domain(cls, source: domain.TaskWait) -> Self:
        return copy_fields(cls, source, recorded_detail=source.detail)

    @relation("schema.task.Task", "The student's task in the same term that has to end first, if it is one.")
    async def earlier_task(self, loaders: Loaders) -> domain.TaskState | None:
        return None if self.earlier_task_id is None else await loaders.task.load(self.earlier_task_id)

    @strawberry.field(description="Why, for operators; null for everyone else.")
    def detail(self, info: Info) -> str | None:
        return self.recorded_detail if operates(info.context) else None


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
    reason: str | None = strawberry.field(
        description="Why it was asked for, in the words of who asked, such as a registrar who has cancelled the group; "
        "null if that was not said."
    )
    cancelling: bool = strawberry.field(
        description="Whether its cancellation was requested and it has not ended yet. The request alone makes no new "
        "version; the next one shows what came of it."
    )

    @classmethod
    def from_domain(cls, source: domain.TaskState) -> Self:
        return cls.copied(source, groups=[GroupTask.from_domain((source, group)) for group in source.groups])

    @relation("schema.student.Student", "The student.")
    async def student(self, loaders: Loaders) -> catalogue.Student | None:
        return await loaders.student_by_code.load(self.student_code)

    @relation("schema.term.Term", "The term.")
    async def term(self, loaders: Loaders) -> catalogue.Term | None:
        return await loaders.term_by_code.load(self.term_code)

    @relation(
        "schema.task.TaskWait",
        "What it waits for now; null while it is carried out, or waits for any worker. Waiting makes no new version, "
        "so no event announces it.",
    )
    async def waiting(self, loaders: Loaders) -> domain.TaskWait | None:
        return None if self.final else await loaders.task_wait.load(self.source.id)

    @strawberry.field(
        description="A signed receipt (JWS) of what became of it, which can be verified for years without this "
        "service; the same whenever it is asked for. Null while it is not final, and without a key for receipts."
    )
    def receipt(self, info: Info) -> str | None:
        return info.context.services.receipts.of(self.source)

    @attribute("schema.saga.Saga", "How it is carried out, step by step, at the same version.")
    def saga(self) -> domain.TaskState:
        return self.source


@strawberry.type(name="TaskConnection", description="A page of a student's tasks.")
class TaskConnection(Connection[Task], History):
    pass
