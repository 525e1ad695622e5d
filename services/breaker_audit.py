"""Writes the changes of circuit breakers into the audit log; the database's own as soon as it can be reached again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import structlog

from guards.breaker.registry import BreakerRegistry
from guards.breaker.shared_state import CircuitChange
from kit.background import Loops
from kit.errors import CircuitOpen, DatabaseUnavailable
from kit.redis_errors import REDIS_ERRORS
from models.audit_entries import NewCircuitEntry
from models.audit_log import AuditLog

_log = structlog.get_logger("services.breaker_audit")

_INTERVAL_SECONDS = 0.5
"""Between two searches for changes to write."""


class BreakerAudit:
    """Writes changes while the database can be reached. Any process may: the database keeps one line a change."""

    def __init__(self, breakers: BreakerRegistry, audit_log: AuditLog) -> None:
        self._breakers = breakers
        self._audit_log = audit_log

    @asynccontextmanager
    async def running(self, loops: Loops) -> AsyncIterator[None]:
        """Write at intervals while the block runs, and once more when it has ended."""
        try:
            async with loops.running(self._run, "changes of circuit breakers"):
                yield
        finally:
            await self._write()

    async def _run(self) -> None:
        while True:
            await self._write()
            await asyncio.sleep(_INTERVAL_SECONDS)

    async def _write(self) -> None:
        if not self._breakers.of("database").closed:
            return
        try:
            if changes := await self._breakers.unaudited_changes():
                await self._audit_log.append_circuit_changes([_entry(change) for change in changes])
                await self._breakers.mark_audited(changes)
        except (CircuitOpen, DatabaseUnavailable, *REDIS_ERRORS):
            return  # the changes are kept, and these failures are logged where they are counted
        except Exception:  # noqa: BLE001 - a change that cannot be written must not end the loop
            _log.exception("changes of circuit breakers cannot be written")


def _entry(change: CircuitChange) -> NewCircuitEntry:
    by_hand = change.actor != "system"
    return NewCircuitEntry(
        datetime.fromtimestamp(change.at / 1000, UTC),
        change.actor,
        "RESET_CIRCUIT_BREAKER" if by_hand else "CIRCUIT_BREAKER",
        change.after.value,
        f"{change.service}: {change.cause}",
        change.correlation_id or None,
        change.service,
        change.epoch,
    )
