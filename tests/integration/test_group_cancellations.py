"""Groups that are cancelled while students enroll and drop: no one keeps a seat, and all are told."""

import asyncio
from collections.abc import AsyncIterator
from random import Random

import pytest

from app.container import Container, WorkerParts
from enrollment.catalogue import CatalogueGroup
from enrollment.problems import GroupCancelled, NotCancellable, NotEnrolled
from enrollment.task import GroupStatus, TaskKind, TaskState, TaskStatus
from models.group_cancellations import Cancelling, GroupCancellations
from models.task_states import TaskStates
from saga.faults import Faults
from tests.support.engine import TERM, accept, executed, living, submission, task, task_service_of
from tests.support.installation import Installation
from tests.support.poll import within

GROUP, OTHER = "G-ELC102-E", "G-LIN100-A"
STUDENTS = [f"EST{number:03}" for number in range(1, 25)]
DROP = TaskKind.DROP


@pytest.fixture
async def workers(container: Container) -> AsyncIterator[list[WorkerParts]]:
    """Two workers that live."""
    async with living(container) as parts:
        yield parts


async def cancel(container: Container, reason: str = "no teacher") -> Cancelling:
    cancellations = GroupCancellations(container.database, container.new_plans(), Faults())
    return await cancellations.cancel(TERM, GROUP, actor="registrar", reason=reason, correlation_id="c-1")


async def emptied(installation: Installation) -> None:
    """Assert that no one has a seat in the group, and that nothing is amiss."""
    [row] = await installation.sql(
        """SELECT g.seats_taken, count(e.id) AS live FROM groups g
           LEFT JOIN enrollments e ON e.group_id = g.id AND e.status <> 'DROPPED'
           WHERE g.code = $1 GROUP BY g.id""",
        GROUP,
    )
    assert row == {"seats_taken": 0, "live": 0}
    assert await installation.violations() == {}


async def carried_out(
    container: Container, installation: Installation, workers: list[WorkerParts], cancelling: asyncio.Task[Cancelling]
) -> list[TaskState]:
    """All tasks that there are once nothing is left to do, in the order of acceptance."""
    async with within(60):
        while True:
            rows = await installation.sql("SELECT id FROM sagas WHERE finished_at IS NULL")
            if not rows and cancelling.done():
                break
            if not rows:
                await cancelling
            await asyncio.gather(*(worker.executor.execute(row["id"]) for worker in workers for row in rows))
            await asyncio.gather(*(worker.heartbeat.beat() for worker in workers))
    ids = [row["id"] for row in await installation.sql("SELECT id FROM sagas ORDER BY accepted")]
    states = await TaskStates(container.database).by_ids(ids)
    return [states[task_id] for task_id in ids]


@pytest.mark.parametrize("seed", range(2))
async def test_a_student_who_races_with_the_cancellation_ends_without_a_seat_and_is_told_why(
    container: Container, workers: list[WorkerParts], installation: Installation, seed: int
) -> None:
    await installation.sql("UPDATE groups SET capacity = 500, meetings = '[]'")
    rng = Random(seed)
    first = await accept(container, *(submission(code, [GROUP, OTHER]) for code in STUDENTS[:12]))
    await executed(container, workers, first[:6])
    asked = [submission(code, [GROUP, OTHER]) for code in STUDENTS[12:]]
    asked += [submission(code, [GROUP], kind=DROP) for code in STUDENTS[:3]]
    rng.shuffle(asked)
    cancelling = asyncio.create_task(cancel(container))
    accepting = [accept(container, each) for each in asked]
    tasks, *_ = await asyncio.gather(carried_out(container, installation, workers, cancelling), *accepting)
    tasks = await carried_out(container, installation, workers, cancelling)
    await emptied(installation)

    told = set()
    for each in tasks:
        if any(isinstance(problem, GroupCancelled) and problem.reason == "no teacher" for problem in each.problems):
            told.add(each.student_code)
        if each.kind is DROP:
            assert each.reason in {None, "no teacher"}
            dropped = all(group.status is GroupStatus.DROPPED for group in each.groups)
            assert dropped or each.problems == (NotEnrolled(group_code=GROUP),)
            told.add(each.student_code)
    assert told >= set(STUDENTS), "each heard of it, or had dropped the seat"
    enrolled = [each for each in tasks if each.kind is TaskKind.ENROLL and each.status is TaskStatus.SUCCEEDED]
    kept = await installation.sql(
        "SELECT count(*) AS n FROM enrollments e JOIN groups g ON g.id = e.group_id"
        " WHERE g.code = $1 AND e.status = 'CONFIRMED' AND e.saga_id = ANY($2::uuid[])",
        OTHER,
        [each.id for each in enrolled],
    )
    asked_for_other = [each for each in enrolled if OTHER in {group.group_code for group in each.groups}]
    assert kept == [{"n": len(asked_for_other)}], "the seats in other groups are kept"


async def test_of_many_who_cancel_at_the_same_time_one_does(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    await executed(container, workers, await accept(container, *(submission(code, [GROUP]) for code in STUDENTS[:5])))
    [before] = await installation.sql("SELECT seats_taken FROM groups WHERE code = $1", GROUP)
    answers = await asyncio.gather(*(cancel(container, f"reason {n}") for n in range(8)))
    groups = [answer.outcome for answer in answers if isinstance(answer.outcome, CatalogueGroup)]
    [(_, reason)] = {(group.cancelled_at, group.cancel_reason) for group in groups}
    assert len(groups) == len(answers)
    assert sum(len(answer.drops) for answer in answers) == before["seats_taken"]
    entries = await installation.sql("SELECT reason FROM audit_log WHERE action = 'CANCEL_GROUP'")
    assert [entry["reason"] for entry in entries] == [reason]
    drops = [drop for answer in answers for drop in answer.drops]
    assert {each.status for each in await executed(container, workers, drops)} == {TaskStatus.SUCCEEDED}
    await emptied(installation)


async def test_no_one_cancels_the_institutions_own_drop(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    await executed(container, workers, await accept(container, submission("EST001", [GROUP])))
    drops = (await cancel(container)).drops
    own = [drop for drop in drops if (await task(container, drop)).student_code == "EST001"]
    async with task_service_of(container) as tasks:
        answer = await tasks.cancel(own[0], actor="EST001", reason=None, correlation_id="c-2")
    assert answer == NotCancellable(task_id=str(own[0]), path=("input", "id"))
    assert {each.status for each in await executed(container, workers, drops)} == {TaskStatus.SUCCEEDED}
    await emptied(installation)


async def test_a_student_with_as_many_tasks_as_one_may_have_has_one_more_that_drops_the_seat(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    await executed(container, workers, await accept(container, submission("EST001", [GROUP])))
    waiting = await accept(container, *(submission("EST001", [OTHER]) for _ in range(20)))
    drops = (await cancel(container)).drops
    assert "EST001" in {(await task(container, drop)).student_code for drop in drops}
    await executed(container, workers, [*waiting, *drops])
    await emptied(installation)
