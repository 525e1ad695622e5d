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

from commands.chaos.installation import FAKETIME, Member, Site, clock
from commands.chaos.schedule import Fault, Strike
from saga.faults import FaultPoint

_AT_THE_API = frozenset({
    FaultPoint.BEFORE_ACCEPT_COMMIT, FaultPoint.AFTER_ACCEPT_COMMIT, FaultPoint.BEFORE_RING, FaultPoint.AFTER_RING,
})  # fmt: skip
_BETWEEN_CUTS = 0.1
"""Seconds."""
_HOURS = {Fault.CLOCK_SLOW: -1, Fault.CLOCK_FAST: 1}

IMPOSSIBLE_HERE = frozenset() if FAKETIME else frozenset(_HOURS)
"""What cannot be done on this machine: a clock is set by Debian's faketime."""


class Striker:
    """Strikes a site as scheduled.

    Attributes:
        done: how often each fault was really done; of those killed at a fault point, how many died.
    """

    def __init__(self, site: Site, seed: int) -> None:
        self._site = site
        self._random = Random(seed)  # noqa: S311 - which connection is cut is no secret
        self._done: Counter[Fault] = Counter()
        self._ways: dict[Fault, Callable[[Strike], Awaitable[None]]] = {
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
    def done(self) -> dict[Fault, int]:
        """How often each was done."""
        return {**dict.fromkeys(Fault, 0), **self._done, Fault.KILLED_AT_POINT: self._site.killed_at_points}

    async def follow(self, strikes: Sequence[Strike], began: float) -> None:
        """Do each when its time has come; `began` by time.monotonic()."""
        for strike in strikes:
            await asyncio.sleep(began + strike.at - time.monotonic())
            await self._ways[strike.fault](strike)
            self._done[strike.fault] += 1

    async def _kill_worker(self, strike: Strike) -> None:
        self._site.kill(_any(self._site.workers, strike))

    async def _kill_api(self, strike: Strike) -> None:
        self._site.kill(_any(self._site.apis, strike))

    async def _kill_at_point(self, strike: Strike) -> None:
        assert strike.point is not None
        members = self._site.apis if strike.point in _AT_THE_API else self._site.workers
        member = _any(members, strike)
        await self._site.restart(member, {"REGISTRO_FAULT": f"{strike.point}:kill:{strike.nth}"}, armed=True)

    async def _freeze_worker(self, strike: Strike) -> None:
        await _freeze(_any(self._site.workers, strike), strike.seconds)

    async def _restart_in_turn(self, _: Strike) -> None:
        for member in self._site.members:
            await self._site.restart(member)
            with contextlib.suppress(TimeoutError):  # a kill may meet it while it starts
                await self._site.ready(10)

    async def _set_clock(self, strike: Strike) -> None:
        member = _any(self._site.workers, strike)
        await self._site.restart(member, clock(_HOURS[strike.fault]))
        await asyncio.sleep(strike.seconds)
        await self._site.restart(member)

    async def _kill_redis(self, strike: Strike) -> None:
        await self._site.crash("redis", signal.SIGKILL)
        await asyncio.sleep(strike.seconds)
        self._site.servers.ensure_running()

    async def _freeze_redis(self, strike: Strike) -> None:
        server = self._site.servers.started["redis"]
        server.send_signal(signal.SIGSTOP)
        await asyncio.sleep(strike.seconds)
        server.send_signal(signal.SIGCONT)

    async def _empty_redis(self, _: Strike) -> None:
        async with Redis(unix_socket_path=str(self._site.servers.state_dir.redis_socket)) as redis:
            await redis.flushall()

    async def _crash_postgres(self, strike: Strike) -> None:
        await self._site.crash("postgres", signal.SIGQUIT)
        await asyncio.sleep(strike.seconds)
        self._site.servers.ensure_running()

    async def _cut(self, strike: Strike) -> None:
        proxy = self._site.postgres if strike.fault is Fault.POSTGRES_CUT else self._site.redis
        until = time.monotonic() + strike.seconds
        while time.monotonic() < until:
            proxy.cut_one(self._random)
            await asyncio.sleep(_BETWEEN_CUTS)

    async def _take_connections(self, strike: Strike) -> None:
        """All that there are, and whoever has one already loses it: nobody gets a new one."""
        async with contextlib.AsyncExitStack() as taken:
            self._site.postgres.cut_all()
            with contextlib.suppress(asyncpg.TooManyConnectionsError, asyncpg.CannotConnectNowError):
                while True:
                    await taken.enter_async_context(self._connection())
            await asyncio.sleep(strike.seconds)

    async def _time_statements_out(self, strike: Strike) -> None:
        await self._execute("ALTER DATABASE registro SET statement_timeout = '1ms'")
        try:
            self._site.postgres.cut_all()
            await asyncio.sleep(strike.seconds)
        finally:
            await self._execute("ALTER DATABASE registro RESET statement_timeout")
            self._site.postgres.cut_all()

    async def _lock_rows(self, strike: Strike) -> None:
        async with self._connection() as connection, connection.transaction():
            await connection.execute("SELECT FROM groups WHERE random() < 0.1 FOR UPDATE")
            await asyncio.sleep(strike.seconds)

    async def _kill_billing(self, strike: Strike) -> None:
        self._site.kill(self._site.billing, away=strike.seconds)
        await asyncio.sleep(strike.seconds)

    async def _freeze_billing(self, strike: Strike) -> None:
        await _freeze(self._site.billing, strike.seconds)

    async def _execute(self, statement: str) -> None:
        async with self._connection() as connection:
            await connection.execute(statement)

    @contextlib.asynccontextmanager
    async def _connection(self) -> AsyncIterator[asyncpg.Connection]:
        """Straight to the server, past the proxy, with all the time in the world."""
        connection = await asyncpg.connect(self._site.database_url, server_settings={"statement_timeout": "0"})
        try:
            yield connection
        finally:
            await connection.close()


def _any(members: Sequence[Member], strike: Strike) -> Member:
    return members[int(strike.target * len(members))]


async def _freeze(member: Member, seconds: float) -> None:
    child = member.child
    if child is not None:
        child.send(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        child.send(signal.SIGCONT)
