"""All circuit breakers of a process, which reports its circuits to the other processes and reads what they report."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial

import msgspec
import structlog
from redis.asyncio import Redis

from guards.breaker.breaker import Breaker, Probe
from guards.breaker.policy import CircuitState, Policy
from guards.breaker.reports import ReportStore, ServiceReading
from guards.breaker.shared_state import (
    CLOSED,
    CircuitChange,
    Report,
    SharedCircuit,
    SharedRecord,
    current_reports,
    shared_state,
)
from guards.breaker.storage import CircuitStorage, OwnChange
from kit.background import Loops
from kit.clock import Clock
from kit.guard import JudgeError
from kit.outage import Outage
from kit.redis_errors import REDIS_ERRORS

_log = structlog.get_logger("guards.breaker.registry")

_EXCHANGE_SECONDS = 1.0
"""Between two readings of what other processes report."""
_REDIS_TIMEOUT_SECONDS = 1.0
"""How long Redis may take to answer; only resets wait for it."""
_WATCHER_BACKLOG = 1000
"""Statuses that wait for one watcher at most; beyond that the oldest are dropped."""


@dataclass(frozen=True, slots=True)
class GuardedService:
    """A service that calls are made to.

    Attributes:
        judge: what an error says about it.
        probe: asks it for a sign of life; None if calls are the trials.
    """

    policy: Policy
    judge: JudgeError
    probe: Probe | None = None


class CircuitStatus(msgspec.Struct, frozen=True):
    """A service's circuit as one process knows it, for operators. Times are seconds since 1970; None is never.

    Attributes:
        state: what decides over the calls of this process.
        own_state: that of the process's own circuit.
        failures, successes: in a row, in this process.
        reports: of all processes that have something to report, by process.
    """

    service: str
    policy: Policy
    state: CircuitState
    own_state: CircuitState
    shared_state: CircuitState
    failures: int
    successes: int
    opened_at: float | None
    last_failure_at: float | None
    retry_at: float | None
    reports: Mapping[str, Report]


class BreakerRegistry:
    """One circuit breaker for each service.

    Args:
        redis: a client with timeouts.
        prefix: before every Redis key.
        services: by name.
        process: a name for this process that no other has.

    Attributes:
        changes: how often the circuit of this process changed its state, by (service, before, after).
        unaudited: changes that this process recorded and that are not known to be in the audit log.
    """

    def __init__(self, redis: Redis, prefix: str, services: Mapping[str, GuardedService], process: str) -> None:
        self._clock = Clock()
        self._store = ReportStore(redis, prefix, {name: each.policy for name, each in services.items()}, process)
        self._process = process
        self._outage = Outage(
            _log,
            "Redis is unavailable: each process follows its own circuit breakers",
            "circuit breakers are shared with other processes again",
        )
        self._storages: dict[str, CircuitStorage] = {}
        self._breakers: dict[str, Breaker] = {}
        self._probed = [name for name, service in services.items() if service.probe is not None]
        self._records = dict.fromkeys(services, SharedRecord())
        self._watchers: set[asyncio.Queue[CircuitStatus]] = set()
        self._news: set[str] = set()  # services of which there is something to report
        self._exchange_soon = asyncio.Event()
        self._unaudited_in_redis = 0
        self.changes: Counter[tuple[str, CircuitState, CircuitState]] = Counter()
        self.unaudited: list[CircuitChange] = []
        for name, service in services.items():
            storage = CircuitStorage(name, service.policy, self._clock, self._own_changed, partial(self._report, name))
            self._storages[name] = storage
            self._breakers[name] = Breaker(storage, service.judge, service.probe)

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
        own, wait = storage.report(), storage.seconds_until_trial
        return CircuitStatus(
            service=service,
            policy=storage.policy,
            state=storage.effective_state,
            own_state=own.state,
            shared_state=storage.shared.state,
            failures=storage.circuit.failures,
            successes=storage.circuit.successes,
            opened_at=storage.opened_at_seconds,
            last_failure_at=own.last_failure_at,
            retry_at=own.at + wait if storage.effective_state is CircuitState.OPEN else None,
            reports=storage.reports,
        )

    def statuses(self) -> Sequence[CircuitStatus]:
        """All circuits as they are now."""
        return [self.status(name) for name in self._breakers]

    async def reset(self, service: str, reason: str, *, actor: str, correlation_id: str) -> CircuitStatus | None:
        """Close a circuit: the shared one, this process's, and soon those of the others. None: no such service.

        Returns once Redis has answered or is known to be unavailable.
        """
        if (storage := self._storages.get(service)) is None:
            return None
        before = storage.effective_state
        storage.reset(reason)
        now = self._clock.now_seconds()
        record = self._next_record(service, CircuitState.CLOSED, reset_at=now)
        change = CircuitChange(
            service, before, record.state, record.epoch, int(now * 1000), reason, actor, correlation_id
        )
        self._records[service] = record
        self._see(storage, CLOSED, {})
        try:
            async with asyncio.timeout(_REDIS_TIMEOUT_SECONDS):
                await self._store.record(service, record, change, instead_of=None)
        except REDIS_ERRORS as error:
            self._unavailable(error)
        self._record_change(change)
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
    async def running(self, loops: Loops) -> AsyncIterator[None]:
        """Report, read and probe while the block runs. At its beginning shared states are known, if Redis answers."""
        await self.exchange()
        try:
            async with AsyncExitStack() as stack:
                await stack.enter_async_context(loops.running(self._run, "circuit breakers"))
                for name in self._probed:
                    probing = loops.running(self._breakers[name].probe_while_needed, f"probe of {name}")
                    await stack.enter_async_context(probing)
                yield
        finally:
            with suppress(*REDIS_ERRORS):
                async with asyncio.timeout(_REDIS_TIMEOUT_SECONDS):
                    await self._store.leave()

    async def exchange(self) -> None:
        """Report what there is to report, read what all processes report, and follow it."""
        news, self._news = self._news, set()
        own = {name: self._storages[name].report() for name in self._storages if name in news or self._matters(name)}
        try:
            async with asyncio.timeout(_REDIS_TIMEOUT_SECONDS):
                reading = await self._store.exchange(own)
                self._clock.set_to(reading.now * 1000)
                self._unaudited_in_redis = reading.unaudited
                for name, of_service in reading.services.items():
                    await self._follow(name, of_service)
        except REDIS_ERRORS as error:
            self._news |= news
            self._unavailable(error)
        else:
            self._outage.recovered()

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
        for change, text in await self._changes_in_redis():
            if _identity(change) in audited:
                await self._store.remove_change(text)

    async def _changes_in_redis(self) -> list[tuple[CircuitChange, bytes]]:
        """Changes that Redis keeps for the audit log, each with its text there; none if Redis is unavailable."""
        return await self._store.changes() if self._unaudited_in_redis and not self._outage.active else []

    async def _run(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(_EXCHANGE_SECONDS):
                    await self._exchange_soon.wait()
            self._exchange_soon.clear()
            await self.exchange()

    def _matters(self, service: str) -> bool:
        """Whether a circuit of the service is not closed, or it has answered with failures, as far as is known here."""
        storage = self._storages[service]
        return not storage.closed or any(
            report.open_since is not None or report.answered for report in storage.reports.values()
        )

    def _report(self, service: str) -> None:
        """Let the other processes know about this one's circuit soon."""
        self._news.add(service)
        self._exchange_soon.set()

    async def _follow(self, service: str, reading: ServiceReading) -> None:
        storage, known = self._storages[service], self._records[service]
        if reading.record is None and known.state is CircuitState.OPEN:
            # Redis was emptied. Until every process has reported again, what was known stays.
            await self._store.record(service, known, None, instead_of=reading.raw_record)
            return
        self._records[service] = record = reading.record or SharedRecord()
        if storage.is_reset(record.reset_at):
            storage.reset("an operator has reset it")
        now = self._clock.now_seconds()
        reports = current_reports(reading.reports, storage.policy, now)
        if old := sorted(reading.reports.keys() - reports.keys()):
            await self._store.forget(service, old)
        mattered = self._matters(service)
        shared = shared_state({**reports, self._process: storage.report()}, storage.policy, record.reset_at)
        await self._record_shared(service, shared, reading, now)
        self._see(storage, shared, reports)
        if self._matters(service) and not mattered:
            self._report(service)  # what this process knows may lift the shared state

    async def _record_shared(self, service: str, shared: SharedCircuit, reading: ServiceReading, now: float) -> None:
        """Record the shared state if it has changed and no other process has recorded it."""
        known = self._records[service]
        if shared.state is known.state:
            return
        record = self._next_record(service, shared.state, reset_at=known.reset_at)
        change = CircuitChange(
            service, known.state, shared.state, record.epoch, int(now * 1000), shared.cause, "system", ""
        )
        if await self._store.record(service, record, change, instead_of=reading.raw_record):
            self._records[service] = record
            self._record_change(change)

    def _next_record(self, service: str, state: CircuitState, *, reset_at: float) -> SharedRecord:
        epoch = max(int(self._clock.now_seconds() * 1e6), self._records[service].epoch + 1)
        return SharedRecord(state, epoch, reset_at)

    def _see(self, storage: CircuitStorage, shared: SharedCircuit, reports: Mapping[str, Report]) -> None:
        changed = storage.shared.state is not shared.state
        storage.shared, storage.reports = shared, reports
        if changed:
            self._notify(storage)

    def _unavailable(self, error: Exception) -> None:
        self._outage.failed(error)
        for storage in self._storages.values():
            self._see(storage, CLOSED, {})

    def _own_changed(self, change: OwnChange) -> None:
        self.changes[change.service, change.before, change.after] += 1
        log = _log.debug  # in an outage there is a trial each second
        if change.before is CircuitState.CLOSED:
            log = _log.warning
        elif change.after is CircuitState.CLOSED:
            log = _log.info
        log("circuit of this process changed", **change._asdict())
        self._notify(self._storages[change.service])

    def _notify(self, storage: CircuitStorage) -> None:
        if not storage.closed:
            self._breakers[storage.name].probe_soon()
        status = self.status(storage.name)
        for queue in self._watchers:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(status)

    def _record_change(self, change: CircuitChange) -> None:
        self.unaudited.append(change)
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


def _identity(change: CircuitChange) -> tuple[str, int]:
    return change.service, change.epoch
