"""Swaps around full groups, also when each worker holds one part of a cycle."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from uuid import UUID

import pytest

from app.container import Container, WorkerParts
from enrollment.problems import GroupFull
from enrollment.task import GroupStatus, TaskKind, TaskState, TaskStatus, WaitReason
from models.saga_control import SagaControl
from models.task_states import TaskStates
from saga.claimed_saga import ClaimedSaga, Waiting
from tests.support.engine import accept, executed, living, submission, task
from tests.support.installation import Installation
from tests.support.poll import until, wait_for_async, within

LETTERS = "ABCDE"
GROUPS = [f"G-ELC102-{letter}" for letter in LETTERS]
FULL = "UPDATE groups SET capacity = seats_taken WHERE code = ANY($1::text[])"
ROOM = "UPDATE groups SET capacity = 200, meetings = '[]'"
LONG = 60.0
"""Seconds for which swaps wait in tests of what ends the wait sooner."""
SUCCEEDED, REJECTED = TaskStatus.SUCCEEDED, TaskStatus.REJECTED


@pytest.fixture
async def patient(installation: Installation) -> AsyncIterator[Container]:
    """A container whose swaps wait for longer than a test takes."""
    async with Container.connected(installation.settings(worker__swap_wait_seconds=LONG)) as made:
        yield made


@pytest.fixture
async def workers(patient: Container) -> AsyncIterator[list[WorkerParts]]:
    """Three workers that live."""
    async with living(patient, 3) as parts:
        yield parts


async def seated(container: Container, installation: Installation, seats: dict[str, str]) -> None:
    """Students with a seat each, in groups that are full then."""
    await installation.sql(ROOM)
    async with living(container, 1) as workers:
        ids = await accept(container, *(submission(student, [group]) for student, group in seats.items()))
        assert {state.status for state in await executed(container, workers, ids)} == {SUCCEEDED}
    await installation.sql(FULL, sorted(set(seats.values())))


async def accepted(container: Container, *swaps: tuple[str, str, str]) -> list[UUID]:
    return await accept(container, *(submission(who, [new], drops=[old]) for who, old, new in swaps))


async def held(installation: Installation, *students: str) -> dict[str, str]:
    rows = await installation.sql(
        """SELECT st.code AS student, g.code FROM enrollments e JOIN students st ON st.id = e.student_id
           JOIN groups g ON g.id = e.group_id WHERE e.status <> 'DROPPED' AND st.code = ANY($1::text[])""",
        list(students),
    )
    return {row["student"]: row["code"] for row in rows}


async def test_a_swap_that_waits_is_carried_on_by_the_worker_that_holds_its_other_half(
    patient: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    a, b, *_ = GROUPS
    await seated(patient, installation, {"EST001": a, "EST002": b})
    one, other = await accepted(patient, ("EST001", a, b), ("EST002", b, a))
    await workers[0].executor.execute(one)
    waits = await TaskStates(patient.database).waits([one])
    assert (waits[one].reason, waits[one].service) == (WaitReason.SEAT, None)
    assert await held(installation, "EST001") == {"EST001": a}

    await workers[1].executor.execute(other)
    ended = [await task(patient, saga) for saga in (one, other)]
    assert [state.status for state in ended] == [SUCCEEDED] * 2
    assert await held(installation, "EST001", "EST002") == {"EST001": b, "EST002": a}
    assert workers[1].executor.in_flight == frozenset()
    assert await installation.violations() == {}


async def test_partners_that_were_claimed_for_a_cancelled_wake_up_are_given_back(
    patient: Container, workers: list[WorkerParts], installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b, *_ = GROUPS
    await seated(patient, installation, {"EST001": a, "EST002": b})
    one, other = await accepted(patient, ("EST001", a, b), ("EST002", b, a))
    await workers[0].executor.execute(one)

    executor = workers[1].executor
    put_down, claimed, may_answer = executor._waiting_swaps.put_down, asyncio.Event(), asyncio.Event()

    async def put_down_slowly(waiting: Sequence[Waiting]) -> list[ClaimedSaga]:
        found = await put_down(waiting)
        claimed.set()
        await may_answer.wait()
        return found

    monkeypatch.setattr(executor._waiting_swaps, "put_down", put_down_slowly)
    carrying = asyncio.create_task(executor.execute(other))
    await claimed.wait()
    carrying.cancel()
    await asyncio.wait([carrying])
    may_answer.set()
    await executor._seeking_partners.idle()
    await until(lambda: not executor.in_flight, LONG / 2, "none is in flight")

    await executor.release_orphans()
    await workers[2].executor.execute(one)
    await workers[2].executor.execute(other)
    assert await held(installation, "EST001", "EST002") == {"EST001": b, "EST002": a}
    assert await installation.violations() == {}


async def test_halves_that_two_workers_hold_at_the_same_moment_meet(
    patient: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    """Raced in ten pairs, each of two groups that are full; no wait has to end for it."""
    a, b, c, d, _ = GROUPS
    students = [f"EST{n:03}" for n in range(1, 41)]
    seats = {student: (a, b, c, d)[n % 4] for n, student in enumerate(students)}
    other = {a: b, b: a, c: d, d: c}
    await seated(patient, installation, seats)
    ids = await accepted(patient, *((student, old, other[old]) for student, old in seats.items()))
    async with within(LONG / 2):
        await asyncio.gather(*(workers[n % 2].executor.execute(saga) for n, saga in enumerate(ids)))

        async def all_swapped() -> bool:
            return await held(installation, *students) == {student: other[old] for student, old in seats.items()}

        await wait_for_async(all_swapped, LONG / 2, "all have swapped")
    assert await installation.violations() == {}


async def test_a_cycle_over_three_workers_closes_with_the_last_of_them(
    patient: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    a, b, c, *_ = GROUPS
    await seated(patient, installation, {"EST001": a, "EST002": b, "EST003": c})
    ids = await accepted(patient, ("EST001", a, b), ("EST002", b, c), ("EST003", c, a))
    for worker, saga in zip(workers, ids, strict=True):
        await worker.executor.execute(saga)
    assert [(await task(patient, saga)).status for saga in ids] == [SUCCEEDED] * 3
    assert await held(installation, "EST001", "EST002", "EST003") == {"EST001": b, "EST002": c, "EST003": a}
    assert await installation.violations() == {}


async def test_a_swap_without_a_partner_is_refused_when_its_wait_is_over(
    container: Container, installation: Installation
) -> None:
    a, b, *_ = GROUPS
    await seated(container, installation, {"EST001": a, "EST002": b})
    async with Container.connected(installation.settings(worker__swap_wait_seconds=0.3)) as hasty:
        [saga] = await accepted(hasty, ("EST001", a, b))
        async with living(hasty, 2) as workers:
            [ended] = await executed(hasty, workers, [saga])
    assert (ended.status, ended.attempts) == (REJECTED, 2), "claimed once more when the wait was over"
    assert {group.group_code: group.status for group in ended.groups} == {
        a: GroupStatus.NOT_TAKEN,
        b: GroupStatus.REJECTED,
    }
    assert [type(problem) for problem in ended.problems] == [GroupFull]
    assert await held(installation, "EST001") == {"EST001": a}
    assert await installation.violations() == {}


async def test_a_swap_gets_a_seat_that_came_free_while_it_waited(
    patient: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    """It is found by the next swap that has to wait, whatever that one wants."""
    a, b, c, *_ = GROUPS
    await seated(patient, installation, {"EST001": a, "EST002": b, "EST003": c})
    [waiting] = await accepted(patient, ("EST001", a, b))
    await workers[0].executor.execute(waiting)
    [drop] = await accept(patient, submission("EST002", [b], kind=TaskKind.DROP))
    await workers[0].executor.execute(drop)
    [third] = await accepted(patient, ("EST003", c, a))
    await workers[1].executor.execute(third)
    assert [(await task(patient, saga)).status for saga in (waiting, third)] == [SUCCEEDED] * 2
    assert await installation.violations() == {}


async def test_a_swap_that_waits_can_be_cancelled(
    patient: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    a, b, *_ = GROUPS
    await seated(patient, installation, {"EST001": a, "EST002": b})
    waiting, other = await accepted(patient, ("EST001", a, b), ("EST002", b, a))
    await workers[0].executor.execute(waiting)
    await SagaControl(patient.database).request_cancel(waiting, actor="test", reason=None, correlation_id="test")
    await workers[1].executor.execute(other)
    assert not (await task(patient, other)).final, "what was called off is no partner"
    await workers[1].executor.execute(waiting)
    assert (await task(patient, waiting)).status is TaskStatus.CANCELLED
    assert await held(installation, "EST001") == {"EST001": a}


async def test_many_swaps_among_full_groups_move_as_many_as_can_and_lose_no_seat(
    container: Container, installation: Installation
) -> None:
    students = [f"EST{n:03}" for n in range(1, 61)]
    seats = {student: GROUPS[n % 5] for n, student in enumerate(students)}
    await seated(container, installation, seats)
    swaps = [(who, old, GROUPS[(n * 7 + n // 5) % 5]) for n, (who, old) in enumerate(seats.items())]
    wanted = {who: (old, new) for who, old, new in swaps if old != new}
    async with Container.connected(installation.settings(worker__swap_wait_seconds=4)) as hasty:
        ids = await accepted(hasty, *((who, old, new) for who, (old, new) in wanted.items()))
        async with living(hasty, 2) as workers:
            ended = await executed(hasty, workers, ids)
    assert _moves_left(ended) == [], "of those that were refused no two could have changed places"
    now = await held(installation, *students)
    assert Counter(now.values()) == Counter(seats.values())
    for state in ended:
        old, new = wanted[state.student_code]
        assert now[state.student_code] == (new if state.status is SUCCEEDED else old)
    assert await installation.violations() == {}


async def test_checks_find_a_swap_that_kept_its_old_seat(container: Container, installation: Installation) -> None:
    old, new = "G-ELC102-A", "G-ELC106-A"
    await installation.sql(ROOM)
    async with living(container, 1) as workers:
        for given in (submission("EST001", [old]), submission("EST001", [new], drops=[old])):
            [state] = await executed(container, workers, await accept(container, given))
            assert state.status is SUCCEEDED
    assert await installation.violations() == {}
    await installation.sql("UPDATE enrollments SET status = 'CONFIRMED' WHERE status = 'DROPPED'")
    await installation.sql("UPDATE groups SET seats_taken = seats_taken + 1 WHERE code = $1", old)
    assert list(await installation.violations()) == ["PARTIAL_BASKET"]


def _moves_left(ended: Sequence[TaskState]) -> list[tuple[str, str]]:
    """Pairs of refused swaps of which each wanted what the other had."""
    refused = {
        (group.group_code, other.group_code)
        for state in ended
        if state.status is REJECTED
        for group in state.groups
        for other in state.groups
        if (group.status, other.status) == (GroupStatus.NOT_TAKEN, GroupStatus.REJECTED)
    }
    return sorted((old, new) for old, new in refused if (new, old) in refused and old < new)
