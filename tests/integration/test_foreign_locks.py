"""Rows that are locked from outside, a standby, a migration: they cost time, and only the sagas concerned."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace

import asyncpg
import pytest

from app.container import Container, WorkerParts
from enrollment.submission import Accepted
from enrollment.task import TaskKind, TaskStatus
from kit.errors import DatabaseUnavailable, affects_whole_batch
from models import saga_commits
from saga.claimed_saga import CommitRequest
from tests.support.engine import accept, executed, living, submission, task, task_service_of
from tests.support.installation import Installation
from tests.support.poll import until, wait_for_async, within


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


@pytest.mark.parametrize(
    ("kind", "lock"),
    [
        (TaskKind.ENROLL, "SELECT FROM sagas WHERE id = $1 FOR NO KEY UPDATE"),
        (TaskKind.ENROLL, "SELECT FROM students WHERE id = (SELECT student_id FROM sagas WHERE id = $1) FOR UPDATE"),
        (TaskKind.ENROLL, "SELECT FROM groups WHERE code = 'G-LIN100-A' AND $1::uuid IS NOT NULL FOR NO KEY UPDATE"),
        (
            TaskKind.DROP,
            """SELECT FROM enrollments WHERE student_id = (SELECT student_id FROM sagas WHERE id = $1)
               FOR NO KEY UPDATE""",
        ),
    ],
    ids=["saga", "student", "group", "enrollment"],
)
async def test_a_commit_passes_over_what_others_have_locked(
    container: Container, worker: WorkerParts, installation: Installation, kind: TaskKind, lock: str
) -> None:
    executor = worker.executor
    if kind is TaskKind.DROP:
        [enrolled] = await accept(container, submission("EST001", ["G-LIN100-A"]))
        await executor.execute(enrolled)
    ids = await accept(
        container,
        submission("EST001", ["G-LIN100-A"], kind=kind),
        *(submission(f"EST{n:03}", ["G-ELC102-E"]) for n in range(2, 8)),
    )
    held_up, *others = [await executor._claiming.submit(saga_id) for saga_id in ids]
    assert held_up is not None
    outsider = await asyncpg.connect(installation.database_url)
    async with outsider.transaction():
        await outsider.execute(lock, held_up.id)
        running = asyncio.create_task(executor._run(held_up))
        await asyncio.gather(*(executor._run(saga) for saga in others if saga is not None))
        assert {(await task(container, saga_id)).status for saga_id in ids[1:]} == {TaskStatus.SUCCEEDED}
        assert not (await task(container, held_up.id)).final
    await outsider.close()
    await asyncio.gather(running, return_exceptions=True)
    await executor.release_orphans()  # a saga whose own row was locked could not be put down
    [done] = await executed(container, [worker], [held_up.id])
    assert done.status is TaskStatus.SUCCEEDED
    assert await installation.violations() == {}


_ROWS = {
    "sagas": "SELECT FROM sagas WHERE finished_at IS NULL FOR NO KEY UPDATE",
    "students": "SELECT FROM students WHERE code = 'EST001' FOR NO KEY UPDATE",
    "groups": "SELECT FROM groups WHERE code = 'G-LIN100-A' FOR NO KEY UPDATE",
    "enrollments": "SELECT FROM enrollments WHERE status <> 'DROPPED' FOR NO KEY UPDATE",
}
"""What a drop needs, in the order in which everything locks."""


@pytest.mark.parametrize("nth", range(len(_ROWS)), ids=list(_ROWS))
async def test_a_commit_locks_in_the_order_in_which_everything_locks(
    container: Container, worker: WorkerParts, installation: Installation, nth: int
) -> None:
    """While it waits for a row that another has locked, nothing is locked that comes after it."""
    [enrolled] = await accept(container, submission("EST001", ["G-LIN100-A"]))
    await worker.executor.execute(enrolled)
    [dropped] = await accept(container, submission("EST001", ["G-LIN100-A"], kind=TaskKind.DROP))
    claimed = await worker.executor._claiming.submit(dropped)
    assert claimed is not None
    outsider = await asyncpg.connect(installation.database_url)

    async def waits() -> bool:
        return bool(await installation.sql("SELECT FROM pg_locks WHERE NOT granted"))

    async with outsider.transaction():
        await outsider.execute([*_ROWS.values()][nth])
        running = asyncio.create_task(worker.executor._run(claimed))
        await wait_for_async(waits, 15, "the commit to wait")
        for lock in [*_ROWS.values()][nth + 1 :]:
            await outsider.execute(f"{lock} NOWAIT")
    await outsider.close()
    assert await running
    assert (await task(container, dropped)).status is TaskStatus.SUCCEEDED


async def test_a_group_that_was_found_locked_is_not_waited_for_again(
    container: Container, worker: WorkerParts, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits = worker.executor._commits
    attempt, in_vain = commits._attempt, 0

    async def attempt_and_count(requests: Sequence[CommitRequest], *, wait: bool) -> object:
        nonlocal in_vain
        try:
            return await attempt(requests, wait=wait)
        except DatabaseUnavailable:
            in_vain += 1
            raise

    monkeypatch.setattr(saga_commits, "_KNOWN_SECONDS", 3600)
    monkeypatch.setattr(commits, "_attempt", attempt_and_count)
    outsider = await asyncpg.connect(installation.database_url)
    carrying: list[asyncio.Task[None]] = []
    async with outsider.transaction():
        await outsider.execute("SELECT FROM groups WHERE code = 'G-LIN100-A' FOR NO KEY UPDATE")
        for n in range(1, 16, 3):
            wants_it, *others = await accept(
                container,
                submission(f"EST{n:03}", ["G-LIN100-A"]),
                *(submission(f"EST{m:03}", ["G-ELC102-E"]) for m in (n + 1, n + 2)),
            )
            carrying.append(asyncio.create_task(worker.executor.execute(wants_it)))
            await asyncio.gather(*(worker.executor.execute(saga_id) for saga_id in others))
            assert {(await task(container, saga_id)).status for saga_id in others} == {TaskStatus.SUCCEEDED}
        assert in_vain == 1
    await outsider.close()
    await asyncio.gather(*carrying)


@pytest.mark.parametrize(
    "lock",
    [
        "SELECT FROM students WHERE code = 'EST001' FOR UPDATE",
        "SELECT FROM terms WHERE code = 'LOCKED' FOR UPDATE",
        "UPDATE terms SET code = 'NEW' WHERE code = 'LOCKED'",
        "DELETE FROM terms WHERE code = 'LOCKED'",
    ],
    ids=["student", "term", "renamed term", "deleted term"],
)
async def test_a_locked_student_or_term_holds_up_no_other_request(
    container: Container, installation: Installation, lock: str
) -> None:
    await installation.sql(
        """INSERT INTO terms (code, opens_at, closes_at)
           VALUES ('LOCKED', now() - interval '1 day', now() + interval '1 day')"""
    )
    concerned = submission("EST001", ["G-LIN100-A"], term="2024-2" if "students" in lock else "LOCKED")
    others = [submission(f"EST{n:03}", ["G-LIN100-A"]) for n in range(2, 8)]
    outsider = await asyncpg.connect(installation.database_url)
    async with task_service_of(container) as service:
        transaction = outsider.transaction()
        await transaction.start()
        await outsider.execute(lock)
        refused, *answers = await asyncio.gather(
            *(service.submit(one) for one in (concerned, *others)), return_exceptions=True
        )
        assert isinstance(refused, DatabaseUnavailable)
        assert "has locked the student, the term" in str(refused)
        assert refused.retry_after_seconds == 2
        assert all(isinstance(answer, Accepted) for answer in answers)
        await transaction.rollback()
        assert isinstance(await service.submit(concerned), Accepted)
    await outsider.close()


async def test_a_key_whose_task_is_locked_holds_up_no_other_request(
    container: Container, installation: Installation
) -> None:
    """It stands for its task no longer, so it has to be released first."""
    first = submission("EST001", ["G-LIN100-A"], key="k")
    async with living(container, 1) as workers:
        [done] = await executed(container, workers, await accept(container, first))
    await installation.sql("UPDATE sagas SET key_expires_at = now() - interval '1 minute'")
    again, other = submission("EST001", ["G-ELC102-E"], key="k"), submission("EST002", ["G-LIN100-A"])
    outsider = await asyncpg.connect(installation.database_url)
    async with task_service_of(container) as service:
        async with outsider.transaction():
            await outsider.execute("SELECT FROM sagas WHERE id = $1 FOR UPDATE", done.id)
            refused, answer = await asyncio.gather(service.submit(again), service.submit(other), return_exceptions=True)
            assert isinstance(refused, DatabaseUnavailable)
            assert isinstance(answer, Accepted)
        assert isinstance(await service.submit(again), Accepted)
    await outsider.close()


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
                [row] = await installation.sql(
                    "SELECT due_at IS NOT NULL AS put_down, waits_for FROM sagas WHERE id = $1", saga_id
                )
                assert row == {"put_down": True, "waits_for": "database"}
                await installation.sql("UPDATE sagas SET due_at = now() WHERE id = $1", saga_id)
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
        async with within(1):
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
        await until(lambda: worker.executor._claim_lock.locked(), 5, "the claim to be under way")
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
    async def fail(_: object) -> None:
        raise error

    with pytest.raises(type(error) if not again else DatabaseUnavailable) as raised:
        await container.database.run(fail)
    assert (isinstance(raised.value, DatabaseUnavailable), affects_whole_batch(raised.value)) == (again, everybodys)
    if again:
        assert raised.value.__cause__ is error
