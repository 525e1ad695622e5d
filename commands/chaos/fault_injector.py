"""Injects faults: kills, freezes, restarts, cut connections, locked rows, wrong clocks."""

import asyncio
import contextlib
import signal
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from random import Random

import asyncpg
from redis.asyncio import Redis

from commands.chaos.installation import FAKETIME, ChaosInstallation, ManagedProcess, clock_environment
from commands.chaos.schedule import Fault, ScheduledFault
from models.server_admin import direct_connection, some_groups_locked, statements_timing_out
from saga.faults import FaultPoint

_API_FAULT_POINTS = frozenset({
    FaultPoint.BEFORE_ACCEPT_COMMIT, FaultPoint.AFTER_ACCEPT_COMMIT, FaultPoint.BEFORE_WAKE, FaultPoint.AFTER_WAKE,
})  # fmt: skip
_SECONDS_BETWEEN_CUTS = 0.1
_CLOCK_OFFSET_HOURS = {Fault.CLOCK_SLOW: -1, Fault.CLOCK_FAST: 1}

UNAVAILABLE_FAULTS = frozenset() if FAKETIME else frozenset(_CLOCK_OFFSET_HOURS)
"""Faults that this machine cannot inject: wrong clocks need Debian's faketime."""


class FaultInjector:
    """Injects scheduled faults into an installation."""

    def __init__(self, installation: ChaosInstallation, seed: int) -> None:
        self._installation = installation
        self._random = Random(seed)  # noqa: S311 - which connection is cut is no secret
        self._counts: Counter[Fault] = Counter()
        self._actions: dict[Fault, Callable[[ScheduledFault], Awaitable[None]]] = {
            Fault.WORKER_FROZEN: self._freeze_worker,
            Fault.RESTARTED: self._restart_in_turn,
            Fault.CLOCK_SLOW: self._set_clock,
            Fault.CLOCK_FAST: self._set_clock,
            Fault.REDIS_KILLED: self._kill_redis,
            Fault.REDIS_FROZEN: self._freeze_redis,
            Fault.REDIS_EMPTIED: self._empty_redis,
            Fault.REDIS_CUT: self._cut,
            Fault.POSTGRES_CRASHED: self._crash_postgres,
            Fault.POSTGRES_CUT: self._cut,
            Fault.CONNECTIONS_TAKEN: self._take_connections,
            Fault.STATEMENTS_TIMED_OUT: self._time_statements_out,
            Fault.ROWS_LOCKED: self._lock_rows,
            Fault.BILLING_KILLED: self._kill_billing,
            Fault.BILLING_FROZEN: self._freeze_billing,
            Fault.WORKER_KILLED: self._kill_worker,
            Fault.API_KILLED: self._kill_api,
            Fault.KILLED_AT_POINT: self._kill_at_point,
        }

    @property
    def counts(self) -> dict[Fault, int]:
        """How often each fault was injected; for kills at a fault point, how many processes reached it and died."""
        return {**dict.fromkeys(Fault, 0), **self._counts, Fault.KILLED_AT_POINT: self._installation.killed_at_points}

    async def run(self, faults: Sequence[ScheduledFault], began: float) -> None:
        """Inject each fault at its time. `began`: the start of the soak, by time.monotonic()."""
        for fault in faults:
            await asyncio.sleep(began + fault.at - time.monotonic())
            await self._actions[fault.kind](fault)
            self._counts[fault.kind] += 1

    async def _kill_worker(self, fault: ScheduledFault) -> None:
        self._installation.kill(_target(self._installation.workers, fault))

    async def _kill_api(self, fault: ScheduledFault) -> None:
        self._installation.kill(_target(self._installation.apis, fault))

    async def _kill_at_point(self, fault: ScheduledFault) -> None:
        assert fault.point is not None
        processes = self._installation.apis if fault.point in _API_FAULT_POINTS else self._installation.workers
        process = _target(processes, fault)
        environment = {"REGISTRO_FAULT": f"{fault.point}:kill:{fault.nth}"}
        await self._installation.restart(process, environment, dies_at_fault_point=True)

    async def _freeze_worker(self, fault: ScheduledFault) -> None:
        await _freeze(_target(self._installation.workers, fault), fault.seconds)

    async def _restart_in_turn(self, _: ScheduledFault) -> None:
        for process in self._installation.own_processes:
            await self._installation.restart(process)
            with contextlib.suppress(TimeoutError):  # it may be killed while it starts
                await self._installation.wait_until_ready(10)

    async def _set_clock(self, fault: ScheduledFault) -> None:
        process = _target(self._installation.workers, fault)
        await self._installation.restart(process, clock_environment(_CLOCK_OFFSET_HOURS[fault.kind]))
        await asyncio.sleep(fault.seconds)
        await self._installation.restart(process)

    async def _kill_redis(self, fault: ScheduledFault) -> None:
        await self._installation.crash("redis", signal.SIGKILL)
        await asyncio.sleep(fault.seconds)
        self._installation.servers.ensure_running()

    async def _freeze_redis(self, fault: ScheduledFault) -> None:
        server = self._installation.servers.started["redis"]
        server.send_signal(signal.SIGSTOP)
        await asyncio.sleep(fault.seconds)
        server.send_signal(signal.SIGCONT)

    async def _empty_redis(self, _: ScheduledFault) -> None:
        async with Redis(unix_socket_path=str(self._installation.servers.state_dir.redis_socket)) as redis:
            await redis.flushall()

    async def _crash_postgres(self, fault: ScheduledFault) -> None:
        await self._installation.crash("postgres", signal.SIGQUIT)
        await asyncio.sleep(fault.seconds)
        self._installation.servers.ensure_running()

    async def _cut(self, fault: ScheduledFault) -> None:
        proxy = self._installation.postgres if fault.kind is Fault.POSTGRES_CUT else self._installation.redis
        until = time.monotonic() + fault.seconds
        while time.monotonic() < until:
            proxy.cut_one(self._random)
            await asyncio.sleep(_SECONDS_BETWEEN_CUTS)

    async def _take_connections(self, fault: ScheduledFault) -> None:
        """Cut all connections and take every one that the server allows, so that no process can connect again."""
        async with contextlib.AsyncExitStack() as taken:
            self._installation.postgres.cut_all()
            with contextlib.suppress(asyncpg.TooManyConnectionsError, asyncpg.CannotConnectNowError):
                while True:
                    await taken.enter_async_context(direct_connection(self._installation.database_url))
            await asyncio.sleep(fault.seconds)

    async def _time_statements_out(self, fault: ScheduledFault) -> None:
        try:
            async with statements_timing_out(self._installation.database_url):
                self._installation.postgres.cut_all()
                await asyncio.sleep(fault.seconds)
        finally:
            self._installation.postgres.cut_all()

    async def _lock_rows(self, fault: ScheduledFault) -> None:
        async with some_groups_locked(self._installation.database_url):
            await asyncio.sleep(fault.seconds)

    async def _kill_billing(self, fault: ScheduledFault) -> None:
        self._installation.kill(self._installation.billing, restart_delay=fault.seconds)
        await asyncio.sleep(fault.seconds)

    async def _freeze_billing(self, fault: ScheduledFault) -> None:
        await _freeze(self._installation.billing, fault.seconds)


def _target(processes: Sequence[ManagedProcess], fault: ScheduledFault) -> ManagedProcess:
    return processes[int(fault.target * len(processes))]


async def _freeze(process: ManagedProcess, seconds: float) -> None:
    child = process.child
    if child is not None:
        child.send_signal(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        child.send_signal(signal.SIGCONT)
