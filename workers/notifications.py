"""Tells notifications how tasks ended: best effort (docs/adr/0007-notifications-after-the-end.md)."""

import asyncio
from collections.abc import Callable

import structlog

from enrollment.task import TaskState
from kit.outage import Outage
from saga.errors import StepError
from workers.participants import Ending, GroupOutcome, Message, Participant

_log = structlog.get_logger("workers.notifications")

_AT_ONCE = 16
"""Requests under way at the same time."""
_MOST_WAITING = 1000
"""Tasks waiting to be told of; what ends meanwhile is not told."""
_LAST_WORDS = 1.0
"""Seconds that a worker which stops gives to what it is telling."""

Notify = Callable[[TaskState], None]
"""Hears of every task that ended. It returns at once and never raises."""


class Notifier:
    """Tells of each task once it is final, beside the worker's work. What cannot be told is dropped.

    Args:
        notifications: whom; None: nobody.
    """

    def __init__(self, notifications: Participant | None) -> None:
        self._notifications = notifications
        self._outage = Outage(_log, "notifications are not sent", "notifications are sent again")
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._telling: set[asyncio.Task[None]] = set()

    def tell(self, task: TaskState) -> None:
        """Tell of a final task, some time soon."""
        if self._notifications is None:
            return
        if len(self._telling) >= _MOST_WAITING:
            self._outage.failed(RuntimeError(f"{_MOST_WAITING} wait already"))
            return
        telling = asyncio.create_task(self._tell(self._notifications, task))
        self._telling.add(telling)
        telling.add_done_callback(self._telling.discard)

    async def close(self) -> None:
        """Say last words, and give up the rest."""
        if self._telling:
            _, untold = await asyncio.wait(self._telling, timeout=_LAST_WORDS)
            for telling in untold:
                telling.cancel()

    async def _tell(self, notifications: Participant, task: TaskState) -> None:
        async with self._room:
            try:
                await notifications.ask(_message(task), task.correlation_id)
            except StepError as error:
                self._outage.failed(error)
            else:
                self._outage.recovered()


def _message(task: TaskState) -> Message:
    groups = tuple(GroupOutcome(group.group_code, group.status) for group in task.groups)
    return Message(
        saga=task.id,
        step="notify",
        verb="do",
        student_code=task.student_code,
        term_code=task.term_code,
        group_codes=tuple(group.group_code for group in task.groups),
        ending=Ending(task.kind, task.status, groups),
    )
