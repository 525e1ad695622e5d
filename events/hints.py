"""What is sent through Redis after a commit. It may be lost, so the database is asked again later."""

from collections.abc import Iterable, Sequence
from typing import Protocol
from uuid import UUID

from enrollment.task import TaskState


class StatePublisher(Protocol):
    """Publishes the new states of tasks to subscribers. Never raises because of Redis."""

    async def publish(self, states: Sequence[TaskState]) -> None: ...


class Wakeups(Protocol):
    """Wakes workers for sagas that can go on. Never raises because of Redis."""

    async def wake(self, due: Iterable[tuple[UUID, int]]) -> int:
        """Queue a wake-up for each pair of a saga's id and the number of its claims so far.

        Returns how many of them were not queued already; 0 while Redis cannot be reached.
        """
        ...


class WakeupsAndKeys(Protocol):
    """Wakes workers and stores idempotency keys in one call: both follow the commit that accepts tasks."""

    async def wake_and_remember(self, due: Iterable[tuple[UUID, int]], keys: Iterable[tuple[str, UUID]]) -> None:
        """Queue wake-ups as `Wakeups.wake` does, and store the tasks' ids under the names of their keys in Redis."""
        ...


class NoHints:
    """Publishes nothing and wakes no worker: for a command that runs without either subscribers or other workers."""

    async def publish(self, states: Sequence[TaskState]) -> None:
        """Do nothing."""

    async def wake(self, due: Iterable[tuple[UUID, int]]) -> int:  # noqa: ARG002 - see `Wakeups`
        """Queue nothing."""
        return 0
