"""Circuit breakers of several processes over one Redis, which is emptied, frozen and killed."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import IO

import pytest
from redis.asyncio import Redis

from guards.breaker.policy import CircuitState, Policy
from guards.breaker.registry import BreakerRegistry, GuardedService
from guards.breaker.shared_state import Report
from kit.background import Loops
from kit.errors import CircuitOpen
from tests.support.failures import ServerError, judged
from tests.support.poll import rounds, until, wait_for_async, without_waiting
from tests.support.redis_server import RedisServer

SECONDS = 15.0
POLICY = Policy(failure_threshold=3, recovery_seconds=2.5, success_threshold=2, timeout_seconds=5)
LONG = Policy(failure_threshold=3, recovery_seconds=60, success_threshold=2, timeout_seconds=5)
HERE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RedisServer]:
    async with RedisServer.running(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(autouse=True)
async def empty(server: RedisServer) -> None:
    async with server.client() as redis:
        await redis.flushall()


class Site:
    """Breakers as processes have them."""

    def __init__(self, server: RedisServer, stack: AsyncExitStack) -> None:
        self._server = server
        self._stack = stack
        self._made = 0

    async def process(self, policy: Policy = LONG, name: str = "") -> BreakerRegistry:
        redis = await self._stack.enter_async_context(
            Redis(unix_socket_path=str(self._server.socket), socket_timeout=2, socket_connect_timeout=2)
        )
        self._made += 1
        breakers = BreakerRegistry(redis, "t", {"database": GuardedService(policy, judged)}, name or f"p{self._made}")
        await self._stack.enter_async_context(breakers.running(Loops()))
        return breakers

    async def processes(self, number: int, policy: Policy = LONG) -> list[BreakerRegistry]:
        return [await self.process(policy) for _ in range(number)]


@pytest.fixture
async def site(server: RedisServer) -> AsyncIterator[Site]:
    async with AsyncExitStack() as stack:
        yield Site(server, stack)


async def works() -> None:
    pass


async def fails() -> None:
    raise ConnectionResetError("gone")


async def is_broken() -> None:
    raise ServerError("500")


async def call(breakers: BreakerRegistry, func: Callable[[], Awaitable[None]] = works) -> None:
    await breakers.of("database").call_async(func)


async def open_own(breakers: BreakerRegistry, error: Callable[[], Awaitable[None]] = fails) -> None:
    """Let the circuit of this process open."""
    for _ in range(3):
        with pytest.raises((ConnectionResetError, ServerError)):
            await call(breakers, error)


async def sees(breakers: BreakerRegistry, shared: CircuitState) -> None:
    await until(lambda: breakers.status("database").shared_state is shared, SECONDS, f"{shared} is seen")


async def knows_of(breakers: BreakerRegistry, process: str) -> Report:
    """What a process has reported."""
    report = await until(
        lambda: breakers.status("database").reports.get(process), SECONDS, f"the report of {process} is known"
    )
    assert report is not None
    return report


async def is_due(breakers: BreakerRegistry) -> None:
    await until(lambda: breakers.of("database").retry_after_seconds == 0, SECONDS, "a trial is due")


@pytest.fixture
def eight(server: RedisServer) -> Iterator[list["Spawned"]]:
    """Eight processes in four zones, one of which has summer time: their clocks show different hours."""
    zones = ["America/La_Paz", "America/New_York", "UTC", "Asia/Tokyo"] * 2
    spawned = [Spawned(server.socket, zone, f"p{number}") for number, zone in enumerate(zones)]
    try:
        for one in spawned:
            assert one.said() == "ready"
        yield spawned
    finally:
        for one in spawned:
            one.process.kill()
            one.process.communicate()


class Spawned:
    """A process that calls when it is ordered to; see `tests.support.breaker_process`."""

    def __init__(self, socket: Path, zone: str, name: str) -> None:
        command = [sys.executable, "-m", "tests.support.breaker_process", str(socket), name]
        self.process = subprocess.Popen(
            command, cwd=HERE, env={**os.environ, "TZ": zone}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, word: str) -> str:
        self.order(word)
        return self.said()

    def order(self, word: str) -> None:
        self._pipe(self.process.stdin).write(f"{word}\n")
        self._pipe(self.process.stdin).flush()

    def said(self) -> str:
        return self._pipe(self.process.stdout).readline().strip()

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None
        return pipe


async def until_all_say(some: list[Spawned], word: str, answer: str) -> None:
    await until(lambda: all(one.ask(word) == answer for one in some), SECONDS, f"all say {answer}")


async def test_eight_processes_share_what_two_have_found_out_and_the_first_success_lifts_it(
    eight: list[Spawned],
) -> None:
    cut_off, others = eight[:2], eight[2:]
    for one in cut_off:
        assert [one.ask("fail") for _ in range(3)] == ["ConnectionResetError"] * 3
    await until_all_say(eight, "state", "OPEN")
    assert [one.ask("work") for one in eight] == ["CircuitOpen"] * 8
    assert [one.ask("own") for one in others] == ["CLOSED"] * 6
    await until_all_say(eight, "due", "True")
    others[0].order("slow")
    assert others[0].said() == "begun", "each process makes a trial of its own"
    assert others[0].ask("finish") == "done"
    await until_all_say(others, "state", "CLOSED")
    assert [one.ask("own") for one in cut_off] == ["OPEN"] * 2
    assert [one.ask("work") for one in others] == ["done"] * 6
    audited = [change for one in eight for change in json.loads(one.ask("audit"))]
    assert sorted(audited) == [["CLOSED", "OPEN"], ["OPEN", "CLOSED"]], "each recorded by one process"


async def test_a_process_that_is_cut_off_stops_itself_and_no_other(site: Site) -> None:
    cut_off, *others = await site.processes(4)
    await open_own(cut_off)
    for other in others:
        report = await knows_of(other, "p1")
        assert (report.state, report.cause) == (CircuitState.OPEN, "ConnectionResetError: gone")
        await call(other)
    with pytest.raises(CircuitOpen):
        await call(cut_off)
    assert await others[0].unaudited_changes() == []


async def test_two_that_are_cut_off_stop_others_until_one_reaches_it_and_their_failed_trials_never_again(
    site: Site,
) -> None:
    one, two, other = await site.processes(3, POLICY)
    for cut_off in (one, two):
        await open_own(cut_off)
    await sees(other, CircuitState.OPEN)
    await is_due(other)
    await call(other)
    for process in (one, two, other):
        await sees(process, CircuitState.CLOSED)
    for cut_off in (one, two):
        await is_due(cut_off)
        with pytest.raises(ConnectionResetError):
            await call(cut_off, fails)
        with pytest.raises(CircuitOpen):
            await call(cut_off)
    for process in (one, two, other):
        await process.exchange()
        assert process.status("database").shared_state is CircuitState.CLOSED
    await call(other)


async def test_what_the_service_says_to_one_process_stops_all_until_one_reaches_it(site: Site) -> None:
    one, other, third = await site.processes(3, POLICY)
    await open_own(one, is_broken)
    for process in (other, third):
        await sees(process, CircuitState.OPEN)
        assert not process.of("database").closed
    await is_due(other)
    with pytest.raises(ServerError):
        await call(other, is_broken)
    assert other.status("database").failures == 1, "a failed trial is one failure of its own process"
    await is_due(other)
    await call(other)
    for process in (one, other, third):
        await sees(process, CircuitState.CLOSED)
    await call(third)


async def test_failures_that_the_service_answers_count_for_all_processes_together(site: Site) -> None:
    processes = await site.processes(4)
    for process in processes[:3]:
        assert process.of("database").closed
        with pytest.raises(ServerError):
            await call(process, is_broken)
    for process in processes:
        await sees(process, CircuitState.OPEN)
        assert process.status("database").own_state is CircuitState.CLOSED
        with pytest.raises(CircuitOpen):
            await call(process)


async def test_each_process_makes_one_trial_at_a_time(site: Site) -> None:
    one, other = await site.processes(2, POLICY)
    await open_own(one, is_broken)
    await sees(other, CircuitState.OPEN)
    await is_due(other)
    begun, go = asyncio.Event(), asyncio.Event()

    async def trial() -> None:
        begun.set()
        await go.wait()

    first = asyncio.create_task(call(other, trial))
    await begun.wait()
    with pytest.raises(CircuitOpen):
        await call(other)
    await is_due(one)
    await call(one)
    go.set()
    await first


async def test_a_success_costs_redis_nothing(site: Site) -> None:
    breakers = await site.process()
    for _ in range(10_000):
        without_waiting(breakers.of("database").call_async(works))
    assert breakers._news == set()


async def test_a_process_that_ends_takes_its_report_with_it_and_one_that_is_killed_expires(
    site: Site, server: RedisServer
) -> None:
    one, other = await site.processes(2)
    async with AsyncExitStack() as stack:
        ended = await Site(server, stack).process(name="ended")
        await open_own(ended)
        await knows_of(other, "ended")
        await open_own(one)
        await sees(other, CircuitState.OPEN)
    await sees(other, CircuitState.CLOSED)
    async with server.client() as redis:
        assert 60_000 < await redis.pttl("t:circuits:database") <= 70_000


async def test_redis_emptied_while_open_keeps_the_shared_state(site: Site, server: RedisServer) -> None:
    one, two, idle = await site.processes(3)
    for process in (one, two):
        await open_own(process)
    await sees(idle, CircuitState.OPEN)
    async with server.client() as redis:
        await redis.flushall()
        with pytest.raises(CircuitOpen):
            await call(idle)

        async def reported_again() -> bool:
            return bool(await redis.hlen("t:circuits:database") == 4)  # type: ignore[misc]  # redis-py: awaitable or not

        await wait_for_async(reported_again, SECONDS, "all report again")
    latecomer = await site.process()
    assert latecomer.status("database").shared_state is CircuitState.OPEN
    await sees(idle, CircuitState.OPEN)


async def test_what_others_left_in_redis_stops_nothing(site: Site, server: RedisServer) -> None:
    """A report, a record and a change that cannot be read; the circuit of an earlier release; a key of another type."""
    async with server.client() as redis:
        left = {"record": b"\xff", "p8": b"nonsense", "p9": b'{"at": "now"}'}
        await redis.hset("t:circuits:database", mapping=left)  # type: ignore[misc]  # redis-py: awaitable or not
        await redis.set("t:breaker:database", '{"state":"OPEN","epoch":1,"failures":3,"opened_at":1}')
        await redis.rpush("t:breakers:changes", b"\xffnonsense", '{"service": "database"}')  # type: ignore[misc]  # as above
        one, two = await site.processes(2)
        for process in (one, two):
            await call(process)
            await open_own(process)
        await sees(one, CircuitState.OPEN)
        changes = [*await one.unaudited_changes(), *await two.unaudited_changes()]
        assert {(change.before, change.after) for change in changes} == {("CLOSED", "OPEN")}
        await redis.delete("t:circuits:database")
        await redis.set("t:circuits:database", "a string")
        await sees(one, CircuitState.CLOSED)
        assert one.status("database").own_state is CircuitState.OPEN, "without Redis each follows its own"


async def test_a_frozen_redis_never_blocks_the_loop_and_own_circuits_serve(site: Site, server: RedisServer) -> None:
    breakers = await site.process(POLICY)
    breaker = breakers.of("database")
    longest, over = 0.0, asyncio.Event()

    async def look() -> None:
        nonlocal longest
        before = time.monotonic()  # clock: how long the loop stands still
        async for _ in rounds(120, every=0.005):
            before, since = time.monotonic(), before  # clock: the same
            longest = max(longest, before - since)
            if over.is_set():
                return

    looking = asyncio.create_task(look())
    server.freeze()
    try:
        for _ in range(3):
            with pytest.raises(ConnectionResetError):
                without_waiting(breaker.call_async(fails))
        with pytest.raises(CircuitOpen):
            without_waiting(breaker.call_async(works))
        await is_due(breakers)
        await breaker.call_async(works)
        await breaker.call_async(works)
        assert breaker.closed, "the process's own state serves"
    finally:
        server.thaw()
    over.set()
    await looking
    assert longest < 1, f"the loop stood still for {longest:.3f} s; Redis is given up after 2"


async def test_without_redis_each_process_follows_its_own_circuit_and_afterwards_the_shared_one(
    site: Site, server: RedisServer
) -> None:
    one, two, idle = await site.processes(3)
    for process in (one, two):
        await open_own(process)
    await sees(idle, CircuitState.OPEN)
    server.kill()
    await sees(idle, CircuitState.CLOSED)
    await call(idle)
    with pytest.raises(CircuitOpen):
        await call(one)
    await server.start()
    latecomer = await site.process()
    await sees(latecomer, CircuitState.CLOSED)
    assert idle.status("database").shared_state is CircuitState.CLOSED, "it has reached the service since"


async def test_a_clock_an_hour_fast_opens_it_for_no_longer_than_any_other(site: Site, server: RedisServer) -> None:
    """Without Redis a process dates by its own clock; when Redis is back, by Redis's."""
    one, two, idle = await site.processes(3, POLICY)
    server.kill()
    for process in (one, two):
        process._clock.set_to(process._clock.now_milliseconds() + 3_600_000)
        await open_own(process)
    await server.start()
    await sees(idle, CircuitState.OPEN)
    await is_due(idle)
    await call(idle)
    await sees(one, CircuitState.CLOSED)


