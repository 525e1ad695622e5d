"""Subscription task: the versions of a task."""

from collections.abc import AsyncGenerator
from uuid import UUID

from resolvers.context import Context
from resolvers.task_events import TaskVersion, task_versions


def watch_task(context: Context, task_id: UUID | None, after_version: int | None) -> AsyncGenerator[TaskVersion, None]:
    """See `task_versions`."""
    return task_versions(context, task_id, after_version)
