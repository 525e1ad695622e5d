"""Claims, commits and turns against a real database, with the parts of a worker called by the test."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from uuid import UUID

import pytest

from app.container import Container, WorkerParts
from enrollment.problems import AlreadyEnrolled, GroupFull, GroupNotFound, SameCourseTwice, StudentInactive
from enrollment.task import GroupStatus, TaskStatus
from models.due_sagas import DueSagas
from saga.journal import SagaStatus, StepStatus
from tests.support.engine import accept, submission, task
from tests.support.installation import Installation
from tests.support.poll import wait_for_async


@pytest.fixture
async def workers(container: Container) -> AsyncIterator[list[WorkerParts]]:
    """Two workers that live."""
    async with AsyncExitStack() as stack:
        parts = [await stack.enter_async_context(container.worker()) for _ in range(2)]
        for worker in parts:
            await worker.heartbeat.beat()
        yield parts


async def test_a_basket_that_fits_is_confirmed_in_one_commit(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    [saga_id] = await accept(container, submission("EST001", ["G-ELC102-E", "G-ELC106-E"]))
    await workers[0].executor.execute(saga_id)

    done = await task(container, saga_id)
    assert (done.status, done.saga_status, done.version) == (TaskStatus.SUCCEEDED, SagaStatus.COMPLETED, 2)
    assert [group.status for group in done.groups] == [GroupStatus.CONFIRMED] * 2
    assert [(step.name, step.status, step.version) for step in done.steps] == [
        ("validate", StepStatus.DONE, 2),
        ("take seat G-ELC102-E", StepStatus.DONE, 2),
        ("take seat G-ELC106-E", StepStatus.DONE, 2),
        ("confirm", StepStatus.DONE, 2),
    ]
    assert len({(step.started_at, step.finished_at) for step in done.steps}) == 1, (
        "the steps of a commit share their start and end"
    )
    audit = await installation.sql("SELECT group_code, outcome, version FROM audit_log WHERE saga_id = $1", saga_id)
    assert {(row["group_code"], row["outcome"], row["version"]) for row in audit} == {
        ("G-ELC102-E", "CONFIRMED", 2),
        ("G-ELC106-E", "CONFIRMED", 2),
    }
    assert await installation.violations() == {}


async def test_a_full_group_refuses_the_whole_basket_and_names_itself(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    [saga_id] = await accept(container, submission("EST001", ["G-ELC102-E", "G-QMC100-C"]))
    await workers[0].executor.execute(saga_id)

    refused = await task(container, saga_id)
    assert refused.status is TaskStatus.REJECTED
    assert refused.problems == (GroupFull(group_code="G-QMC100-C", capacity=12),)
    assert {group.group_code: group.status for group in refused.groups} == {
        "G-ELC102-E": GroupStatus.NOT_TAKEN,
        "G-QMC100-C": GroupStatus.REJECTED,
    }
    assert [step.status for step in refused.steps] == [
        StepStatus.DONE,
        StepStatus.SKIPPED,
        StepStatus.REFUSED,
        StepStatus.SKIPPED,
    ]
    audit = await installation.sql(
        "SELECT group_code, outcome, problem::text FROM audit_log WHERE saga_id = $1", saga_id
    )
    assert {row["group_code"]: row["outcome"] for row in audit} == {"G-ELC102-E": "NOT_TAKEN", "G-QMC100-C": "REJECTED"}
    assert all("GROUP_FULL" in row["problem"] for row in audit)
    assert await installation.violations() == {}


async def test_all_broken_rules_are_reported_together(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    [first] = await accept(container, submission("EST001", ["G-ELC102-E"]))
    await workers[0].executor.execute(first)
    await installation.sql("UPDATE students SET active = false WHERE code = 'EST001'")
    [second] = await accept(container, submission("EST001", ["G-ELC102-E", "G-ELC102-A", "G-NONE"]))
    await workers[0].executor.execute(second)

    refused = await task(container, second)
    assert refused.status is TaskStatus.REJECTED
    assert refused.problems == (
        StudentInactive(student_code="EST001"),
        SameCourseTwice(course_code="ELC102", group_codes=("G-ELC102-A", "G-ELC102-E")),
        AlreadyEnrolled(group_code="G-ELC102-E"),
        GroupNotFound(group_code="G-NONE", term_code="2024-2"),
    )
    assert await installation.violations() == {}


async def test_the_same_wake_up_twice_does_the_work_once(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    [saga_id] = await accept(container, submission("EST001", ["G-ELC102-E"]))
    await asyncio.gather(*(worker.executor.execute(saga_id) for worker in workers for _ in range(5)))
    before = await task(container, saga_id)
    await workers[1].executor.execute(saga_id)

    assert await task(container, saga_id) == before
    assert before.version == 2
    assert await installation.violations() == {}


async def test_of_fifty_students_who_want_one_seat_one_gets_it(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    await installation.sql("UPDATE groups SET capacity = 1 WHERE code = 'G-INF220-A'")
    students = [f"EST{number:03}" for number in range(1, 51)]
    ids = await accept(container, *(submission(student, ["G-INF220-A"]) for student in students))
    await asyncio.gather(*(workers[n % 2].executor.execute(saga_id) for n, saga_id in enumerate(ids)))

    tasks = [await task(container, saga_id) for saga_id in ids]
    assert sorted(task.status for task in tasks) == [TaskStatus.REJECTED] * 49 + [TaskStatus.SUCCEEDED]
    assert all(
        task.problems == (GroupFull(group_code="G-INF220-A", capacity=1),)
        for task in tasks
        if task.status is TaskStatus.REJECTED
    )
    [group] = await installation.sql("SELECT seats_taken FROM groups WHERE code = 'G-INF220-A'")
    assert group["seats_taken"] == 1
    assert await installation.violations() == {}


async def test_baskets_in_opposite_order_never_deadlock(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    await installation.sql("UPDATE groups SET capacity = 200 WHERE code IN ('G-INF220-A', 'G-LIN100-A')")
    baskets = [["G-INF220-A", "G-LIN100-A"], ["G-LIN100-A", "G-INF220-A"]]
    ids = []
    for number in range(1, 150):  # one by one, so that claims and commits of both workers interleave
        ids += await accept(container, submission(f"EST{number:03}", baskets[number % 2]))
    await asyncio.gather(*(workers[n % 2].executor.execute(saga_id) for n, saga_id in enumerate(ids)))

    assert {(await task(container, saga_id)).status for saga_id in ids} == {TaskStatus.SUCCEEDED}
    [stats] = await installation.sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    assert stats["deadlocks"] == 0
    assert await installation.violations() == {}


async def test_a_students_tasks_run_one_at_a_time_in_the_order_of_acceptance(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    [first, second] = await accept(
        container, submission("EST001", ["G-ELC102-E"], key="z"), submission("EST001", ["G-ELC102-A"], key="a")
    )
    await workers[1].executor.execute(second)
    assert (await task(container, second)).status is TaskStatus.QUEUED, "the first one has not had its turn"
    await workers[0].executor.execute(first)
    assert [due.id for due in await DueSagas(container.database).next_in_line([await _turn(installation, first)])] == [
        second
    ]
    await workers[1].executor.execute(second)

    assert (await task(container, first)).status is TaskStatus.SUCCEEDED
    assert (await task(container, second)).problems == (
        SameCourseTwice(course_code="ELC102", group_codes=("G-ELC102-A", "G-ELC102-E")),
    )


async def test_many_tasks_of_one_student_race_and_none_breaks_a_rule(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    for round_ in range(10):
        student = f"EST{round_ + 1:03}"
        ids = await accept(
            container, *(submission(student, [f"G-ELC102-{letter}"]) for letter in "ACDE" for _ in range(3))
        )

        async def all_final(ids: list[UUID] = ids) -> bool:
            # A wake-up out of turn, or while another worker claims a saga of the student, is dropped.
            await asyncio.gather(*(workers[n % 2].executor.execute(saga_id) for n, saga_id in enumerate(ids)))
            return all([(await task(container, saga_id)).final for saga_id in ids])

        await wait_for_async(all_final, 30, "every task to be final")
        statuses = [(await task(container, saga_id)).status for saga_id in ids]
        assert statuses == [TaskStatus.SUCCEEDED] + [TaskStatus.REJECTED] * (len(ids) - 1)
    assert await installation.violations() == {}


async def test_a_dead_workers_saga_is_taken_over_and_its_late_commit_is_refused(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    [saga_id] = await accept(container, submission("EST001", ["G-ELC102-E"]))
    frozen, alive = workers
    claimed = await frozen.executor._claiming.submit(saga_id)
    assert claimed is not None
    await alive.executor.execute(saga_id)
    assert (await task(container, saga_id)).status is TaskStatus.QUEUED, "its owner lives"

    await installation.sql(
        "UPDATE workers SET heartbeat_at = now() - interval '1 minute' WHERE id = $1", frozen.worker_id
    )
    await alive.executor.execute(saga_id)
    assert (await task(container, saga_id)).status is TaskStatus.SUCCEEDED

    assert await frozen.executor._runner.run(claimed) is None, "the thawed worker's commit finds another token"
    assert (await task(container, saga_id)).version == 2
    assert await installation.violations() == {}


async def test_a_commit_whose_answer_was_lost_is_not_done_twice(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    [saga_id] = await accept(container, submission("EST001", ["G-ELC102-E"]))
    claimed = await workers[0].executor._claiming.submit(saga_id)
    assert claimed is not None
    await installation.sql("CREATE RULE never AS ON UPDATE TO workers DO INSTEAD NOTHING")  # its heartbeat stays old
    first = await workers[0].executor._runner.run(claimed)
    assert first is not None
    again = await workers[0].executor._runner.run(claimed)
    assert again is not None, "it was us: the token says so, and the newer version that there is nothing left to do"
    assert again.version == 2
    assert (await task(container, saga_id)).version == 2
    assert await installation.violations() == {}


@pytest.mark.parametrize(
    "poison",
    ["command = '{\"nonsense\": 1}'", "outcome = '[]'", "plan = 'of no kind'", "plan_version = 99"],
    ids=["command", "outcome", "plan", "version"],
)
async def test_a_poisoned_saga_holds_up_no_other(
    container: Container, workers: list[WorkerParts], installation: Installation, poison: str
) -> None:
    ids = await accept(container, *(submission(f"EST{n:03}", ["G-ELC102-E"]) for n in range(1, 12)))
    poisoned, *good = ids
    await installation.sql(f"UPDATE sagas SET {poison} WHERE id = $1", poisoned)
    await asyncio.gather(*(workers[0].executor.execute(saga_id) for saga_id in ids))

    assert {(await task(container, saga_id)).status for saga_id in good} == {TaskStatus.SUCCEEDED}
    [row] = await installation.sql("SELECT status, stuck_reason FROM sagas WHERE id = $1", poisoned)
    assert row["status"] == "STUCK"
    assert "cannot be read" in row["stuck_reason"]


async def test_a_saga_claimed_again_and_again_without_progress_is_stuck(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    [saga_id] = await accept(container, submission("EST001", ["G-ELC102-E"]))
    for _ in range(container.settings.worker.max_stalled_claims):
        claimed = await workers[0].executor._claiming.submit(saga_id)
        assert claimed is not None
        await installation.sql("UPDATE sagas SET owner = NULL, token = NULL WHERE id = $1", saga_id)
    assert await workers[0].executor._claiming.submit(saga_id) is None
    stuck = await task(container, saga_id)
    assert (stuck.saga_status, stuck.status, stuck.version) == (SagaStatus.STUCK, TaskStatus.COMPENSATING, 2)


async def test_what_may_kill_its_worker_is_claimed_without_others_of_its_kind(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    """Whatever is claimed together with a saga that kills its worker would be counted out together with it."""
    ids = await accept(container, *(submission(f"EST{n:03}", ["G-ELC102-E"]) for n in range(1, 7)))
    await installation.sql("UPDATE sagas SET stalled = 3 WHERE id = ANY($1)", ids[:4])
    claimed = await asyncio.gather(*(workers[0].executor._claiming.submit(saga_id) for saga_id in ids))
    assert sum(saga is not None for saga in claimed[:4]) == 1
    assert all(saga is not None for saga in claimed[4:])


async def test_one_unwritable_saga_fails_alone(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    """The batch is halved until the culprit stands alone; it ends FAILED, all others are enrolled."""
    await installation.sql(
        """CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             IF NEW.student_id = (SELECT id FROM students WHERE code = 'EST005')
             THEN RAISE 'no' USING ERRCODE = '22000'; END IF;
             RETURN NEW; END $$"""
    )
    await installation.sql("CREATE TRIGGER refuse BEFORE INSERT ON enrollments FOR EACH ROW EXECUTE FUNCTION refuse()")
    ids = await accept(container, *(submission(f"EST{n:03}", ["G-ELC102-E"]) for n in range(1, 21)))
    await asyncio.gather(*(workers[0].executor.execute(saga_id) for saga_id in ids))

    statuses = [(await task(container, saga_id)).status for saga_id in ids]
    assert statuses == [TaskStatus.FAILED if n == 5 else TaskStatus.SUCCEEDED for n in range(1, 21)]
    failed = await task(container, ids[4])
    assert failed.saga_status is SagaStatus.FAILED
    assert [problem.code for problem in failed.problems] == ["TECHNICAL_FAILURE"]
    assert await installation.violations() == {}


async def test_what_a_worker_owns_but_does_not_execute_is_given_back(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    [saga_id] = await accept(container, submission("EST001", ["G-ELC102-E"]))
    assert await workers[0].executor._claiming.submit(saga_id) is not None  # and its answer is lost
    await workers[0].executor.release_orphans()
    await workers[1].executor.execute(saga_id)
    assert (await task(container, saga_id)).status is TaskStatus.SUCCEEDED
    assert await installation.violations() == {}


async def _turn(installation: Installation, saga_id: object) -> tuple[int, int]:
    [row] = await installation.sql("SELECT student_id, term_id FROM sagas WHERE id = $1", saga_id)
    return row["student_id"], row["term_id"]
