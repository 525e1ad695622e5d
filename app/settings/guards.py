"""What one operation, one caller and one service may cost."""

from pydantic import Field

from app.settings.setting_group import SettingGroup
from guards.answer_cache import CacheLimits
from guards.breaker.policy import Policy
from guards.operation_limits import OperationLimits
from guards.rate_limits.bucket import MIN_BURST_SECONDS, Limit
from guards.rate_limits.rates import RateLimits, RoleLimits

_POLICY = Policy()
_LIMITS = OperationLimits()
_CACHE = CacheLimits()
_ROLES = ("student", "registrar", "operator", "admin")


class OperationSettings(SettingGroup, title="Operations"):
    """What one GraphQL operation may ask for; more is refused before it is executed ([limits.md](limits.md))."""

    max_document_characters: int = Field(
        default=_LIMITS.max_document_characters, ge=1, description="Most characters of a document."
    )
    max_document_tokens: int = Field(
        default=_LIMITS.max_document_tokens,
        ge=1,
        description="Most lexical tokens of a document: names, values and punctuation.",
    )
    max_list_items: int = Field(
        default=_LIMITS.max_list_items, ge=1, description="Most items of a list in the variables."
    )
    max_cost: int = Field(default=_LIMITS.max_cost, ge=1, description="Highest cost of an operation.")
    query_timeout_seconds: float = Field(
        default=_LIMITS.query_timeout_seconds, gt=0, description="Time after which a query is ended."
    )
    document_cache_bytes: int = Field(
        default=_LIMITS.document_cache_bytes,
        ge=0,
        description="Memory for documents that are kept parsed and validated, in each API process.",
    )
    max_compiled_fields: int = Field(
        default=_LIMITS.max_compiled_fields,
        ge=0,
        description="Most fields, roughly, of compiled operations that are kept in each API process, 2 KiB each; 0: "
        "none is compiled.",
    )

    @property
    def limits(self) -> OperationLimits:
        """The same as the schema's own value."""
        return OperationLimits(**self.model_dump())


class CatalogueCacheSettings(SettingGroup, title="Catalogue cache"):
    """Answers about the catalogue, which many callers ask for ([catalogue-cache.md](catalogue-cache.md))."""

    max_bytes: int = Field(
        default=_CACHE.max_bytes,
        ge=0,
        description="Memory for answers that are given again, in each API process; 0: each is executed.",
    )
    max_age_seconds: float = Field(
        default=_CACHE.max_age_seconds, gt=0, le=60, description="Age up to which an answer is given again."
    )

    @property
    def limits(self) -> CacheLimits:
        """The same as the cache's own value."""
        return CacheLimits(**self.model_dump())


class RoleRates(SettingGroup):
    """How often a caller of one role may ask."""

    queries_per_second: float = Field(
        gt=0, le=1_000_000, description="Queries and beginnings of subscriptions of one caller, per 100 of their cost."
    )
    mutations_per_second: float = Field(gt=0, le=1_000_000, description="Mutations of one caller.")


class RateSettings(SettingGroup, title="Rates"):
    """How often one caller may ask ([limits.md](limits.md#rates)). All APIs of an installation need the same."""

    burst_seconds: float = Field(
        default=10,
        ge=MIN_BURST_SECONDS,
        le=3600,
        description="How many seconds' worth a caller may ask for without a pause; 10 requests in any case.",
    )
    anonymous_per_second: float = Field(
        default=20,
        gt=0,
        le=1_000_000,
        description="Requests without a valid token of one IPv4 address, or one /64 network of IPv6.",
    )
    student: RoleRates = RoleRates(queries_per_second=50, mutations_per_second=5)
    registrar: RoleRates = RoleRates(queries_per_second=500, mutations_per_second=500)
    operator: RoleRates = RoleRates(queries_per_second=200, mutations_per_second=20)
    admin: RoleRates = RoleRates(queries_per_second=2000, mutations_per_second=2000)

    @property
    def limits(self) -> RateLimits:
        """The same as the limiter's own value."""
        roles: dict[str, RoleRates] = {name.upper(): getattr(self, name) for name in _ROLES}
        return RateLimits(
            {
                name: RoleLimits(self._limit(rates.queries_per_second), self._limit(rates.mutations_per_second))
                for name, rates in roles.items()
            },
            self._limit(self.anonymous_per_second),
        )

    def _limit(self, per_second: float) -> Limit:
        return Limit(per_second, per_second * self.burst_seconds)


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
        description="Time that an open circuit waits before a trial; for database and queue, between two probes.",
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
        description="Longest time that a call may take; a longer one is ended.",
    )

    @property
    def policy(self) -> Policy:
        """The same as the breaker's own value."""
        return Policy(**self.model_dump())


class BreakerSettings(SettingGroup, title="Circuit breakers"):
    """The circuit breakers, one for each service; the queue is Redis ([circuit-breakers.md](circuit-breakers.md))."""

    database: BreakerPolicy = BreakerPolicy(recovery_seconds=1)
    queue: BreakerPolicy = BreakerPolicy(recovery_seconds=1)
    billing: BreakerPolicy = BreakerPolicy()
    notifications: BreakerPolicy = BreakerPolicy()

    def policy(self, service: str) -> Policy:
        """The policy of a service's circuit breaker."""
        chosen: BreakerPolicy = getattr(self, service)
        return chosen.policy
