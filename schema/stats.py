"""How the work goes, in figures."""

from datetime import datetime
from typing import Self

import strawberry

from enrollment import statistics as domain
from saga import journal
from schema.circuit_breaker import CircuitBreaker
from schema.enums import LatencyKind, SagaStatus
from schema.idempotency import IdempotencyCacheStats
from services.stats import Stats as Reading


@strawberry.type(description="A worker, as its heartbeat tells of it. One that died is forgotten after a day.")
class WorkerInfo:
    """Of `enrollment.statistics.WorkerInfo`."""

    id: str = strawberry.field(description="Its id, as in the logs.")
    name: str = strawberry.field(description="Its host and process id.")
    last_heartbeat_at: datetime = strawberry.field(description="When it last said that it lives.")
    lives: bool = strawberry.field(
        description="Whether that is so recent that its sagas are its own. Those of a dead one go to others."
    )
    running: int = strawberry.field(description="Sagas in its hands at its last heartbeat.")
    started_at: datetime = strawberry.field(description="When it began.")

    @classmethod
    def of(cls, worker: domain.WorkerInfo) -> Self:
        """The worker as clients see it."""
        return cls(
            id=str(worker.id),
            name=worker.name,
            last_heartbeat_at=worker.last_heartbeat_at,
            lives=worker.lives,
            running=worker.running,
            started_at=worker.started_at,
        )


@strawberry.type(description="Sagas to be carried further, counted in the database. STUCK ones are not among them.")
class QueueStats:
    """Of `enrollment.statistics.QueueStats`."""

    waiting: int = strawberry.field(description="Those that any worker may claim now.")
    running: int = strawberry.field(
        description="Those in the hands of a living worker, also while it waits before it tries a step again."
    )
    deferred: int = strawberry.field(
        description="Those that wait for another saga of their student in the same term: one at a time, in order."
    )
    oldest_waiting_seconds: float | None = strawberry.field(
        description="Since the one of those waiting that was accepted first was; null if none waits."
    )
    workers: list[WorkerInfo] = strawberry.field(description="Those that work or did within the day, oldest first.")

    @classmethod
    def of(cls, queue: domain.QueueStats) -> Self:
        """The queue as clients see it."""
        return cls(
            waiting=queue.waiting,
            running=queue.running,
            deferred=queue.deferred,
            oldest_waiting_seconds=queue.oldest_waiting_seconds,
            workers=[WorkerInfo.of(worker) for worker in queue.workers],
        )


@strawberry.type(description="How many sagas are in a status.")
class SagaStatusCount:
    """An entry of `enrollment.statistics.SagaStats.by_status`."""

    status: SagaStatus = strawberry.field(description="Which.")
    count: int = strawberry.field(description="How many; of a final one, all there ever were.")

    @classmethod
    def of(cls, status: journal.SagaStatus, count: int) -> Self:
        """The count as clients see it."""
        return cls(status=SagaStatus[status.name], count=count)


@strawberry.type(description="All sagas, exactly, whatever ends meanwhile.")
class SagaStats:
    """Of `enrollment.statistics.SagaStats`."""

    active: int = strawberry.field(description="Those that are not final, STUCK ones included.")
    by_status: list[SagaStatusCount] = strawberry.field(description="Every status once.")
    oldest_active_seconds: float | None = strawberry.field(
        description="Since the active one that was accepted first was; null if none is active."
    )

    @classmethod
    def of(cls, sagas: domain.SagaStats) -> Self:
        """The counts as clients see them."""
        return cls(
            active=sagas.active,
            by_status=[SagaStatusCount.of(status, count) for status, count in sagas.by_status.items()],
            oldest_active_seconds=sagas.oldest_active_seconds,
        )


@strawberry.type(description="How long something took within the last five minutes; percentiles within 5.1 %.")
class LatencyStats:
    """Of `enrollment.statistics.LatencyStats`."""

    what: LatencyKind = strawberry.field(description="What was timed.")
    p50_seconds: float = strawberry.field(description="Half took at most so long; 0 where nothing was timed.")
    p95_seconds: float = strawberry.field(description="95 % took at most so long.")
    p99_seconds: float = strawberry.field(description="99 % took at most so long.")
    count: int = strawberry.field(description="How many were timed.")

    @classmethod
    def of(cls, latency: domain.LatencyStats) -> Self:
        """The percentiles as clients see them."""
        return cls(
            what=LatencyKind[latency.what.name],
            p50_seconds=latency.p50_seconds,
            p95_seconds=latency.p95_seconds,
            p99_seconds=latency.p99_seconds,
            count=latency.count,
        )


@strawberry.type(description="How the work goes: one reading for all who ask within half a second.")
class Stats:
    """Of `services.stats.Stats`."""

    at: datetime = strawberry.field(description="When it was read, by the database's clock.")
    queue: QueueStats = strawberry.field(description="What is to be done, and by whom.")
    sagas: SagaStats = strawberry.field(description="What there is, by status.")
    circuit_breakers: list[CircuitBreaker] = strawberry.field(description="How the services that we depend on fare.")
    idempotency: IdempotencyCacheStats = strawberry.field(description="How the cache of idempotency keys fares.")
    latency: list[LatencyStats] = strawberry.field(
        description="How long things took, in all processes; while Redis is away, in this one."
    )

    @classmethod
    def of(cls, reading: Reading) -> Self:
        """The reading as clients see it."""
        return cls(
            at=reading.work.at,
            queue=QueueStats.of(reading.work.queue),
            sagas=SagaStats.of(reading.work.sagas),
            circuit_breakers=[CircuitBreaker.of(status) for status in reading.circuit_breakers],
            idempotency=IdempotencyCacheStats.of(reading.idempotency),
            latency=[LatencyStats.of(latency) for latency in reading.latency],
        )
