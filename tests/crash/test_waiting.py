"""While billing is unreachable, what needs no billing goes through, however many sagas wait for it."""

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from commands.processes import free_port
from resolvers.node import NodeKind
from schema.ids import encode
from tests.support.billing import SECRET, participant
from tests.support.installation import QUICK, Installation, Servers
from tests.support.poll import wait_for_async
from tests.support.processes import Follower, cancel, drop, enroll
from tests.support.tokens import signed_in

SOON = 20.0
"""Seconds, on a machine that is busy with something else."""
MANY = [pytest.param(500), pytest.param(5000, marks=pytest.mark.machine)]
ENROLLED = ("EST150", ["G-ELC102-B"])
"""A student of the demo term, and what they are enrolled in."""


WAITS = """query ($ids: [ID!]!) {
  tasks(ids: $ids) { waiting { reason service since until detail earlierTask { id } } }
}"""


def unreachable_billing() -> Mapping[str, str]:
    """Settings with which the first request opens the circuit, for an hour."""
    return {
        "REGISTRO_PARTICIPANTS__BILLING_URL": f"http://127.0.0.1:{free_port()}/",
        "REGISTRO_PARTICIPANTS__SECRET": SECRET,
        "REGISTRO_PARTICIPANTS__MAX_REQUESTS": "1",
        "REGISTRO_BREAKER__BILLING__FAILURE_THRESHOLD": "1",
        "REGISTRO_BREAKER__BILLING__RECOVERY_SECONDS": "3600",
    }


async def put_down(installation: Installation, count: int) -> None:
    """Return once `count` sagas are put down to wait for billing."""

    async def waiting() -> bool:
        [row] = await installation.sql(
            "SELECT count(*) FROM sagas WHERE due_at > now() AND owner IS NULL AND waits_for = 'billing'"
        )
        return int(row["count"]) == count

    await wait_for_async(waiting, 60, f"{count} sagas wait for billing")


async def waits(base_url: str, *tasks: UUID) -> list[dict[str, Any] | None]:
    """What the API says the tasks wait for."""
    async with signed_in(base_url) as client:
        answer = await client.execute(WAITS, {"ids": [encode(NodeKind.TASK, task) for task in tasks]})
    return [task["waiting"] for task in answer["data"]["tasks"]]


async def prepare(installation: Installation, count: int) -> None:
    """Sagas of as many students that hold a seat, are to be charged, and are due now."""
    await installation.sql("UPDATE groups SET capacity = capacity + $1 WHERE code = 'G-INF220-A'", count)
    await installation.sql(
        "INSERT INTO students (code, name, active, max_credits, holds) SELECT 'W' || n, 'Waits', true, 30, '[]' "
        "FROM generate_series(1, $1::int) n",
        count,
    )
    await installation.sql(
        """INSERT INTO sagas (id, accepted, kind, status, version, plan, plan_version, command, outcome, student_id,
               term_id, scope, idempotency_key, key_derived, key_expires_at, fingerprint, correlation_id, accepted_at,
               started_at, due_at, waits_for, waiting_since)
           SELECT gen_random_uuid(), nextval('sagas_accepted_seq'), 'ENROLL', 'RUNNING', 2, 'enroll with billing', 1,
               jsonb_build_object('student_code', s.code, 'term_code', t.code,
                                  'group_codes', jsonb_build_array('G-INF220-A')),
               '{"groups": [{"group_code": "G-INF220-A", "status": "RESERVED"}]}', s.id, t.id, s.code, 'k', false,
               now() + interval '1 hour', '\\x00', 'c-' || s.code, now() - interval '1 minute',
               now() - interval '1 minute', now(), 'billing', now() - interval '1 minute'
           FROM students s, terms t WHERE s.code LIKE 'W%' AND t.code = '2024-2'"""
    )
    await installation.sql(
        """INSERT INTO saga_steps (saga_id, position, name, status, attempts, undo_attempts, version, started_at,
               finished_at)
           SELECT s.id, p.position, p.name, 'DONE', 1, 0, 2, now(), now()
           FROM sagas s, (VALUES (1, 'validate'), (2, 'take seat G-INF220-A')) p (position, name)
           WHERE s.waits_for = 'billing'"""
    )
    await installation.sql(
        """INSERT INTO enrollments (id, student_id, group_id, term_id, course_id, saga_id, status, since, created_at)
           SELECT gen_random_uuid(), s.student_id, g.id, g.term_id, g.course_id, s.id, 'RESERVED', now(), now()
           FROM sagas s, groups g WHERE s.waits_for = 'billing' AND g.code = 'G-INF220-A'"""
    )
    await installation.sql("UPDATE groups SET seats_taken = seats_taken + $1 WHERE code = 'G-INF220-A'", count)


