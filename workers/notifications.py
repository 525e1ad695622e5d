"""Notifies another system of how tasks ended: best effort (docs/adr/0007-notifications-after-the-end.md)."""

import asyncio
from collections.abc import Callable

import structlog

from enrollment.task import TaskState
from kit.outage import Outage
from saga.errors import Later, StepError
from workers.participant_messages import GroupOutcome, ParticipantRequest, TaskEnding
from workers.participants import Participant

_log = structlog.get_logger("workers.notifications")

_MAX_CONCURRENT = 16
"""The largest number of requests under way."""
_MAX_WAITING = 1000
"""The largest number of unsent notifications; further ones are dropped."""
_MAX_ASKED, _ASK_AGAIN_SECONDS = 3, 1.0
"""How often a notification is sent that is answered "later", and the pause if that does not say how long."""
_CLOSE_SECONDS = 1.0
"""How long a stopping worker waits for unsent notifications."""

OnFinal = Callable[[TaskState], None]
"""Is called with each task that became final. It does not block and never raises."""


class Notifier:
    """Sends a notification of each final task in the background. One that cannot be sent is dropped.

    Args:
        notifications: the system that is notified; None: none is.
    """

    def __init__(self, notifications: Participant | None) -> None:
        self._notifications = notifications
        self._outage = Outage(_log, "notifications are not sent", "notifications are sent again")
        self._slots = asyncio.Semaphore(_MAX_CONCURRENT)
        self._sending: set[asyncio.Task[None]] = set()

    def send_soon(self, task: TaskState) -> None:
        """Send a notification of a final task in the background."""
        if self._notifications is None:
            return
        if len(self._sending) >= _MAX_WAITING:
            self._outage.failed(RuntimeError(f"{_MAX_WAITING} notifications are waiting already"))
            return
        sending = asyncio.create_task(self._send(self._notifications, task))
        self._sending.add(sending)
        sending.add_done_callback(self._sending.discard)

    async def close(self) -> None:
        """Wait a moment for unsent notifications, then drop them."""
        if self._sending:
            _, unsent = await asyncio.wait(self._sending, timeout=_CLOSE_SECONDS)
            for sending in unsent:
                sending.cancel()

    async def _send(self, notifications: Participant, task: TaskState) -> None:
        async with self._slots:
            try:
                await _send_when_asked(notifications, task)
            except StepError as error:
                self._outage.failed(error)
            else:
                self._outage.recovered()


async def _send_when_asked(notifications: Participant, task: TaskState) -> None:
    for _ in range(_MAX_ASKED - 1):
        try:
            await notifications.send(_request(task), task.correlation_id)
        except Later as error:
            await asyncio.sleep(error.seconds or _ASK_AGAIN_SECONDS)
        else:
            return
    await notifications.send(_request(task), task.correlation_id)


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
