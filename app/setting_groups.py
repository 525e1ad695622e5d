"""The groups of settings. A member is set by `REGISTRO_<GROUP>__<NAME>`; `app/settings.py` reads them."""

from datetime import timedelta
from typing import Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from enrollment.plans import Service
from guards.breaker.policy import Policy
from saga.retry import Retry

_SHORTEST_SECRET = 16
"""Characters; fewer can be guessed."""
_POLICY = Policy()


def http_url(value: str | None) -> str | None:
    """The value, if it is unset or an HTTP URL. Raises ValueError otherwise."""
    parts = urlsplit(value or "http://unset")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("use http://host:port/path or https://")
    return value


class SettingGroup(BaseModel):
    """Settings that belong together. A name that the group does not have is refused: it is misspelt."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class WorkerSettings(SettingGroup, title="Workers"):
    """What workers do, and when one is taken for dead. All processes of an installation need the same lease."""

    lease_seconds: float = Field(
        default=10, gt=0, description="Age of a worker's last heartbeat at which it counts as dead."
    )
    heartbeat_seconds: float = Field(default=3, gt=0, description="Seconds between a worker's heartbeats.")
    sweep_seconds: float = Field(default=1, gt=0, description="Seconds between sweeps for sagas that no worker holds.")
    sweep_after_seconds: float = Field(default=2, ge=0, description="Age from which a sweep wakes a worker for a saga.")
    max_stalled_claims: int = Field(
        default=10, ge=1, description="Claims in a row without progress after which a saga is STUCK."
    )
    commit_batch_size: int = Field(default=256, ge=1, description="Most sagas in one group commit.")
    wakeup_timeout_seconds: float = Field(default=600, gt=0, description="Longest time that one wake-up may take.")
    drain_seconds: int = Field(
        default=5, ge=1, description="Time that a stopping worker gives its running sagas to finish."
    )
    metrics_port: int | None = Field(
        default=None, ge=1, le=65535, description="Port on which a worker serves /metrics; the API serves its own."
    )

    @model_validator(mode="after")
    def _check_heartbeat_interval(self) -> Self:
        if self.heartbeat_seconds * 2 > self.lease_seconds:
            raise ValueError(
                f"REGISTRO_WORKER__HEARTBEAT_SECONDS ({self.heartbeat_seconds:g}) must be at most half of "
                f"REGISTRO_WORKER__LEASE_SECONDS ({self.lease_seconds:g})"
            )
        return self

    @property
    def lease(self) -> timedelta:
        """Age of a worker's last heartbeat at which it counts as dead."""
        return timedelta(seconds=self.lease_seconds)

    @property
    def sweep_after(self) -> timedelta:
        """Age from which a sweep wakes a worker for a saga."""
        return timedelta(seconds=self.sweep_after_seconds)


class StepSettings(SettingGroup, title="Steps"):
    """How a saga's steps and their compensations are tried."""

    max_attempts: int = Field(default=3, ge=1, description="Attempts at a step, and at its compensation.")
    timeout_seconds: float = Field(default=30, gt=0, description="Longest time that one attempt may take.")
    retry_first_seconds: float = Field(default=1, ge=0, description="Wait before the second attempt.")
    retry_factor: float = Field(default=2, ge=1, description="What each wait is multiplied by to give the next.")
    retry_max_seconds: float = Field(default=60, ge=0, description="Longest wait between two attempts.")

    @property
    def retry(self) -> Retry:
        """The same as the saga engine's policy."""
        return Retry(
            tries=self.max_attempts,
            first_delay=self.retry_first_seconds,
            factor=self.retry_factor,
            max_delay=self.retry_max_seconds,
            timeout=self.timeout_seconds,
        )


