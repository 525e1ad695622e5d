"""What is said of a task that is not found: it may be one of those that are archived."""

from collections.abc import Awaitable
from typing import TypeVar
from uuid import UUID

import msgspec

from enrollment.problems import SagaNotFound, TaskNotFound
from resolvers.context import Context
from resolvers.errors import Archived

Found = TypeVar("Found")


async def or_archived(context: Context, task_id: UUID | None, found: Found | None) -> Found | None:
    """What was found. Raises Archived if nothing was and the task is as old as those that are archived."""
    if found is None and task_id is not None and (before := await context.loaders.archived_before.load(task_id)):
        raise Archived(before)
    return found


async def saying_if_archived(context: Context, task_id: UUID, call: Awaitable[Found]) -> Found:
    """What the call returns; a problem that there is no such task says if it may be archived."""
    outcome = await call
    if isinstance(outcome, TaskNotFound | SagaNotFound):
        return msgspec.structs.replace(outcome, archived_before=await context.loaders.archived_before.load(task_id))
    return outcome
