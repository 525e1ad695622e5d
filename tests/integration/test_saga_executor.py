"""Claims, commits and turns against a real database, with the parts of a worker called by the test."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs

from app.container import Container, WorkerParts
from enrollment.problems import AlreadyEnrolled, GroupFull, GroupNotFound, SameCourseTwice, StudentInactive
from enrollment.submission import Accepted
from enrollment.task import KNOWING_WORKER, GroupStatus, TaskStatus, TaskWait, WaitReason
from events.arq_wire import WakeupQueue
from models.claims import ClaimResult
from models.due_sagas import DueSagas
from models.saga_control import SagaControl
from models.task_states import TaskStates
from saga.claimed_saga import STORE, ClaimedSaga, Waiting
from saga.journal import SagaStatus, StepStatus
from tests.support.engine import accept, executed, submission, task
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


async def test_a_wake_up_that_comes_while_the_saga_is_being_claimed_is_not_lost(
    container: Container, workers: list[WorkerParts], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The claim found that it was not its turn; then the turn came, and with it the wake-up."""
    first, second = await accept(container, submission("EST001", ["G-ELC102-E"]), submission("EST001", ["G-ELC106-E"]))
    executor = workers[0].executor
    claimed = await executor._claiming.submit(first)
    assert claimed is not None
    claim, answered, may_go_on = executor._claims.claim, asyncio.Event(), asyncio.Event()

    async def claim_slowly(ids: Sequence[UUID]) -> ClaimResult:
        result = await claim(ids)
        answered.set()
        await may_go_on.wait()
        return result

    monkeypatch.setattr(executor._claims, "claim", claim_slowly)
    carrying = asyncio.create_task(executor.execute(second))
    await answered.wait()
    assert await executor._runner.run(claimed) is not None
    await executor.execute(second)  # the wake-up that follows the commit
    may_go_on.set()
    await carrying
    assert (await task(container, second)).status is TaskStatus.SUCCEEDED


@pytest.mark.parametrize(
    "lock",
    [
        "SELECT FROM sagas WHERE id = $1 FOR NO KEY UPDATE",
        "SELECT FROM students WHERE id = (SELECT student_id FROM sagas WHERE id = $1) FOR NO KEY UPDATE",
    ],
    ids=["saga", "student"],
)
async def test_a_saga_that_another_claim_has_locked_is_claimed_after_it(
    container: Container,
    workers: list[WorkerParts],
    installation: Installation,
    monkeypatch: pytest.MonkeyPatch,
    lock: str,
) -> None:
    """As a student's second task is while another worker finds out that it is not its turn."""
    [saga_id] = await accept(container, submission("EST001", ["G-ELC102-E"]))
    executor = workers[0].executor
    claim, passed_over = executor._claims.claim, asyncio.Event()

    async def claim_and_tell(ids: Sequence[UUID]) -> ClaimResult:
        result = await claim(ids)
        passed_over.set()
        return result

    monkeypatch.setattr(executor._claims, "claim", claim_and_tell)
    other = await asyncpg.connect(installation.database_url)
    async with other.transaction():
        await other.execute(lock, saga_id)
        carrying = asyncio.create_task(executor.execute(saga_id))
        await passed_over.wait()
    await other.close()
    await carrying
    assert (await task(container, saga_id)).status is TaskStatus.SUCCEEDED


