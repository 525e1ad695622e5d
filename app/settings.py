"""Everything that can be set, in one place; nothing else reads the environment."""

from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Self, cast
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from embedded.state_dir import default_state_dir
from enrollment.plans import Service
from guards.breaker.policy import Policy
from saga.faults import Faults
from saga.retry import Retry
from telemetry.logs import Form

CHECKOUT = Path(__file__).resolve().parent.parent
_SHORTEST_SECRET = 16
"""Characters; fewer can be guessed."""
_SHORTEST_KEY = 32
"""Bytes, as many as HS256 makes of them (RFC 7518, section 3.2)."""
HOW_TO_MAKE_ONE = "`python3 -c 'import secrets; print(secrets.token_urlsafe(48))'`"


class Settings(BaseSettings):
    """Settings with their defaults; each is the environment variable (or line of `.env`) REGISTRO_NAME.

    HOST, PORT, DATABASE_URL, REDIS_URL and what logs look like go without the prefix, as platforms set them.
    """

    model_config = SettingsConfigDict(
        env_prefix="REGISTRO_", env_file=".env", env_ignore_empty=True, extra="ignore", populate_by_name=True
    )

    host: str = Field(
        default="127.0.0.1",
        validation_alias="HOST",
        description="Address the API listens on.",
    )
    port: int = Field(default=8003, ge=1, le=65535, validation_alias="PORT", description="Port the API listens on.")
    database_url: str | None = Field(
        default=None, validation_alias="DATABASE_URL", description="PostgreSQL 15 or newer; embedded when unset."
    )
    redis_url: str | None = Field(
        default=None, validation_alias="REDIS_URL", description="Redis 7.0 or newer; embedded when unset."
    )
    state: Path = Field(
        default_factory=lambda: default_state_dir(CHECKOUT),
        description="Where the embedded servers keep their data.",
    )
    dev: bool = Field(
        default=False,
        description="Development: CORS for localhost origins, tokens for GraphiQL on loopback. Never in production.",
    )
    workers: int = Field(default=1, ge=1, le=64, description="Workers `registro dev` starts.")
    metrics_port: int | None = Field(
        default=None, ge=1, le=65535, description="Port on which a worker serves /metrics; the API has its own."
    )
    prefix: str = Field(
        default="registro",
        pattern=r"^[A-Za-z0-9_.-]{1,60}$",
        description="Before every Redis key and channel, so that several installations can share one server.",
    )
    log_level: str = Field(
        default="INFO",
        validation_alias=AliasChoices("LOG_LEVEL", "REGISTRO_LOG_LEVEL"),
        description="DEBUG, INFO, WARNING or ERROR; of libraries one level less is told.",
    )
    log_format: str | None = Field(
        default=None,
        validation_alias=AliasChoices("LOG_FORMAT", "REGISTRO_LOG_FORMAT"),
        description="json, or console for people; when unset json, but console for `registro dev` on a terminal.",
    )
    force_color: str | None = Field(
        default=None, validation_alias="FORCE_COLOR", description="Anything: colours in LOG_FORMAT=console anyway."
    )
    no_color: str | None = Field(
        default=None,
        validation_alias="NO_COLOR",
        description="Anything: no colours. Without either: colours on a terminal.",
    )

    jwt_secret: SecretStr | None = Field(
        default=None, description="What tokens are signed with (HS256), 32 bytes or more; the API needs it or a JWKS."
    )
    jwks_url: str | None = Field(
        default=None, description="Where the keys are that tokens are signed with (RS256, ES256 or EdDSA)."
    )
    jwt_issuer: str | None = Field(default=None, description="Only tokens of this issuer (`iss`); any when unset.")
    jwt_audience: str | None = Field(
        default=None, description="Only tokens meant for this audience (`aud`); any when unset."
    )

    key_ttl_seconds: float = Field(default=3600, gt=0, description="How long an idempotency key replays.")
    lease_seconds: float = Field(default=10, gt=0, description="Age of a heartbeat at which a worker is dead.")
    heartbeat_seconds: float = Field(default=3, gt=0, description="Seconds between a worker's heartbeats.")
    sweep_seconds: float = Field(default=1, gt=0, description="Seconds between sweeps for forgotten sagas.")
    sweep_after_seconds: float = Field(default=2, ge=0, description="Age at which a saga may be swept up.")
    heal_seconds: float = Field(default=1, gt=0, description="Seconds between look-ups for missed events.")
    patience: int = Field(default=10, ge=1, description="Claims without progress before a saga is STUCK.")
    tries: int = Field(default=3, ge=1, description="Attempts at a step, and at its undo.")
    retry_first_seconds: float = Field(default=1, ge=0, description="Wait before the second attempt.")
    retry_factor: float = Field(default=2, ge=1, description="Each wait is so many times the one before.")
    retry_max_seconds: float = Field(default=60, ge=0, description="No wait is longer.")
    step_timeout_seconds: float = Field(default=30, gt=0, description="What one attempt at a step may take.")
    batch: int = Field(default=256, ge=1, description="Most sagas in one transaction.")
    drain_seconds: int = Field(default=5, ge=1, description="What a worker told to stop gives its sagas.")
    job_timeout_seconds: float = Field(default=600, gt=0, description="What answering one bell may take.")
    backlog: int = Field(
        default=20_000, ge=1, description="Unfinished tasks beyond which enroll and drop are answered `Overloaded`."
    )
    pending: int = Field(
        default=1000, ge=1, description="Mutations waiting in one API process beyond which new ones are too."
    )
    pool_size: int = Field(default=8, ge=2, description="Database connections a process.")
    participants: bool = Field(default=True, description="Whether the participants below are asked at all.")
    billing_url: str | None = Field(
        default=None, description="Where billing takes part; when set, new enrollments are charged for."
    )
    notifications_url: str | None = Field(default=None, description="Where it is told how tasks ended.")
    participant_secret: SecretStr | None = Field(
        default=None, description="What requests to participants are signed with; 16 characters or more."
    )
    participant_request_seconds: float = Field(
        default=8, gt=0, description="What one request to a participant may take."
    )
    participant_requests: int = Field(
        default=3, ge=1, description="Most requests to a participant in one attempt at a step."
    )
    breaker_database: str = Field(
        default=str(Policy()),
        description="Circuit breaker of the database: failures in a row that open it, seconds until a trial, "
        "trials that close it, seconds a call may take.",
    )
    breaker_queue: str = Field(
        default=str(Policy(recovery=1)), description="The same for Redis: bells, events and idempotency keys."
    )
    breaker_billing: str = Field(default=str(Policy()), description="The same for the participant billing.")
    breaker_notifications: str = Field(default=str(Policy()), description="The same for the participant notifications.")
    inspect_seconds: float = Field(default=60, gt=0, description="Seconds between two checks of the invariants.")
    overdue_seconds: float = Field(
        default=600, gt=0, description="Age at which a task that nobody carries violates the invariant that all end."
    )
    fault: str | None = Field(default=None, description="Tests only: `point[:kill|freeze|raise[:nth]]`.")

    @field_validator("state")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.absolute()

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("use DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @field_validator("log_format")
    @classmethod
    def _known_format(cls, value: str | None) -> str | None:
        if value is not None and value.lower() not in {"json", "console"}:
            raise ValueError("use json or console")
        return None if value is None else value.lower()

    @field_validator("redis_url")
    @classmethod
    def _a_redis(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("use redis://host:port/0, rediss:// or unix:///path")
        return value

    @field_validator("database_url")
    @classmethod
    def _a_postgresql(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("postgresql://", "postgres://")):
            raise ValueError("use postgresql://user:password@host:5432/database")
        return value

    @field_validator("billing_url", "notifications_url", "jwks_url")
    @classmethod
    def _an_address(cls, value: str | None) -> str | None:
        parts = urlsplit(value or "http://unset")
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("use http://host:port/path or https://")
        return value

    @field_validator("breaker_database", "breaker_queue", "breaker_billing", "breaker_notifications")
    @classmethod
    def _a_policy(cls, value: str, info: ValidationInfo) -> str:
        """Parts that are not given keep their defaults."""
        assert info.field_name is not None
        return str(Policy.parse(value, Policy.parse(cls.model_fields[info.field_name].default)))

    @field_validator("fault")
    @classmethod
    def _a_fault(cls, value: str | None) -> str | None:
        Faults.parse(value)
        return value

    @model_validator(mode="after")
    def _beats_within_its_lease(self) -> Self:
        if self.heartbeat_seconds * 2 > self.lease_seconds:
            beats = f"REGISTRO_HEARTBEAT_SECONDS ({self.heartbeat_seconds:g})"
            raise ValueError(f"{beats} must be at most half of REGISTRO_LEASE_SECONDS ({self.lease_seconds:g})")
        return self

    @model_validator(mode="after")
    def _signs_what_it_sends(self) -> Self:
        if self.participant_urls and len(self.signing_secret) < _SHORTEST_SECRET:
            raise ValueError(f"REGISTRO_PARTICIPANT_SECRET must have {_SHORTEST_SECRET} characters or more")
        return self

    @model_validator(mode="after")
    def _trusts_one_signer(self) -> Self:
        secret = self.token_secret
        if secret is not None and len(secret.encode()) < _SHORTEST_KEY:
            raise ValueError(
                f"REGISTRO_JWT_SECRET must have {_SHORTEST_KEY} bytes or more; {HOW_TO_MAKE_ONE} prints one"
            )
        if secret is not None and self.jwks_url:
            raise ValueError("set REGISTRO_JWT_SECRET or REGISTRO_JWKS_URL, not both")
        return self

    @property
    def token_secret(self) -> str | None:
        """What tokens are signed with, if it is a secret that we know."""
        return None if self.jwt_secret is None else self.jwt_secret.get_secret_value()

    @property
    def keyless(self) -> bool:
        """Whether there is nothing to tell by who calls."""
        return self.token_secret is None and self.jwks_url is None

    @property
    def participant_urls(self) -> dict[Service, str]:
        """Where the participants are that are asked."""
        given = {Service.BILLING: self.billing_url, Service.NOTIFICATIONS: self.notifications_url}
        return {service: url for service, url in given.items() if url and self.participants}

    @property
    def signing_secret(self) -> bytes:
        """What requests to participants are signed with; empty where nothing is set."""
        return self.participant_secret.get_secret_value().encode() if self.participant_secret else b""

    def breaker(self, service: str) -> Policy:
        """The policy of a service's circuit breaker."""
        return Policy.parse(getattr(self, f"breaker_{service}"))

    @property
    def log_form(self) -> Form:
        """How log lines look."""
        return cast("Form", self.log_format or "json")

    def colours(self, *, terminal: bool) -> bool:
        """Whether log lines are coloured. `terminal`: whether that is where they go."""
        return self.no_color is None and (self.force_color is not None or terminal)

    @property
    def queue(self) -> str:
        """The ARQ queue."""
        return f"{self.prefix}:queue"

    @property
    def channel(self) -> str:
        """The pub/sub channel of events."""
        return f"{self.prefix}:events"

    @property
    def key_ttl(self) -> timedelta:
        """How long an idempotency key replays its task."""
        return timedelta(seconds=self.key_ttl_seconds)

    @property
    def lease(self) -> timedelta:
        """Age of a heartbeat at which a worker is dead."""
        return timedelta(seconds=self.lease_seconds)

    @property
    def overdue(self) -> timedelta:
        """Age at which a task that nobody carries should have been final."""
        return timedelta(seconds=self.overdue_seconds)

    @property
    def sweep_after(self) -> timedelta:
        """Age at which a saga may be swept up."""
        return timedelta(seconds=self.sweep_after_seconds)

    @property
    def retry(self) -> Retry:
        """The policy for steps, undos and commits."""
        return Retry(
            tries=self.tries,
            first_delay=self.retry_first_seconds,
            factor=self.retry_factor,
            max_delay=self.retry_max_seconds,
            timeout=self.step_timeout_seconds,
        )

    @cached_property
    def faults(self) -> Faults:
        """The fault points of this process."""
        return Faults.parse(self.fault)

    def require_database(self) -> str:
        """The database's URL. Raises SystemExit with a sentence where there is none."""
        return self.database_url or _missing("DATABASE_URL", "postgresql://user:password@host:5432/registro")

    def require_redis(self) -> str:
        """Redis's URL. Raises SystemExit with a sentence where there is none."""
        return self.redis_url or _missing("REDIS_URL", "redis://host:6379/0")


NO_KEYS = (
    "registro: nobody could sign in: set REGISTRO_JWT_SECRET to 32 bytes or more "
    f"({HOW_TO_MAKE_ONE} prints some) or REGISTRO_JWKS_URL to where your keys are; "
    "or run `registro dev`, which makes a key of its own."
)


def in_sentences(error: ValidationError) -> str:
    """What is wrong with which variable, a line each."""
    lines = []
    for fault in error.errors():
        said = fault["msg"].removeprefix("Value error, ")
        if not fault["loc"]:
            lines.append(f"registro: {said}.")
            continue
        name = str(fault["loc"][0])
        variable = name if name.isupper() else f"REGISTRO_{name.upper()}"
        lines.append(f"registro: {variable}: {said}; it is {fault['input']!r}.")
    return "\n".join(lines)


def _missing(name: str, example: str) -> str:
    raise SystemExit(f"registro: set {name}, for example {name}={example}; or run `registro dev`, which needs neither.")
