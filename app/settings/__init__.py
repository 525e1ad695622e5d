"""Everything that can be set, in one place; nothing else reads the environment."""

from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Self, cast
from zoneinfo import ZoneInfo

from pydantic import AliasChoices, Field, SecretStr, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from app.redis_pool import usable_redis_url
from app.settings.client_connections import ConnectionSettings
from app.settings.execution import (
    AdmissionSettings,
    InvariantSettings,
    ParticipantSettings,
    StepSettings,
    WorkerSettings,
)
from app.settings.guards import BreakerSettings, CatalogueCacheSettings, OperationSettings, RateSettings
from app.settings.http import AccessSettings, HttpSettings
from app.settings.key_checks import MAKE_KEY_COMMAND, check_secret, trusted_url
from app.settings.pruning import RetentionSettings
from app.settings.receipt_settings import ReceiptSettings
from app.settings.renamed import refuse_old_names
from app.settings.secret_files import with_password, with_secret_files
from app.settings.setting_group import http_url, representable
from embedded.state_dir import default_state_dir
from guards.access_policy import AccessPolicy, Profile
from models.database_url import DatabaseUrl
from saga.faults import Faults
from telemetry.logs import LogFormat

CHECKOUT = Path(__file__).resolve().parent.parent.parent


class Settings(BaseSettings):
    """All settings with their defaults; each is read from the environment variable (or line of `.env`) REGISTRO_NAME.

    A member of a group is read from REGISTRO_GROUP__NAME. HOST, PORT, DATABASE_URL, REDIS_URL and the settings of logs
    have no prefix, because platforms set them without one.
    """

    model_config = SettingsConfigDict(
        env_prefix="REGISTRO_",
        env_nested_delimiter="__",
        env_file=".env",
        env_ignore_empty=True,
        enable_decoding=False,  # a group is not set as JSON, but by its members
        nested_model_default_partial_update=True,
        extra="ignore",
        populate_by_name=True,
    )

    host: str = Field(
        default="127.0.0.1",
        validation_alias="HOST",
        description="Address the API listens on.",
    )
    port: int = Field(default=8003, ge=1, le=65535, validation_alias="PORT", description="Port the API listens on.")
    listen_fds: int | None = Field(
        default=None,
        ge=0,
        validation_alias="LISTEN_FDS",
        description="Set by systemd: how many listening sockets it passes to the API, instead of HOST and PORT.",
    )
    listen_pid: int | None = Field(
        default=None, validation_alias="LISTEN_PID", description="Set by systemd: the process that they are passed to."
    )
    database_url: str | None = Field(
        default=None, validation_alias="DATABASE_URL", description="PostgreSQL 15 or newer; embedded when unset."
    )
    redis_url: str | None = Field(
        default=None, validation_alias="REDIS_URL", description="Redis 7.0 or newer; embedded when unset."
    )
    database_password: SecretStr | None = Field(
        default=None, validation_alias="DATABASE_PASSWORD", description="Used where `DATABASE_URL` has no password."
    )
    redis_password: SecretStr | None = Field(
        default=None, validation_alias="REDIS_PASSWORD", description="Used where `REDIS_URL` has no password."
    )
    log_level: str = Field(
        default="INFO",
        validation_alias=AliasChoices("LOG_LEVEL", "REGISTRO_LOG_LEVEL"),
        description="DEBUG, INFO, WARNING or ERROR; libraries log one level less.",
    )
    log_format: str | None = Field(
        default=None,
        validation_alias=AliasChoices("LOG_FORMAT", "REGISTRO_LOG_FORMAT"),
        description="json, or console for people; when unset console on a terminal, else json.",
    )
    force_color: str | None = Field(
        default=None, validation_alias="FORCE_COLOR", description="Anything: colours in LOG_FORMAT=console anyway."
    )
    no_color: str | None = Field(
        default=None,
        validation_alias="NO_COLOR",
        description="Anything: no colours. Without either: colours on a terminal.",
    )

    dev: bool = Field(
        default=False,
        description="Development: CORS for localhost origins, tokens for GraphiQL on loopback. Never in production.",
    )
    dev_nonce: SecretStr | None = Field(
        default=None,
        description="Development: a page that knows it is given tokens. `registro dev` makes one each time it starts.",
    )
    profile: Profile = Field(
        default=Profile.CLOSED,
        description="Defaults of the settings of access: open shows everyone everything; `registro dev` sets it.",
    )
    workers: int = Field(default=1, ge=1, le=64, description="Workers that `registro dev` starts.")
    state_dir: Path = Field(
        default_factory=lambda: default_state_dir(CHECKOUT),
        description="Folder in which the embedded servers keep their data.",
    )
    database_pool_size: int = Field(default=8, ge=2, description="Database connections of one process.")
    database_connection_life_seconds: float = Field(
        default=1800, gt=0, description="Longest life of a database connection; after that it is replaced."
    )
    database_wait_seconds: float = Field(
        default=60,
        ge=0,
        description="Time for which `migrate`, `prepare` and `seed` wait for a database that does not answer; a worker "
        "waits as long as it takes.",
    )
    redis_prefix: str = Field(
        default="registro",
        pattern=r"^[A-Za-z0-9_.-]{1,60}$",
        description="Before every Redis key and channel, so that several installations can share one server.",
    )
    jwt_secret: SecretStr | None = Field(
        default=None, description="Signs tokens (HS256), 32 bytes or more, random; the API needs it or a JWKS."
    )
    jwks_url: str | None = Field(
        default=None,
        description="Address of the public keys of tokens (RS256, ES256, EdDSA); https, or this machine.",
    )
    jwt_issuer: str | None = Field(default=None, description="Only tokens of this issuer (`iss`); any when unset.")
    jwt_audience: str | None = Field(
        default=None, description="Only tokens meant for this audience (`aud`); any when unset."
    )
    jwt_max_life_seconds: float = Field(
        default=86_400,
        gt=0,
        le=31_536_000,
        description="Longest life of a token, from `iat`, or else from now, to `exp`.",
    )
    time_zone: ZoneInfo = Field(
        default=ZoneInfo("UTC"),
        description="The institution's, by its IANA name, such as America/La_Paz: in it people read moments.",
    )
    idempotency_ttl_seconds: float = Field(
        default=3600, gt=0, description="Time after acceptance for which an idempotency key replays its task."
    )
    event_catch_up_seconds: float = Field(
        default=1, gt=0, description="Seconds between queries for changes whose messages were lost."
    )
    fault: str | None = Field(default=None, description="Tests only: `point[:kill|freeze|raise[:nth]]`.")

    http: HttpSettings = HttpSettings()
    access: AccessSettings = AccessSettings()
    connection: ConnectionSettings = ConnectionSettings()
    worker: WorkerSettings = WorkerSettings()
    step: StepSettings = StepSettings()
    operation: OperationSettings = OperationSettings()
    catalogue_cache: CatalogueCacheSettings = CatalogueCacheSettings()
    rate: RateSettings = RateSettings()
    admission: AdmissionSettings = AdmissionSettings()
    participants: ParticipantSettings = ParticipantSettings()
    breaker: BreakerSettings = BreakerSettings()
    invariants: InvariantSettings = InvariantSettings()
    retention: RetentionSettings = RetentionSettings()
    receipt: ReceiptSettings = ReceiptSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the library calls by keyword
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - a folder; see app.settings.secret_files
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Where values come from, first wins.

        Raises SettingsError if a variable has a name of an earlier release, or names a file that cannot be read.
        """
        sources = env_settings, dotenv_settings
        for source in sources:
            assert isinstance(source, EnvSettingsSource)
            refuse_old_names(source.env_vars)
            source.env_vars = with_secret_files(source.env_vars)
        return init_settings, *sources

    _check_numbers = field_validator("*")(representable)
    _check_jwks_url = field_validator("jwks_url")(http_url)
    _check_trusted_urls = field_validator("jwks_url", "jwt_issuer")(trusted_url)

    @field_validator("state_dir")
    @classmethod
    def _make_absolute(cls, value: Path) -> Path:
        return value.absolute()

    @field_validator("log_level")
    @classmethod
    def _check_log_level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("use DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @field_validator("log_format")
    @classmethod
    def _check_log_format(cls, value: str | None) -> str | None:
        if value is not None and value.lower() not in {"json", "console"}:
            raise ValueError("use json or console")
        return None if value is None else value.lower()

    @field_validator("redis_url")
    @classmethod
    def _check_redis_url(cls, value: str | None) -> str | None:
        return None if value is None else usable_redis_url(value.strip())

    @field_validator("database_url")
    @classmethod
    def _check_database_url(cls, value: str | None) -> str | None:
        if value is not None:
            DatabaseUrl.parse(value := value.strip())
        return value

    @field_validator("fault")
    @classmethod
    def _check_fault(cls, value: str | None) -> str | None:
        Faults.parse(value)
        return value

    @model_validator(mode="after")
    def _complete_urls(self) -> Self:
        if self.database_url and self.database_password:
            self.database_url = with_password(self.database_url, self.database_password.get_secret_value())
        if self.redis_url and self.redis_password:
            self.redis_url = with_password(self.redis_url, self.redis_password.get_secret_value())
        return self

    @model_validator(mode="after")
    def _check_jwt_keys(self) -> Self:
        secret = self.token_secret
        if secret is not None:
            check_secret("REGISTRO_JWT_SECRET", secret)
        if secret is not None and self.jwks_url:
            raise ValueError("set REGISTRO_JWT_SECRET or REGISTRO_JWKS_URL, not both")
        return self

    @property
    def token_secret(self) -> str | None:
        """The secret that tokens are signed with; None: a JWKS has the keys, or there are none."""
        return None if self.jwt_secret is None else self.jwt_secret.get_secret_value()

    @property
    def keyless(self) -> bool:
        """Whether there is no key to check tokens with."""
        return self.token_secret is None and self.jwks_url is None

    @property
    def log_form(self) -> LogFormat:
        """How log lines look."""
        return cast("LogFormat", self.log_format or "json")

    def colours(self, *, terminal: bool) -> bool:
        """Whether log lines are coloured. `terminal`: whether that is where they go."""
        return self.no_color is None and (self.force_color is not None or terminal)

    @property
    def access_policy(self) -> AccessPolicy:
        """What callers may use."""
        return self.access.policy(self.profile)

    @property
    def idempotency_ttl(self) -> timedelta:
        """Time after acceptance for which an idempotency key replays its task."""
        return timedelta(seconds=self.idempotency_ttl_seconds)

    @property
    def queue(self) -> str:
        """The ARQ queue."""
        return f"{self.redis_prefix}:queue"

    @property
    def channel(self) -> str:
        """The pub/sub channel of events."""
        return f"{self.redis_prefix}:events"

    @property
    def revocation_channel(self) -> str:
        """The pub/sub channel of revoked tokens."""
        return f"{self.redis_prefix}:revocations"

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


NO_KEYS_MESSAGE = (
    "registro: there is no key to check tokens with: set REGISTRO_JWT_SECRET to 32 bytes or more "
    f"({MAKE_KEY_COMMAND} prints one) or REGISTRO_JWKS_URL to the address of your keys; "
    "or run `registro dev`, which makes a key of its own."
)


def _missing(name: str, example: str) -> str:
    raise SystemExit(f"registro: set {name}, for example {name}={example}; or run `registro dev`, which needs neither.")
