"""Idempotency, end to end: over HTTP with two API processes, in the task service with a real Redis, in the store."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from structlog.testing import capture_logs

from app.container import Container, WorkerParts
from commands.graphql_client import GraphQLClient
from embedded.servers import EmbeddedServers, boot
from enrollment.problems import IdempotencyConflict
from enrollment.submission import Accepted
from enrollment.task import TaskKind, TaskState, TaskStatus
from guards.idempotency.cache import CacheBackend, KeyCache
from kit.errors import DatabaseUnavailable
from models.migration_runner import migrate
from models.saga_control import SagaControl
from resolvers.node import NodeKind
from saga.faults import FaultInjected
from schema.ids import uuid_of
from services.tasks import TaskService
from tests.support.engine import accept, executed, living, submission, submit, task_service_of
from tests.support.graphql import accepted, enroll, finished
from tests.support.installation import QUICK, Installation, Servers
from tests.support.poll import wait_for_async
from tests.support.redis_server import RedisServer
from tests.support.scratch import scratch_folder
from tests.support.tokens import signed_in

ENROLL, DROP = TaskKind.ENROLL, TaskKind.DROP
SUCCEEDED, REJECTED = TaskStatus.SUCCEEDED, TaskStatus.REJECTED
GROUP, OTHER, FULL = "G-ELC102-E", "G-ELC106-E", "G-QMC100-C"
WRITTEN = """
SELECT (SELECT count(*) FROM sagas) AS sagas, (SELECT count(*) FROM saga_steps) AS steps,
    (SELECT count(*) FROM enrollments) AS enrollments,
    (SELECT count(*) FROM audit_log WHERE outcome <> 'REFUSED') AS audit,
    (SELECT sum(version) FROM sagas) AS versions, (SELECT sum(seats_taken) FROM groups) AS seats"""
"""Whatever a request could leave behind; refusals are written down behind their answers."""


@pytest.fixture
async def workers(container: Container) -> AsyncIterator[list[WorkerParts]]:
    """Two workers that live."""
    async with living(container) as parts:
        yield parts


@pytest.fixture
async def service(container: Container) -> AsyncIterator[TaskService]:
    """The task service of an API."""
    async with task_service_of(container) as made:
        yield made


async def handed_in(service: TaskService, *args: Any, **more: Any) -> Accepted:
    """The answer to a submission that is accepted."""
    answer = await service.submit(submission(*args, **more))
    assert isinstance(answer, Accepted), answer
    return answer


async def carried_out(
    container: Container, service: TaskService, workers: list[WorkerParts], *args: Any, **more: Any
) -> TaskState:
    """The task of a submission that is new, at its end."""
    answer = await handed_in(service, *args, **more)
    assert not answer.replayed
    [task] = await executed(container, workers, [answer.task.id])
    return task


@pytest.fixture(scope="class")
async def site(servers: Servers) -> AsyncIterator[Installation]:
    """Two API processes and a worker."""
    async with servers.installation(QUICK) as made:
        await made.start(apis=2, workers=1)
        yield made


@pytest.fixture
async def apis(site: Installation) -> AsyncIterator[list[GraphQLClient]]:
    """A client of each API."""
    async with AsyncExitStack() as stack:
        urls = [processes.base_url for processes in site.processes]
        yield [await stack.enter_async_context(signed_in(url)) for url in urls]


_numbers = count(2)  # EST001 is for the test that needs this very student


@pytest.fixture
def student() -> str:
    """One whom no other test over the wire has enrolled."""
    return f"EST{next(_numbers):03}"


class TestOverTheWire:
    """Two API processes and a worker; every test takes other students."""

    @pytest.mark.parametrize("keyed", [False, True], ids=["derived key", "client's key"])
    async def test_ten_concurrent_requests_over_two_apis_are_one_saga(
        self, site: Installation, apis: list[GraphQLClient], keyed: bool
    ) -> None:
        for _ in range(5):
            student = f"EST{next(_numbers):03}"
            key = f"key of {student}" if keyed else None
            answers = await asyncio.gather(*(enroll(apis[n % 2], student, OTHER, GROUP, key=key) for n in range(10)))
            assert {answer["__typename"] for answer in answers} == {"TaskAccepted"}
            assert len({answer["task"]["id"] for answer in answers}) == 1
            assert Counter(answer["replayed"] for answer in answers) == {False: 1, True: 9}
            rows = await site.sql("SELECT id FROM sagas WHERE command->>'student_code' = $1", student)
            assert [row["id"] for row in rows] == [uuid_of(answers[0]["task"]["id"], NodeKind.TASK)]
        assert await site.violations() == {}

    async def test_the_derived_key_in_the_row_is_the_predecessors(
        self, site: Installation, apis: list[GraphQLClient]
    ) -> None:
        await accepted(apis[0], "EST001", OTHER, GROUP)
        [row] = await site.sql("SELECT idempotency_key FROM sagas WHERE command->>'student_code' = 'EST001'")
        assert row["idempotency_key"].startswith("inscription:2c15d1f2fadb")
        assert (await enroll(apis[1], "EST001", GROUP, OTHER))["replayed"]

    @pytest.mark.parametrize("keyed", [False, True], ids=["derived key", "client's key"])
    async def test_three_calls_write_once_and_a_replay_looks_like_one(
        self, site: Installation, apis: list[GraphQLClient], student: str, keyed: bool
    ) -> None:
        key = f"key of {student}" if keyed else None
        [before] = await site.sql(WRITTEN)
        first = await accepted(apis[0], student, GROUP, key=key)
        await finished(apis[0], first["id"])
        [once] = await site.sql(WRITTEN)
        assert once["sagas"] == before["sagas"] + 1
        for api in apis:
            again = await enroll(api, student, GROUP, key=key)
            assert again["replayed"] is True
            assert (again["task"]["id"], again["task"]["status"]) == (first["id"], "SUCCEEDED")
            assert again["task"]["submittedAt"] == first["submittedAt"]
            assert again["task"]["correlationId"] == first["correlationId"]
        assert await site.sql(WRITTEN) == [once]

    async def test_the_same_key_for_anything_else_is_a_conflict(
        self, site: Installation, apis: list[GraphQLClient], student: str
    ) -> None:
        first = await accepted(apis[0], student, GROUP, key=student)
        [before] = await site.sql("SELECT count(*) FROM sagas")
        for api in apis:
            for who, groups in ((student, [OTHER]), (student, [GROUP, OTHER]), (f"EST{next(_numbers):03}", [GROUP])):
                answer = await enroll(api, who, *groups, key=student)
                assert (answer["__typename"], answer["retry"]) == ("IdempotencyConflict", "NEW_KEY")
                assert answer["firstTask"]["id"] == first["id"]
                assert answer.keys() <= {"__typename", "code", "message", "path", "retry", "firstTask"}
        assert await site.sql("SELECT count(*) FROM sagas") == [before]


class TestWhatAKeyStandsFor:
    async def test_two_callers_with_one_key_never_see_each_other(self, service: TaskService) -> None:
        answers = await asyncio.gather(
            *(handed_in(service, f"EST00{n}", [GROUP], key="k", caller=f"caller {n}") for n in (1, 2) for _ in range(5))
        )
        tasks = {answer.task.id: answer.task.student_code for answer in answers}
        assert sorted(tasks.values()) == ["EST001", "EST002"]
        assert [answer.task.student_code for answer in answers] == ["EST001"] * 5 + ["EST002"] * 5
        assert Counter(answer.replayed for answer in answers) == {False: 2, True: 8}

    async def test_what_redis_says_is_only_a_hint(self, service: TaskService, container: Container) -> None:
        """A cache that remembers another caller's task, no task, or nonsense leads to no foreign data."""
        mine, theirs = submission("EST001", [GROUP], caller="me"), submission("EST002", [GROUP], caller="you")
        first, other = [await service.submit(it) for it in (mine, theirs)]
        assert isinstance(first, Accepted)
        assert isinstance(other, Accepted)
        async with container.redis() as redis:
            for lie in (str(other.task.id), str(uuid4()), "nonsense", b"\xff"):
                await service.close()
                await redis.set(service._keys.redis_key((mine.caller, mine.key)), lie)
                answer = await service.submit(mine)
                assert isinstance(answer, Accepted)
                assert (answer.task.id, answer.replayed) == (first.task.id, True)

    async def test_another_kind_is_a_conflict_and_another_payload_too(
        self, service: TaskService, installation: Installation
    ) -> None:
        first = await handed_in(service, "EST001", [GROUP], key="k")
        conflict = IdempotencyConflict(first_task_id=str(first.task.id))
        for student, group, kind in (("EST001", GROUP, DROP), ("EST001", OTHER, ENROLL), ("EST002", GROUP, ENROLL)):
            assert await service.submit(submission(student, [group], kind=kind, key="k")) == conflict
        answers = await asyncio.gather(
            *(service.submit(submission("EST003", [code], key="race")) for code in (GROUP, OTHER) * 10)
        )
        [task_id] = {answer.task.id for answer in answers if isinstance(answer, Accepted)}
        assert Counter(type(answer) for answer in answers) == {Accepted: 10, IdempotencyConflict: 10}
        assert {it.first_task_id for it in answers if isinstance(it, IdempotencyConflict)} == {str(task_id)}
        assert (await installation.sql("SELECT count(*) FROM sagas WHERE scope = 'test'"))[0]["count"] == 2

    async def test_of_two_requests_of_one_tick_the_first_to_arrive_has_the_key(self, container: Container) -> None:
        for n in range(20):
            asked = [submission("EST001", [code], key=f"k{n}") for code in (GROUP, OTHER, FULL)]
            first, *others = await submit(container, asked)
            assert isinstance(first, Accepted)
            assert others == [IdempotencyConflict(first_task_id=str(first.task.id))] * 2

    async def test_a_replay_needs_no_open_term(
        self, container: Container, service: TaskService, installation: Installation, workers: list[WorkerParts]
    ) -> None:
        done = await carried_out(container, service, workers, "EST001", [GROUP], derived=True)
        await installation.sql("UPDATE terms SET closes_at = now() - interval '1 s', opens_at = now() - interval '1 h'")
        answer = await handed_in(service, "EST001", [GROUP], derived=True)
        assert (answer.task.id, answer.task.status, answer.replayed) == (done.id, SUCCEEDED, True)


