"""Subscription task: a task's versions."""

from collections.abc import AsyncGenerator
from uuid import UUID

from resolvers.context import Context
from resolvers.task_events import Change, changes


def watch_task(context: Context, task_id: UUID, after: int | None) -> AsyncGenerator[Change, None]:
    """The task's versions newer than `after`, as `changes` orders them."""
    return changes(context, task_id, after)
