"""Redis is a doorbell and a notice board: killed, frozen or emptied at any moment it costs time and nothing else.

One installation of two APIs and two workers on a Redis of its own; whichever API is asked, whichever worker serves.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from uuid import UUID, uuid4

import httpx
import pytest
from redis.asyncio import Redis

from app.container import Container
from app.processes import Child, Processes, free_port
from saga.faults import FaultPoint, Faults
from tests.crash.driving import (
    LEASE,
    Follower,
    all_final,
    beats,
    enroll,
    enroll_by,
    frozen,
    killed,
    query_task,
)
from tests.crash.witness import call_witness, sound_histories, sound_history
from tests.support.engine import accept, submission
from tests.support.installation import QUICK, Installation, Servers
from tests.support.poll import wait_for_async
from tests.support.redis_server import RedisServer
from tests.support.tokens import signed_in
from workers.bell import Bell

SOON = 15.0
"""Seconds, on a machine that is busy with something else."""
BASKET = ("G-ELC102-E", "G-LIN100-A")
ONE = ("G-LIN100-B",)


@dataclass(slots=True)
class Site:
    """The installation. `said`: what its processes have printed, a line each."""

    installation: Installation
    container: Container
    server: RedisServer
    apis: Sequence[Processes]
    said: list[str]
    students: Iterator[str] = field(default_factory=lambda: (f"EST{n:03}" for n in count(1)))

    @property
    def workers(self) -> list[Child]:
        return [child for child in self.apis[0].children if child.name.startswith("worker")]

    @property
    def redis(self) -> Redis:
        """A new client."""
        return self.server.client()

    async def hand_in(self, number: int, groups: Sequence[str] = BASKET) -> UUID:
        """Hand in an enrollment of a new student through the API of this number, modulo how many there are."""
        return await enroll(self.apis[number % len(self.apis)].base_url, next(self.students), groups)

    def followers(self, ids: Sequence[UUID], groups: Sequence[str] = BASKET) -> list[Follower]:
        """Each followed through each API."""
        return [Follower(api.base_url, saga_id, groups) for saga_id in ids for api in self.apis]

    async def rush(self, number: int, groups: Sequence[str]) -> list[UUID]:
        """So many new students at once, through all APIs by turns."""
        clients = [signed_in(api.base_url) for api in self.apis]
        try:
            return await asyncio.gather(
                *(enroll_by(clients[n % len(clients)], next(self.students), groups) for n in range(number))
            )
        finally:
            for client in clients:
                await client.http.aclose()

    async def ring(self, *bells: tuple[UUID, int]) -> int:
        """Ring by hand; how many bells were hung."""
        async with self.container.redis() as redis:
            return await Bell(redis, self.container.settings.queue, Faults()).ring(bells)

    async def no_bell_hangs(self) -> None:
        """Return once workers have taken all bells."""

        async def empty() -> bool:
            async with self.redis as redis:
                return not await redis.zcard(self.container.settings.queue)

        await wait_for_async(empty, SOON, "all bells are taken")

    async def is_said(self, text: str, times: int = 1) -> None:
        """Return once processes have said it so often."""

        async def heard() -> bool:
            return sum(text in line for line in self.said) >= times

        await wait_for_async(heard, SOON, f"they say {text!r}")


@pytest.fixture(scope="module")
async def site(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    server, said = RedisServer(tmp_path_factory.mktemp("redis")), list[str]()
    await server.start()
    try:
        async with servers.installation(QUICK) as installation:
            installation.redis_url = f"unix://{server.socket}"
            await call_witness(installation)
            await installation.sql("UPDATE groups SET capacity = 500 WHERE code <> 'G-ADM310-A'")
            apis = await installation.start(apis=2, workers=2, say=lambda _, line: said.append(line))
            container = Container(installation.settings())
            async with container.database():
                made = Site(installation, container, server, apis, said)
                for worker in made.workers:
                    await beats(installation, worker)
                yield made
    finally:
        server.kill()


@pytest.fixture(autouse=True)
async def everybody_survives(site: Site) -> AsyncIterator[None]:
    """Whatever a test does to Redis: no process ends, and nothing is amiss."""
    yield
    assert len(site.workers) == 2
    assert all(child.alive for api in site.apis for child in api.children)
    assert await site.installation.violations() == {}


@pytest.mark.parametrize("outage", ["killed", "frozen"])
async def test_an_outage_costs_time_and_nothing_else(site: Site, outage: str) -> None:
    """Subscriptions through either API see the end of what was handed in before and meanwhile."""
    site.said.clear()
    with frozen(*site.workers):
        before = [await site.hand_in(number) for number in range(4)]
        followers = site.followers(before)
        for follower in followers:
            await follower.begun()
        site.server.kill() if outage == "killed" else site.server.freeze()
    try:
        during = []
        for number in range(4):
            began = time.monotonic()
            during.append(await site.hand_in(number))
            assert time.monotonic() - began < 1, "a mutation does not wait for Redis"
        followers += site.followers(during)
        await site.is_said("events are not heard: Redis is away", len(site.apis))
        await site.is_said("Redis is away; bells are answered when it is back", len(site.workers))
        for saga_id in during:
            assert (await query_task(site.apis[1].base_url, saga_id))["status"] == "QUEUED"
    finally:
        await site.server.start() if outage == "killed" else site.server.thaw()
    for follower in followers:
        assert (await follower.ended(SOON))["status"] == "SUCCEEDED"
    assert set((await sound_histories(site.installation, [*before, *during], BASKET)).values()) == {2}
    # One worker may do all the work while the other's circuit is still open; the next outage is to be news to both.
    await site.is_said('"message":"Redis is back"', len(site.workers))


async def test_c05_redis_emptied_in_the_rush_moves_no_seat(site: Site) -> None:
    await site.installation.sql("UPDATE groups SET capacity = 20 WHERE code = 'G-ADM310-A'")
    over = asyncio.Event()

    async def empty_it_again_and_again() -> int:
        async with site.redis as redis:
            for times in count(1):
                await redis.flushall()
                with suppress(TimeoutError):
                    async with asyncio.timeout(0.05):
                        await over.wait()
                    return times
        raise AssertionError("unreachable")

    emptying = asyncio.create_task(empty_it_again_and_again())
    ids = await site.rush(60, ["G-ADM310-A"])
    assert await all_final(site.installation, ids, SOON) == {"COMPLETED": 20, "REJECTED": 40}
    over.set()
    assert await emptying > 1
    [group] = await site.installation.sql("SELECT seats_taken FROM groups WHERE code = 'G-ADM310-A'")
    assert group["seats_taken"] == 20


async def test_c40_redis_emptied_with_fifty_sagas_pending_loses_none(site: Site) -> None:
    with frozen(*site.workers):
        ids = await site.rush(50, ONE)
        follower, other = site.followers(ids[-1:], ONE)
        async with site.redis as redis:
            assert await redis.zcard(site.container.settings.queue) > 0
            await redis.flushall()
    assert await all_final(site.installation, ids, SOON) == {"COMPLETED": 50}
    assert (await follower.ended(SOON))["status"] == (await other.ended(SOON))["status"] == "SUCCEEDED"
    assert set((await sound_histories(site.installation, ids, ONE)).values()) == {2}


async def test_c39_a_committed_row_that_nobody_rang_for_is_rung_for_by_the_sweeper(site: Site) -> None:
    [saga_id] = await accept(site.container, submission(next(site.students), BASKET))
    for follower in site.followers([saga_id]):
        assert (await follower.ended(SOON))["status"] == "SUCCEEDED"
    assert await sound_history(site.installation, saga_id, BASKET) == 2


async def test_c39_an_api_killed_between_commit_and_ring_need_not_be_asked_again(site: Site) -> None:
    doomed = Processes(site.apis[0].environment, port=free_port())
    site.installation.processes.append(doomed)
    child = await doomed.start_api({"REGISTRO_FAULT": FaultPoint.AFTER_ACCEPT_COMMIT})
    await doomed.until_ready()
    key = uuid4().hex
    with suppress(httpx.TransportError):
        await enroll(doomed.base_url, next(site.students), BASKET, key)
    await killed(child, doomed)
    [row] = await site.installation.sql("SELECT id FROM sagas WHERE idempotency_key = $1", key)
    for follower in site.followers([row["id"]]):
        assert (await follower.ended(LEASE + 5))["status"] == "SUCCEEDED"


async def test_c37_a_task_can_be_read_before_any_worker_and_after_redis_forgot_it(site: Site) -> None:
    with frozen(*site.workers):
        saga_id = await site.hand_in(0)
        for api in site.apis:
            assert await query_task(api.base_url, saga_id) == {
                "status": "QUEUED", "version": 1, "final": False, "saga": {"status": "PENDING"},
            }  # fmt: skip
    await all_final(site.installation, [saga_id], SOON)
    async with site.redis as redis:
        await redis.flushall()
    for api in site.apis:
        assert await query_task(api.base_url, saga_id) == {
            "status": "SUCCEEDED", "version": 2, "final": True, "saga": {"status": "COMPLETED"},
        }  # fmt: skip


async def test_c36_a_bell_hangs_once_and_neither_failed_nor_answered_blocks_its_id(site: Site) -> None:
    site.said.clear()
    with frozen(*site.workers):
        [saga_id] = await accept(site.container, submission(next(site.students), BASKET))
        assert await site.ring((saga_id, 0)) == 1
        assert await site.ring((saga_id, 0)) == 0, "it hangs already: not counted as rung"
        async with site.redis as redis:
            await redis.delete(f"arq:job:{saga_id}:0")  # a bell that says nothing can only fail
    await site.is_said("bell not answered")
    assert await all_final(site.installation, [saga_id], SOON) == {"COMPLETED": 1}, (
        "the sweeper hung the same one again"
    )
    for _ in range(2):
        await site.no_bell_hangs()
        assert await site.ring((saga_id, 0)) == 1
    await site.no_bell_hangs()
    assert await sound_history(site.installation, saga_id, BASKET) == 2


async def test_c41_the_same_bells_again_do_nothing_again(site: Site) -> None:
    saga_id = await site.hand_in(0)
    await all_final(site.installation, [saga_id], SOON)
    for _ in range(3):
        assert await site.ring(*((saga_id, ring) for ring in range(5))) == 5
        await site.no_bell_hangs()
    other = await site.hand_in(1)
    await all_final(site.installation, [other], SOON)
    assert await sound_history(site.installation, saga_id, BASKET) == 2


async def test_a_worker_starts_and_stops_in_order_while_redis_is_away(site: Site) -> None:
    site.server.kill()
    worker = await site.apis[1].start_worker()
    worker_id = await beats(site.installation, worker)
    began = time.monotonic()
    assert await worker.stop(grace=SOON) == 0
    assert time.monotonic() - began < SOON
    site.apis[1].children.remove(worker)
    await site.server.start()
    assert await site.installation.sql("SELECT FROM workers WHERE id = $1", worker_id) == []
