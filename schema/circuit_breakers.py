"""Circuit breakers."""

from datetime import UTC, datetime
from typing import Self

import strawberry

from guards.breaker.policy import CircuitState, CircuitStatus
from schema.enums import CircuitBreakerState
from schema.mapping import copy_fields


@strawberry.type(description="Whether calls to a service are made, and what led to that, in all processes together.")
class CircuitBreaker:
    service: str = strawberry.field(description="What is called: database, queue, or another system.")
    state: CircuitBreakerState = strawberry.field(description="Whether calls go through.")
    failure_count: int = strawberry.field(description="Failures in a row so far.")
    success_count: int = strawberry.field(description="Trials in a row that succeeded, while half open.")
    failure_threshold: int = strawberry.field(description="Failures in a row that open it.")
    success_threshold: int = strawberry.field(description="Trials in a row that close it.")
    recovery_timeout_seconds: float = strawberry.field(description="How long it stays open before a trial.")
    timeout_seconds: float = strawberry.field(description="Seconds that a call may take; longer is a failure.")
    opened_at: datetime | None = strawberry.field(description="When it last opened; null while it is closed.")
    last_failure_at: datetime | None = strawberry.field(description="When a call last failed; null if none has.")
    retry_at: datetime | None = strawberry.field(description="When a trial is due; null unless it is open.")

    @classmethod
    def from_domain(cls, status: CircuitStatus) -> Self:
        circuit, policy = status.circuit, status.policy
        retry_at = circuit.opened_at + int(policy.recovery_seconds * 1000) if circuit.state is CircuitState.OPEN else 0
        return copy_fields(
            cls,
            policy,
            service=status.service,
            state=circuit.state,
            failure_count=circuit.failures,
            success_count=circuit.successes,
            recovery_timeout_seconds=policy.recovery_seconds,
            opened_at=_moment(circuit.opened_at),
            last_failure_at=_moment(circuit.last_failure_at),
            retry_at=_moment(retry_at),
        )


def _moment(milliseconds: int) -> datetime | None:
    return datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds else None
