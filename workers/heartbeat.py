"""A worker's heartbeat: while it beats, the worker's sagas are its own."""

from uuid import UUID

from kit.clock import Clock
from models import heartbeats
from workers.saga_executor import SagaExecutor


class Heartbeat:
    """Beats this worker's row, and does nothing else: whatever else might have to wait must not cost us the lease.

    Args:
        clock: is told what time it is, each time.
    """

    def __init__(self, worker_id: UUID, name: str, executor: SagaExecutor, clock: Clock) -> None:
        self._worker_id = worker_id
        self._name = name
        self._executor = executor
        self._clock = clock

    async def beat(self) -> None:
        """One beat."""
        at = await heartbeats.beat(self._worker_id, self._name, len(self._executor.in_flight))
        self._clock.set_to(int(at.timestamp() * 1000))
