"""Changes of circuit breakers on their way into the audit log; the database's own can be written when it is back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import structlog

from guards.breaker.policy import CircuitChange
from guards.breaker.registry import BreakerRegistry
from kit.background import running_in_background
from kit.errors import CircuitOpen
from kit.redis_errors import REDIS_ERRORS
from models import audit_log
from models.database import transient

_log = structlog.get_logger("services.breaker_audit")

_EVERY = 0.5
"""Seconds between two looks for changes that wait."""
_LONGEST_ACTOR = 200


class BreakerAudit:
    """Writes what waits, while the database is well. Any process may; the database keeps one line a change."""

    def __init__(self, breakers: BreakerRegistry) -> None:
        self._breakers = breakers

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Write meanwhile, and once more in the end."""
        try:
            async with running_in_background(self._run(), "changes of circuit breakers"):
                yield
        finally:
            await self._write()

    async def _run(self) -> None:
        while True:
            await self._write()
            await asyncio.sleep(_EVERY)

    async def _write(self) -> None:
        if not self._breakers.of("database").closed:
            return  # an audit line is no trial
        try:
            if changes := await self._breakers.unaudited_changes():
                await audit_log.append_circuit_changes([_entry(change) for change in changes])
                await self._breakers.mark_audited(changes)
        except (CircuitOpen, *REDIS_ERRORS):
            return  # it waits; whoever is away is told of elsewhere
        except Exception as error:  # noqa: BLE001 - one line that cannot be written must not end the others
            if not transient(error):
                _log.exception("changes of circuit breakers cannot be written")


def _entry(change: CircuitChange) -> audit_log.NewCircuitEntry:
    by_hand = change.actor != "system"
    return audit_log.NewCircuitEntry(
        datetime.fromtimestamp(change.at / 1000, UTC),
        change.actor[:_LONGEST_ACTOR],
        "RESET_CIRCUIT_BREAKER" if by_hand else "CIRCUIT_BREAKER",
        change.after.value,
        f"{change.service}: {change.cause}",
        change.correlation_id or None,
        change.service,
        change.epoch,
    )
