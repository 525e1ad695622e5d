"""Has the invariants checked every so often, by one process of all, and on request."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import structlog

from enrollment.invariants import InvariantFinding, violated
from kit.background import Loops
from kit.periodic import every
from models.invariants import InvariantChecks

_log = structlog.get_logger("services.invariants")

_FRESH = timedelta(seconds=1)
"""For how long a check on request answers all who ask, in all processes."""


class InvariantMonitor:
    """Has the invariants checked at intervals and on request, once for all callers within a second.

    Args:
        lease: how old the heartbeat of a living worker may be.
        overdue: age at which a task that no worker has claimed should have been final.
        seconds: between two checks.

    Attributes:
        findings: of the latest check, by whichever process; empty before the first.
    """

    def __init__(self, checks: InvariantChecks, lease: timedelta, overdue: timedelta, seconds: float) -> None:
        self._checks = checks
        self._lease = lease
        self._overdue = overdue
        self._seconds = seconds
        self._inspecting = asyncio.Lock()  # those who wait for a check hold no connection
        self.findings: Sequence[InvariantFinding] = ()

    async def inspect(self) -> Sequence[InvariantFinding]:
        """One finding for each invariant."""
        await self._inspect(_FRESH)
        return self.findings

    @asynccontextmanager
    async def running(self, loops: Loops) -> AsyncIterator[None]:
        """Check at intervals while the block runs."""
        # Half the time: of processes that look equally often, now this one and now that one finds that it is time.
        fresh = timedelta(seconds=self._seconds / 2)
        async with loops.running(
            lambda: every(self._seconds, lambda: self._catch_up(fresh), "invariants"), "invariants"
        ):
            yield

    async def _catch_up(self, fresh: timedelta) -> None:
        """One check, and further ones as long as more sagas have ended than one check has time for."""
        while await self._inspect(fresh):
            fresh = timedelta()

    async def _inspect(self, fresh: timedelta) -> bool:
        asked = time.monotonic()
        async with self._inspecting:
            fresh += timedelta(seconds=time.monotonic() - asked)  # what began since serves all who have waited for it
            inspection = await self._checks.inspect(lease=self._lease, overdue=self._overdue, fresh=fresh)
        new = {finding.invariant for finding in violated(inspection.findings)} - {
            finding.invariant for finding in violated(self.findings)
        }
        self.findings = inspection.findings
        for finding in inspection.findings:
            if finding.invariant in new:
                _log.error(
                    "an invariant is violated",
                    invariant=finding.invariant.value,
                    violations=finding.violations,
                    examples=finding.examples,
                )
        return inspection.behind
