"""Heartbeats: a worker lives as long as its row is beaten."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from models.database import Queries
from models.sql import SQL
from models.workers import WorkerRow

_BEAT = SQL["heartbeats.beat"]
_ALIVE_ON_HOST = SQL["heartbeats.alive_on_host"]
_LEAVE = SQL["heartbeats.leave"]


def worker_name(host: str, process: int | str) -> str:
    """The name of a worker, by its host and the id of its process."""
    return f"{host}:{process}"


class Heartbeats:
    """Writes and reads the heartbeats of workers.

    Args:
        queries: the database without its circuit breaker. The lease must not run out because others have failed, and a
            heartbeat that works, or does not, every few seconds says nothing about a batch.
    """

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    async def beat(self, worker_id: UUID, name: str, running: int, plans: Sequence[str]) -> datetime:
        """Record that this worker is alive and runs `running` sagas; the time by the database's clock.

        `plans`: those that it knows, by name and version.
        """
        [row] = await self._queries.query(_BEAT, worker_id, name, running, list(plans))
        at: datetime = row["heartbeat_at"]
        return at

    async def count(self) -> int:
        """How many workers there are, dead ones of the last day included."""
        return await self._queries.run(lambda client: WorkerRow.filter().using_db(client).count())

    async def alive_on(self, host: str, lease: timedelta) -> int:
        """How many workers on the host have a heartbeat that is younger than the lease."""
        [row] = await self._queries.query(_ALIVE_ON_HOST, lease, worker_name(host, ""))
        alive: int = row["alive"]
        return alive

    async def leave(self, worker_id: UUID) -> None:
        """Forget this worker: its sagas may be claimed immediately."""
        await self._queries.query(_LEAVE, worker_id)