async def test_a_full_worker_of_waiting_sagas_carries_out_a_drop(servers: Servers) -> None:
    """A worker that may run four sagas, and twice as many that wait."""
    async with servers.installation(QUICK) as installation:
        environment = {**unreachable_billing(), "REGISTRO_WORKER__COMMIT_BATCH_SIZE": "2"}
        [processes] = await installation.start(workers=1, environment=environment)
        students = [f"EST{n:03}" for n in range(41, 49)]
        waiting = [await enroll(processes.base_url, student) for student in students]
        await put_down(installation, len(waiting))

        dropped = Follower(processes.base_url, await drop(processes.base_url, *ENROLLED))
        assert (await dropped.ended(SOON))["status"] == "SUCCEEDED"

        later = Follower(processes.base_url, await drop(processes.base_url, students[-1], ["G-ELC102-E"]))
        first, second = await waits(processes.base_url, waiting[-1], later.saga_id)
        assert first is not None
        assert (first["reason"], first["service"]) == ("PARTICIPANT", "billing")
        assert first["since"] < first["until"]
        assert first["detail"] == "billing has failed repeatedly: its circuit breaker refuses calls"
        nothing = dict.fromkeys(["service", "since", "until", "detail"])
        earlier = {"id": encode(NodeKind.TASK, waiting[-1])}
        assert second == {"reason": "EARLIER_TASK", **nothing, "earlierTask": earlier}

        await cancel(processes.base_url, waiting[-1])
        task = await later.ended(SOON)
        assert [problem["code"] for problem in task["problems"]] == ["NOT_ENROLLED"], "its turn came"
        assert await waits(processes.base_url, waiting[-1], later.saga_id) == [None, None]


async def test_after_the_longest_wait_the_seats_go_to_others_and_the_student_is_told(servers: Servers) -> None:
    async with servers.installation(QUICK) as installation:
        environment = {**unreachable_billing(), "REGISTRO_STEP__MAX_WAIT_SECONDS": "2"}
        [processes] = await installation.start(workers=1, environment=environment)
        await enroll(processes.base_url, "EST041")
        await put_down(installation, 1)
        waiting = Follower(processes.base_url, await enroll(processes.base_url, "EST042"))
        task = await waiting.ended(SOON)
        assert (task["status"], task["saga"]["status"]) == ("FAILED", "COMPENSATED")
        assert [problem["code"] for problem in task["problems"]] == ["SERVICE_UNAVAILABLE"]
        assert {group["status"] for group in task["groups"]} == {"RELEASED"}
        assert task["saga"]["steps"][-1] == {"name": "charge", "status": "SKIPPED", "attempts": 0}
        assert await installation.violations() == {}


async def test_a_billing_that_hangs_does_not_take_up_a_worker(servers: Servers) -> None:
    """A worker that may run four sagas leaves two places to what calls no other system."""
    async with servers.installation(QUICK) as installation, participant() as billing:
        environment = {
            **billing.environment,
            "REGISTRO_STEP__TIMEOUT_SECONDS": "60",
            "REGISTRO_PARTICIPANTS__REQUEST_TIMEOUT_SECONDS": "60",
            "REGISTRO_WORKER__COMMIT_BATCH_SIZE": "2",
        }
        [processes] = await installation.start(workers=1, environment=environment)
        await billing.switch(do=["slow"], seconds=3600)
        hanging = [await enroll(processes.base_url, f"EST{n:03}") for n in range(41, 49)]

        async def most_wait_elsewhere() -> bool:
            rows = await installation.sql(
                "SELECT count(*) FROM sagas WHERE owner IS NULL AND wait_reason LIKE 'billing is slow%'"
            )
            return bool(rows[0]["count"] == len(hanging) - 2)

        await wait_for_async(most_wait_elsewhere, SOON, "two calls are under way")
        dropped = Follower(processes.base_url, await drop(processes.base_url, *ENROLLED))
        assert (await dropped.ended(SOON))["status"] == "SUCCEEDED"

        await billing.switch()
        followers = [Follower(processes.base_url, saga_id) for saga_id in hanging]
        ended = await asyncio.gather(*(follower.ended(2 * SOON) for follower in followers))
        assert {task["status"] for task in ended} == {"SUCCEEDED"}


@pytest.mark.parametrize("many", MANY)
async def test_with_many_that_wait_what_needs_no_billing_goes_through(servers: Servers, many: int) -> None:
    """They are due all at the same time, and are put down again without a new version."""
    async with servers.installation(QUICK) as installation:
        await prepare(installation, many)
        batch = {"REGISTRO_WORKER__COMMIT_BATCH_SIZE": str(many // 20)}  # it runs twice as many
        [billed] = await installation.start(workers=1, environment={**unreachable_billing(), **batch})
        [plain] = await installation.start(workers=0)
        tasks = [Follower(billed.base_url, await drop(billed.base_url, *ENROLLED))]
        tasks += [Follower(plain.base_url, await enroll(plain.base_url, f"EST{n:03}")) for n in range(51, 61)]
        ended = await asyncio.gather(*(task.ended(SOON) for task in tasks))
        assert {task["status"] for task in ended} == {"SUCCEEDED"}

        async def all_have_waited(claims: int) -> bool:
            left = "SELECT FROM sagas WHERE scope LIKE 'W%' AND NOT coalesce(claims >= $1 AND due_at > now(), false)"
            return await installation.sql(f"{left} LIMIT 1", claims) == []

        await wait_for_async(lambda: all_have_waited(1), 60, "each was due and is put down again")
        await installation.sql("UPDATE sagas SET due_at = now() WHERE scope LIKE 'W%'")
        await wait_for_async(lambda: all_have_waited(2), 60, "and once more")
        rows = await installation.sql(
            "SELECT status, count(*) FROM sagas WHERE scope LIKE 'W%' AND finished_at IS NULL GROUP BY status"
        )
        assert {row["status"] for row in rows} <= {"RUNNING", "COMPENSATING"}, "none is stuck for having waited"
        [row] = await installation.sql("SELECT count(*) FROM sagas WHERE scope LIKE 'W%' AND version > 2")
        assert row["count"] < many / 2, "but for those that were under way when the circuit opened, none was begun"
        assert await installation.violations() == {}
