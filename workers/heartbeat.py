"""The heartbeat of a worker: while it goes on, no other worker takes over its sagas."""

from collections.abc import Sequence
from uuid import UUID

from kit.clock import Clock
from models.heartbeats import Heartbeats
from workers.saga_executor import SagaExecutor


class Heartbeat:
    """Writes the heartbeat into this worker's row, and does nothing that could delay it: a late one costs the lease.

    Args:
        executor: the number of its sagas is written with each heartbeat.
        plans: the plans that this worker knows, by name and version.
        clock: is set to the database's time with each heartbeat.
    """

    def __init__(
        self,
        heartbeats: Heartbeats,
        worker_id: UUID,
        name: str,
        executor: SagaExecutor,
        plans: Sequence[str],
        clock: Clock,
    ) -> None:
        self._heartbeats = heartbeats
        self._worker_id = worker_id
        self._name = name
        self._executor = executor
        self._plans = plans
        self._clock = clock

    async def beat(self) -> None:
        """Write one heartbeat."""
        running = len(self._executor.in_flight)
        at = await self._heartbeats.beat(self._worker_id, self._name, running, self._plans)
        self._clock.set_to(int(at.timestamp() * 1000))

    async def leave(self) -> None:
        """Delete the row: other workers may take over this worker's sagas without waiting for the lease to end."""
        await self._heartbeats.leave(self._worker_id)
