"""How each fault is done."""

import asyncio
import contextlib
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from random import Random

import asyncpg
from redis.asyncio import Redis

from commands.chaos.installation import FAKETIME, ChaosInstallation, ManagedProcess, clock_environment
from commands.chaos.schedule import Fault, ScheduledFault
from saga.faults import FaultPoint

_API_FAULT_POINTS = frozenset({
    FaultPoint.BEFORE_ACCEPT_COMMIT, FaultPoint.AFTER_ACCEPT_COMMIT, FaultPoint.BEFORE_WAKE, FaultPoint.AFTER_WAKE,
})  # fmt: skip
_SECONDS_BETWEEN_CUTS = 0.1
"""Seconds."""
_CLOCK_OFFSET_HOURS = {Fault.CLOCK_SLOW: -1, Fault.CLOCK_FAST: 1}

UNAVAILABLE_FAULTS = frozenset() if FAKETIME else frozenset(_CLOCK_OFFSET_HOURS)
"""What cannot be done on this machine: a clock is set by Debian's faketime."""


class FaultInjector:
    """Strikes a site as scheduled.

    Attributes:
        done: how often each fault was really done; of those killed at a fault point, how many died.
    """

    def __init__(self, site: ChaosInstallation, seed: int) -> None:
        self._installation = site
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
        """How often each was done."""
        return {**dict.fromkeys(Fault, 0), **self._counts, Fault.KILLED_AT_POINT: self._installation.killed_at_points}

    async def run(self, strikes: Sequence[ScheduledFault], began: float) -> None:
        """Do each when its time has come; `began` by time.monotonic()."""
        for strike in strikes:
            await asyncio.sleep(began + strike.at - time.monotonic())
            await self._actions[strike.fault](strike)
            self._counts[strike.fault] += 1

    async def _kill_worker(self, strike: ScheduledFault) -> None:
        self._installation.kill(_target(self._installation.workers, strike))

    async def _kill_api(self, strike: ScheduledFault) -> None:
        self._installation.kill(_target(self._installation.apis, strike))

    async def _kill_at_point(self, strike: ScheduledFault) -> None:
        assert strike.point is not None
        members = self._installation.apis if strike.point in _API_FAULT_POINTS else self._installation.workers
        member = _target(members, strike)
        await self._installation.restart(member, {"REGISTRO_FAULT": f"{strike.point}:kill:{strike.nth}"}, armed=True)

    async def _freeze_worker(self, strike: ScheduledFault) -> None:
        await _freeze(_target(self._installation.workers, strike), strike.seconds)

    async def _restart_in_turn(self, _: ScheduledFault) -> None:
        for member in self._installation.own_processes:
            await self._installation.restart(member)
            with contextlib.suppress(TimeoutError):  # a kill may meet it while it starts
                await self._installation.wait_until_ready(10)

    async def _set_clock(self, strike: ScheduledFault) -> None:
        member = _target(self._installation.workers, strike)
        await self._installation.restart(member, clock_environment(_CLOCK_OFFSET_HOURS[strike.fault]))
        await asyncio.sleep(strike.seconds)
        await self._installation.restart(member)

    async def _kill_redis(self, strike: ScheduledFault) -> None:
        await self._installation.crash("redis", signal.SIGKILL)
        await asyncio.sleep(strike.seconds)
        self._installation.servers.ensure_running()

    async def _freeze_redis(self, strike: ScheduledFault) -> None:
        server = self._installation.servers.started["redis"]
        server.send_signal(signal.SIGSTOP)
        await asyncio.sleep(strike.seconds)
        server.send_signal(signal.SIGCONT)

    async def _empty_redis(self, _: ScheduledFault) -> None:
        async with Redis(unix_socket_path=str(self._installation.servers.state_dir.redis_socket)) as redis:
            await redis.flushall()

    async def _crash_postgres(self, strike: ScheduledFault) -> None:
        await self._installation.crash("postgres", signal.SIGQUIT)
        await asyncio.sleep(strike.seconds)
        self._installation.servers.ensure_running()

    async def _cut(self, strike: ScheduledFault) -> None:
        proxy = self._installation.postgres if strike.fault is Fault.POSTGRES_CUT else self._installation.redis
        until = time.monotonic() + strike.seconds
        while time.monotonic() < until:
            proxy.cut_one(self._random)
            await asyncio.sleep(_SECONDS_BETWEEN_CUTS)

    async def _take_connections(self, strike: ScheduledFault) -> None:
        """All that there are, and whoever has one already loses it: nobody gets a new one."""
        async with contextlib.AsyncExitStack() as taken:
            self._installation.postgres.cut_all()
            with contextlib.suppress(asyncpg.TooManyConnectionsError, asyncpg.CannotConnectNowError):
                while True:
                    await taken.enter_async_context(self._connection())
            await asyncio.sleep(strike.seconds)

    async def _time_statements_out(self, strike: ScheduledFault) -> None:
        await self._execute("ALTER DATABASE registro SET statement_timeout = '1ms'")
        try:
            self._installation.postgres.cut_all()
            await asyncio.sleep(strike.seconds)
        finally:
            await self._execute("ALTER DATABASE registro RESET statement_timeout")
            self._installation.postgres.cut_all()

    async def _lock_rows(self, strike: ScheduledFault) -> None:
        async with self._connection() as connection, connection.transaction():
            await connection.execute("SELECT FROM groups WHERE random() < 0.1 FOR UPDATE")
            await asyncio.sleep(strike.seconds)

    async def _kill_billing(self, strike: ScheduledFault) -> None:
        self._installation.kill(self._installation.billing, away=strike.seconds)
        await asyncio.sleep(strike.seconds)

    async def _freeze_billing(self, strike: ScheduledFault) -> None:
        await _freeze(self._installation.billing, strike.seconds)

    async def _execute(self, statement: str) -> None:
        async with self._connection() as connection:
            await connection.execute(statement)

    @contextlib.asynccontextmanager
    async def _connection(self) -> AsyncIterator[asyncpg.Connection]:
        """Straight to the server, past the proxy, with all the time in the world."""
        connection = await asyncpg.connect(self._installation.database_url, server_settings={"statement_timeout": "0"})
        try:
            yield connection
        finally:
            await connection.close()


def _target(members: Sequence[ManagedProcess], strike: ScheduledFault) -> ManagedProcess:
    return members[int(strike.target * len(members))]


async def _freeze(member: ManagedProcess, seconds: float) -> None:
    child = member.child
    if child is not None:
        child.send_signal(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        child.send_signal(signal.SIGCONT)
