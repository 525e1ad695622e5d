"""Rate limits of several processes over one Redis, which is emptied, frozen and killed."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs

from guards.rate_limits.bucket import Limit
from guards.rate_limits.buckets import Buckets
from guards.rate_limits.rates import RateLimits, Rates, RoleLimits
from guards.rate_limits.sharing import RateSharing
from kit.background import Loops
from tests.support.poll import until, wait_for_async
from tests.support.redis_server import RedisServer

SLOW = Limit(per_second=0.001, burst=40)
LIMITS = RateLimits({"STUDENT": RoleLimits(SLOW, SLOW)}, SLOW)
KEY = "t:rate:student-mutations:{}"


@dataclass(frozen=True, slots=True)
class Process:
    """The rate limits of one process, which settles when it is told to."""

    rates: Rates
    sharing: RateSharing

    @property
    def mutations(self) -> Buckets:
        return self.rates.of_caller("anyone", frozenset({"STUDENT"})).mutations.buckets

    def admitted(self, count: int, caller: str = "a") -> int:
        """How many of `count` mutations, one after the other, are admitted."""
        return [self.mutations.draw(caller) for _ in range(count)].count(0.0)


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RedisServer]:
    async with RedisServer.running(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
async def processes(server: RedisServer) -> AsyncIterator[list[Process]]:
    async with AsyncExitStack() as stack, server.client() as redis:
        await redis.flushall()
        made = []
        for _ in range(2):
            client = await stack.enter_async_context(
                Redis(unix_socket_path=str(server.socket), socket_timeout=2, socket_connect_timeout=2)
            )
            rates = Rates(LIMITS)
            made.append(Process(rates, RateSharing(rates, client, "t")))
        yield made


async def test_processes_admit_together_what_one_may(processes: list[Process]) -> None:
    first, second = processes
    admitted = 0
    for _ in range(10):
        for process in processes:
            admitted += process.admitted(5)
            await process.sharing.settle()
    assert SLOW.burst <= admitted <= SLOW.burst + SLOW.chunk
    assert (first.admitted(1), second.admitted(1)) == (0, 0)
    assert first.admitted(100, "b") == SLOW.chunk, "others are not affected"


async def test_a_caller_who_is_new_to_a_process_gets_a_chunk_on_credit_and_no_more(processes: list[Process]) -> None:
    first, second = processes
    while first.admitted(5):
        await first.sharing.settle()
    assert second.admitted(100) == SLOW.chunk
    await second.sharing.settle()
    assert second.admitted(100) == 0


async def test_keys_of_full_buckets_expire(processes: list[Process], server: RedisServer) -> None:
    for number in range(1200):
        processes[0].admitted(1, f"caller {number}")
    await processes[0].sharing.settle()
    async with server.client() as redis:
        assert await redis.dbsize() == 1200
        assert 0 < await redis.pttl(KEY.format("caller 7")) <= 1000 / SLOW.per_second + 1000


async def test_emptying_redis_gives_no_caller_more_of_a_process(processes: list[Process], server: RedisServer) -> None:
    process = processes[0]
    while process.admitted(5):
        await process.sharing.settle()
    async with server.client() as redis:
        await redis.flushall()
        await process.sharing.settle()
        assert process.admitted(1) == 0

        await redis.set(KEY.format("b"), "nonsense")
        process.admitted(3, "b")
        await process.sharing.settle()
        assert (await redis.get(KEY.format("b"))).startswith(b"37.000000 ")


async def test_debts_are_settled_in_the_background_soon_when_they_press(processes: list[Process]) -> None:
    process = processes[0]
    async with process.sharing.running(Loops()):
        admitted = process.admitted(int(SLOW.chunk))
        await until(lambda: not process.mutations.debts(), 5, "the debts are settled")
        assert admitted == SLOW.chunk


@pytest.mark.parametrize("outage", ["frozen", "killed"])
async def test_without_redis_each_process_admits_the_full_rate_by_itself(
    processes: list[Process], server: RedisServer, outage: str
) -> None:
    first, second = processes
    if outage == "frozen":
        server.freeze()
    else:
        server.kill()
    with capture_logs() as logged:
        for process in processes:
            admitted = 0
            while more := process.admitted(100):
                admitted += more
                await process.sharing.settle()
            assert admitted == SLOW.burst
    begun = "Redis is unavailable: each process counts the requests of callers by itself"
    assert [line["event"] for line in logged] == [begun] * 2
    if outage == "frozen":
        server.thaw()
    else:
        await server.start()
    first.admitted(1, "b")

    async def shares() -> bool:
        await first.sharing.settle()
        first.admitted(1, "b")
        async with server.client() as redis:
            return bool(await redis.exists(KEY.format("b")))

    await wait_for_async(shares, 10, "it settles with Redis again")
    assert second.admitted(1, "c") == 1


async def test_refusals_are_logged_once_with_the_caller(processes: list[Process]) -> None:
    process = processes[0]
    with capture_logs() as logged:
        async with process.sharing.running(Loops()):

            async def refused() -> bool:
                process.admitted(1000)
                return any(line["event"].startswith("callers are refused") for line in logged)

            await wait_for_async(refused, 10, "the refusal is logged")
    [line] = [line for line in logged if line["event"].startswith("callers are refused")]
    assert (line["limit"], line["caller"]) == ("student-mutations", "a")
