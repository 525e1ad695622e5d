"""How sagas are carried out: workers, steps and participants; how many there may be, and how they are checked."""

from datetime import timedelta
from typing import Self

from pydantic import Field, SecretStr, field_validator, model_validator

from app.settings.key_checks import check_secret
from app.settings.setting_group import SettingGroup, http_url
from enrollment.plans import Service
from saga.retry import Retry


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
    unknown_plan_seconds: float = Field(
        default=3600,
        gt=0,
        description="Longest time that a saga waits for a worker that knows its plan; then it is STUCK.",
    )
    swap_wait_seconds: float = Field(
        default=5,
        ge=0,
        description="Longest time that a swap into a full group waits for another to give a seat up; 0: not at all.",
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
    def longest_unknown_plan(self) -> timedelta:
        """Longest time that a saga waits for a worker that knows its plan."""
        return timedelta(seconds=self.unknown_plan_seconds)

    @property
    def swap_wait(self) -> timedelta:
        """Longest time that a swap into a full group waits for another swap to give a seat up."""
        return timedelta(seconds=self.swap_wait_seconds)

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
    max_wait_seconds: float = Field(
        default=21_600,
        gt=0,
        description="Longest time that a saga holds its seats while it waits for another system; then it is undone.",
    )

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

    @property
    def longest_wait(self) -> timedelta:
        """Longest time that a saga holds its seats while it waits for another system."""
        return timedelta(seconds=self.max_wait_seconds)


class AdmissionSettings(SettingGroup, title="Admission"):
    """How much work is accepted before `enroll`, `drop` and `swap` are answered `Overloaded`."""

    max_unfinished_tasks: int = Field(
        default=20_000, ge=1, description="Most unfinished tasks in the installation, all processes together."
    )
    max_unfinished_tasks_of_student: int = Field(
        default=20, ge=1, description="Most unfinished tasks of one student in one term; they run one after the other."
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
        default=None, description="Signs the requests to participants; 32 bytes or more, random."
    )
    request_timeout_seconds: float = Field(default=8, gt=0, description="Longest time that one request may take.")
    max_requests: int = Field(
        default=3, ge=1, description="Most requests to a participant within one attempt at a step."
    )
    max_retry_after_seconds: float = Field(
        default=300,
        gt=0,
        description="Longest `Retry-After` of a participant that is heeded; a longer one counts as that.",
    )

    _check_urls = field_validator("billing_url", "notifications_url")(http_url)

    @model_validator(mode="after")
    def _check_secret(self) -> Self:
        if self.urls:
            check_secret("REGISTRO_PARTICIPANTS__SECRET", self.signing_secret.decode())
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
