"""The worker process: ARQ's worker, with a main loop of ours that takes wake-ups in bulk.

ARQ's own loop locks each job for its timeout and ten seconds more, so a killed worker's job stays invisible for up to
310 s, and starts at most `max_jobs` jobs in each poll. A wake-up needs no lock because it may be lost. So this loop
removes as many from the queue as the worker can run, in one call, and waits for the next one in a blocking pop.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import cast
from uuid import UUID

import orjson
import structlog
from arq.connections import ArqRedis
from arq.typing import WorkerCoroutine
from arq.worker import Worker, func
from redis.asyncio import Redis

from events.arq_wire import FUNCTION, UnreadableWakeup, WakeupQueue, read_saga, wake_list
from kit.background import Loops
from kit.errors import CircuitOpen
from kit.guard import Guard
from kit.outage import Outage
from kit.redis_errors import REDIS_ERRORS

_log = structlog.get_logger("workers.arq_worker")

_POLL_SECONDS = 0.5
"""How often the queue is looked at without a wake-up of the process: the element of the wake list may be lost."""
_POP_SECONDS, _POP_GRACE_SECONDS = 5, 3
"""How long one blocking pop waits, and how much longer its answer may take."""
_BACKOFF_SECONDS = 0.5
"""The time between two attempts while Redis is unavailable."""

ExecuteSaga = Callable[[UUID], Awaitable[None]]


class WakeupWorker(Worker):
    """Runs wake-ups until it is told to stop by a signal.

    From ARQ's worker come the signal handlers with their waiting time, the health record in Redis, and the counters
    `jobs_complete`, `jobs_failed` and `jobs_retried` (here: interrupted by a stop). The main loop is replaced, and with
    it ARQ's locks, retries, results and cron.

    Args:
        execute: executes the saga that a wake-up names.
        pool: a Redis client as ARQ wants it, with timeouts.
        blocking_redis: a Redis client without timeouts, for the blocking pop.
        queue: the name of the ARQ queue.
        max_jobs: the largest number of wake-ups that run or are taken together. Sagas wait for group commits most of
            the time, so it is twice the size of a batch: one batch commits while the next one is collected.
        drain_seconds: how long running sagas may take to end after a signal; what is left then is cancelled.
        job_timeout_seconds: how long one wake-up may run. Its saga is released after that, and woken again.
        name: the worker's name, part of the key of its health record.
        queue_guard: the circuit breaker of Redis.
        database_available: whether running a wake-up is worth a try; while it is not, wake-ups stay in the queue.
        loops: the loops of this process.
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
        loops: Loops,
    ) -> None:
        super().__init__(
            # ARQ wants a function; the main loop calls `execute` itself.
            [func(cast("WorkerCoroutine", execute), name=FUNCTION, keep_result=0, max_tries=1)],
            queue_name=queue,
            redis_pool=pool,
            max_jobs=max_jobs,
            poll_delay=_POLL_SECONDS,
            job_timeout=job_timeout_seconds,
            job_completion_wait=drain_seconds,
            job_serializer=orjson.dumps,
            job_deserializer=orjson.loads,
            health_check_interval=10,
            health_check_key=f"{queue}:health:{name}",
        )
        self._execute = execute
        self._queue = WakeupQueue(pool, queue)
        self._blocking_redis = blocking_redis
        self._look_again = asyncio.Event()
        self._short_of_room = False
        self._queue_guard = queue_guard
        self._database_available = database_available
        self._loops = loops

    async def main(self) -> None:
        """Take wake-ups while there are some and fewer than `max_jobs` run. Failures of Redis do not end it.

        Returns once it was told to stop and no wake-up runs, even if it was told before it began.
        """
        async with self._loops.running(self._wait_for_wakeups, "waiting for wake-ups"):
            await self._loops.keep(self._run_wakeups, "taking wake-ups")

    async def _run_wakeups(self) -> None:
        outage = Outage(_log, "Redis is unavailable: wake-ups are not read", "wake-ups are read again")
        while True:
            self._look_again.clear()
            if not (self.allow_pick_jobs or self.tasks):
                return
            try:
                await self._queue_guard.call_async(self._take_wakeups)
            except (CircuitOpen, *REDIS_ERRORS) as error:
                outage.failed(error)
                await asyncio.sleep(_BACKOFF_SECONDS)
                continue
            outage.recovered()
            await self._wait_for_a_change()

    async def _take_wakeups(self) -> None:
        free = self._free()
        taken = await self._queue.take(free) if free else []
        for job_id, call in taken:
            self._start(job_id, call)
        self._short_of_room = len(taken) == free
        await self.record_health()

    def _free(self) -> int:
        """How many wake-ups this worker may take now."""
        may_take = self.allow_pick_jobs and self._database_available()
        return max(self.max_jobs - len(self.tasks), 0) if may_take else 0

    def _start(self, job_id: str, call: bytes) -> None:
        job = self.loop.create_task(self._run(job_id, call), name=job_id)
        # The same job may be queued again while it runs; then both tasks are kept.
        key = job_id if job_id not in self.tasks else f"{job_id}#{id(job)}"
        self.tasks[key] = job
        job.add_done_callback(lambda _: self._ended(key))

    def _ended(self, key: str) -> None:
        """Look at the queue again only if something may have been left there: that is a call to Redis."""
        del self.tasks[key]
        if self._short_of_room or not self.allow_pick_jobs:
            self._look_again.set()

    async def _run(self, job_id: str, job: bytes) -> None:
        """Run one wake-up. Whatever it raises is logged and counted, so that the others go on."""
        try:
            saga_id = read_saga(job)
            async with asyncio.timeout(self.job_timeout_s):
                await self._execute(saga_id)
        except asyncio.CancelledError:
            self.jobs_retried += 1
        except UnreadableWakeup as error:
            self.jobs_failed += 1
            _log.warning("a wake-up that cannot be read is dropped", job_id=job_id, error=str(error))
        except Exception:  # noqa: BLE001 - one failing wake-up must not end the worker
            self.jobs_failed += 1
            _log.exception("wake-up failed", job_id=job_id, saga_id=job_id.partition(":")[0])
        else:
            self.jobs_complete += 1

    async def _wait_for_wakeups(self) -> None:
        """Pop the wake list for ever. No circuit breaker: a wait of seconds would be a bad trial of Redis.

        A worker that may take nothing puts the element back, so that another one is woken.
        """
        name = wake_list(self.queue_name)
        while True:
            try:
                async with asyncio.timeout(_POP_SECONDS + _POP_GRACE_SECONDS):  # a lost peer never answers
                    popped = await self._blocking_redis.blpop([name], timeout=_POP_SECONDS)  # type: ignore[misc]  # redis-py declares it synchronous as well
                    if put_back := popped and not self._free():
                        self._short_of_room = True
                        await self._blocking_redis.lpush(name, 1)  # type: ignore[misc]  # the same
            except REDIS_ERRORS:
                await asyncio.sleep(_BACKOFF_SECONDS)
                continue
            if put_back:
                await self._wait_for_a_change()
            elif popped:
                self._look_again.set()

    async def _wait_for_a_change(self) -> None:
        """Wait until there may be a wake-up to take, at most until the queue is polled."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.poll_delay_s):
                await self._look_again.wait()