async def test_a_reset_closes_the_shared_circuit_and_that_of_every_process(site: Site) -> None:
    one, two, api = await site.processes(3)
    with api.watching() as seen:
        for process in (one, two):
            await open_own(process)
        await sees(api, CircuitState.OPEN)
        status = await api.reset("database", "the cable is in again", actor="op", correlation_id="c-1")
        assert status is not None
        assert status.state is CircuitState.CLOSED
        states = [seen.get_nowait().state for _ in range(seen.qsize())]
    assert states == [CircuitState.OPEN, CircuitState.CLOSED]
    await until(
        lambda: one.of("database").closed and two.of("database").closed, SECONDS, "the circuits of all are closed"
    )
    await call(one)
    changes = await api.unaudited_changes()
    opened, reset = sorted(changes, key=lambda change: change.epoch)
    assert (opened.after, reset.after, reset.actor, reset.correlation_id) == ("OPEN", "CLOSED", "op", "c-1")
    for process in (one, two, api):
        await process.mark_audited(changes)
        await process.exchange()
        assert await process.unaudited_changes() == []


async def test_what_opens_after_a_reset_counts_again(site: Site) -> None:
    one, two, idle = await site.processes(3)
    for process in (one, two):
        await open_own(process)
    await sees(idle, CircuitState.OPEN)
    await idle.reset("database", "try again", actor="op", correlation_id="c-1")
    await until(
        lambda: one.of("database").closed and two.of("database").closed, SECONDS, "the circuits of all are closed"
    )
    for process in (one, two):
        await open_own(process)
    await sees(idle, CircuitState.OPEN)
