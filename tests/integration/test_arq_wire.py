"""What we write into Redis and take out of it is what ARQ itself writes and takes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID, uuid4

import orjson
import pytest
from arq.connections import ArqRedis
from arq.constants import expires_extra_ms
from arq.typing import WorkerCoroutine
from arq.worker import Worker, func
from structlog.testing import capture_logs

from events.arq_wire import FUNCTION, UnreadableWakeup, WakeupQueue, job_key, read_saga, wake_list
from kit.background import Loops
from kit.guard import UNGUARDED
from tests.support.poll import until, wait_for_async
from tests.support.redis_server import RedisServer
from tests.support.scratch import scratch_folder
from workers.arq_worker import WakeupWorker

QUEUE = "test:queue"
A_MINUTE = 60_000
"""Milliseconds: how much later than a job was written its expiry may be read."""


@pytest.fixture(scope="module")
async def server() -> AsyncIterator[RedisServer]:
    with scratch_folder() as folder:
        async with RedisServer.running(folder) as made:
            yield made


@pytest.fixture
async def arq(server: RedisServer) -> AsyncIterator[ArqRedis]:
    """ARQ's client with our serializer, on an empty Redis."""
    async with ArqRedis(job_serializer=orjson.dumps, unix_socket_path=str(server.socket)) as client:
        await client.flushall()
        yield client


async def written(arq: ArqRedis, job_id: str) -> tuple[set[str], dict[str, Any], bytes]:
    """The names of all keys, the fields of the job in their order, and its bytes without the time of writing."""
    names = {name.decode() for name in await arq.keys("*")}
    job = await arq.get(job_key(job_id))
    assert job is not None
    fields = orjson.loads(job)
    assert fields["et"] == await arq.zscore(QUEUE, job_id), "it is due from the time of writing"
    assert expires_extra_ms - A_MINUTE < await arq.pttl(job_key(job_id)) <= expires_extra_ms
    return names, fields, job.replace(str(fields["et"]).encode(), b"<et>")


async def test_a_wakeup_is_written_as_enqueue_job_writes_a_job(arq: ArqRedis) -> None:
    saga_id = uuid4()
    job_id = f"{saga_id}:7"
    assert await arq.enqueue_job(FUNCTION, str(saga_id), _job_id=job_id, _queue_name=QUEUE)
    their_keys, their_fields, their_bytes = await written(arq, job_id)
    await arq.flushall()
    assert await WakeupQueue(arq, QUEUE).enqueue([(saga_id, 7)], {}, 1) == 1
    our_keys, our_fields, our_bytes = await written(arq, job_id)

    assert our_bytes == their_bytes
    assert list(our_fields) == list(their_fields)
    assert our_keys - their_keys == {wake_list(QUEUE)}
    assert their_keys - our_keys == set()


async def test_a_wakeup_that_is_queued_already_stays_as_it_is_for_both(arq: ArqRedis) -> None:
    saga_id = uuid4()
    queue = WakeupQueue(arq, QUEUE)
    await queue.enqueue([(saga_id, 0)], {}, 1)
    before = await arq.get(job_key(f"{saga_id}:0"))
    assert await queue.enqueue([(saga_id, 0)], {}, 1) == 0
    assert await arq.enqueue_job(FUNCTION, str(saga_id), _job_id=f"{saga_id}:0", _queue_name=QUEUE) is None
    assert await arq.get(job_key(f"{saga_id}:0")) == before
    assert await arq.zcard(QUEUE) == 1


async def test_idempotency_keys_are_stored_in_the_same_call_and_expire(arq: ArqRedis) -> None:
    saga_id, other = uuid4(), uuid4()
    stored = {"test:key:1": saga_id, "test:key:2": other}
    assert await WakeupQueue(arq, QUEUE).enqueue([(saga_id, 0)], stored, A_MINUTE) == 1
    for name, value in stored.items():
        assert await arq.get(name) == str(value).encode()
        assert 0 < await arq.pttl(name) <= A_MINUTE


