"""Heartbeats: a worker lives as long as its row is beaten."""

from datetime import datetime
from uuid import UUID

from models.database import database, query
from models.sql import SQL

_BEAT = SQL["heartbeat.beat"]
_LEAVE = SQL["heartbeat.leave"]


async def beat(worker_id: UUID, name: str, running: int) -> datetime:
    """Say that this worker lives and has `running` sagas in its hands; what time it is, by the database's clock.

    Outside the circuit breaker: the lease must not run out because others have failed, and a heartbeat that works, or
    does not, every few seconds says nothing about a batch.
    """
    [row] = await query(_BEAT, worker_id, name, running, using=database())
    at: datetime = row["heartbeat_at"]
    return at


async def leave(worker_id: UUID) -> None:
    """Say goodbye: whatever this worker still has may be taken over at once."""
    await query(_LEAVE, worker_id, using=database())
