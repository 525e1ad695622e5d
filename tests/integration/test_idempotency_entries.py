"""Idempotency keys as operators see and free them: pages, races with duplicates, counts, and warming up."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from functools import partial
from itertools import product
from random import Random
from uuid import UUID

import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs

from app.container import Container
from enrollment.problems import EntryInFlight, EntryNotFound
from enrollment.searches import IdempotencyKeyEntry, IdempotencySearch
from enrollment.submission import Accepted
from guards.idempotency.cache import CacheBackend, KeyCache
from guards.idempotency.counts import LookupCounts, SharedLookupCounts
from kit.uuid7 import uuid7
from models.idempotency_keys import IdempotencyKeyStore
from services.idempotency_keys import IdempotencyKeys
from services.tasks import TaskService
from tests.support.engine import accept, executed, living, submission, task_of
from tests.support.installation import Installation
from tests.support.paging import all_pages
from tests.support.poll import wait_for_async
from tests.support.redis_server import RedisServer

GROUP = "G-ELC102-E"
WHO = {"actor": "ops", "reason": "a wrong basket", "correlation_id": "c-op"}


@pytest.fixture
async def redis(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RedisServer]:
    """One of the test's own, to be emptied and killed."""
    async with RedisServer.running(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def container(container: Container, redis: RedisServer) -> Container:
    settings = container.settings.model_copy(update={"redis_url": f"unix://{redis.socket}"})
    return replace(container, settings=settings)


@asynccontextmanager
async def api(container: Container) -> AsyncIterator[tuple[TaskService, IdempotencyKeys]]:
    """An API's service, and its keys."""
    async with container.api() as parts:
        assert isinstance(parts.services.tasks, TaskService)
        assert isinstance(parts.services.idempotency_keys, IdempotencyKeys)
        yield parts.services.tasks, parts.services.idempotency_keys


async def every(container: Container, search: IdempotencySearch, first: int = 100) -> list[IdempotencyKeyEntry]:
    """All pages."""
    return await all_pages(partial(IdempotencyKeyStore(container.database).search, search), first)


async def test_every_combination_of_filters_finds_what_it_lets_through(
    container: Container, installation: Installation
) -> None:
    rng = Random(3)
    owners: dict[UUID, str] = {}
    for number in range(40):
        student = f"EST{number % 4 + 1:03}"
        [saga_id] = await accept(container, submission(student, [GROUP], key=f"k{number % 8}", caller=f"c{number}"))
        owners[saga_id] = student
        await installation.sql(
            f"""UPDATE sagas SET {rng.choice(["status = 'COMPLETED', finished_at = now()", "status = 'RUNNING'"])},
                key_released_at = {rng.choice(["now()", "NULL"])},
                key_expires_at = now() + interval '{rng.choice([-1, 1]) * rng.randrange(1, 900)} s' WHERE id = $1""",
            saga_id,
        )
    states = {
        row["id"]: row["live"]
        for row in await installation.sql(
            """SELECT id, key_released_at IS NULL AND (key_expires_at > now() OR finished_at IS NULL) AS live
               FROM sagas"""
        )
    }
    whole = await every(container, IdempotencySearch(), first=7)
    assert {entry.id for entry in whole} == states.keys()
    assert [entry.expires_at for entry in whole] == sorted((entry.expires_at for entry in whole), reverse=True)
    for key, owner, task_id, live in product(
        (None, "k1", "of none"), (None, "EST002", "EST999"), (None, whole[5].id), (None, True, False)
    ):
        expected = [
            entry
            for entry in whole
            if key in {None, entry.key}
            and owner in {None, owners.get(entry.id)}
            and task_id in {None, entry.id}
            and live in {None, states[entry.id]}
        ]
        found = await every(container, IdempotencySearch(key, owner, task_id, live), first=3)
        assert found == expected, (key, owner, task_id, live)
    assert (
        await IdempotencyKeyStore(container.database).count_active()
        == (
            await installation.sql(
                "SELECT count(*) AS n FROM sagas WHERE key_released_at IS NULL AND key_expires_at > now()"
            )
        )[0]["n"]
    )


async def test_a_freed_key_begins_a_new_task_whichever_process_is_asked(
    container: Container, installation: Installation
) -> None:
    asked = submission("EST001", [GROUP], key="k")
    async with AsyncExitStack() as stack:
        (service, port), (other, _) = [await stack.enter_async_context(api(container)) for _ in range(2)]
        first = task_of(await service.submit(asked))
        assert task_of(await other.submit(asked)).id == first.id
        assert await port.invalidate(first.id, **WHO) == EntryInFlight(
            entry_id=str(first.id), path=("input", "entryId")
        )
        async with living(container, 1) as workers:
            await executed(container, workers, [first.id])
        for _ in range(2):
            freed = await port.invalidate(first.id, **WHO)
            assert isinstance(freed, IdempotencyKeyEntry)
            assert freed.released_at is not None
        assert await port.invalidate(uuid7(), **WHO) == EntryNotFound(path=("input", "entryId"))

        assert other._keys._memory[("test", "k")] == first.id, "it does not know"
        answers = await asyncio.gather(*(each.submit(asked) for each in (other, service) for _ in range(5)))
        ids = {task_of(answer).id for answer in answers}
        assert len(ids) == 1
        assert first.id not in ids
        assert sum(not answer.replayed for answer in answers if isinstance(answer, Accepted)) == 1
    notes = await installation.sql(
        "SELECT actor, reason, correlation_id, outcome FROM audit_log WHERE action = 'INVALIDATE_KEY'"
    )
    assert notes == [{**WHO, "outcome": "RELEASED"}], "asked twice, done once"


async def test_freeing_races_with_duplicates_and_its_own_like(container: Container, installation: Installation) -> None:
    """However they meet, a duplicate gets the task before or the one after, and of each there is one."""
    async with AsyncExitStack() as stack:
        apis = [await stack.enter_async_context(api(container)) for _ in range(2)]
        workers = await stack.enter_async_context(living(container, 1))
        for round_ in range(25):
            asked = submission(f"EST{round_ + 1:03}", [GROUP], key=f"k{round_}")
            first = task_of(await apis[0][0].submit(asked))
            await executed(container, workers, [first.id])
            duplicates = [service.submit(asked) for service, _ in apis for _ in range(4)]
            freeing = [port.invalidate(first.id, **WHO) for _, port in apis for _ in range(2)]
            answers = await asyncio.gather(*duplicates, *freeing)
            rows = await installation.sql("SELECT id FROM sagas WHERE idempotency_key = $1", asked.key)
            after = task_of(await apis[1][0].submit(asked)).id
            ids = {task_of(answer).id for answer in answers[: len(duplicates)] if isinstance(answer, Accepted)}
            assert len(rows) <= 2
            assert ids <= {first.id, after}
            assert after != first.id
    notes = await installation.sql("SELECT count(*) AS n FROM audit_log WHERE action = 'INVALIDATE_KEY'")
    assert notes[0]["n"] == 25
    assert await installation.violations() == {}


async def test_flushall_between_duplicates_makes_no_second_saga(
    container: Container, installation: Installation, redis: RedisServer
) -> None:
    async with AsyncExitStack() as stack:
        apis = [await stack.enter_async_context(api(container)) for _ in range(3)]
        client = await stack.enter_async_context(redis.client())
        workers = await stack.enter_async_context(living(container, 2))

        async def flush() -> None:
            for _ in range(30):
                await client.flushall()

        for round_ in range(10):
            asked = [submission(f"EST{n:03}", [GROUP], key=f"{round_}-{n}") for n in range(1, 9)]
            first, *_ = await asyncio.gather(
                asyncio.gather(*(service.submit(one) for one in asked for service, _ in apis for _ in range(3))),
                flush(),
            )
            ids = {task_of(answer).id for answer in first}
            assert len(ids) == len(asked)
            again, _, _ = await asyncio.gather(
                asyncio.gather(*(service.submit(one) for one in asked for service, _ in apis)),
                flush(),
                executed(container, workers, list(ids)),
            )
            assert {task_of(answer).id for answer in again} == ids
    [row] = await installation.sql("SELECT count(*) AS n FROM sagas WHERE scope = 'test'")
    assert row["n"] == 80


def found(lookups: Counter[tuple[CacheBackend, bool]]) -> int:
    """How many of them found a key."""
    return sum(number for (_, hit), number in lookups.items() if hit)


async def test_counts_are_those_of_all_processes(container: Container, redis: RedisServer) -> None:
    async with AsyncExitStack() as stack:
        (service, port), (other, others) = [await stack.enter_async_context(api(container)) for _ in range(2)]
        asked = submission("EST001", [GROUP], key="k")
        await service.submit(asked)
        await service.close()
        for each in (service, other, other):
            await each.submit(asked)
        # A look-up that Redis was too slow for is answered from memory, perhaps as a miss, and counts as well.
        first, second = (each._keys.lookups for each in (service, other))
        assert (first.total(), second.total()) == (2, 2)

        async def shared() -> bool:
            together = LookupCounts(CacheBackend.REDIS, found(first) + found(second), 4 - found(first) - found(second))
            return all([(await keys.cache_stats()).lookups == together for keys in (port, others)])

        await wait_for_async(shared, 5, "each process counts all look-ups")
        stats = await port.cache_stats()
        assert (stats.ttl_seconds, stats.size) == (3600, await IdempotencyKeyStore(container.database).count_active())

        redis.kill()
        with capture_logs() as logs:
            await other.submit(asked)
            for keys, own, total in ((others, second, 3), (others, second, 3), (port, first, 2)):
                alone = LookupCounts(CacheBackend.MEMORY, found(own), total - found(own))
                assert (await keys.cache_stats()).lookups == alone
        warnings = [entry for entry in logs if "counts are those of this process only" in entry["event"]]
        assert len(warnings) == 2, "one warning a process"

        await redis.start()

        async def back() -> bool:
            return (await others.cache_stats()).lookups.backend is CacheBackend.REDIS

        await wait_for_async(back, 5, "shared again")


async def test_counts_are_added_once_though_the_answer_of_redis_is_late(redis: RedisServer) -> None:
    async with redis.client() as client:
        cache = KeyCache(client, "late", ttl_seconds=60)
        counts = SharedLookupCounts(cache, client, "late")
        for round_ in range(1, 4):
            await cache.candidates([("test", f"k{round_}")])
            assert await counts._add(counts._redis_keys, [*counts._local(), *counts._added]) == [0, round_]
            assert counts._added == (0, round_ - 1), "as if the answer had been lost"
            assert (await counts.read()).misses == round_
        await client.flushall()
        await cache.candidates([("test", "k4")])
        assert (await counts.read()).misses == 1, "what was added before is lost, and not added by every process again"


async def test_an_empty_cache_is_warmed_up_and_what_it_knows_stays(container: Container, redis: RedisServer) -> None:
    ids = await accept(container, *(submission(f"EST{n % 200 + 1:03}", [GROUP], key=f"k{n}") for n in range(1, 301)))
    async with redis.client() as client:
        newer = f"{container.settings.redis_prefix}:idempotency:test:k1"
        await client.set(newer, "newer")
        async with api(container) as (service, port):
            name = service._keys.redis_key

            async def warm() -> bool:
                return bool(await client.exists(name(("test", "k300"))) and await client.exists(name(("test", "k2"))))

            await wait_for_async(warm, 10, "keys are back")
            assert await client.get(newer) == b"newer"
            await client.delete(newer)
            await port.warm_up()
            await has_cached(client, {name(("test", f"k{n}")): saga_id for n, saga_id in enumerate(ids, 1)})
        redis.kill()
        await port.warm_up()  # an outage of Redis is no error
        await container.database.query("ALTER TABLE sagas RENAME TO sagas_to_come")
        with capture_logs() as said:
            await port.warm_up()  # nor is a database that is not migrated yet
        assert [line["event"] for line in said] == ["idempotency keys are not warmed up"]


async def has_cached(client: Redis, expected: dict[str, UUID]) -> None:
    for name, saga_id in expected.items():
        assert await client.get(name) == str(saga_id).encode()
        assert 3500 < await client.ttl(name) <= 3600, "the rest of its time"
