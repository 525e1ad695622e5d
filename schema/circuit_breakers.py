"""Circuit breakers."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Self

import strawberry

from guards.breaker.registry import CircuitStatus
from guards.breaker.shared_state import Report
from schema.enums import CircuitBreakerState
from schema.mapping import copy_fields


@strawberry.type(description="What a process says about its own circuit of a service.")
class CircuitBreakerReport:
    process: str = strawberry.field(description="Its host, its number there, and four random characters.")
    at: datetime = strawberry.field(description="When it said so.")
    state: CircuitBreakerState = strawberry.field(description="Of its own circuit.")
    open_since: datetime | None = strawberry.field(
        description="When it opened, and it has not been closed since; null while it is closed."
    )
    answered_failures: int = strawberry.field(
        description="How often in a row the service itself has answered that it failed; those of all processes count."
    )
    last_failure_at: datetime | None = strawberry.field(description="When a call last failed; null if none has.")
    last_success_at: datetime | None = strawberry.field(description="When one last succeeded; null if none has.")
    cause: str | None = strawberry.field(description="Why the state changed last; null if it has not.")

    @classmethod
    def from_domain(cls, process: str, report: Report) -> Self:
        return copy_fields(
            cls,
            report,
            process=process,
            at=_moment(report.at),
            open_since=_moment(report.open_since),
            answered_failures=len(report.answered),
            last_failure_at=_moment(report.last_failure_at),
            last_success_at=_moment(report.last_success_at),
            cause=report.cause or None,
        )


@strawberry.type(description="Whether calls to a service are made, and what led to that.")
class CircuitBreaker:
    service: str = strawberry.field(description="What is called: database, queue, or another system.")
    state: CircuitBreakerState = strawberry.field(
        description="Whether the process that answers makes calls: OPEN if its own circuit or the shared one is."
    )
    own_state: CircuitBreakerState = strawberry.field(description="Of the own circuit of the process that answers.")
    shared_state: CircuitBreakerState = strawberry.field(
        description="OPEN while the reports of all processes together stop the calls of each of them, otherwise CLOSED."
    )
    failure_count: int = strawberry.field(description="Failures in a row so far, in the process that answers.")
    success_count: int = strawberry.field(description="Trials in a row that succeeded there, while half open.")
    failure_threshold: int = strawberry.field(description="Failures in a row that open a process's circuit.")
    success_threshold: int = strawberry.field(description="Trials in a row that close it.")
    recovery_timeout_seconds: float = strawberry.field(description="How long it stays open before a trial.")
    timeout_seconds: float = strawberry.field(description="Seconds that a call may take; a longer one is ended.")
    opened_at: datetime | None = strawberry.field(description="When it last opened; null while it is closed.")
    last_failure_at: datetime | None = strawberry.field(description="When a call last failed; null if none has.")
    retry_at: datetime | None = strawberry.field(description="When a trial is due; null unless it is open.")
    reports: Sequence[CircuitBreakerReport] = strawberry.field(
        description="What processes say about their own circuits, while one is not closed or calls have failed."
    )

    @classmethod
    def from_domain(cls, status: CircuitStatus) -> Self:
        policy = status.policy
        return copy_fields(
            cls,
            policy,
            service=status.service,
            state=status.state,
            own_state=status.own_state,
            shared_state=status.shared_state,
            failure_count=status.failures,
            success_count=status.successes,
            recovery_timeout_seconds=policy.recovery_seconds,
            opened_at=_moment(status.opened_at),
            last_failure_at=_moment(status.last_failure_at),
            retry_at=_moment(status.retry_at),
            reports=[CircuitBreakerReport.from_domain(process, each) for process, each in status.reports.items()],
        )


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
