"""How the work goes, in figures."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

import strawberry

from enrollment import statistics as domain
from schema.circuit_breakers import CircuitBreaker
from schema.enums import LatencyKind, SagaStatus
from schema.idempotency_cache import IdempotencyCacheStats
from schema.mapping import copy_fields
from services import stats


@strawberry.type(description="A worker, as of its last heartbeat. One that died is forgotten after a day.")
class WorkerInfo:
    id: str = strawberry.field(description="Its id, as in the logs.")
    name: str = strawberry.field(description="Its host and process id.")
    last_heartbeat_at: datetime = strawberry.field(description="When its last heartbeat was.")
    alive: bool = strawberry.field(
        description="Whether that is recent enough for it to keep its sagas. Those of a dead worker go to others."
    )
    running: int = strawberry.field(description="Sagas that it had claimed at its last heartbeat.")
    started_at: datetime = strawberry.field(description="When it began.")


@strawberry.type(description="Sagas that wait or run, counted in the database. STUCK ones are not among them.")
class QueueStats:
    waiting: int = strawberry.field(description="Those that any worker may claim now.")
    running: int = strawberry.field(description="Those that a live worker has claimed.")
    deferred: int = strawberry.field(
        description="Those that wait for another system, or for another saga of their student in the same term."
    )
    oldest_waiting_seconds: float | None = strawberry.field(
        description="How long the first of those waiting has waited, since it was accepted or, if it was put down, "
        "since it is due; null if none waits."
    )
    workers: Sequence[domain.WorkerInfo] = strawberry.field(
        description="Those that work or did within the day, oldest first.", graphql_type=list[WorkerInfo]
    )


@strawberry.type(description="How many sagas are in a status.")
class SagaStatusCount:
    status: SagaStatus = strawberry.field(description="Which.")
    count: int = strawberry.field(description="How many; of a final one, all there ever were.")


@strawberry.type(description="All sagas, counted exactly even while some of them end.")
class SagaStats:
    active: int = strawberry.field(description="Those that are not final, STUCK ones included.")
    by_status: Sequence[SagaStatusCount] = strawberry.field(description="Every status once.")
    oldest_active_seconds: float | None = strawberry.field(
        description="Since the active one that was accepted first was; null if none is active."
    )


@strawberry.type(description="How long something took within the last five minutes; percentiles within 5.1 %.")
class LatencyStats:
    what: LatencyKind = strawberry.field(description="What was timed.")
    p50_seconds: float = strawberry.field(description="Half took at most this long; 0 where nothing was timed.")
    p95_seconds: float = strawberry.field(description="95 % took at most this long.")
    p99_seconds: float = strawberry.field(description="99 % took at most this long.")
    count: int = strawberry.field(description="How many were timed.")


@strawberry.type(description="How the work goes: one reading for all who ask within half a second.")
class Stats:
    at: datetime = strawberry.field(description="When it was read, by the database's clock.")
    queue: domain.QueueStats = strawberry.field(description="What is to be done, and by whom.", graphql_type=QueueStats)
    sagas: SagaStats = strawberry.field(description="What there is, by status.")
    circuit_breakers: Sequence[CircuitBreaker] = strawberry.field(
        description="State of the services that we depend on."
    )
    idempotency: IdempotencyCacheStats = strawberry.field(description="State of the cache of idempotency keys.")
    latency: Sequence[domain.LatencyStats] = strawberry.field(
        description="How long things took, in all processes; while Redis cannot be reached, in this one.",
        graphql_type=list[LatencyStats],
    )

    @classmethod
    def from_domain(cls, reading: stats.Stats) -> Self:
        sagas = reading.work.sagas
        counts = [SagaStatusCount(status=status, count=count) for status, count in sagas.by_status.items()]
        return cls(
            at=reading.work.at,
            queue=reading.work.queue,
            sagas=copy_fields(SagaStats, sagas, by_status=counts),
            circuit_breakers=[CircuitBreaker.from_domain(status) for status in reading.circuit_breakers],
            idempotency=IdempotencyCacheStats.from_domain(reading.idempotency),
            latency=reading.latency,
        )
