"""Circuit breakers of several processes over one Redis, which is emptied, frozen and killed."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import IO

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis.asyncio import Redis

from guards.breaker.policy import Circuit, CircuitEvent, CircuitState, EventKind, Policy, next_state
from guards.breaker.registry import BreakerRegistry, GuardedService
from kit.errors import CircuitOpen
from tests.support.poll import rounds, wait_for_async, without_waiting
from tests.support.redis_server import RedisServer

SECONDS = 15.0
POLICY = Policy(failure_threshold=3, recovery_seconds=0.5, success_threshold=2, timeout_seconds=5)
LONG = Policy(failure_threshold=3, recovery_seconds=60, success_threshold=2, timeout_seconds=5)
HERE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RedisServer]:
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    await server.start()
    yield server
    server.kill()


@pytest.fixture(autouse=True)
async def empty(server: RedisServer) -> None:
    async with server.client() as redis:
        await redis.flushall()


class Site:
    """Breakers as a process has them: `prefix` is what processes share."""

    def __init__(self, server: RedisServer, stack: AsyncExitStack) -> None:
        self._server = server
        self._stack = stack

    async def process(self, policy: Policy = POLICY) -> BreakerRegistry:
        redis = await self._stack.enter_async_context(
            Redis(unix_socket_path=str(self._server.socket), socket_timeout=2, socket_connect_timeout=2)
        )
        service = GuardedService(policy, lambda error: isinstance(error, OSError))
        breakers = BreakerRegistry(redis, self._server.client, "t", {"database": service})
        await self._stack.enter_async_context(breakers.running())
        return breakers


@pytest.fixture
async def site(server: RedisServer) -> AsyncIterator[Site]:
    async with AsyncExitStack() as stack:
        yield Site(server, stack)


async def works() -> None:
    pass


async def fails() -> None:
    raise ConnectionResetError("gone")


async def fail(breakers: BreakerRegistry, times: int = 3) -> None:
    for _ in range(times):
        with pytest.raises(ConnectionResetError):
            await breakers.of("database").call_async(fails)


async def sees(breakers: BreakerRegistry, state: CircuitState) -> None:
    async def seen() -> bool:
        return breakers.of("database").circuit.state is state

    await wait_for_async(seen, SECONDS, f"{state} is seen")


@pytest.fixture
def eight(server: RedisServer) -> Iterator[list["Spawned"]]:
    """Eight processes in four zones, one of which has summer time: their clocks show different hours."""
    zones = ["America/La_Paz", "America/New_York", "UTC", "Asia/Tokyo"] * 2
    spawned = [Spawned(server.socket, zone) for zone in zones]
    try:
        for one in spawned:
            assert one.said() == "ready"
        yield spawned
    finally:
        for one in spawned:
            one.process.kill()
            one.process.communicate()


class Spawned:
    """A process that calls when it is confirmed to; see `tests.support.breaker_process`."""

    def __init__(self, socket: Path, zone: str) -> None:
        command = [sys.executable, "-m", "tests.support.breaker_process", str(socket)]
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


async def until_all_say(eight: list[Spawned], word: str, answer: str) -> None:
    async def all_say() -> bool:
        return all(one.ask(word) == answer for one in eight)

    await wait_for_async(all_say, SECONDS, f"all say {answer}")


async def test_eight_processes_share_a_circuit_its_trial_and_the_news_of_it(eight: list[Spawned]) -> None:
    for one in eight[:3]:
        assert one.ask("fail") == "ConnectionResetError"
    await until_all_say(eight, "state", "OPEN")
    assert [one.ask("work") for one in eight] == ["CircuitOpen"] * 8
    await until_all_say(eight, "due", "True")
    for one in eight:
        one.order("slow")
    answers = [one.said() for one in eight]
    assert sorted(answers) == ["CircuitOpen"] * 7 + ["begun"], "one trial at a time"
    assert eight[answers.index("begun")].ask("finish") == "done"
    changes = [json.loads(one.ask("changes")) for one in eight]
    counted = [change for one in changes for change in one]
    assert sorted(counted) == [["CLOSED", "OPEN", 1], ["OPEN", "HALF_OPEN", 1]], "each by one process"
    assert eight[answers.index("CircuitOpen")].ask("work") == "done"
    await until_all_say(eight, "state", "CLOSED")


async def test_failures_of_all_processes_are_counted_together(site: Site) -> None:
    one, other = await site.process(), await site.process()
    await fail(one, 2)
    await wait_for_async(lambda: _counts(other, 2), SECONDS, "the failures are known")
    await fail(other, 1)
    await sees(one, CircuitState.OPEN)
    await sees(other, CircuitState.OPEN)


async def _counts(breakers: BreakerRegistry, failures: int) -> bool:
    return breakers.of("database").circuit.failures == failures


async def test_a_success_costs_redis_nothing(site: Site) -> None:
    breaker = (await site.process()).of("database")
    storage = breaker._storage
    for _ in range(10_000):
        without_waiting(breaker.call_async(works))
    assert storage._unsent == []
    assert storage._sending is None


async def test_a_stale_close_does_not_overwrite_a_newer_open(site: Site) -> None:
    one, other = await site.process(LONG), await site.process(LONG)
    began, go = asyncio.Event(), asyncio.Event()

    async def late() -> None:
        began.set()
        await go.wait()

    call = asyncio.create_task(one.of("database").call_async(late))
    await began.wait()
    await fail(other)
    await sees(one, CircuitState.OPEN)
    go.set()
    await call
    held = one._storages["database"]._confirmed
    one._storages["database"]._confirmed = Circuit(epoch=held.epoch - 1)  # as one that has not heard would have it
    one._storages["database"]._unsent.append(CircuitEvent(EventKind.SUCCESS, held.epoch - 1, held.epoch))
    await one._storages["database"].synchronize()
    assert one.of("database").circuit.state is CircuitState.OPEN
    await sees(other, CircuitState.OPEN)


async def test_redis_emptied_while_open_keeps_every_circuit_open(site: Site, server: RedisServer) -> None:
    one, other = await site.process(LONG), await site.process(LONG)
    await fail(one)
    await sees(other, CircuitState.OPEN)
    async with server.client() as redis:
        await redis.flushall()
        with pytest.raises(CircuitOpen):
            await other.of("database").call_async(works)

        async def published_again() -> bool:
            return bool(await redis.exists("t:breaker:database"))

        await wait_for_async(published_again, SECONDS, "a process puts it back")
        assert await redis.pttl("t:breaker:database") > 60_000
    latecomer = await site.process(LONG)
    assert latecomer.of("database").circuit.state is CircuitState.OPEN
    assert one.of("database").circuit.state is other.of("database").circuit.state is CircuitState.OPEN


async def test_a_frozen_redis_never_blocks_the_loop(site: Site, server: RedisServer) -> None:
    breakers = await site.process()
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
        assert breaker.circuit.state is CircuitState.OPEN
        with pytest.raises(CircuitOpen):
            without_waiting(breaker.call_async(works))
        await wait_for_async(lambda: _is_due(breakers), SECONDS, "a trial is due")
        await breaker.call_async(works)
        await breaker.call_async(works)
        assert breaker.closed, "the process's own state serves"
    finally:
        server.thaw()
    over.set()
    await looking
    assert longest < 1, f"the loop stood still for {longest:.3f} s; Redis is given up after 2"


async def _is_due(breakers: BreakerRegistry) -> bool:
    return breakers.of("database").retry_after_seconds == 0


async def test_a_circuit_opened_while_redis_was_unavailable_is_shared_when_it_is_back(
    site: Site, server: RedisServer
) -> None:
    one, other = await site.process(LONG), await site.process(LONG)
    server.kill()
    await fail(one)
    assert other.of("database").closed
    await server.start()
    await sees(other, CircuitState.OPEN)


async def test_a_clock_an_hour_fast_opens_it_for_no_longer_than_any_other(site: Site, server: RedisServer) -> None:
    """Without Redis it is dated by a process's own clock; when Redis is back, all share it."""
    one, other = await site.process(), await site.process()
    server.kill()
    clock = one._connection.clock
    clock.set_to(clock.now_milliseconds() + 3_600_000)
    await fail(one)
    await server.start()
    await sees(other, CircuitState.OPEN)
    await wait_for_async(lambda: _is_due(other), SECONDS, "a trial is due")
    await other.of("database").call_async(works)


