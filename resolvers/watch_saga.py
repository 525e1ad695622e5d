"""Subscription saga: the versions of a saga, which are those of its task."""

from collections.abc import AsyncGenerator, Sequence
from uuid import UUID

from resolvers.context import Context
from resolvers.task_events import TaskVersion, task_versions
from saga.journal import Record


def watch_saga(context: Context, saga_id: UUID | None, after_version: int | None) -> AsyncGenerator[TaskVersion, None]:
    """See `task_versions`."""
    return task_versions(context, saga_id, after_version)


def changed_steps(version: TaskVersion) -> Sequence[Record]:
    """The steps that the journal has written since the subscriber's last event; all of them in a snapshot."""
    if version.snapshot:
        return version.state.steps
    return [step for step in version.state.steps if step.version > version.since]
