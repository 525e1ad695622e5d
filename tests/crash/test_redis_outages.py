"""Redis only wakes workers and announces: killed, frozen or emptied at any moment, it costs time and nothing else.

One installation of two APIs and two workers on a Redis of its own; any API may be asked, and any worker may serve.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import suppress
from typing import TypeVar
from uuid import uuid4

import httpx
import pytest
from redis.asyncio import Redis

from app.container import Container
from commands.processes import Processes, free_port
from embedded.servers import boot
from events.arq_wire import job_key
from saga.faults import FaultPoint
from tests.support.engine import accept, submission
from tests.support.forked import forked
from tests.support.installation import QUICK, Servers
from tests.support.outcome_checks import call_witness, holds, sound_histories, sound_history
from tests.support.poll import rounds, within
from tests.support.processes import (
    LEASE,
    NO_SWEEP,
    all_final,
    beats,
    drop,
    enroll,
    frozen,
    killed,
    query_task,
    stands_still,
    wakeups_queued,
)
from tests.support.redis_outage import BASKET, ONE, SOON, Site
from tests.support.redis_server import RedisServer
from tests.support.scratch import scratch_folder

T = TypeVar("T")
PROMPTLY_SECONDS = 3.0
"""Seconds that an answer may take on a machine that is busy with something else; outages are several times longer."""
NOTICED = 5.0
"""Seconds in which each process fails to connect again: an attempt lasts for 2 s at most, and the pause for 1 s."""
EVERY = 0.3
"""Seconds between two requests."""
MORE_STUDENTS = """
INSERT INTO students (code, max_credits, holds) SELECT 'EST' || n, 100, '[]' FROM generate_series(201, 1400) n"""


@pytest.fixture(scope="module")
async def site(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    server, said = RedisServer(tmp_path_factory.mktemp("redis")), list[str]()
    await server.start()
    try:
        async with servers.installation(QUICK) as installation:
            installation.redis_url = f"unix://{server.socket}"
            await call_witness(installation)
            await installation.sql("UPDATE groups SET capacity = 1000 WHERE code <> 'G-ADM310-A'")
            await installation.sql(MORE_STUDENTS)
            apis = await installation.start(apis=2, workers=2, say=lambda _, line: said.append(line))
            async with Container.connected(installation.settings()) as container:
                made = Site(installation, container, server, apis, said)
                for worker in made.workers:
                    await beats(installation, worker)
                yield made
    finally:
        server.kill()


@pytest.fixture(autouse=True)
async def all_survive(site: Site) -> AsyncIterator[None]:
    """Whatever a test does to Redis: no process ends, and nothing is amiss."""
    yield
    assert len(site.workers) == 2
    assert all(child.alive for api in site.apis for child in api.children)
    assert await site.installation.violations() == {}


@pytest.mark.parametrize(
    ("outage", "seconds"),
    [
        ("killed", NOTICED),
        ("frozen", NOTICED),
        pytest.param("killed", 30.0, marks=pytest.mark.machine),
        pytest.param("frozen", 15.0, marks=pytest.mark.machine),
    ],
)
async def test_an_outage_costs_time_and_nothing_else(site: Site, outage: str, seconds: float) -> None:
    """Requests are accepted during it, and subscriptions through either API see the end of all tasks.

    It goes on for `seconds` after all processes have noticed it.
    """
    site.said.clear()
    leavers = site.wishes(4)
    await all_final(site.installation, await site.rush(leavers, BASKET), SOON)
    with frozen(*site.workers):
        before = [await site.hand_in(number) for number in range(4)]
        followers = site.followers(before)
        for follower in followers:
            await follower.begun()
        site.server.kill() if outage == "killed" else site.server.freeze()
    try:
        during = [await promptly(site.hand_in(number)) for number in range(4)]
        drops = [await promptly(drop(site.api(n), who, BASKET)) for n, (who, _) in enumerate(leavers)]
        followers += site.followers([*during, *drops])
        for follower in followers:
            await follower.begun()
        await site.is_said("Redis is unavailable: events are not received", len(site.apis))
        await site.is_said("Redis is unavailable: wake-ups are not read", len(site.workers))
        # Of a server that is frozen the probes, which make the circuit HALF_OPEN, last for longer than their pauses.
        await site.circuits_are("OPEN", "HALF_OPEN")
        assert await site.unavailable() == [["redis"]] * len(site.apis)

        wishes: list[tuple[str, str]] = []
        async for _ in rounds(seconds, every=EVERY):
            wishes += site.wishes(1)
            during += await promptly(site.rush(wishes[-1:], BASKET))
        assert await promptly(site.rush(wishes[:8], BASKET)) == during[4:12], "the same key, the same task"
        for saga_id in during[:8]:
            assert (await query_task(site.api(1), saga_id))["status"] == "QUEUED"
    finally:
        await site.server.start() if outage == "killed" else site.server.thaw()
    for follower in followers:
        assert (await follower.ended(SOON))["status"] == "SUCCEEDED"
    assert await all_final(site.installation, during, SOON) == {"COMPLETED": len(during)}
    assert set((await sound_histories(site.installation, [*before, *during, *drops], BASKET)).values()) == {2}
    assert [await holds(site.installation, saga_id) for saga_id in drops] == [set()] * len(drops)
    # One worker may do all the work while the other's circuit is still open; the next outage is to be news to both.
    await site.is_said("wake-ups are read again", len(site.workers))
    await site.circuits_are("CLOSED")
    assert await site.unavailable() == [[]] * len(site.apis)


async def promptly(answer: Awaitable[T]) -> T:
    """The answer of an API that does not wait for Redis."""
    async with within(PROMPTLY_SECONDS):
        return await answer


async def test_what_hangs_is_kept_over_kill_9_by_the_file_that_redis_writes(servers: Servers) -> None:
    """Without a sweeper: the sagas that are executed are those whose wake-ups Redis has read from its file."""
    with scratch_folder() as folder, boot(folder, postgres=False) as embedded:
        async with servers.installation({**QUICK, **NO_SWEEP}) as installation:
            assert embedded.redis_url
            installation.redis_url = embedded.redis_url
            [processes] = await installation.start(workers=1)
            await beats(installation, processes.children[-1])
            key = uuid4().hex
            with frozen(processes.children[-1]):
                ids = [await enroll(processes.base_url, f"EST{n:03}", ONE) for n in range(1, 20)]
                ids.append(await enroll(processes.base_url, "EST020", ONE, key))
                await wakeups_queued(installation, len(ids))
                embedded.started["redis"].kill()
                embedded.started["redis"].wait()
                embedded.ensure_running()
                async with Redis.from_url(embedded.redis_url) as redis:
                    assert await redis.zcard(installation.settings().queue) == len(ids)
                assert await enroll(processes.base_url, "EST020", ONE, key) == ids[-1]
            assert await all_final(installation, ids, SOON) == {"COMPLETED": len(ids)}
            assert await installation.violations() == {}


async def test_redis_emptied_in_the_rush_moves_no_seat(site: Site) -> None:
    await site.installation.sql("UPDATE groups SET capacity = 20 WHERE code = 'G-ADM310-A'")
    over = asyncio.Event()

    async with site.redis as redis:

        async def empty_it_again_and_again() -> None:
            async for _ in rounds(SOON, every=0.005):
                await redis.flushall()
                if over.is_set():
                    return

        emptying = asyncio.create_task(empty_it_again_and_again())
        ids = await site.rush(site.wishes(60), ["G-ADM310-A"])
        await redis.flushall()  # once in any case between acceptance and the end
        assert await all_final(site.installation, ids, SOON) == {"COMPLETED": 20, "REJECTED": 40}
        over.set()
        await emptying
    [group] = await site.installation.sql("SELECT seats_taken FROM groups WHERE code = 'G-ADM310-A'")
    assert group["seats_taken"] == 20


async def test_redis_emptied_with_two_hundred_sagas_in_flight_loses_none_and_begins_none_again(site: Site) -> None:
    """Some are claimed by a worker that stands still, and then dies; the others wait. Their keys are forgotten too."""
    wishes = site.wishes(200)
    with frozen(*site.workers):
        ids = await site.rush(wishes[:100], ONE)
        doomed = await site.apis[1].start_worker({"REGISTRO_FAULT": f"{FaultPoint.AFTER_CLAIM}:freeze", **NO_SWEEP})
        await stands_still(doomed)
        ids += await site.rush(wishes[100:], ONE)
        followers = site.followers([ids[0], ids[-1]], ONE)
        for follower in followers:
            await follower.begun()
        await wakeups_queued(site.installation, 100)
        async with site.redis as redis:
            await redis.flushall()
        claimed = await site.installation.sql("SELECT FROM sagas WHERE owner IS NOT NULL AND finished_at IS NULL")
        assert 0 < len(claimed) <= 100
        assert await site.rush(wishes, ONE) == ids, "the same keys, the same tasks"
        doomed.kill()
        await killed(doomed, site.apis[1])
    assert await all_final(site.installation, ids, LEASE + SOON) == {"COMPLETED": 200}
    for follower in followers:
        assert (await follower.ended(SOON))["status"] == "SUCCEEDED"
    assert await site.rush(wishes, ONE) == ids
    [row] = await site.installation.sql(
        "SELECT count(*) FROM sagas WHERE idempotency_key = ANY($1::text[])", [key for _, key in wishes]
    )
    assert row["count"] == 200
    assert set((await sound_histories(site.installation, ids, ONE)).values()) == {2}


async def test_the_sweeper_wakes_a_worker_for_a_committed_saga_without_a_wake_up(site: Site) -> None:
    [saga_id] = await accept(site.container, submission(next(site.students), BASKET))
    for follower in site.followers([saga_id]):
        assert (await follower.ended(SOON))["status"] == "SUCCEEDED"
    assert await sound_history(site.installation, saga_id, BASKET) == 2


async def test_an_api_killed_between_commit_and_wake_up_need_not_be_asked_again(site: Site) -> None:
    doomed = Processes(site.apis[0].environment, port=free_port(), spawn=forked)
    site.installation.processes.append(doomed)
    child = await doomed.start_api({"REGISTRO_FAULT": FaultPoint.AFTER_ACCEPT_COMMIT})
    await doomed.wait_until_ready()
    key = uuid4().hex
    with suppress(httpx.TransportError):
        await enroll(doomed.base_url, next(site.students), BASKET, key)
    await killed(child, doomed)
    [row] = await site.installation.sql("SELECT id FROM sagas WHERE idempotency_key = $1", key)
    for follower in site.followers([row["id"]]):
        assert (await follower.ended(LEASE + 5))["status"] == "SUCCEEDED"


async def test_a_task_can_be_read_before_any_worker_and_after_redis_forgot_it(site: Site) -> None:
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


async def test_a_wake_up_is_queued_once_and_its_id_is_free_after_success_and_after_failure(site: Site) -> None:
    site.said.clear()
    with frozen(*site.workers):
        [saga_id] = await accept(site.container, submission(next(site.students), BASKET))
        assert await site.wake((saga_id, 0)) == 1
        assert await site.wake((saga_id, 0)) == 0, "it is queued already and not counted"
        async with site.redis as redis:
            await redis.delete(job_key(f"{saga_id}:0"))  # a job without its call can only fail
    await site.is_said("a wake-up that cannot be read is dropped")
    assert await all_final(site.installation, [saga_id], SOON) == {"COMPLETED": 1}, (
        "the sweeper hung the same one again"
    )
    for _ in range(2):
        await site.no_wake_up_is_queued()
        assert await site.wake((saga_id, 0)) == 1
    await site.no_wake_up_is_queued()
    assert await sound_history(site.installation, saga_id, BASKET) == 2


async def test_the_same_wake_ups_again_do_nothing_again(site: Site) -> None:
    saga_id = await site.hand_in(0)
    await all_final(site.installation, [saga_id], SOON)
    for _ in range(3):
        assert await site.wake(*((saga_id, claims) for claims in range(5))) == 5
        await site.no_wake_up_is_queued()
    other = await site.hand_in(1)
    await all_final(site.installation, [other], SOON)
    assert await sound_history(site.installation, saga_id, BASKET) == 2


async def test_a_worker_starts_and_stops_in_order_while_redis_is_unavailable(site: Site) -> None:
    site.server.kill()
    worker = await site.apis[1].start_worker()
    worker_id = await beats(site.installation, worker)
    assert await worker.stop(grace=SOON) == 0, "not killed"
    site.apis[1].children.remove(worker)
    await site.server.start()
    assert await site.installation.sql("SELECT FROM workers WHERE id = $1", worker_id) == []
