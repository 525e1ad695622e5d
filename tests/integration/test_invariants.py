"""The checks of what must always hold: each finds what breaks it, and none takes work under way for a violation."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from uuid import UUID

import asyncpg
import pytest

from app.container import Container
from enrollment.invariants import InvariantFinding, InvariantName, violated
from enrollment.task import TaskKind
from models.invariants import InvariantChecks
from services.invariants import InvariantMonitor
from tests.support.engine import accept, executed, living, submission
from tests.support.installation import Installation
from tests.support.poll import wait_for_async

A, B, C = "G-ELC102-E", "G-ELC106-E", "G-INF220-B"
FULL = "G-QMC100-C"
LEASE, OVERDUE = timedelta(seconds=10), timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Term:
    """What has happened: two baskets, one of them dropped in part, and one that was refused."""

    installation: Installation
    done: UUID
    dropped: UUID
    drop: UUID
    refused: UUID

    async def corrupt(self, script: str) -> None:
        """Do by hand what the constraints forbid. `:done` and the like stand for sagas."""
        for name in ("done", "dropped", "drop", "refused"):
            script = script.replace(f":{name}:", f"'{getattr(self, name)}'")
        connection = await asyncpg.connect(self.installation.database_url)
        try:
            await connection.execute("SET session_replication_role = replica")
            await connection.execute(script)
        finally:
            await connection.close()


@pytest.fixture
async def term(installation: Installation, container: Container) -> Term:
    async with living(container, 1) as workers:
        done, dropped, refused = await accept(
            container,
            submission("EST001", [A, B]),
            submission("EST002", [A, B]),
            submission("EST003", [A, FULL], derived=True),
        )
        await executed(container, workers, [done, dropped, refused])
        (drop,) = await accept(container, submission("EST002", [B], kind=TaskKind.DROP))
        await executed(container, workers, [drop])
    return Term(installation, done, dropped, drop, refused)


@pytest.fixture
def checks(container: Container) -> InvariantChecks:
    return InvariantChecks(container.database)


async def found(
    checks: InvariantChecks, *, whole: bool = False, most: int = 10_000
) -> dict[InvariantName, InvariantFinding]:
    inspection = await (checks.inspect_whole() if whole else checks.inspect(lease=LEASE, overdue=OVERDUE, most=most))
    assert [finding.invariant for finding in inspection.findings] == list(InvariantName)
    return {finding.invariant: finding for finding in violated(inspection.findings)}


@pytest.mark.usefixtures("term")
@pytest.mark.parametrize("whole", [False, True])
async def test_nothing_is_found_where_nothing_is_amiss(checks: InvariantChecks, whole: bool) -> None:
    assert await found(checks, whole=whole) == {}


OF_DONE = "FROM enrollments WHERE saga_id = :done:"
GROUP_C = f"(SELECT id FROM groups WHERE code = '{C}')"
RECOUNT = """
UPDATE groups g SET seats_taken = (SELECT count(*) FROM enrollments WHERE group_id = g.id AND status <> 'DROPPED')"""
NEW_ROW = "INSERT INTO enrollments SELECT gen_random_uuid(), status, since, created_at, course_id"
AGAIN = f"""DROP INDEX enrollments_one_seat, enrollments_one_per_component;
{NEW_ROW}, group_id, :dropped:, student_id, term_id {OF_DONE} AND group_id = (SELECT id FROM groups WHERE code = '{B}');
{RECOUNT}"""


@pytest.mark.parametrize(
    ("script", "broken", "said"),
    [
        pytest.param(
            f"""ALTER TABLE groups DROP CONSTRAINT groups_seats, DROP CONSTRAINT groups_promised;
                UPDATE groups SET capacity = seats_taken - 1 WHERE code = '{A}'""",
            {InvariantName.OVER_CAPACITY},
            f"{A} in 2024-2: capacity",
            id="a group beyond its capacity",
        ),
        pytest.param(
            f"UPDATE groups SET seats_taken = seats_taken + 1 WHERE code = '{A}'",
            {InvariantName.SEATS_MISCOUNTED},
            f"{A} in 2024-2: ",
            id="a seat without an enrollment",
        ),
        pytest.param(
            f"DELETE {OF_DONE} AND group_id = (SELECT id FROM groups WHERE code = '{B}'); {RECOUNT}",
            {InvariantName.PARTIAL_BASKET},
            "is COMPLETED and enrolled in 1 of 2 groups",
            id="half a basket",
        ),
        pytest.param(
            f"DELETE {OF_DONE}; {RECOUNT}",
            {InvariantName.PARTIAL_BASKET},
            "is COMPLETED and enrolled in 0 of 2 groups",
            id="no basket",
        ),
        pytest.param(
            "UPDATE sagas SET status = 'COMPENSATED' WHERE id = :done:",
            {InvariantName.PARTIAL_BASKET},
            f"is COMPENSATED and has a live enrollment in {A}",
            id="a seat kept by what was undone",
        ),
        pytest.param(
            f"{NEW_ROW}, {GROUP_C}, saga_id, student_id, term_id {OF_DONE} LIMIT 1; {RECOUNT};",
            {InvariantName.PARTIAL_BASKET, InvariantName.EFFECT_TWICE},
            f"has an enrollment in {C}, which it did not ask for",
            id="a group too many",
        ),
        pytest.param(
            f"UPDATE enrollments SET status = 'DROPPED' WHERE saga_id = :done:; {RECOUNT}",
            {InvariantName.PARTIAL_BASKET},
            f"enrolled in {A}, which no task dropped",
            id="an enrollment that vanished",
        ),
        pytest.param(
            f"UPDATE enrollments SET status = 'CONFIRMED' WHERE saga_id = :dropped:; {RECOUNT}",
            {InvariantName.PARTIAL_BASKET},
            f"is COMPLETED and left the enrollment in {B}",
            id="a drop that dropped nothing",
        ),
        pytest.param(
            "UPDATE saga_steps SET version = 9 WHERE saga_id = :done: AND position = 4",
            {InvariantName.VERSION_NOT_RISING},
            "at version 2: step 4 has version 9",
            id="a step beyond its saga",
        ),
        pytest.param(
            """UPDATE sagas SET version = 4 WHERE id = :done:; UPDATE audit_log SET version = 4 WHERE saga_id = :done:;
               UPDATE saga_steps SET version = 4 WHERE saga_id = :done: AND position = 2""",
            {InvariantName.VERSION_NOT_RISING},
            "step 3 has version 2, a step before it a newer one",
            id="steps out of order",
        ),
        pytest.param(
            """INSERT INTO audit_log (at, actor, action, student_id, outcome, saga_id, version)
               SELECT now(), 'x', 'RETRY_SAGA', student_id, 'RETRIED', id, 9 FROM sagas WHERE id = :done:""",
            {InvariantName.VERSION_NOT_RISING},
            "of the audit log has version 9",
            id="an entry beyond its saga",
        ),
        pytest.param(
            """INSERT INTO audit_log (at, actor, action, student_id, outcome, saga_id, version)
               SELECT now(), 'x', 'RETRY_SAGA', student_id, 'RETRIED', id, 1 FROM sagas WHERE id = :done:""",
            {InvariantName.VERSION_NOT_RISING},
            "of the audit log has version 1",
            id="an entry older than the one before it",
        ),
        pytest.param(
            f"DROP INDEX enrollments_one_seat, enrollments_one_per_component; {NEW_ROW}, group_id, saga_id, "
            f"student_id, term_id {OF_DONE}; {RECOUNT}",
            {InvariantName.EFFECT_TWICE},
            f"enrolled in {A} 2 times",
            id="one basket twice",
        ),
        pytest.param(
            f"""DROP INDEX enrollments_one_seat, enrollments_one_per_component; UPDATE enrollments e SET student_id =
                (SELECT student_id FROM sagas WHERE id = :done:) WHERE saga_id = :dropped:; {RECOUNT}""",
            {InvariantName.EFFECT_TWICE},
            f"EST001 has 2 live enrollments in {A}",
            id="one student in one group twice",
        ),
        pytest.param(
            """UPDATE enrollments SET course_id = (SELECT min(course_id) FROM enrollments WHERE saga_id = :done:)
               WHERE saga_id = :done:""",
            {InvariantName.EFFECT_TWICE},
            "EST001 is confirmed in 2 groups of ",
            id="one student in two groups of a course",
        ),
        pytest.param(
            """INSERT INTO audit_log (at, actor, action, student_id, group_code, outcome, saga_id, version)
               SELECT at, actor, action, student_id, group_code, 'REJECTED', saga_id, version FROM audit_log
               WHERE saga_id = :done:""",
            {InvariantName.EFFECT_TWICE},
            f"has 2 outcomes for {A}",
            id="two outcomes of one task",
        ),
        pytest.param(
            "UPDATE enrollments SET status = 'RESERVED' WHERE saga_id = :done:",
            {InvariantName.SEAT_WITHOUT_SAGA},
            f"EST001 holds a seat in {A} for saga",
            id="a seat held for what has ended",
        ),
        pytest.param(
            "UPDATE enrollments SET status = 'RESERVED' WHERE saga_id = :done:; DELETE FROM sagas WHERE id = :done:",
            {InvariantName.SEAT_WITHOUT_SAGA},
            "which is gone",
            id="a seat held for nothing",
        ),
        pytest.param(
            f"DELETE FROM audit_log WHERE saga_id = :done: AND group_code = '{B}'",
            {InvariantName.OUTCOME_NOT_RECORDED},
            "the audit log has 1 of its 2 groups",
            id="an outcome without an audit entry",
        ),
        pytest.param(
            "UPDATE sagas SET key_released_at = NULL WHERE id = :refused:",
            {InvariantName.KEY_NOT_RELEASED},
            "is REJECTED and keeps a derived key",
            id="a key for ever",
        ),
    ],
)
async def test_what_is_broken_on_purpose_is_found(
    checks: InvariantChecks, term: Term, script: str, broken: set[InvariantName], said: str
) -> None:
    await term.corrupt(
        "DROP INDEX enrollments_one_per_component;" + script.replace(", enrollments_one_per_component", "")
    )
    for whole in (False, True):
        now = await found(checks, whole=whole)
        assert now.keys() == broken
        assert any(said in example for finding in now.values() for example in finding.examples), now


async def test_a_task_is_missed_when_workers_had_time_and_none_has_it(
    checks: InvariantChecks, term: Term, container: Container
) -> None:
    (waiting, deferred) = await accept(container, submission("EST004", [A]), submission("EST004", [B]))
    assert await found(checks) == {}
    await term.corrupt("UPDATE sagas SET accepted_at = now() - interval '11 minutes' WHERE finished_at IS NULL")
    assert await found(checks) == {}, "no worker lives"
    async with living(container, 1) as [worker]:
        assert await found(checks) == {}, "the worker has only come"
        await term.corrupt("UPDATE workers SET started_at = now() - interval '11 minutes'")
        late = (await found(checks))[InvariantName.TASK_NOT_FINAL]
        assert late.violations == 1, "the other waits for its turn"
        assert f"saga {waiting}, ENROLL of EST004, is PENDING since" in late.examples[0]
        assert (await found(checks, whole=True))[InvariantName.TASK_NOT_FINAL].violations == 2
        await term.corrupt(f"UPDATE sagas SET owner = '{worker.worker_id}' WHERE id = '{waiting}'")
        assert await found(checks) == {}, "a worker runs it"
        put_down = f"UPDATE sagas SET owner = NULL, due_at = now() + interval '%s' WHERE id = '{waiting}'"
        await term.corrupt(put_down % "1 hour")
        assert await found(checks) == {}, "it waits until it is due"
        await term.corrupt(put_down % "-1 minute")
        assert await found(checks) == {}, "it was due a minute ago, and may take ten"
        await term.corrupt(put_down % "-11 minutes")
        assert (await found(checks))[InvariantName.TASK_NOT_FINAL].violations == 1
        await term.corrupt(f"UPDATE sagas SET owner = NULL, status = 'STUCK' WHERE id IN ('{waiting}', '{deferred}')")
        assert await found(checks) == {}, "it waits for a person, as the list of sagas says"


async def test_a_task_whose_turn_has_just_come_is_not_missed(
    checks: InvariantChecks, term: Term, container: Container
) -> None:
    """The one before it may have waited for another system for hours."""
    (waiting,) = await accept(container, submission("EST001", ["G-LIN100-A"]))
    await term.corrupt("UPDATE sagas SET accepted_at = now() - interval '1 hour' WHERE finished_at IS NULL")
    async with living(container, 1):
        await term.corrupt("UPDATE workers SET started_at = now() - interval '11 minutes'")
        assert await found(checks) == {}
        await term.corrupt("UPDATE sagas SET finished_at = now() - interval '11 minutes' WHERE id = :done:")
        late = (await found(checks))[InvariantName.TASK_NOT_FINAL]
        assert (late.violations, str(waiting) in late.examples[0]) == (1, True)


async def test_a_violation_is_reported_until_it_is_mended_while_the_round_goes_on(
    checks: InvariantChecks, term: Term
) -> None:
    await term.corrupt(f"UPDATE enrollments SET status = 'DROPPED' WHERE saga_id = :done:; {RECOUNT}")

    async def met() -> bool:
        return InvariantName.PARTIAL_BASKET in await found(checks, most=8)

    await wait_for_async(met, 30, "the round comes by")
    for _ in range(20):
        assert await met()
    await term.corrupt(f"UPDATE enrollments SET status = 'CONFIRMED' WHERE saga_id = :done:; {RECOUNT}")
    assert not await met()


@pytest.mark.usefixtures("term")
async def test_a_round_says_since_when_everything_was_looked_at(checks: InvariantChecks) -> None:
    began = await checks.inspect(lease=LEASE, overdue=OVERDUE, most=8)
    sliced, whole = InvariantName.PARTIAL_BASKET, InvariantName.SEATS_MISCOUNTED
    since = {finding.invariant: finding.complete_since for finding in began.findings}
    assert since[sliced] is None
    assert since[whole] == began.findings[0].checked_at

    async def complete() -> bool:
        findings = (await checks.inspect(lease=LEASE, overdue=OVERDUE, most=8)).findings
        found_ = {finding.invariant: finding.complete_since for finding in findings}
        return found_[sliced] == began.findings[0].checked_at

    await wait_for_async(complete, 30, "the round comes to its end")


@pytest.mark.usefixtures("term")
async def test_who_asks_soon_after_another_gets_the_same(checks: InvariantChecks) -> None:
    asked = [checks.inspect(lease=LEASE, overdue=OVERDUE, fresh=timedelta(minutes=1)) for _ in range(4)]
    answers = await asyncio.gather(*asked)
    assert len({answer.findings[0].checked_at for answer in answers}) == 1


async def test_a_check_waits_for_another_processs_longer_than_a_statement_waits_for_a_lock_and_once_a_process(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.database._LOCK_SECONDS", 0.05)
    monkeypatch.setattr("services.invariants._FRESH", timedelta())
    outsider = await asyncpg.connect(installation.database_url)
    async with Container.connected(installation.settings()) as container, outsider.transaction():
        await outsider.execute("LOCK TABLE inspections IN EXCLUSIVE MODE")
        monitor = InvariantMonitor(InvariantChecks(container.database), LEASE, OVERDUE, 60)
        asking = asyncio.gather(*(monitor.inspect() for _ in range(5)))

        async def waited() -> float | None:
            waiting = await installation.sql(
                """SELECT extract(epoch FROM now() - query_start)::float AS seconds FROM pg_stat_activity
                   WHERE datname = current_database() AND wait_event_type = 'Lock'"""
            )
            assert len(waiting) <= 1
            return next((row["seconds"] for row in waiting if row["seconds"] > 0.5), None)

        await wait_for_async(waited, 10, "it waits ten times as long")
        await outsider.execute("COMMIT; BEGIN")
        answers = await asking
    await outsider.close()
    assert [finding.invariant for finding in monitor.findings] == list(InvariantName)
    # The first waited for the other process, and the second began when it ended; that one serves all who have waited.
    assert len({findings[0].checked_at for findings in answers}) <= 2


async def test_work_under_way_is_no_violation(checks: InvariantChecks, container: Container) -> None:
    """Enrolled and dropped flat out by two workers, looked at all the while, slice by slice and whole."""
    looks = 0

    async def look(until: asyncio.Event) -> None:
        nonlocal looks
        while not until.is_set():
            assert await found(checks, most=40) == {}
            assert (await found(checks, whole=True)).keys() <= {InvariantName.TASK_NOT_FINAL}
            looks += 1

    done, numbers = asyncio.Event(), count(1)
    async with living(container, 2) as workers, asyncio.TaskGroup() as looking:
        looking.create_task(look(done))
        while looks < 20:
            students = [f"EST{next(numbers) % 40 + 1:03}" for _ in range(20)]
            baskets = [submission(student, groups) for student in students for groups in ([A, B], [C])]
            await executed(container, workers, await accept(container, *baskets))
            drops = [submission(student, [A, C], kind=TaskKind.DROP) for student in students]
            await executed(container, workers, await accept(container, *drops))
        done.set()
    assert await found(checks, whole=True) == {}
