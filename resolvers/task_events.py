"""The versions of a task as a subscriber gets them: a snapshot, then rising versions; the final one is never missed."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self
from uuid import UUID

from enrollment.task import TaskState
from resolvers.archived import or_archived
from resolvers.context import Context
from resolvers.errors import NotFound
from resolvers.permissions import may_see, signed_in


@dataclass(frozen=True, slots=True)
class TaskVersion:
    """One event of a subscription.

    Attributes:
        state: the whole state at its version.
        snapshot: whether it was read when the subscription began; it may be older than the subscription.
        since: the version that the subscriber had before; 0 where that is not known.
        at: when the task ended for a final version, else when this server passed it on; UTC.
        shared: what is made of the state for all subscribers to whom it was published; None if it was read for one.
    """

    state: TaskState
    snapshot: bool
    since: int
    at: datetime
    shared: dict[object, Any] | None = None

    @classmethod
    def of_now(cls, state: TaskState, *, snapshot: bool, since: int, shared: dict[object, Any] | None = None) -> Self:
        """The event that is sent now."""
        ended = state.finished_at if state.final else None
        return cls(state=state, snapshot=snapshot, since=since, at=ended or datetime.now(UTC), shared=shared)


async def task_versions(
    context: Context, task_id: UUID | None, after_version: int | None
) -> AsyncGenerator[TaskVersion, None]:
    """The versions of the task, until its final one.

    A final version that is not newer than `after_version` is not sent, and a live one that is the same makes no
    snapshot. A version that does not exist yet is taken for a mistake: the snapshot is sent. Raises NotSignedIn, and
    NotFound where the caller may not see the task or `task_id` is None; or Archived.
    """
    signed_in(context)
    absent = NotFound(
        "There is no task or saga with this id.", "No existe ninguna tarea ni saga con este identificador."
    )
    if task_id is None:
        raise absent
    # First listen, then read: the other way round, a version committed in between would be missed.
    async with context.services.task_feed.watch(task_id) as watch:
        state = await context.services.tasks.task(task_id)
        if state is None or not may_see(context, state.student_code):
            await or_archived(context, task_id, None)
            raise absent
        if after_version is not None and state.final and after_version >= state.version:
            return
        last = state.version
        if after_version != last:
            yield TaskVersion.of_now(state, snapshot=True, since=0)
        if state.final:
            return
        del state  # a subscription waits for long
        async for newer in watch:
            if newer.version > last:
                yield TaskVersion.of_now(newer, snapshot=False, since=last, shared=watch.shared)
                if newer.final:
                    return
                last, watch.shared = newer.version, {}
            del newer
