"""Heartbeats: a worker lives as long as its row is beaten."""

from datetime import datetime
from uuid import UUID

from models.database import database, query

_BEAT = """
INSERT INTO workers (id, name, started_at, heartbeat_at, running)
VALUES ($1, $2, clock_timestamp(), clock_timestamp(), $3)
ON CONFLICT (id) DO UPDATE SET heartbeat_at = excluded.heartbeat_at, running = excluded.running
RETURNING heartbeat_at"""

_FORGET_DEAD = "DELETE FROM workers WHERE heartbeat_at < clock_timestamp() - interval '1 day'"


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
    await query("DELETE FROM workers WHERE id = $1", worker_id, using=database())
    await query(_FORGET_DEAD, using=database())
