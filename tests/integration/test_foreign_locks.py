"""Rows that are locked from outside, a standby, a migration: they cost time, and only the sagas concerned."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace

import asyncpg
import pytest

from app.container import Container, WorkerParts
from enrollment.task import TaskStatus
from kit.errors import DatabaseUnavailable, affects_whole_batch
from tests.support.engine import accept, living, submission, task
from tests.support.installation import Installation
from tests.support.poll import wait_for_async


@pytest.fixture
async def worker(container: Container) -> AsyncIterator[WorkerParts]:
    """A worker that lives."""
    async with AsyncExitStack() as stack:
        parts = await stack.enter_async_context(container.worker())
        await parts.heartbeat.beat()
        yield parts


@pytest.mark.parametrize(
    "lock",
    [
        "SELECT FROM students WHERE code = 'EST001' FOR UPDATE",
        "SELECT FROM groups WHERE code = 'G-ELC102-E' FOR UPDATE",
    ],
    ids=["student", "group"],
)
async def test_a_row_locked_from_outside_holds_up_only_whom_it_concerns(
    container: Container, worker: WorkerParts, installation: Installation, lock: str
) -> None:
    [held_up, *others] = await accept(
        container,
        submission("EST001", ["G-ELC102-E"]),
        *(submission(f"EST{n:03}", ["G-LIN100-A"]) for n in range(2, 8)),
    )
    outsider = await asyncpg.connect(installation.database_url)
    async with outsider.transaction():
        await outsider.execute(lock)
        carrying = asyncio.gather(*(worker.executor.execute(saga_id) for saga_id in (held_up, *others)))

        async def others_are_final() -> bool:
            return all([(await task(container, saga_id)).final for saga_id in others])

        await wait_for_async(others_are_final, 15, "all other sagas to be final")
        assert (await task(container, held_up)).status is TaskStatus.QUEUED
    await outsider.close()
    await carrying

    async def all_final() -> bool:
        await worker.executor.release_orphans()
        await worker.executor.execute(held_up)
        return (await task(container, held_up)).final

    await wait_for_async(all_final, 15, "the one held up to be final")
    assert (await task(container, held_up)).status is TaskStatus.SUCCEEDED
    assert await installation.violations() == {}


async def test_waiting_for_a_lock_is_not_held_against_a_saga(container: Container, installation: Installation) -> None:
    """It is put down and claimed more often than a saga may be that gets nowhere by its own fault."""
    settings = installation.settings(worker__max_stalled_claims=1, step__max_attempts=1)
    [saga_id] = await accept(container, submission("EST001", ["G-ELC102-E"]))
    outsider = await asyncpg.connect(installation.database_url)
    async with living(replace(container, settings=settings), 1) as [worker]:
        async with outsider.transaction():
            await outsider.execute("SELECT FROM groups WHERE code = 'G-ELC102-E' FOR UPDATE")
            for _ in range(2):
                await worker.executor.execute(saga_id)
                await worker.executor.release_orphans()
        await outsider.close()
        [row] = await installation.sql("SELECT status, claims, stalled FROM sagas WHERE id = $1", saga_id)
        assert row == {"status": "PENDING", "claims": 2, "stalled": 0}
        await worker.executor.execute(saga_id)
    assert (await task(container, saga_id)).status is TaskStatus.SUCCEEDED


async def test_a_heartbeat_waits_for_no_other_work(
    container: Container, worker: WorkerParts, installation: Installation
) -> None:
    [saga_id] = await accept(container, submission("EST001", ["G-ELC102-E"]))
    assert await worker.executor._claiming.submit(saga_id) is not None  # owned, and run by no worker
    outsider = await asyncpg.connect(installation.database_url)
    async with outsider.transaction():
        await outsider.execute("SELECT FROM sagas WHERE id = $1 FOR UPDATE", saga_id)
        async with asyncio.timeout(1):
            await worker.heartbeat.beat()
            await worker.executor.release_orphans()
    await outsider.close()
    await worker.executor.release_orphans()
    await worker.executor.execute(saga_id)
    assert (await task(container, saga_id)).status is TaskStatus.SUCCEEDED


async def test_a_claim_whose_waiter_has_gone_is_given_back(
    container: Container, worker: WorkerParts, installation: Installation
) -> None:
    [saga_id] = await accept(container, submission("EST001", ["G-ELC102-E"]))
    outsider = await asyncpg.connect(installation.database_url)
    async with outsider.transaction():
        await outsider.execute("LOCK TABLE workers IN ACCESS EXCLUSIVE MODE")  # the claim has to wait
        carrying = asyncio.create_task(worker.executor.execute(saga_id))

        async def claiming() -> bool:
            return worker.executor._claim_lock.locked()

        await wait_for_async(claiming, 5, "the claim to be under way")
        carrying.cancel()
        await asyncio.gather(carrying, return_exceptions=True)
        assert worker.executor.in_flight == frozenset()
    await outsider.close()
    await worker.executor.release_orphans()
    [row] = await installation.sql("SELECT claims, owner FROM sagas WHERE id = $1", saga_id)
    assert row == {"claims": 1, "owner": None}
    await worker.executor.execute(saga_id)
    assert (await task(container, saga_id)).status is TaskStatus.SUCCEEDED


async def test_a_migration_beside_a_worker_fails_no_task(
    container: Container, worker: WorkerParts, installation: Installation
) -> None:
    first, second = await accept(container, submission("EST001", ["G-ELC102-E"]), submission("EST002", ["G-ELC102-E"]))
    await worker.executor.execute(first)
    await installation.sql("ALTER TABLE groups ALTER capacity TYPE bigint")
    await installation.sql("ALTER TABLE saga_steps ADD COLUMN note text")
    await worker.executor.execute(second)
    assert (await task(container, second)).status is TaskStatus.SUCCEEDED


@pytest.mark.parametrize(
    ("error", "again", "everybodys"),
    [
        (asyncpg.ReadOnlySQLTransactionError("a standby"), True, True),
        (asyncpg.LockNotAvailableError("locked"), True, False),
        (asyncpg.DeadlockDetectedError("deadlock"), True, True),
        (asyncpg.InvalidCachedStatementError("migrated"), True, True),
        (asyncpg.UniqueViolationError("twice"), False, False),
        (asyncpg.UndefinedTableError("not migrated"), False, False),
        (ConnectionResetError("reset"), True, True),
        (ValueError("ours"), False, False),
    ],
)
async def test_which_errors_are_worth_another_try(
    container: Container, error: Exception, again: bool, everybodys: bool
) -> None:
    async def fail(client: object) -> None:  # noqa: ARG001 - a client that always fails
        raise error

    with pytest.raises(type(error) if not again else DatabaseUnavailable) as raised:
        await container.database.run(fail)
    assert (isinstance(raised.value, DatabaseUnavailable), affects_whole_batch(raised.value)) == (again, everybodys)
    if again:
        assert raised.value.__cause__ is error
