"""A task's versions as a subscriber sees them: a snapshot, then rising versions, the final one never missed."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from enrollment.task import TaskState
from resolvers.context import Context
from resolvers.errors import NotFound
from resolvers.permissions import may_see, signed_in


@dataclass(frozen=True, slots=True)
class Change:
    """One event of a subscription.

    Attributes:
        state: the whole state at its version.
        snapshot: whether it was read when the subscription began; it may be older than the subscription.
        since: the version that the subscriber had before; 0 where that is not known.
        at: when the task ended for a final version, else when this server passed it on; UTC.
    """

    state: TaskState
    snapshot: bool
    since: int
    at: datetime


async def changes(context: Context, task_id: UUID, after: int | None) -> AsyncGenerator[Change, None]:
    """What happens to the task, until its final version.

    `after` is the version that the subscriber has seen: nothing comes for a final version that is not newer, and no
    snapshot for a live one that is the same. A version that does not exist yet is taken for a mistake: the snapshot
    comes. Raises NotSignedIn, and NotFound, for what is not the caller's business too.
    """
    signed_in(context)
    # First listen, then read: the other way round a version committed in between would be missed, for ever if final.
    async with context.ports.task_feed.watch(task_id) as watch:
        state = (await context.ports.tasks.tasks([task_id])).get(task_id)
        if state is None or not may_see(context, state.student_code):
            raise NotFound(f"There is no task or saga {task_id}.")
        if after is not None and state.final and after >= state.version:
            return
        last = state.version
        if after != last:
            yield _change(state, snapshot=True, since=0)
        if state.final:
            return
        async for newer in watch:
            if newer.version <= last:
                continue
            yield _change(newer, snapshot=False, since=last)
            if newer.final:
                return
            last = newer.version


def _change(state: TaskState, *, snapshot: bool, since: int) -> Change:
    ended = state.finished_at if state.final else None
    return Change(state=state, snapshot=snapshot, since=since, at=ended or datetime.now(UTC))
