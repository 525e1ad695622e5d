"""Composes the API, workers, commands and tests: the one place that picks implementations."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Self

from redis.asyncio import Redis

from app.container.api_parts import ApiParts, compose_api
from app.container.base import open_base, redis_client
from app.container.worker_parts import WorkerParts, compose_local_executor, compose_worker
from app.http.auth.authenticator import Authenticates, Authenticator, authenticator_by_jwks, secret_verifier
from app.http.auth.token_claims import TokenRules
from app.settings import NO_KEYS_MESSAGE, Settings
from app.startup import refuse_unusable_servers
from enrollment.plans import BILLED, STANDARD, Plans, Service
from kit.background import Loops
from models.acceptance import Acceptance
from models.database import Database
from workers.saga_executor import SagaExecutor

__all__ = ["ApiParts", "Container", "WorkerParts"]


@dataclass(frozen=True, slots=True)
class Container:
    """Composes one process.

    Attributes:
        database: without a circuit breaker; the parts of an API or a worker put theirs around it.
        loops: the loops of the process.
        plans: the sagas' plans. None stands for the product's: with a charge if billing has an address.
    """

    settings: Settings
    database: Database
    plans: Plans | None = None
    loops: Loops = field(default_factory=Loops)

    @classmethod
    @asynccontextmanager
    async def connected(cls, settings: Settings, plans: Plans | None = None) -> AsyncIterator[Self]:
        """A container with its database open. A process can have one at a time."""
        loops = Loops()
        async with Database.open(
            settings.require_database(),
            pool_size=settings.database_pool_size,
            connection_life_seconds=settings.database_connection_life_seconds,
            loops=loops,
        ) as database:
            yield cls(settings, database, plans, loops)

    def redis(self, *, without_timeout: bool = False, connections: int = 16) -> Redis:
        """A client; one `without_timeout` may wait for a message as long as it takes."""
        return redis_client(self.settings, without_timeout=without_timeout, connections=connections)

    async def refuse_unusable_servers(self) -> None:
        """Raise DatabaseRefused, or SystemExit with a sentence, if a server would refuse every connection."""
        async with self.redis() as redis:
            await refuse_unusable_servers(self.database, redis)

    def acceptance(self) -> Acceptance:
        """The store that accepts commands."""
        settings = self.settings
        most = settings.admission.max_unfinished_tasks_of_student
        return Acceptance(self.new_plans(), settings.idempotency_ttl, most, settings.faults)

    def new_plans(self) -> Plans:
        """The plans, and which of them new tasks begin with."""
        if self.plans is not None:
            return self.plans
        return BILLED if Service.BILLING in self.settings.participants.urls else STANDARD

    @asynccontextmanager
    async def authentication(self) -> AsyncIterator[Authenticates]:
        """Finds out who calls. Raises SystemExit with a sentence if there are no keys to check tokens with."""
        settings = self.settings
        rules = TokenRules(settings.jwt_issuer, settings.jwt_audience, settings.jwt_max_life_seconds)
        if settings.jwks_url is not None:
            async with authenticator_by_jwks(settings.jwks_url, rules) as authenticator:
                yield authenticator
        elif settings.token_secret is not None:
            yield Authenticator(secret_verifier(settings.token_secret, rules))
        else:
            raise SystemExit(NO_KEYS_MESSAGE)

    @asynccontextmanager
    async def api(self) -> AsyncIterator[ApiParts]:
        """The API's parts, with their loops running."""
        async with (
            open_base(self.settings, self.database, self.loops) as base,
            compose_api(base, self.acceptance(), self.new_plans()) as parts,
        ):
            yield parts

    @asynccontextmanager
    async def worker(self) -> AsyncIterator[WorkerParts]:
        """A worker's parts; its loops are not running yet."""
        async with (
            open_base(self.settings, self.database, self.loops) as base,
            compose_worker(base, self.new_plans()) as parts,
        ):
            yield parts

    def local_executor(self, name: str) -> AbstractAsyncContextManager[SagaExecutor]:
        """Executes sagas within a command, without Redis and participants: it publishes nothing and wakes no worker.

        `name` is its name in the list of workers.
        """
        return compose_local_executor(self.settings, self.database, self.new_plans(), name)
