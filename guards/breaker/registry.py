"""All circuit breakers of a process, synchronized with those of the other processes."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial

import msgspec
import structlog
from redis.asyncio import Redis

from guards.breaker.breaker import Breaker, CountsAsOutage
from guards.breaker.policy import Circuit, CircuitChange, CircuitState, CircuitStatus, Policy
from guards.breaker.shared_state import BreakerConnection, SharedStorage
from kit.background import running_in_background
from kit.redis_errors import REDIS_ERRORS

_log = structlog.get_logger("guards.breaker.registry")

_SYNCHRONIZE_SECONDS = 1.0
"""Between two readings of what Redis holds, because a published change may be lost."""
_SUBSCRIBE_SECONDS = 1.0
"""How long subscribing to changes may take."""
_WATCHER_BACKLOG = 1000
"""Statuses that wait for one watcher at most; beyond that the oldest are dropped."""
_CHANGES_READ = 1000
"""Changes that are read from Redis at a time for the audit log."""


@dataclass(frozen=True, slots=True)
class GuardedService:
    """A service that calls are made to, and which errors mean that it has failed."""

    policy: Policy
    counts_as_outage: CountsAsOutage


class BreakerRegistry:
    """One circuit breaker for each service.

    Args:
        redis: a client with timeouts.
        subscriber: makes a client that waits for messages without a timeout.
        prefix: before every Redis key and channel.
        services: by name.

    Attributes:
        changes: how often this process changed a state, by (service, before, after).
        unaudited: changes of this process that are not known to be in the audit log.
    """

    def __init__(
        self, redis: Redis, subscriber: Callable[[], Redis], prefix: str, services: Mapping[str, GuardedService]
    ) -> None:
        self._connection = BreakerConnection(redis, prefix, self._record_change)
        self._subscriber = subscriber
        self._storages: dict[str, SharedStorage] = {}
        self._breakers: dict[str, Breaker] = {}
        self._watchers: set[asyncio.Queue[CircuitStatus]] = set()
        self.changes: Counter[tuple[str, CircuitState, CircuitState]] = Counter()
        self.unaudited: list[CircuitChange] = []
        for name, service in services.items():
            storage = SharedStorage(name, service.policy, self._connection, partial(self._notify_watchers, name))
            self._storages[name] = storage
            self._breakers[name] = Breaker(storage, service.counts_as_outage)

    @property
    def services(self) -> Sequence[str]:
        """The names of all services."""
        return list(self._breakers)

    def of(self, service: str) -> Breaker:
        """The breaker of a service. Raises KeyError."""
        return self._breakers[service]

    def status(self, service: str) -> CircuitStatus:
        """The circuit of a service as it is now. Raises KeyError."""
        storage = self._storages[service]
        return CircuitStatus(service, storage.policy, storage.circuit)

    def statuses(self) -> Sequence[CircuitStatus]:
        """All circuits as they are now."""
        return [self.status(name) for name in self._breakers]

    async def reset(self, service: str, reason: str, *, actor: str, correlation_id: str) -> CircuitStatus | None:
        """Close a circuit in all processes; None if there is no such service."""
        if service not in self._storages:
            return None
        await self._storages[service].reset(reason, actor, correlation_id)
        return self.status(service)

    @contextmanager
    def watching(self) -> Iterator[asyncio.Queue[CircuitStatus]]:
        """A queue of the statuses that change from the moment the block begins."""
        queue: asyncio.Queue[CircuitStatus] = asyncio.Queue(_WATCHER_BACKLOG)
        self._watchers.add(queue)
        try:
            yield queue
        finally:
            self._watchers.discard(queue)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Stay synchronized while the block runs. When it begins, what Redis holds is known, if Redis answers."""
        await self._synchronize()
        try:
            async with running_in_background(self._run(), "circuit breakers"):
                yield
        finally:
            await self._synchronize()

    async def unaudited_changes(self) -> list[CircuitChange]:
        """Changes that may be missing in the audit log: of this process, and those that ended processes left in Redis.

        Raises one of REDIS_ERRORS.
        """
        found = {_identity(change): change for change in self.unaudited}
        for change, _ in await self._changes_in_redis():
            found.setdefault(_identity(change), change)
        return list(found.values())

    async def mark_audited(self, changes: Sequence[CircuitChange]) -> None:
        """The audit log has these changes now. Raises one of REDIS_ERRORS."""
        audited = {_identity(change) for change in changes}
        self.unaudited = [change for change in self.unaudited if _identity(change) not in audited]
        redis, key = self._connection.redis, self._connection.changes_key
        for change, text in await self._changes_in_redis():
            if _identity(change) in audited:
                await redis.lrem(key, 1, text)  # type: ignore[misc]  # redis-py: awaitable or not

    async def _changes_in_redis(self) -> list[tuple[CircuitChange, str]]:
        """Changes that Redis keeps for the audit log, each with its text there; none if Redis is unavailable."""
        if not self._connection.unaudited or self._connection.outage.active:
            return []
        redis, key = self._connection.redis, self._connection.changes_key
        texts = await redis.lrange(key, 0, _CHANGES_READ - 1)  # type: ignore[misc]  # redis-py: awaitable or not
        return [(msgspec.json.decode(text, type=CircuitChange), text) for text in texts]

    def _record_change(self, change: CircuitChange) -> None:
        self.unaudited.append(change)
        if change.before is not change.after:
            self.changes[change.service, change.before, change.after] += 1
        log = _log.warning if change.after is CircuitState.OPEN else _log.info
        log(
            "circuit breaker changed",
            correlation_id=change.correlation_id or None,
            service=change.service,
            before=change.before,
            after=change.after,
            cause=change.cause,
            actor=change.actor,
        )

    def _notify_watchers(self, service: str) -> None:
        status = self.status(service)
        for queue in self._watchers:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(status)

    async def _synchronize(self) -> None:
        for storage in self._storages.values():
            if await storage.synchronize() is None:
                return  # Redis is unavailable: asking for the other circuits would only take time

    async def _run(self) -> None:
        while True:
            try:
                await self._listen()
            except REDIS_ERRORS as error:
                self._connection.outage.failed(error)
            await asyncio.sleep(_SYNCHRONIZE_SECONDS)
            await self._synchronize()

    async def _listen(self) -> None:
        """Take over published changes, and synchronize at intervals, until Redis is unavailable.

        Raises one of REDIS_ERRORS.
        """
        loop = asyncio.get_running_loop()
        async with self._subscriber() as redis, redis.pubsub() as pubsub:
            async with asyncio.timeout(_SUBSCRIBE_SECONDS):
                await pubsub.subscribe(self._connection.channel)
            synchronize_at = loop.time()
            while True:
                if loop.time() >= synchronize_at:
                    await self._synchronize()
                    if self._connection.outage.active:
                        return
                    synchronize_at = loop.time() + _SYNCHRONIZE_SECONDS
                message = await pubsub.get_message(ignore_subscribe_messages=True, timeout=synchronize_at - loop.time())
                if message is not None:
                    self._accept(message["data"])

    def _accept(self, data: bytes) -> None:
        """Take over a published circuit: the service's name, a line feed and the circuit in JSON."""
        name, _, circuit = data.partition(b"\n")
        if (storage := self._storages.get(name.decode())) is not None:
            storage.accept_remote(msgspec.json.decode(circuit, type=Circuit))


def _identity(change: CircuitChange) -> tuple[str, int]:
    return change.service, change.epoch
