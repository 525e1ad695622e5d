"""Revokes tokens, in every API process."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

import structlog

from enrollment.revocation import Revocation
from events.revocation_publisher import RevocationPublisher, read_revocation
from guards.revoked_tokens import RevokedTokens
from kit.background import Loops
from kit.outage import Outage
from models.revocations import Revocations

_log = structlog.get_logger("services.token_revocations")

_OVERLAP_ROWS = 100
"""By how many ids each reading reaches back: a transaction may commit after one that began later. Moments would not do:
the database's clock may be set back."""
_MARGIN_SECONDS = 60.0
"""A revocation is kept for this much longer than a token can live: clocks differ, and expiry has a leeway."""
_FIRST_READING_SECONDS = 2.0
"""How long a process that starts waits for the revocations that there are."""
_REMOVAL_SECONDS = 3600.0
"""Between two removals of what has expired."""


class TokenRevocations:
    """Records revocations in the database, publishes them, and learns of those of other processes.

    Args:
        store: where they are kept.
        tokens: those that this process refuses.
        publisher: tells the other processes.
        max_life_seconds: the longest life of a token.
        interval_seconds: the time between two readings of the database.
    """

    def __init__(
        self,
        store: Revocations,
        tokens: RevokedTokens,
        publisher: RevocationPublisher,
        *,
        max_life_seconds: float,
        interval_seconds: float,
    ) -> None:
        self._store = store
        self.tokens = tokens
        self._publisher = publisher
        self._keep_seconds = max_life_seconds + _MARGIN_SECONDS
        self._interval_seconds = interval_seconds
        self._last_id = 0
        self._remove_at = 0.0
        self._outage = Outage(_log, "revocations of other processes cannot be read", "revocations are read again")

    async def revoke(
        self, subject: str | None, jti: str | None, *, actor: str, reason: str, correlation_id: str
    ) -> Revocation:
        """Refuse the token with this `jti`, and those of the subject that were issued until now.

        Returns once it is committed and in force in this process. Raises DatabaseUnavailable.
        """
        revocation = await self._store.add(subject, jti, actor=actor, reason=reason, correlation_id=correlation_id)
        _log.info("revoked")
        self.tokens.add([revocation])
        await self._publisher.publish(revocation)
        return revocation

    def receive(self, message: bytes) -> None:
        """Refuse what another process has revoked."""
        if (revocation := read_revocation(message)) is not None:
            self.tokens.add([revocation])

    async def catch_up(self) -> None:
        """Read what was revoked since the last reading, and forget what has expired. Raises DatabaseUnavailable."""
        if found := await self._store.after(self._last_id - _OVERLAP_ROWS):
            self._last_id, _ = found[-1]
            self.tokens.add(revocation for _, revocation in found)
        self.tokens.forget_until(datetime.now(UTC).timestamp() - self._keep_seconds)

    @asynccontextmanager
    async def running(self, loops: Loops) -> AsyncIterator[None]:
        """Catch up while the block runs, and remove what has expired. At its beginning it is up to date if the
        database answers."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_FIRST_READING_SECONDS):
                await self._read()
        async with loops.running(self._run, "revocations"):
            yield

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._interval_seconds)
            await self._read()

    async def _read(self) -> None:
        try:
            await self.catch_up()
            if time.monotonic() >= self._remove_at:
                await self._store.remove_older(self._keep_seconds)
                self._remove_at = time.monotonic() + _REMOVAL_SECONDS
        except Exception as error:  # noqa: BLE001 - the loop must go on after any error; the next reading tries again
            self._outage.failed(error)
        else:
            self._outage.recovered()