class TestHowLongAKeyLives:
    async def test_enroll_drop_enroll_drop_by_derived_keys(
        self, container: Container, service: TaskService, workers: list[WorkerParts], installation: Installation
    ) -> None:
        seen = []
        for kind in (ENROLL, DROP) * 3:
            task = await carried_out(container, service, workers, "EST001", [GROUP], kind=kind, derived=True)
            assert task.status is SUCCEEDED
            assert (await handed_in(service, "EST001", [GROUP], kind=kind, derived=True)).replayed
            seen.append(task.id)
        assert len(set(seen)) == 6
        assert await installation.violations() == {}

    async def test_enroll_again_after_a_drop_that_was_accepted_and_has_not_run(
        self, container: Container, service: TaskService, workers: list[WorkerParts], installation: Installation
    ) -> None:
        """And drop again: each is a task of its own, carried out in the order of acceptance."""
        first = await carried_out(container, service, workers, "EST001", [GROUP, OTHER], derived=True)
        ids = []
        for kind, groups in ((DROP, [GROUP]), (ENROLL, [GROUP]), (DROP, [GROUP]), (ENROLL, [GROUP])):
            answer = await handed_in(service, "EST001", groups, kind=kind, derived=True)
            again = await handed_in(service, "EST001", groups, kind=kind, derived=True)
            assert (answer.replayed, again.replayed, again.task.id) == (False, True, answer.task.id)
            ids.append(answer.task.id)
        assert [task.status for task in await executed(container, workers, ids)] == [SUCCEEDED] * 4
        whole = await carried_out(container, service, workers, "EST001", [GROUP, OTHER], derived=True)
        assert whole.id != first.id, "one of its groups was dropped in between"
        assert [problem.code for problem in whole.problems] == ["ALREADY_ENROLLED"] * 2
        assert await installation.violations() == {}

    async def test_a_drop_that_came_to_nothing_leaves_the_enrollments_key(
        self, container: Container, service: TaskService, workers: list[WorkerParts]
    ) -> None:
        first = await carried_out(container, service, workers, "EST001", [GROUP], derived=True)
        refused = await carried_out(container, service, workers, "EST001", [GROUP, OTHER], kind=DROP, derived=True)
        assert refused.status is REJECTED
        again = await handed_in(service, "EST001", [GROUP], derived=True)
        assert (again.task.id, again.replayed) == (first.id, True), "it is what is still true"

    async def test_a_drop_leaves_the_keys_of_other_groups_and_students(
        self, container: Container, service: TaskService, workers: list[WorkerParts]
    ) -> None:
        for student, group in (("EST001", GROUP), ("EST001", OTHER), ("EST002", GROUP)):
            await carried_out(container, service, workers, student, [group], derived=True)
        await carried_out(container, service, workers, "EST001", [GROUP], kind=DROP, caller="registrar", derived=True)
        assert (await handed_in(service, "EST001", [OTHER], derived=True)).replayed
        assert (await handed_in(service, "EST002", [GROUP], derived=True)).replayed
        assert not (await handed_in(service, "EST001", [GROUP], derived=True)).replayed, "whichever caller dropped it"

    async def test_a_clients_key_replays_what_was_dropped_since(
        self, container: Container, service: TaskService, workers: list[WorkerParts]
    ) -> None:
        first = await carried_out(container, service, workers, "EST001", [GROUP], key="k")
        await carried_out(container, service, workers, "EST001", [GROUP], kind=DROP)
        again = await handed_in(service, "EST001", [GROUP], key="k")
        assert (again.task.id, again.replayed) == (first.id, True)

    @pytest.mark.parametrize("slow", [ENROLL, DROP])
    async def test_enroll_and_drop_accepted_together_leave_no_key_that_outlives_its_task(
        self, container: Container, workers: list[WorkerParts], installation: Installation, slow: TaskKind
    ) -> None:
        """Neither transaction sees the other's row; the one with the smaller number may even run last."""
        fast = DROP if slow is ENROLL else ENROLL
        if slow is ENROLL:
            first, second = slow, fast  # the number of the slow one is smaller, and both run in that order
        else:
            first, second = fast, slow  # the fast one runs before the slow one is to be seen
        async with delayed(installation, slow):
            waiting = asyncio.create_task(accept(container, submission("EST001", [GROUP], kind=slow, derived=True)))
            await wait_for_async(lambda: waits(installation), 10, "the slow insert waits")
            ids = {fast: await accept(container, submission("EST001", [GROUP], kind=fast, derived=True))}
            if fast is first:
                await executed(container, workers, ids[fast])
        ids[slow] = await waiting
        tasks = await executed(container, workers, [*ids[first], *ids[second]])
        assert [task.status for task in tasks] == [SUCCEEDED, SUCCEEDED]

        [again] = await executed(
            container, workers, await accept(container, submission("EST001", [GROUP], derived=True))
        )
        assert (again.status, again.id not in {task.id for task in tasks}) == (SUCCEEDED, True)
        assert await installation.violations() == {}

    async def test_a_refusal_is_tried_again_by_a_derived_key_and_replayed_for_a_clients(
        self, container: Container, service: TaskService, workers: list[WorkerParts]
    ) -> None:
        first = await carried_out(container, service, workers, "EST001", [FULL], derived=True)
        second = await carried_out(container, service, workers, "EST001", [FULL], derived=True)
        assert (first.status, second.status) == (REJECTED, REJECTED)
        assert first.id != second.id

        kept = await carried_out(container, service, workers, "EST001", [FULL], key="k")
        replay = await handed_in(service, "EST001", [FULL], key="k")
        assert (replay.task, replay.replayed) == (kept, True)
        assert replay.task.problems == first.problems

    async def test_asking_again_for_what_is_being_cancelled_is_a_new_task(
        self, container: Container, service: TaskService, workers: list[WorkerParts]
    ) -> None:
        for kind in (ENROLL, DROP):
            first = await handed_in(service, "EST001", [GROUP], kind=kind, derived=True)
            assert await SagaControl(container.database).request_cancel(first.task.id, actor="test") is not None
            again = await handed_in(service, "EST001", [GROUP], kind=kind, derived=True)
            assert (again.replayed, again.task.cancelling) == (False, False)
            ended = await executed(container, workers, [first.task.id, again.task.id])
            assert [task.status for task in ended] == [TaskStatus.CANCELLED, SUCCEEDED]

    async def test_a_clients_key_replays_what_is_being_cancelled_and_says_so(
        self, container: Container, service: TaskService, workers: list[WorkerParts]
    ) -> None:
        first = await handed_in(service, "EST001", [GROUP], key="k")
        assert await SagaControl(container.database).request_cancel(first.task.id, actor="test") is not None
        again = await handed_in(service, "EST001", [GROUP], key="k")
        assert (again.replayed, again.task.id, again.task.cancelling) == (True, first.task.id, True)
        [task] = await executed(container, workers, [first.task.id])
        assert (task.status, task.cancelling) == (TaskStatus.CANCELLED, False)
        assert (await handed_in(service, "EST001", [GROUP], key="k")).replayed

    async def test_a_drop_that_is_being_cancelled_leaves_its_enrollment_the_key(
        self, container: Container, service: TaskService, workers: list[WorkerParts]
    ) -> None:
        enrolled = await carried_out(container, service, workers, "EST001", [GROUP], derived=True)
        drop = await handed_in(service, "EST001", [GROUP], kind=DROP)
        assert await SagaControl(container.database).request_cancel(drop.task.id, actor="test") is not None
        again = await handed_in(service, "EST001", [GROUP], derived=True)
        assert (again.replayed, again.task.id) == (True, enrolled.id)

    async def test_a_failed_task_releases_every_key(
        self, container: Container, service: TaskService, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await installation.sql(
            """CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
               $$ BEGIN RAISE 'no' USING ERRCODE = '22000'; END $$"""
        )
        await installation.sql(
            "CREATE TRIGGER refuse BEFORE INSERT ON enrollments FOR EACH ROW EXECUTE FUNCTION refuse()"
        )
        keys: list[dict[str, Any]] = [{"derived": True}, {"key": "k"}]
        with capture_logs() as said:
            failed = [await carried_out(container, service, workers, "EST001", [GROUP], **key) for key in keys]
        assert [task.status for task in failed] == [TaskStatus.FAILED] * 2
        assert sum(line["event"] == "step failed" for line in said) == 2
        await installation.sql("DROP TRIGGER refuse ON enrollments")
        tasks = [await carried_out(container, service, workers, "EST001", [GROUP], **key) for key in keys]
        assert [task.status for task in tasks] == [SUCCEEDED, REJECTED]


class TestTimeToLive:
    TTL = 0.3

    @pytest.fixture
    def container(self, container: Container) -> Container:
        return replace(container, settings=container.settings.model_copy(update={"idempotency_ttl_seconds": self.TTL}))

    async def test_a_key_lives_its_time_by_the_databases_clock(
        self, container: Container, service: TaskService, workers: list[WorkerParts], installation: Installation
    ) -> None:
        first = await carried_out(container, service, workers, "EST001", [GROUP], key="k")

        async def anew() -> Accepted | None:
            answer = await handed_in(service, "EST001", [GROUP], key="k")
            return None if answer.replayed else answer

        second = await wait_for_async(anew, 10, "the key expires")
        assert second
        assert second.task.id != first.id
        rows = await installation.sql(
            """SELECT id, accepted_at, key_expires_at, key_released_at FROM sagas WHERE idempotency_key = 'k'
               ORDER BY accepted"""
        )
        assert rows[0]["key_expires_at"] - rows[0]["accepted_at"] == timedelta(seconds=self.TTL)
        assert rows[0]["key_expires_at"] <= rows[0]["key_released_at"] <= rows[1]["accepted_at"]
        assert rows[1]["key_released_at"] is None

    async def test_an_expired_key_in_flight_stands_for_its_task(
        self, container: Container, service: TaskService, workers: list[WorkerParts], installation: Installation
    ) -> None:
        first = await handed_in(service, "EST001", [GROUP], key="k")
        await wait_for_async(lambda: _expired(installation), 10, "the key expires")
        again = await asyncio.gather(*(handed_in(service, "EST001", [GROUP], key="k") for _ in range(5)))
        assert {(answer.task.id, answer.replayed) for answer in again} == {(first.task.id, True)}
        await executed(container, workers, [first.task.id])
        assert not (await handed_in(service, "EST001", [GROUP], key="k")).replayed

    async def test_an_expired_key_sent_many_times_concurrently_is_one_new_task(
        self, service: TaskService, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        """Over two services, so that several release it and only one inserts."""
        await carried_out(container, service, workers, "EST001", [GROUP], key="k")
        await wait_for_async(lambda: _expired(installation), 10, "the key expires")
        async with task_service_of(container) as other:
            answers = await asyncio.gather(
                *(handed_in(one, "EST001", [GROUP], key="k") for one in (service, other) for _ in range(5))
            )
        assert len({answer.task.id for answer in answers}) == 1
        assert Counter(answer.replayed for answer in answers) == {False: 1, True: 9}


async def _expired(installation: Installation) -> bool:
    [row] = await installation.sql("SELECT key_expires_at <= now() AS it FROM sagas WHERE idempotency_key = 'k'")
    return bool(row["it"])


@asynccontextmanager
async def delayed(installation: Installation, kind: TaskKind) -> AsyncIterator[None]:
    """Inside the block, sagas of that kind are inserted, and not committed before its end."""
    await installation.sql(
        f"""CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF NEW.kind = '{kind}' THEN PERFORM pg_advisory_xact_lock_shared(1); END IF; RETURN NEW; END $$"""
    )
    await installation.sql("CREATE TRIGGER wait AFTER INSERT ON sagas FOR EACH ROW EXECUTE FUNCTION wait()")
    holder = await asyncpg.connect(installation.database_url)
    try:
        await holder.execute("SELECT pg_advisory_lock(1)")
        yield
    finally:
        await holder.close()
    await installation.sql("DROP TRIGGER wait ON sagas")


async def waits(installation: Installation) -> bool:
    """Whether an insert waits."""
    [row] = await installation.sql(
        """SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""
    )
    return bool(row["count"])


async def test_what_others_left_under_our_keys_is_no_task(container: Container) -> None:
    prefix = container.settings.redis_prefix
    async with container.redis() as redis, task_service_of(container) as service:
        await redis.set(f"{prefix}:idempotency:test:no text", b"\xff\xfe")
        await redis.set(f"{prefix}:idempotency:test:no id", "of another release")
        await redis.lpush(f"{prefix}:idempotency:test:a list", "x")  # type: ignore[misc]  # redis-py: awaitable or not
        await redis.set(f"{prefix}:idempotency-counts", "of another release")
        answers = [await handed_in(service, "EST001", [GROUP], key=key) for key in ("no text", "no id", "a list")]
        again = await handed_in(service, "EST001", [GROUP], key="no text")
    assert [answer.replayed for answer in answers] == [False] * 3
    assert (again.replayed, again.task.id) == (True, answers[0].task.id)


class TestWithoutRedis:
    """A Redis of the tests' own, to be emptied and killed."""

    @pytest.fixture
    async def redis(self, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RedisServer]:
        server = RedisServer(tmp_path_factory.mktemp("redis"))
        await server.start()
        yield server
        server.kill()

    @pytest.fixture
    def container(self, container: Container, redis: RedisServer) -> Container:
        settings = container.settings.model_copy(update={"redis_url": f"unix://{redis.socket}"})
        return replace(container, settings=settings)

    async def test_a_key_is_kept_over_flushall(self, service: TaskService, redis: RedisServer) -> None:
        first = await handed_in(service, "EST001", [GROUP], key="k")
        await service.close()
        async with redis.client() as client:
            assert await client.exists(service._keys.redis_key(("test", "k")))
            await client.flushall()
            again = await handed_in(service, "EST001", [GROUP], key="k")
            assert (again.task.id, again.replayed) == (first.task.id, True)
            await service.close()
            assert await client.get(service._keys.redis_key(("test", "k"))) == str(first.task.id).encode(), "it is back"

    async def test_hits_and_misses_are_counted_where_they_were_answered(
        self, service: TaskService, redis: RedisServer
    ) -> None:
        counts = service._keys.lookups
        first = await handed_in(service, "EST001", [GROUP], key="k")
        await service.close()
        await handed_in(service, "EST001", [GROUP], key="k")
        assert counts == {(CacheBackend.REDIS, False): 1, (CacheBackend.REDIS, True): 1}

        redis.kill()
        again = await handed_in(service, "EST001", [GROUP], key="k")
        new = await handed_in(service, "EST002", [GROUP], key="l")
        assert (again.task.id, again.replayed, new.replayed) == (first.task.id, True, False)
        assert counts[CacheBackend.MEMORY, True] == 1
        assert counts[CacheBackend.MEMORY, False] == 1

        await redis.start()

        async def asked_of_redis() -> bool:
            await handed_in(service, "EST001", [GROUP], key="k")
            await service.close()
            return counts[CacheBackend.REDIS, True] > 1

        await wait_for_async(asked_of_redis, 10, "Redis is asked again, and remembers again")

    async def test_while_redis_is_unavailable_the_row_decides_over_what_memory_says(
        self, container: Container, service: TaskService, redis: RedisServer, workers: list[WorkerParts]
    ) -> None:
        redis.kill()
        first = await carried_out(container, service, workers, "EST001", [FULL], derived=True)
        assert first.status is REJECTED
        second = await handed_in(service, "EST001", [FULL], derived=True)
        assert (second.replayed, second.task.id == first.id) == (False, False)
        assert service._keys.lookups[CacheBackend.MEMORY, True] == 1, "memory said the first"

    async def test_memory_forgets_what_was_remembered_longest_ago(self, container: Container) -> None:
        async with container.redis() as client:
            keys = KeyCache(client, "test", 60, memory_size=3)
        names = [("me", str(n)) for n in range(5)]
        ids = [uuid4() for _ in names]
        for name, task_id in zip(names[:3], ids[:3], strict=True):
            keys.remember_locally(name, task_id)
        keys.remember_locally(names[0], ids[0])  # and is the latest again
        for name, task_id in zip(names[3:], ids[3:], strict=True):
            keys.remember_locally(name, task_id)
        assert list(keys._memory.items()) == [(names[n], ids[n]) for n in (0, 3, 4)]


class TestDeadlocks:
    async def test_two_apis_inserting_the_same_keys_in_opposite_order(
        self, container: Container, installation: Installation
    ) -> None:
        for round_ in range(50):
            students = [f"EST{(20 * round_ + n) % 140 + 1:03}" for n in range(20)]  # none has too many tasks
            asked = [submission(student, [GROUP], key=f"{round_}-{n % 7}-{n}") for n, student in enumerate(students)]
            ours, theirs = await asyncio.gather(submit(container, asked), submit(container, asked[::-1]))
            assert [task_id(answer) for answer in ours] == [task_id(answer) for answer in theirs[::-1]]
        await _none(installation)
        [sagas] = await installation.sql("SELECT count(*) FROM sagas WHERE scope = 'test'")
        assert sagas["count"] == 50 * 20

    async def test_the_same_keys_are_accepted_released_and_executed_concurrently(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        """Each kind's derived keys are overtaken by the other's, while workers end the tasks of the one before."""
        ids: list[UUID] = []
        for round_ in range(12):
            kind = DROP if round_ % 2 else ENROLL
            asked = [submission(f"EST{n:03}", [GROUP, OTHER], kind=kind, derived=True) for n in range(1, 16)]
            ours, theirs, _ = await asyncio.gather(
                submit(container, asked), submit(container, asked[::-1]), executed(container, workers, ids)
            )
            ids = [task_id(answer) for answer in ours]
            assert ids == [task_id(answer) for answer in theirs[::-1]]
            assert Counter(it.replayed for it in (*ours, *theirs) if isinstance(it, Accepted)) == {False: 15, True: 15}
        assert {task.status for task in await executed(container, workers, ids)} == {SUCCEEDED}
        await _none(installation)
        assert await installation.violations() == {}


def task_id(answer: object) -> UUID:
    """Of an answer that accepts."""
    assert isinstance(answer, Accepted), answer
    return answer.task.id


async def _none(installation: Installation) -> None:
    """No deadlock was found and resolved; those who were hit would have raised besides."""
    [stats] = await installation.sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    assert stats["deadlocks"] == 0


class TestTheDatabaseAway:
    @pytest.fixture
    def postgres(self) -> Iterator[EmbeddedServers]:
        """One of the test's own, whose commits are durable."""
        with scratch_folder() as folder, boot(folder, redis=False) as embedded:
            yield embedded

    @pytest.fixture
    async def alone(self, postgres: EmbeddedServers, installation: Installation) -> AsyncIterator[Container]:
        """A container over it, with a student and an open term."""
        url = postgres.database_url
        assert url
        await migrate(url)
        connection = await asyncpg.connect(url)
        await connection.execute("INSERT INTO students (code, holds) VALUES ('EST001', '[]')")
        await connection.execute("INSERT INTO terms (code, opens_at, closes_at) VALUES ('2024-2', now(), '2999-12-31')")
        await connection.close()
        async with Container.connected(installation.settings(database_url=url)) as made:
            yield made

    async def test_a_failure_is_not_remembered(self, alone: Container, postgres: EmbeddedServers) -> None:
        asked = submission("EST001", [GROUP], key="k")
        async with alone.api() as parts, alone.redis() as redis:
            service = parts.services.tasks
            assert isinstance(service, TaskService)
            server = postgres.started["postgres"]
            server.send_signal(3)  # SIGQUIT: an immediate shutdown
            server.wait()
            for _ in range(3):
                with pytest.raises(DatabaseUnavailable):
                    await parts.services.tasks.submit(asked)
            await service.close()
            assert not service._keys._memory
            assert not await redis.exists(service._keys.redis_key(("test", "k")))

            postgres.ensure_running()

            async def answered() -> Accepted | None:
                try:
                    answer = await parts.services.tasks.submit(asked)
                except DatabaseUnavailable:
                    return None
                assert isinstance(answer, Accepted)
                return answer

            answer = await wait_for_async(answered, 20, "the database is back")
            assert answer
            assert not answer.replayed
            again = await parts.services.tasks.submit(asked)
            assert isinstance(again, Accepted)
            assert (again.task.id, again.replayed) == (answer.task.id, True)

    async def test_a_commit_whose_answer_was_lost_is_found_by_its_key(
        self, container: Container, installation: Installation
    ) -> None:
        settings = installation.settings(fault="after_accept_commit:raise")
        async with task_service_of(replace(container, settings=settings)) as service:
            with pytest.raises(FaultInjected):
                await handed_in(service, "EST001", [GROUP], key="k")
            answer = await handed_in(service, "EST001", [GROUP], key="k")
        assert answer.replayed
        rows = await installation.sql("SELECT id FROM sagas WHERE idempotency_key = 'k'")
        assert [row["id"] for row in rows] == [answer.task.id]
