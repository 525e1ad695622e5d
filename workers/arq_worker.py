"""The ARQ worker: ARQ's queue, jobs, signals and health check, with bells taken in bulk.

Stock ARQ locks each job for its timeout and ten seconds more, so that a killed worker's job is invisible for up to
310 s, and it starts at most `max_jobs` jobs a poll. A bell needs no lock, because it may be lost: it is taken off the
queue, many in one call, as soon as there is room, and a worker waits for the next one in a blocking pop.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any, cast
from uuid import UUID

import orjson
import structlog
from arq.connections import ArqRedis
from arq.typing import WorkerCoroutine
from arq.worker import Worker, func
from redis.asyncio import Redis

from events.wakeups import FUNCTION, wake_key
from kit.errors import CircuitOpen
from kit.guard import Guard
from kit.outage import Outage
from kit.redis_errors import REDIS_ERRORS

_log = structlog.get_logger("workers.arq_worker")

_TAKE = """
-- KEYS: the queue, the list a blocking pop waits on. ARGV: how many. Returns id and job by turns.
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[1])
local taken = {}
for _, id in ipairs(ids) do
  taken[#taken + 1] = id
  taken[#taken + 1] = redis.call('GET', 'arq:job:' .. id) or ''
  redis.call('DEL', 'arq:job:' .. id)
  redis.call('ZREM', KEYS[1], id)
end
-- What is left is for whoever waits.
if redis.call('ZCARD', KEYS[1]) > 0 and redis.call('EXISTS', KEYS[2]) == 0 then redis.call('LPUSH', KEYS[2], 1) end
return taken"""

_POLL = 0.5
"""Seconds after which the queue is looked at even if nobody woke us: a wake-up may be lost."""
_WAIT, _GRACE = 5, 3
"""Seconds that one blocking pop waits, and that its answer may take after that."""
_BACKOFF = 0.5
"""Seconds between attempts while Redis is away."""

ExecuteSaga = Callable[[UUID], Awaitable[None]]


class WakeupWorker(Worker):
    """Answers bells until told to stop.

    Args:
        carry: what a bell asks for.
        pool: ARQ's connection, with timeouts. waiting: a connection for the blocking pop, without.
        queue: the ARQ queue.
        max_jobs: sagas at once. They wait for batched commits most of the time, so it is the batch size times two:
            one batch commits while the next one gathers. It is also the most bells taken in one call.
        drain: seconds that running sagas are given to end when the worker is told to stop; the rest is left to others.
        queue_guard: around each call to the queue. database_works: whether answering a bell is worth a try: while the
            database is away bells are left on the queue.
        job_timeout: seconds that a bell may be answered; a saga that takes longer is put down and rung for again.
    """

    def __init__(
        self,
        execute: ExecuteSaga,
        *,
        pool: ArqRedis,
        blocking_redis: Redis,
        queue: str,
        max_jobs: int,
        drain_seconds: int,
        job_timeout_seconds: float,
        name: str,
        queue_guard: Guard,
        database_available: Callable[[], bool],
    ) -> None:
        async def answer(_: dict[Any, Any], saga_id: str) -> None:
            await execute(UUID(saga_id))

        super().__init__(
            [func(cast("WorkerCoroutine", answer), name=FUNCTION, keep_result=0, max_tries=1)],
            queue_name=queue,
            redis_pool=pool,
            max_jobs=max_jobs,
            queue_read_limit=max_jobs,
            poll_delay=_POLL,
            job_timeout=job_timeout_seconds,
            job_completion_wait=drain_seconds,
            keep_result=0,
            job_serializer=orjson.dumps,
            job_deserializer=orjson.loads,
            log_results=False,
            health_check_interval=10,
            health_check_key=f"{queue}:health:{name}",
        )
        self._take = pool.register_script(_TAKE)
        self._keys = [queue, wake_key(queue)]
        self._blocking_redis = blocking_redis
        self._woken = asyncio.Event()
        self._queue_guard = queue_guard
        self._database_available = database_available

    async def main(self) -> None:
        """Take bells whenever there are some and there is room. Redis being away is survived.

        Ends by itself once it was told to stop and has nothing in hand, even if it was told before it began.
        """
        waker = asyncio.create_task(self._wait_for_wakeups(), name="waiting for bells")
        outage = Outage(_log, "Redis is away; bells are answered when it is back", "Redis is back")
        try:
            while self.allow_pick_jobs or self.tasks:
                self._woken.clear()
                try:
                    await self._poll_iteration()
                except (CircuitOpen, *REDIS_ERRORS) as error:
                    outage.failed(error)
                    await asyncio.sleep(_BACKOFF)
                    continue
                outage.recovered()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(self.poll_delay_s):
                        await self._woken.wait()
        finally:
            waker.cancel()

    async def _poll_iteration(self) -> None:
        for job_id in [job_id for job_id, job in self.tasks.items() if job.done()]:
            self.tasks.pop(job_id).result()
        await self._queue_guard.call_async(self._take_jobs)

    async def _take_jobs(self) -> None:
        room = self.max_jobs - len(self.tasks)
        if self.allow_pick_jobs and room > 0 and self._database_available():
            taken = await self._take(keys=self._keys, args=[room])
            for job_id, payload in zip(taken[::2], taken[1::2], strict=True):
                self._start(job_id.decode(), payload)
        await self.record_health()

    def _start(self, job_id: str, payload: bytes) -> None:
        job = self.loop.create_task(self._run_wakeup(job_id, payload), name=job_id)
        # The same bell may be rung again while it is answered; both tasks are kept then.
        self.tasks[job_id if job_id not in self.tasks else f"{job_id}#{id(job)}"] = job
        job.add_done_callback(lambda _: self._woken.set())

    async def _run_wakeup(self, job_id: str, payload: bytes) -> None:
        """Answer one bell. Whatever goes wrong with it is its own affair."""
        try:
            job = orjson.loads(payload)
            function = self.functions[job["f"]]
            async with asyncio.timeout(self.job_timeout_s):
                await function.coroutine({"job_id": job_id}, *job["a"], **job["k"])
        except asyncio.CancelledError:
            self.jobs_retried += 1
        except Exception:  # noqa: BLE001 - one bad bell must not silence the others
            self.jobs_failed += 1
            _log.exception("bell not answered", job_id=job_id, saga_id=job_id.partition(":")[0])
        else:
            self.jobs_complete += 1

    async def _wait_for_wakeups(self) -> None:
        """Outside the breaker: a wait of seconds is no trial, and tells nothing that the next look does not."""
        while True:
            try:
                async with asyncio.timeout(_WAIT + _GRACE):  # a peer that is gone without a word never answers
                    if await self._blocking_redis.blpop([self._keys[1]], timeout=_WAIT):  # type: ignore[misc]  # redis-py's
                        self._woken.set()
            except REDIS_ERRORS:
                await asyncio.sleep(_BACKOFF)