async def test_arqs_own_worker_runs_our_wakeups(arq: ArqRedis) -> None:
    ids = [uuid4() for _ in range(20)]
    await WakeupQueue(arq, QUEUE).enqueue([(saga_id, n) for n, saga_id in enumerate(ids)], {}, 1)
    ran: list[str] = []

    async def execute(_: dict[Any, Any], saga_id: str) -> None:
        ran.append(saga_id)

    worker = Worker(
        [func(cast("WorkerCoroutine", execute), name=FUNCTION)],
        queue_name=QUEUE,
        redis_pool=arq,
        burst=True,
        poll_delay=0.01,
        handle_signals=False,
        keep_result=0,
        job_serializer=orjson.dumps,
        job_deserializer=orjson.loads,
    )
    await worker.async_run()
    assert sorted(ran) == sorted(str(saga_id) for saga_id in ids)
    assert (worker.jobs_complete, worker.jobs_failed, worker.jobs_retried) == (20, 0, 0)
    assert {name.decode() for name in await arq.keys("*")} <= {wake_list(QUEUE), worker.health_check_key}


@asynccontextmanager
async def wakeup_worker(server: RedisServer, execute: Callable[[UUID], Awaitable[None]]) -> AsyncIterator[WakeupWorker]:
    """Our worker, running; on leaving it has been stopped."""
    async with server.client() as blocking:
        worker = WakeupWorker(
            execute,
            pool=ArqRedis(unix_socket_path=str(server.socket)),
            blocking_redis=blocking,
            queue=QUEUE,
            max_jobs=4,
            drain_seconds=1,
            job_timeout_seconds=30,
            name="test",
            queue_guard=UNGUARDED,
            database_available=lambda: True,
            loops=Loops(),
        )
        running = asyncio.create_task(worker.async_run())
        yield worker
        worker.allow_pick_jobs = False
        await running
        await worker.close()


@pytest.mark.filterwarnings("ignore:Call to deprecated close")  # by ARQ's `Worker.close`
async def test_our_worker_runs_what_enqueue_job_writes(server: RedisServer, arq: ArqRedis) -> None:
    ids = [uuid4() for _ in range(10)]
    ran: list[UUID] = []

    async def execute(saga_id: UUID) -> None:
        ran.append(saga_id)

    async with wakeup_worker(server, execute) as worker:
        for saga_id in ids[:5]:
            await arq.enqueue_job(FUNCTION, str(saga_id), _queue_name=QUEUE)
        for saga_id in ids[5:]:
            await arq.enqueue_job(FUNCTION, saga_id=str(saga_id), _queue_name=QUEUE)
        await until(lambda: len(ran) == len(ids), 30, "all sagas were executed")
    assert set(ran) == set(ids)
    assert (worker.jobs_complete, worker.jobs_failed, worker.jobs_retried) == (10, 0, 0)
    assert {name.decode() for name in await arq.keys("*")} <= {wake_list(QUEUE)}


@pytest.mark.filterwarnings("ignore:Call to deprecated close")  # by ARQ's `Worker.close`
async def test_a_full_worker_leaves_a_wakeup_to_one_that_has_room(server: RedisServer, arq: ArqRedis) -> None:
    queue = WakeupQueue(arq, QUEUE)
    release = asyncio.Event()
    ran: list[UUID] = []

    async def wait(_: UUID) -> None:
        await release.wait()

    async def note(saga_id: UUID) -> None:
        ran.append(saga_id)

    async with wakeup_worker(server, wait) as full:
        await queue.enqueue([(uuid4(), n) for n in range(full.max_jobs)], {}, 1)
        await until(lambda: len(full.tasks) == full.max_jobs, 30, "one worker is full")
        async with wakeup_worker(server, note) as free:
            free.poll_delay_s = 3600  # it looks at the queue when it is woken, and only then
            for n in range(1, 11):
                await queue.enqueue([(uuid4(), 0)], {}, 1)

                async def all_ran(n: int = n) -> bool:
                    return len(ran) == n

                await wait_for_async(all_ran, 30, "the other worker runs it")
            free.allow_pick_jobs = False
            free._look_again.set()
        release.set()


