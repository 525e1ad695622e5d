"""Cancels groups, and wakes workers for the drops of those who are enrolled."""

import structlog

from enrollment.catalogue_edits import CancelledGroup
from events.hints import Wakeups
from models.group_cancellations import GroupCancellations

_log = structlog.get_logger("services.group_canceller")


class GroupCanceller:
    """Cancels groups for registrars."""

    def __init__(self, cancellations: GroupCancellations, wakeups: Wakeups) -> None:
        self._cancellations = cancellations
        self._wakeups = wakeups

    async def cancel(
        self, term_code: str, group_code: str, *, actor: str, reason: str, correlation_id: str
    ) -> CancelledGroup:
        """Returns once it is committed and workers are woken; without Redis the sweep finds the drops."""
        cancelling = await self._cancellations.cancel(
            term_code, group_code, actor=actor, reason=reason, correlation_id=correlation_id
        )
        if cancelling.drops:
            _log.info("cancelled a group", term_code=term_code, group_code=group_code, drops=len(cancelling.drops))
            await self._wakeups.wake([(drop_id, 0) for drop_id in cancelling.drops])
        return cancelling.outcome
