"""All circuit breakers of a process, kept in step with those of the others."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial

import msgspec
import structlog
from redis.asyncio import Redis

from guards.breaker.breaker import Breaker, Counts
from guards.breaker.policy import Change, Circuit, Policy, State, Status
from guards.breaker.shared_state import Shared, SharedStorage
from kit.background import running_in_background
from kit.redis_errors import REDIS_ERRORS

_log = structlog.get_logger("guards.breaker.registry")

_EVERY = 1.0
"""Seconds between two looks at what Redis holds: what is published may be lost."""
_PATIENCE = 1.0
"""Seconds that listening may take to begin."""
_MOST_UNSEEN = 1000
"""Changes that a watcher may be behind with; then the oldest are dropped."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service that calls are made to, and which errors are failures of it."""

    policy: Policy
    counts: Counts


class Breakers:
    """One breaker a service.

    Args:
        redis: a client with timeouts. listening: makes one that waits for messages without a timeout.
        prefix: before every Redis key and channel. services: by name.

    Attributes:
        changes: changes of state that this process made, by (service, before, after).
        unwritten: of those, the ones that are not known to be in the audit log.
    """

    def __init__(
        self, redis: Redis, listening: Callable[[], Redis], prefix: str, services: Mapping[str, Service]
    ) -> None:
        self._shared = Shared(redis, prefix, self._changed)
        self._listening = listening
        self._storages: dict[str, SharedStorage] = {}
        self._breakers: dict[str, Breaker] = {}
        self._watchers: set[asyncio.Queue[Status]] = set()
        self.changes: Counter[tuple[str, State, State]] = Counter()
        self.unwritten: list[Change] = []
        for name, service in services.items():
            storage = SharedStorage(name, service.policy, self._shared, partial(self._tell, name))
            self._storages[name] = storage
            self._breakers[name] = Breaker(storage, self._shared.clock, service.counts)

    @property
    def known(self) -> Sequence[str]:
        """The services."""
        return list(self._breakers)

    def of(self, service: str) -> Breaker:
        """Its breaker. Raises KeyError."""
        return self._breakers[service]

    def status(self, service: str) -> Status:
        """How its circuit is. Raises KeyError."""
        storage = self._storages[service]
        return Status(service, storage.policy, storage.circuit)

    def statuses(self) -> Sequence[Status]:
        """How all circuits are."""
        return [self.status(name) for name in self._breakers]

    async def reset(self, service: str, reason: str, *, actor: str, correlation_id: str) -> Status | None:
        """Close it; None where there is no such service."""
        if service not in self._storages:
            return None
        await self._storages[service].reset(reason, actor, correlation_id)
        return self.status(service)

    @contextmanager
    def watching(self) -> Iterator[asyncio.Queue[Status]]:
        """How a circuit is, each time that it is something else, from the moment the context is entered."""
        queue: asyncio.Queue[Status] = asyncio.Queue(_MOST_UNSEEN)
        self._watchers.add(queue)
        try:
            yield queue
        finally:
            self._watchers.discard(queue)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Keep in step meanwhile. On entering, what Redis holds is known, if it answers."""
        await self._look()
        try:
            async with running_in_background(self._run(), "circuit breakers"):
                yield
        finally:
            await self._look()

    async def pending(self) -> list[Change]:
        """Changes that the audit log may not have: this process's, and what processes that have ended left behind."""
        found = {_which(change): change for change in self.unwritten}
        for change, _ in await self._kept():
            found.setdefault(_which(change), change)
        return list(found.values())

    async def written(self, changes: Sequence[Change]) -> None:
        """The audit log has these."""
        done = {_which(change) for change in changes}
        self.unwritten = [change for change in self.unwritten if _which(change) not in done]
        for change, text in await self._kept():
            if _which(change) in done:
                await self._shared.redis.lrem(self._shared.pending_name, 1, text)  # type: ignore[misc]  # redis-py's

    async def _kept(self) -> list[tuple[Change, str]]:
        """What Redis keeps for the audit log, as it keeps it; nothing where it cannot be asked."""
        if not self._shared.waiting or self._shared.outage.lasts:
            return []
        texts = await self._shared.redis.lrange(self._shared.pending_name, 0, 999)  # type: ignore[misc]  # redis-py's
        return [(msgspec.json.decode(text, type=Change), text) for text in texts]

    def _changed(self, change: Change) -> None:
        self.unwritten.append(change)
        if change.before is not change.after:
            self.changes[change.service, change.before, change.after] += 1
        tell = _log.warning if change.after is State.OPEN else _log.info
        tell(
            "circuit breaker changed",
            correlation_id=change.correlation_id or None,
            service=change.service,
            before=change.before,
            after=change.after,
            cause=change.cause,
            actor=change.actor,
        )

    def _tell(self, service: str) -> None:
        status = self.status(service)
        for queue in self._watchers:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(status)

    async def _look(self) -> None:
        for storage in self._storages.values():
            if await storage.talk() is None:
                return  # one question is enough to know that nobody answers

    async def _run(self) -> None:
        while True:
            try:
                await self._listen()
            except REDIS_ERRORS as error:
                self._shared.outage.met(error)
            await asyncio.sleep(_EVERY)
            await self._look()

    async def _listen(self) -> None:
        """Hear of changes, and look besides. Raises one of REDIS_ERRORS when Redis cannot be reached."""
        loop = asyncio.get_running_loop()
        async with self._listening() as redis, redis.pubsub() as pubsub:
            async with asyncio.timeout(_PATIENCE):
                await pubsub.subscribe(self._shared.channel)
            look_at = loop.time()
            while True:
                if loop.time() >= look_at:
                    await self._look()
                    if self._shared.outage.lasts:
                        return
                    look_at = loop.time() + _EVERY
                message = await pubsub.get_message(ignore_subscribe_messages=True, timeout=look_at - loop.time())
                if message is not None:
                    self._hear(message["data"])

    def _hear(self, data: bytes) -> None:
        name, _, text = data.partition(b"\n")
        if (storage := self._storages.get(name.decode())) is not None:
            storage.adopt(msgspec.json.decode(text, type=Circuit))


def _which(change: Change) -> tuple[str, int]:
    """What identifies a change."""
    return change.service, change.epoch
