"""Task and its groups."""

from datetime import datetime
from typing import Self

import strawberry

from enrollment import task as domain
from resolvers.node import NodeKind
from schema.enums import GroupTaskStatus, TaskKind, TaskStatus
from schema.ids import encode
from schema.info import Info
from schema.node import Node
from schema.problem import Problem, problem_of


@strawberry.type(description="One group of a task, and what became of it.")
class GroupTask(Node):
    """Of `enrollment.task.GroupTask`."""

    state: strawberry.Private[domain.TaskState]
    group_code: str = strawberry.field(description="The group asked for.")
    status: GroupTaskStatus = strawberry.field(description="What became of it.")
    problems: list[Problem] = strawberry.field(description="What speaks against it.")

    @classmethod
    def of(cls, state: domain.TaskState, group: domain.GroupTask) -> Self:
        """The group of the task as clients see it."""
        return cls(
            id=encode(NodeKind.GROUP_TASK, f"{state.id}:{group.group_code}"),
            state=state,
            group_code=group.group_code,
            status=GroupTaskStatus[group.status.name],
            problems=[problem_of(problem) for problem in group.problems],
        )

    @strawberry.field(description="The group itself; null if the term has no such group.")
    async def group(self, info: Info) -> "Group | None":
        """By loader."""
        found = await info.context.loaders.group_by_code.load((self.state.term_code, self.group_code))
        return None if found is None else Group.of(found)

    @strawberry.field(description="The student's live enrollment in the group as it is now, whichever task made it.")
    async def enrollment(self, info: Info) -> "Enrollment | None":
        """By loader."""
        key = (self.state.student_code, self.state.term_code, self.group_code)
        found = await info.context.loaders.live_enrollment.load(key)
        return None if found is None else Enrollment.of(found)


@strawberry.type(description="A request that was accepted: durable from the moment a client hears of it.")
class Task(Node):
    """Of `enrollment.task.TaskState`."""

    state: strawberry.Private[domain.TaskState]
    kind: TaskKind = strawberry.field(description="What it is to do.")
    status: TaskStatus = strawberry.field(description="Where it stands.")
    final: bool = strawberry.field(description="Whether nothing will happen to it any more.")
    version: int = strawberry.field(description="Rises with every change; order and resume by it.")
    student_code: str = strawberry.field(description="For whom it was asked.")
    term_code: str = strawberry.field(description="In which term.")
    groups: list[GroupTask] = strawberry.field(description="One for each group asked for, by code.")
    problems: list[Problem] = strawberry.field(description="Everything that speaks against it, its groups included.")
    correlation_id: str = strawberry.field(description="Of the request that brought it; quote it to operators.")
    submitted_at: datetime = strawberry.field(description="When it was accepted.")
    started_at: datetime | None = strawberry.field(description="When a worker began it.")
    finished_at: datetime | None = strawberry.field(description="When it ended.")

    @classmethod
    def of(cls, state: domain.TaskState) -> Self:
        """The task as clients see it."""
        return cls(
            id=encode(NodeKind.TASK, state.id),
            state=state,
            kind=TaskKind[state.kind.name],
            status=TaskStatus[state.status.name],
            final=state.final,
            version=state.version,
            student_code=state.student_code,
            term_code=state.term_code,
            groups=[GroupTask.of(state, group) for group in state.groups],
            problems=[problem_of(problem) for problem in state.problems],
            correlation_id=state.correlation_id,
            submitted_at=state.submitted_at,
            started_at=state.started_at,
            finished_at=state.finished_at,
        )

    @strawberry.field(description="The student.")
    async def student(self, info: Info) -> "Student | None":
        """By loader."""
        found = await info.context.loaders.student_by_code.load(self.student_code)
        return None if found is None else Student.of(found)

    @strawberry.field(description="The term.")
    async def term(self, info: Info) -> "Term | None":
        """By loader."""
        found = await info.context.loaders.term_by_code.load(self.term_code)
        return None if found is None else Term.of(found)

    @strawberry.field(description="How it is carried out, step by step, at the same version.")
    def saga(self) -> "Saga | None":
        """Of the same state, without reading anything."""
        return Saga.of(self.state)


# Types that point at each other: imported once the ones above exist (docs/adr/0003-relations-by-loader.md).
from schema.enrollment import Enrollment  # noqa: E402
from schema.group import Group  # noqa: E402
from schema.saga import Saga  # noqa: E402
from schema.student import Student  # noqa: E402
from schema.term import Term  # noqa: E402
