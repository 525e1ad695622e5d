"""Subscription saga: a saga's versions, which are its task's."""

from collections.abc import AsyncGenerator, Sequence
from uuid import UUID

from resolvers.context import Context
from resolvers.task_events import Change, changes
from saga.journal import Record


def watch_saga(context: Context, saga_id: UUID, after: int | None) -> AsyncGenerator[Change, None]:
    """The saga's versions newer than `after`, as `changes` orders them."""
    return changes(context, saga_id, after)


def changed_steps(change: Change) -> Sequence[Record]:
    """The steps that the journal has written since the subscriber's last event; all of them in a snapshot."""
    if change.snapshot:
        return change.state.steps
    return [step for step in change.state.steps if (step.version or 0) > change.since]
