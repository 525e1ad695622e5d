"""Tells notifications how tasks ended: best effort (docs/adr/0007-notifications-after-the-end.md)."""

import asyncio
from collections.abc import Callable

import structlog

from enrollment.task import TaskState
from kit.outage import Outage
from saga.errors import StepError
from workers.participants import GroupOutcome, Participant, ParticipantRequest, TaskEnding

_log = structlog.get_logger("workers.notifications")

_MAX_CONCURRENT = 16
"""Requests under way at the same time."""
_MAX_WAITING = 1000
"""Tasks waiting to be told of; what ends meanwhile is not told."""
_CLOSE_SECONDS = 1.0
"""Seconds that a worker which stops gives to what it is telling."""

OnFinal = Callable[[TaskState], None]
"""Hears of every task that ended. It returns at once and never raises."""


class Notifier:
    """Tells of each task once it is final, beside the worker's work. What cannot be told is dropped.

    Args:
        notifications: whom; None: nobody.
    """

    def __init__(self, notifications: Participant | None) -> None:
        self._notifications = notifications
        self._outage = Outage(_log, "notifications are not sent", "notifications are sent again")
        self._slots = asyncio.Semaphore(_MAX_CONCURRENT)
        self._sending: set[asyncio.Task[None]] = set()

    def send_soon(self, task: TaskState) -> None:
        """Tell of a final task, some time soon."""
        if self._notifications is None:
            return
        if len(self._sending) >= _MAX_WAITING:
            self._outage.failed(RuntimeError(f"{_MAX_WAITING} wait already"))
            return
        telling = asyncio.create_task(self._send(self._notifications, task))
        self._sending.add(telling)
        telling.add_done_callback(self._sending.discard)

    async def close(self) -> None:
        """Say last words, and give up the rest."""
        if self._sending:
            _, untold = await asyncio.wait(self._sending, timeout=_CLOSE_SECONDS)
            for telling in untold:
                telling.cancel()

    async def _send(self, notifications: Participant, task: TaskState) -> None:
        async with self._slots:
            try:
                await notifications.send(_request(task), task.correlation_id)
            except StepError as error:
                self._outage.failed(error)
            else:
                self._outage.recovered()


def _request(task: TaskState) -> ParticipantRequest:
    groups = tuple(GroupOutcome(group.group_code, group.status) for group in task.groups)
    return ParticipantRequest(
        saga=task.id,
        step="notify",
        verb="do",
        student_code=task.student_code,
        term_code=task.term_code,
        group_codes=tuple(group.group_code for group in task.groups),
        ending=TaskEnding(task.kind, task.status, groups),
    )
