"""Composes the API, workers, commands and tests: the one place that picks implementations."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Self

from redis.asyncio import Redis

from app.container.api_parts import ApiParts, compose_api
from app.container.base import open_base, redis_client
from app.container.worker_parts import WorkerParts, compose_local_executor, compose_worker
from app.http.auth.authenticator import Authenticates, Authenticator, authenticator_by_jwks, secret_verifier
from app.settings import NO_KEYS_MESSAGE, Settings
from enrollment.plans import BILLED, STANDARD, Plans, Service
from models.acceptance import Acceptance
from models.database import Database
from workers.saga_executor import SagaExecutor

__all__ = ["ApiParts", "Container", "WorkerParts"]


@dataclass(frozen=True, slots=True)
class Container:
    """Composes one process.

    Attributes:
        database: without a circuit breaker; the parts of an API or a worker put theirs around it.
        plans: the sagas' plans. None stands for the product's: with a charge if billing has an address.
    """

    settings: Settings
    database: Database
    plans: Plans | None = None

    @classmethod
    @asynccontextmanager
    async def connected(cls, settings: Settings, plans: Plans | None = None) -> AsyncIterator[Self]:
        """A container with its database open. A process can have one at a time."""
        async with Database.open(settings.require_database(), pool_size=settings.database_pool_size) as database:
            yield cls(settings, database, plans)

    def redis(self, *, without_timeout: bool = False, connections: int = 16) -> Redis:
        """A client; one `without_timeout` may wait for a message as long as it takes."""
        return redis_client(self.settings, without_timeout=without_timeout, connections=connections)

    def acceptance(self) -> Acceptance:
        """The store that accepts commands."""
        return Acceptance(self._plans(), self.settings.idempotency_ttl, self.settings.faults)

    @asynccontextmanager
    async def authentication(self) -> AsyncIterator[Authenticates]:
        """Finds out who calls. Raises SystemExit with a sentence if there are no keys to check tokens with."""
        settings = self.settings
        expected = {"issuer": settings.jwt_issuer, "audience": settings.jwt_audience}
        if settings.jwks_url is not None:
            async with authenticator_by_jwks(settings.jwks_url, **expected) as authenticator:
                yield authenticator
        elif settings.token_secret is not None:
            yield Authenticator(secret_verifier(settings.token_secret, **expected))
        else:
            raise SystemExit(NO_KEYS_MESSAGE)

    @asynccontextmanager
    async def api(self) -> AsyncIterator[ApiParts]:
        """The API's parts, with their loops running."""
        async with open_base(self.settings, self.database) as base, compose_api(base, self.acceptance()) as parts:
            yield parts

    @asynccontextmanager
    async def worker(self) -> AsyncIterator[WorkerParts]:
        """A worker's parts; its loops are not running yet."""
        async with open_base(self.settings, self.database) as base, compose_worker(base, self._plans()) as parts:
            yield parts

    def local_executor(self, name: str) -> AbstractAsyncContextManager[SagaExecutor]:
        """Executes sagas within a command, without Redis and participants: it publishes nothing and wakes no worker.

        `name` is its name in the list of workers.
        """
        return compose_local_executor(self.settings, self.database, self._plans(), name)

    def _plans(self) -> Plans:
        if self.plans is not None:
            return self.plans
        return BILLED if Service.BILLING in self.settings.participants.urls else STANDARD
