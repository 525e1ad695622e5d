"""Idempotency keys as operators see and free them, and their way back into an empty cache."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import structlog

from enrollment.paging import Page, PageRequest
from enrollment.problems import EntryInFlight, EntryNotFound
from enrollment.searches import IdempotencyKeyEntry, IdempotencySearch
from guards.idempotency.cache import KeyCache
from guards.idempotency.counts import CacheStats, SharedLookupCounts
from models.idempotency_keys import IdempotencyKeyStore

_log = structlog.get_logger("services.idempotency_keys")

_WARMED = 10_000
"""Keys that a process brings back into Redis when it starts: those that stand longest."""
_BATCH_SIZE = 200


class IdempotencyKeys:
    """Reads and frees idempotency keys for operators."""

    def __init__(self, store: IdempotencyKeyStore, cache: KeyCache, counts: SharedLookupCounts) -> None:
        self._store = store
        self._cache = cache
        self._counts = counts

    async def cache_stats(self) -> CacheStats:
        """The counts of all processes, or of this one while Redis cannot be reached."""
        size = await self._store.count_active()  # first: if the database cannot be reached, Redis is not asked
        return CacheStats(await self._counts.read(), size=size, ttl_seconds=self._cache.ttl_ms // 1000)

    async def entries(self, search: IdempotencySearch, page: PageRequest) -> Page[IdempotencyKeyEntry]:
        """Those that expire last first. Raises BadCursor."""
        return await self._store.search(search, page)

    async def entries_by_id(self, ids: Sequence[UUID]) -> Mapping[UUID, IdempotencyKeyEntry]:
        """By the ids of their tasks."""
        return await self._store.by_ids(ids)

    async def invalidate(
        self, entry_id: UUID, *, actor: str, reason: str, correlation_id: str
    ) -> IdempotencyKeyEntry | EntryNotFound | EntryInFlight:
        """Returns once it is committed and forgotten by Redis, if Redis is there."""
        released = await self._store.release(entry_id, actor=actor, reason=reason, correlation_id=correlation_id)
        path = ("input", "entryId")
        entry = (await self._store.by_ids([entry_id])).get(entry_id)
        if entry is None:
            return EntryNotFound(path=path)
        if entry.released_at is None:
            return EntryInFlight(entry_id=str(entry_id), path=path)
        if released:
            _log.info("invalidated", saga_id=str(entry_id))
            await self._cache.forget((entry.scope, entry.key), entry_id)
        return entry

    async def warm_up(self) -> None:
        """Bring keys that stand back into a Redis that has lost them; what it knows is newer and stays.

        Nothing depends on it: without it, replays meet the unique index. So the first failure ends it.
        """
        try:
            standing = await self._store.last_to_expire(_WARMED)
        except Exception as error:  # noqa: BLE001 - not started again if the tables, say, are not there yet
            _log.warning("idempotency keys are not warmed up", error=repr(error))
            return
        for first in range(0, len(standing), _BATCH_SIZE):
            some = standing[first : first + _BATCH_SIZE]
            if not await self._cache.fill([((key.scope, key.key), key.id, key.seconds_left) for key in some]):
                return
        _log.info("idempotency keys are warmed up", count=len(standing))