async def test_a_reset_is_heard_by_all_and_a_watcher_sees_every_change(site: Site) -> None:
    one, other = await site.process(LONG), await site.process(LONG)
    with other.watching() as seen:
        await fail(one)
        await sees(other, CircuitState.OPEN)
        await one.reset("database", "the cable is in again", actor="op", correlation_id="c-1")
        await sees(other, CircuitState.CLOSED)
        states = [seen.get_nowait().circuit.state for _ in range(seen.qsize())]
    assert [state for state in states if state is CircuitState.OPEN], states
    assert states[-1] is CircuitState.CLOSED
    [opened, reset] = await one.unaudited_changes()
    assert (opened.after, reset.after, reset.actor, reset.correlation_id) == ("OPEN", "CLOSED", "op", "c-1")
    await one.mark_audited([opened, reset])
    await other._storages["database"].synchronize()
    assert await other.unaudited_changes() == []


STEPS = st.lists(st.tuples(st.sampled_from(list(EventKind)), st.integers(0, 2), st.booleans()), max_size=30)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_the_script_says_what_the_function_says(
    server: RedisServer, steps: list[tuple[EventKind, int, bool]]
) -> None:
    """Moments apart, which are Redis's own: a trial is due immediately or never."""
    async with server.client() as redis:
        await redis.flushall()
        breakers = BreakerRegistry(redis, server.client, "t", {"database": GuardedService(POLICY, lambda _: True)})
        storage = breakers._storages["database"]
        model, epochs = Circuit(), [0]
        for number, (kind, ago, due) in enumerate(steps, 1):
            policy = Policy(failure_threshold=3, recovery_seconds=0.0 if due else 600.0, success_threshold=2)
            event = CircuitEvent(kind, epochs[max(0, len(epochs) - 1 - ago)], number)
            model = next_state(model, event, policy, 10**13 if due else 10**12)
            storage._encoded_policy = json.dumps({"service": "database", **msgspec.structs.asdict(policy)}).encode()
            storage._unsent = [event]
            assert await storage.synchronize() is False
            confirmed = storage._confirmed
            assert (confirmed.state, confirmed.epoch, confirmed.failures, confirmed.successes) == (
                model.state, model.epoch, model.failures, model.successes,
            )  # fmt: skip
            if model.epoch != epochs[-1]:
                epochs.append(model.epoch)