async def test_a_job_is_not_taken_before_it_is_due(arq: ArqRedis) -> None:
    queue = WakeupQueue(arq, QUEUE)
    now, an_hour = datetime.now(UTC), timedelta(hours=1)
    saga_id = str(uuid4())
    await arq.enqueue_job(FUNCTION, saga_id, _job_id="later", _queue_name=QUEUE, _defer_until=now + an_hour)
    await arq.enqueue_job(FUNCTION, saga_id, _job_id="due", _queue_name=QUEUE, _defer_until=now - an_hour)
    [(job_id, job)] = await queue.take(10)
    assert job_id == "due"
    assert read_saga(job) == UUID(saga_id)
    assert await queue.take(10) == []


async def test_a_job_whose_call_has_expired_is_taken_and_cannot_be_read(arq: ArqRedis) -> None:
    queue = WakeupQueue(arq, QUEUE)
    await queue.enqueue([(uuid4(), 0)], {}, 1)
    [(job_id, _)] = await queue.take(1)
    await arq.zadd(QUEUE, {job_id: 1})
    [(again, job)] = await queue.take(1)
    assert again == job_id
    with pytest.raises(UnreadableWakeup):
        read_saga(job)


@pytest.mark.filterwarnings("ignore:Call to deprecated close")  # by ARQ's `Worker.close`
async def test_what_others_left_in_the_queue_stops_no_wakeup(server: RedisServer, arq: ArqRedis) -> None:
    ran: list[UUID] = []

    async def execute(saga_id: UUID) -> None:
        ran.append(saga_id)

    await arq.set(QUEUE, "of another kind")
    await arq.set(wake_list(QUEUE), "of another kind")
    with capture_logs() as logs:
        async with wakeup_worker(server, execute) as worker:
            calls: dict[bytes, bytes | None] = {
                b"no text \xff": b"{}",
                b"no call": None,
                b"no JSON": b"\xff\xfe",
                b"other form": b'["execute_saga"]',
                b"other function": b'{"t":1,"f":"of_another_release","a":["x"],"k":{},"et":1}',
                b"no id": b'{"t":1,"f":"execute_saga","a":["x"],"k":{},"et":1}',
                b"no text for an id": b'{"t":1,"f":"execute_saga","a":[7],"k":{},"et":1}',
                b"too many": b'{"t":1,"f":"execute_saga","a":["x","y"],"k":{},"et":1}',
                b"no arguments": b'{"t":1,"f":"execute_saga","a":7,"k":[],"et":1}',
            }
            async with server.client() as stranger:
                for job_id, call in calls.items():
                    if call is not None:
                        await stranger.set(b"arq:job:" + job_id, call)
                await stranger.lpush("arq:job:a list", "x")  # type: ignore[misc]  # redis-py: awaitable or not
                saga_id = uuid4()
                queue = WakeupQueue(stranger, QUEUE)
                assert await queue.enqueue([(saga_id, 0)], {}, 1) == 1
                await stranger.zadd(QUEUE, dict.fromkeys((*calls, b"a list"), 1.0))
                assert await queue.enqueue([(uuid4(), 0)], {}, 1) == 1
            await until(
                lambda: len(ran) == 2 and worker.jobs_failed == len(calls) + 1,
                30,
                "what can be read is executed, what cannot is dropped",
            )
    assert saga_id in ran
    assert {line["log_level"] for line in logs} <= {"info", "warning"}
    assert sum(worker._loops.restarts.values()) == 0


def test_our_worker_overrides_nothing_of_arqs_but_its_main_loop() -> None:
    overridden = {name for name in vars(WakeupWorker) if name in dir(Worker) and not name.startswith("__")}
    assert overridden == {"main"}