async def test_what_cannot_be_claimed_any_more_wakes_the_students_next_task(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    first, second = await accept(container, submission("EST001", ["G-ELC102-E"]), submission("EST001", ["G-ELC106-E"]))
    await installation.sql(
        "UPDATE sagas SET plan = 'of no kind', waits_for = 'worker', waiting_since = '2020-01-01' WHERE id = $1", first
    )
    await workers[0].executor.execute(first)
    assert (await task(container, first)).saga_status is SagaStatus.STUCK
    async with Redis.from_url(installation.redis_url) as redis:
        woken = await WakeupQueue(redis, installation.settings().queue).take(10)
    assert [job_id for job_id, _ in woken] == [f"{second}:0"]


async def test_a_drop_that_owes_a_refund_does_not_keep_a_commit_from_waking_the_next_task(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    drop, first, second = await accept(container, *(submission("EST001", [f"G-ELC10{n}-A"]) for n in (2, 1, 6)))
    await installation.sql(
        "UPDATE sagas SET kind = 'DROP', status = 'RUNNING', due_at = now() + interval '1 hour' WHERE id = $1", drop
    )
    await workers[0].executor.execute(first)
    assert (await task(container, first)).final
    async with Redis.from_url(installation.redis_url) as redis:
        woken = await WakeupQueue(redis, installation.settings().queue).take(10)
    assert [job_id for job_id, _ in woken] == [f"{second}:0"]


async def test_of_two_requests_under_way_at_two_apis_the_one_committed_first_may_run_first(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    """The number is drawn before the commit. Neither student nor caller can tell which of the two came first."""
    first, second = submission("EST001", ["G-ELC102-E"]), submission("EST001", ["G-ELC102-A"])
    async with container.database.transaction() as slow:
        [answer] = await container.acceptance().accept(slow, [first])
        assert isinstance(answer, Accepted)
        [quick] = await accept(container, second)
        await workers[0].executor.execute(quick)
    await workers[1].executor.execute(answer.task.id)

    rows = await installation.sql("SELECT id FROM sagas WHERE id = ANY($1) ORDER BY accepted", [quick, answer.task.id])
    assert [row["id"] for row in rows] == [answer.task.id, quick]
    assert (await task(container, quick)).status is TaskStatus.SUCCEEDED
    assert (await task(container, answer.task.id)).status is TaskStatus.REJECTED
    assert await installation.violations() == {}


async def test_what_was_answered_before_the_next_was_sent_runs_first_whichever_api_took_it(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    async with container.database.transaction() as unanswered:
        await container.acceptance().accept(unanswered, [submission("EST002", ["G-ELC102-E"])])
        ids = []
        for code in ("G-ELC102-A", "G-ELC102-C", "G-ELC102-D"):
            ids += await accept(container, submission("EST001", [code]))
        rows = await installation.sql("SELECT id FROM sagas WHERE id = ANY($1) ORDER BY accepted", ids)
        assert [row["id"] for row in rows] == ids
        states = await executed(container, workers, ids)
    assert [state.status for state in states] == [TaskStatus.SUCCEEDED, TaskStatus.REJECTED, TaskStatus.REJECTED]


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


async def test_a_heartbeat_from_before_the_clock_was_set_back_keeps_no_saga(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    [saga_id] = await accept(container, submission("EST001", ["G-ELC102-E"]))
    dead, alive = workers
    assert await dead.executor._claiming.submit(saga_id) is not None
    # As all looks when the clock is set back by 50 s just after it died.
    await installation.sql(
        "UPDATE workers SET heartbeat_at = clock_timestamp() + interval '50 s' WHERE id = $1", dead.worker_id
    )
    await installation.sql("UPDATE sagas SET accepted_at = clock_timestamp() + interval '50 s'")
    lease, older_than = container.settings.worker.lease, container.settings.worker.sweep_after
    due = await DueSagas(container.database).without_living_owner(0, older_than=older_than, lease=lease, limit=10)
    assert [saga.id for saga in due] == [saga_id]
    await alive.executor.execute(saga_id)
    assert (await task(container, saga_id)).status is TaskStatus.SUCCEEDED


async def test_a_worker_that_lives_is_alive_again_once_it_beats_after_the_clock_was_set_back(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    [saga_id] = await accept(container, submission("EST001", ["G-ELC102-E"]))
    owner, other = workers
    assert await owner.executor._claiming.submit(saga_id) is not None
    await installation.sql("UPDATE workers SET heartbeat_at = clock_timestamp() + interval '50 s'")
    await owner.heartbeat.beat()
    await other.executor.execute(saga_id)
    assert (await task(container, saga_id)).status is TaskStatus.QUEUED, "its owner lives"


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
    assert isinstance(again, ClaimedSaga), "it was us: the token says so, the newer version that nothing is left to do"
    assert again.version == 2
    assert (await task(container, saga_id)).version == 2
    assert await installation.violations() == {}


@pytest.mark.parametrize(
    "poison",
    ["command = '{\"nonsense\": 1}'", "outcome = '[]'"],
    ids=["command", "outcome"],
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


@pytest.mark.parametrize("unknown", ["plan = 'of no kind'", "plan_version = 99"], ids=["plan", "version"])
async def test_a_plan_that_a_worker_does_not_know_is_left_to_others_for_a_while(
    container: Container, workers: list[WorkerParts], installation: Installation, unknown: str
) -> None:
    [saga_id] = await accept(container, submission("EST001", ["G-ELC102-E"]))
    await installation.sql(f"UPDATE sagas SET {unknown} WHERE id = $1", saga_id)
    with capture_logs() as logs:
        for _ in range(container.settings.worker.max_stalled_claims + 2):
            await installation.sql("UPDATE sagas SET due_at = NULL WHERE id = $1", saga_id)
            await workers[0].executor.execute(saga_id)
    warned = [(line["event"], line["saga_id"]) for line in logs if line["log_level"] == "warning"]
    assert warned == [("saga left to a worker that knows its plan", str(saga_id))], "once for each saga"
    waiting = await task(container, saga_id)
    assert (waiting.saga_status, waiting.version) == (SagaStatus.PENDING, 1)
    wait = (await TaskStates(container.database).waits([saga_id]))[saga_id]
    assert wait.reason is WaitReason.WORKER
    assert "knows no plan" in str(wait.detail)

    limit = container.settings.worker.longest_unknown_plan
    late = "UPDATE sagas SET due_at = NULL, waiting_since = now() - $2::interval WHERE id = $1"
    await installation.sql(late, saga_id, limit)
    await workers[0].executor.execute(saga_id)
    stuck = await task(container, saga_id)
    assert stuck.saga_status is SagaStatus.STUCK
    assert str(stuck.stuck_reason).startswith("no worker that knows its plan came")

    await installation.sql("UPDATE sagas SET plan = 'enroll', plan_version = 1 WHERE id = $1", saga_id)
    await SagaControl(container.database).retry_stuck(saga_id, actor="ops", reason="upgraded", correlation_id="c")
    await workers[0].executor.execute(saga_id)
    assert (await task(container, saga_id)).status is TaskStatus.SUCCEEDED


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
    statuses = [state.status for state in await executed(container, workers[:1], ids)]
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


async def test_a_saga_that_is_put_down_is_left_alone_until_it_is_due(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    """However often it is put down, that is no new version, and it does not become STUCK or overdue."""
    [waiting, later] = await accept(
        container, submission("EST001", ["G-ELC102-E"]), submission("EST001", ["G-MAT101-A"])
    )
    due = DueSagas(container.database)
    turn = await _turn(installation, waiting)
    for _ in range(container.settings.worker.max_stalled_claims + 2):
        await _put_down(workers[0], waiting, 3600)
        for worker in workers:
            await worker.executor.execute(waiting)
            await worker.executor.execute(later)
        assert (await task(container, waiting)).status is TaskStatus.QUEUED
        assert (await task(container, later)).status is TaskStatus.QUEUED, "the one before has not had its turn"
        assert await due.waited(10) == []
        assert await due.without_living_owner(0, older_than=timedelta(0), lease=timedelta(seconds=10), limit=10) == []
        assert await due.next_in_line([turn]) == []
        await installation.sql("UPDATE sagas SET due_at = now() WHERE id = $1", waiting)
        assert [saga.id for saga in await due.waited(10)] == [waiting]
        assert [saga.id for saga in await due.next_in_line([turn])] == [waiting]
    [row] = await installation.sql("SELECT stalled, version, waits_for, wait_reason FROM sagas WHERE id = $1", waiting)
    assert row == {"stalled": 0, "version": 1, "waits_for": "billing", "wait_reason": "it is closed"}
    await workers[1].executor.execute(waiting)
    assert (await task(container, waiting)).status is TaskStatus.SUCCEEDED
    [row] = await installation.sql(
        "SELECT due_at, waits_for, wait_reason, waiting_since FROM sagas WHERE id = $1", waiting
    )
    assert row == dict.fromkeys(["due_at", "waits_for", "wait_reason", "waiting_since"])


async def test_what_was_put_down_before_the_clock_was_set_back_does_not_wait_for_as_long_as_that(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    [saga_id] = await accept(container, submission("EST001", ["G-ELC102-E"]))
    await _put_down(workers[0], saga_id, 1)
    # As it looks when the clock is set back by a day just after that.
    ahead = "UPDATE sagas SET due_at = due_at + interval '1 day', waiting_since = waiting_since + interval '1 day'"
    await installation.sql(ahead)
    await workers[0].executor.execute(saga_id)
    assert (await task(container, saga_id)).status is TaskStatus.QUEUED
    await workers[0].sweeper.sweep()
    assert [saga.id for saga in await DueSagas(container.database).waited(10)] == [saga_id]
    await workers[0].executor.execute(saga_id)
    assert (await task(container, saga_id)).status is TaskStatus.SUCCEEDED


async def test_a_saga_that_was_begun_and_put_down_goes_before_one_with_a_lower_number(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    [first, second] = await accept(container, *(submission("EST001", [f"G-ELC102-{letter}"]) for letter in "EA"))
    await installation.sql("UPDATE sagas SET accepted = accepted + 100 WHERE id = $1", first)
    await installation.sql("UPDATE sagas SET status = 'RUNNING' WHERE id = $1", first)
    await workers[0].executor.execute(second)
    assert (await task(container, second)).status is TaskStatus.QUEUED
    [due] = await DueSagas(container.database).next_in_line([await _turn(installation, first)])
    assert due.id == first
    await workers[0].executor.execute(first)
    assert (await task(container, first)).status is TaskStatus.SUCCEEDED


@pytest.mark.parametrize("known", [False, True], ids=["not known", "known"])
async def test_a_cancellation_ends_the_wait_of_a_saga_that_does_not_know_of_it(
    container: Container, workers: list[WorkerParts], *, known: bool
) -> None:
    """One that does is being undone, and waits for that."""
    [saga_id] = await accept(container, submission("EST001", ["G-ELC102-E"]))
    claimed = await workers[0].executor._claiming.submit(saga_id)
    assert claimed is not None
    control = SagaControl(container.database)
    await control.request_cancel(saga_id, actor="est001")
    await workers[0].executor._putting_down.submit(
        Waiting(replace(claimed, cancelled=known), 3600, "billing", "it is closed")
    )
    await control.request_cancel(saga_id, actor="est001")
    await workers[1].executor.execute(saga_id)
    assert (await task(container, saga_id)).final is not known


@pytest.mark.parametrize(
    ("waits_for", "reason", "service"),
    [
        ("billing", WaitReason.PARTICIPANT, "billing"),
        (STORE, WaitReason.RECORD, None),
        (KNOWING_WORKER, WaitReason.WORKER, None),
    ],
)
async def test_a_task_says_what_it_waits_for_and_until_when(
    container: Container, workers: list[WorkerParts], waits_for: str, reason: WaitReason, service: str | None
) -> None:
    [first, second] = await accept(container, *(submission("EST001", [f"G-ELC102-{letter}"]) for letter in "EA"))
    claimed = await workers[0].executor._claiming.submit(first)
    assert claimed is not None
    await workers[0].executor._putting_down.submit(Waiting(claimed, 60, waits_for, "it is closed"))
    found = await TaskStates(container.database).waits([first, second])
    wait = found[first]
    assert (wait.reason, wait.service, wait.detail) == (reason, service, "it is closed")
    assert wait.since is not None
    assert wait.until is not None
    assert timedelta(seconds=59) < wait.until - wait.since <= timedelta(seconds=60)
    assert found[second] == TaskWait(WaitReason.EARLIER_TASK, earlier_task_id=first)


async def test_a_cancellation_makes_a_saga_due_that_was_put_down(
    container: Container, workers: list[WorkerParts]
) -> None:
    [saga_id] = await accept(container, submission("EST001", ["G-ELC102-E"]))
    await _put_down(workers[0], saga_id, 3600)
    await SagaControl(container.database).request_cancel(saga_id, actor="est001")
    await workers[1].executor.execute(saga_id)
    assert (await task(container, saga_id)).status is TaskStatus.CANCELLED


async def _put_down(worker: WorkerParts, saga_id: UUID, seconds: float) -> None:
    claimed = await worker.executor._claiming.submit(saga_id)
    assert claimed is not None
    await worker.executor._putting_down.submit(Waiting(claimed, seconds, "billing", "it is closed"))


async def _turn(installation: Installation, saga_id: object) -> tuple[int, int]:
    [row] = await installation.sql("SELECT student_id, term_id FROM sagas WHERE id = $1", saga_id)
    return row["student_id"], row["term_id"]
