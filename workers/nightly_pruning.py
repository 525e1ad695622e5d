"""Prunes once a day: by one worker at a time, whichever notices first that the hour has come."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import structlog

from enrollment.pruned import PrunedCounts
from models.retention import Retention, prune_turn
from workers.prune_archive import PruneArchive, UnusableArchive
from workers.pruner import Pruner

_log = structlog.get_logger("workers.nightly_pruning")


@dataclass(frozen=True, slots=True)
class PruneSchedule:
    """When what is deleted.

    Attributes:
        hour_utc: the hour of the day, 0 to 23.
        older_than: how long ago the terms of what is deleted have to be closed, at least.
        folder: in which each day's archive is a file; None: nothing is archived.
    """

    hour_utc: int
    older_than: timedelta
    folder: Path | None


class NightlyPruning:
    """Looks whether it is time, and prunes then.

    Args:
        url: of the database, for the connection that holds the lock.
    """

    def __init__(self, pruner: Pruner, retention: Retention, url: str, schedule: PruneSchedule) -> None:
        self._pruner = pruner
        self._retention = retention
        self._url = url
        self._schedule = schedule

    async def prune_if_due(self) -> None:
        """Prune, unless that was done today or another process does it. Raises DatabaseUnavailable."""
        if not await self._retention.due(self._schedule.hour_utc):
            return
        async with prune_turn(self._url) as mine:
            if mine and await self._retention.due(self._schedule.hour_utc):
                try:
                    await self._prune()
                except UnusableArchive as error:
                    _log.error("pruning stops, because what it deletes cannot be archived", reason=str(error))

    async def _prune(self) -> None:
        before = await self._retention.instant_before(self._schedule.older_than)
        folder = self._schedule.folder
        archive = None
        if folder is not None:
            archive = PruneArchive(folder / f"pruned-{before + self._schedule.older_than:%Y-%m-%d}.jsonl.gz")
        _log.info("pruning begins", before=before.isoformat(), archive=archive and str(archive.path))
        pruned = PrunedCounts()
        async for progress in self._pruner.prune(before, archive):
            pruned = progress.pruned
        await self._retention.completed()
        _log.info("pruning ends", sagas=pruned.sagas, audit_entries=pruned.audit_entries, workers=pruned.workers)