class AdmissionSettings(SettingGroup, title="Admission"):
    """How much work is accepted before `enroll` and `drop` are answered `Overloaded`."""

    max_unfinished_tasks: int = Field(
        default=20_000, ge=1, description="Most unfinished tasks in the installation, all processes together."
    )
    max_pending_mutations: int = Field(
        default=1000, ge=1, description="Most mutations that wait for the database in one API process."
    )


class ParticipantSettings(SettingGroup, title="Participants"):
    """Other systems that take part in sagas ([participants.md](participants.md))."""

    enabled: bool = Field(default=True, description="Whether the participants below are called at all.")
    billing_url: str | None = Field(
        default=None, description="Address of billing; when set, new enrollments are charged for."
    )
    notifications_url: str | None = Field(
        default=None, description="Address of notifications; when set, the end of each task is sent there."
    )
    secret: SecretStr | None = Field(
        default=None, description="Signs the requests to participants; 16 characters or more."
    )
    request_timeout_seconds: float = Field(default=8, gt=0, description="Longest time that one request may take.")
    max_requests: int = Field(
        default=3, ge=1, description="Most requests to a participant within one attempt at a step."
    )

    _check_urls = field_validator("billing_url", "notifications_url")(http_url)

    @model_validator(mode="after")
    def _check_secret(self) -> Self:
        if self.urls and len(self.signing_secret) < _SHORTEST_SECRET:
            raise ValueError(f"REGISTRO_PARTICIPANTS__SECRET must have {_SHORTEST_SECRET} characters or more")
        return self

    @property
    def urls(self) -> dict[Service, str]:
        """The addresses of the participants that are called."""
        given = {Service.BILLING: self.billing_url, Service.NOTIFICATIONS: self.notifications_url}
        return {service: url for service, url in given.items() if url and self.enabled}

    @property
    def signing_secret(self) -> bytes:
        """What requests to participants are signed with; empty when unset."""
        return self.secret.get_secret_value().encode() if self.secret else b""


class BreakerPolicy(SettingGroup):
    """When one circuit breaker opens and closes."""

    failure_threshold: int = Field(
        default=_POLICY.failure_threshold,
        ge=1,
        le=1_000_000,
        description="Failures in a row after which the circuit opens.",
    )
    recovery_seconds: float = Field(
        default=_POLICY.recovery_seconds,
        gt=0,
        le=1_000_000,
        description="Time that an open circuit waits before it lets a trial through.",
    )
    success_threshold: int = Field(
        default=_POLICY.success_threshold,
        ge=1,
        le=1_000_000,
        description="Successful trials in a row after which the circuit closes.",
    )
    timeout_seconds: float = Field(
        default=_POLICY.timeout_seconds,
        gt=0,
        le=1_000_000,
        description="Longest time that a call may take; longer is a failure.",
    )

    @property
    def policy(self) -> Policy:
        """The same as the breaker's own value."""
        return Policy(**self.model_dump())


class BreakerSettings(SettingGroup, title="Circuit breakers"):
    """The circuit breakers, one for each service; the queue is Redis ([circuit-breakers.md](circuit-breakers.md))."""

    database: BreakerPolicy = BreakerPolicy()
    queue: BreakerPolicy = BreakerPolicy(recovery_seconds=1)
    billing: BreakerPolicy = BreakerPolicy()
    notifications: BreakerPolicy = BreakerPolicy()

    def policy(self, service: str) -> Policy:
        """The policy of a service's circuit breaker."""
        chosen: BreakerPolicy = getattr(self, service)
        return chosen.policy


class InvariantSettings(SettingGroup, title="Invariants"):
    """How what must always hold is checked ([invariants.md](invariants.md))."""

    check_seconds: float = Field(default=60, gt=0, description="Seconds between two checks.")
    overdue_seconds: float = Field(
        default=600, gt=0, description="Age from which an unfinished task that no worker holds is a violation."
    )

    @property
    def overdue(self) -> timedelta:
        """Age from which an unfinished task that no worker holds is a violation."""
        return timedelta(seconds=self.overdue_seconds)
