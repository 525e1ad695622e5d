"""What an earlier release left behind, this code reads and brings to an end: sagas, requests, jobs, keys, circuits.

The folders `tests/data/release-*` are the old side; see `tests/data/keep_release.py`.
"""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import pytest
from redis.asyncio import Redis

from app.container import Container
from commands.graphql_client import GraphQLClient
from enrollment.audit import AuditSearch
from enrollment.paging import PageRequest
from enrollment.plans import STANDARD
from events.arq_wire import WakeupQueue, job_key, read_saga
from events.envelope import decode, split
from guards.breaker.policy import Policy
from guards.breaker.registry import BreakerRegistry, GuardedService
from kit.background import Loops
from models.audit_log import AuditLog
from models.migration_runner import migrate
from models.scratch_databases import scratch_database
from models.statistics import WorkStatistics
from models.task_states import TaskStates
from saga.journal import SagaStatus
from tests.support.billing import Billing, participant
from tests.support.engine import executed, living
from tests.support.failures import judged
from tests.support.graphql import enroll
from tests.support.installation import QUICK, Installation, Servers, named
from tests.support.poll import wait_for_async
from tests.support.processes import all_final, retry
from tests.support.tokens import signed_in
from tests.support.wire_forms import edges, objects, page, put_keys

DATA = Path(__file__).parents[1] / "data"
RELEASES = sorted(DATA.glob("release-*"))
WHOLE = [folder for folder in RELEASES if (folder / "redis.json").exists()]
SOON = 30.0
"""Seconds."""


class LeftBehind:
    """An installation as a release left it, brought up to date by migrations; nothing runs yet."""

    def __init__(self, folder: Path, installation: Installation) -> None:
        self.folder = folder
        self.installation = installation

    def read(self, name: str) -> Any:
        """What the release's folder has under this name."""
        return json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
async def databases(servers: Servers) -> AsyncIterator[dict[Path, str]]:
    """The databases of the releases, brought up to date by migrations, as templates."""
    async with AsyncExitStack() as stack:
        made = {}
        for folder in RELEASES:
            made[folder] = await stack.enter_async_context(scratch_database(servers.database_url, "release"))
            url = named(servers.database_url, made[folder])
            connection = await asyncpg.connect(url)
            await connection.execute(folder.joinpath("database.sql").read_text(encoding="utf-8"))
            await connection.close()
            await migrate(url)
        yield made


@pytest.fixture(params=RELEASES, ids=lambda folder: folder.name)
async def left_behind(
    request: pytest.FixtureRequest, servers: Servers, databases: dict[Path, str]
) -> AsyncIterator[LeftBehind]:
    async with scratch_database(servers.database_url, "release", template=databases[request.param]) as name:
        made = LeftBehind(
            request.param, Installation(named(servers.database_url, name), servers.redis_url, name, dict(QUICK))
        )
        if made.folder in WHOLE:
            kept = made.read("redis")
            async with Redis.from_url(servers.redis_url) as redis:
                await put_keys(redis, kept["keys"], prefix=kept["prefix"], instead=name)
        try:
            yield made
        finally:
            await made.installation.stop()


@pytest.fixture
async def billing() -> AsyncIterator[Billing]:
    async with participant() as made:
        yield made


async def test_sagas_of_an_earlier_release_are_brought_to_an_end(left_behind: LeftBehind, billing: Billing) -> None:
    installation = left_behind.installation
    expected = left_behind.read("ends")
    ends = {UUID(saga_id): status for saga_id, status in expected["ends"].items()}
    unfinished = await installation.sql("SELECT id FROM sagas WHERE finished_at IS NULL")
    assert {row["id"] for row in unfinished} == set(ends)

    async def statuses() -> dict[UUID, str]:
        rows = await installation.sql("SELECT id, status FROM sagas WHERE id = ANY($1)", list(ends))
        return {row["id"]: row["status"] for row in rows}

    async def only_operators_are_waited_for() -> bool:
        return await statuses() == ends

    [processes] = await installation.start(workers=1, environment=billing.environment)
    await wait_for_async(only_operators_are_waited_for, SOON, "what was under way is final")
    assert await installation.violations() == {}

    retried = {UUID(saga_id): status for saga_id, status in expected["retried"].items()}
    for saga_id in retried:
        assert await retry(processes.base_url, saga_id, "the new release can do it") == "SagaRetried"
    await all_final(installation, list(retried), SOON)
    assert await statuses() == ends | retried
    assert await installation.violations() == {}


async def test_during_an_upgrade_workers_of_both_releases_bring_sagas_of_both_to_an_end(
    left_behind: LeftBehind, billing: Billing
) -> None:
    """Half of what was under way stands for what the next release begins with a plan that this one lacks."""
    installation = left_behind.installation
    expected = left_behind.read("ends")["ends"]
    ends = {UUID(saga_id): status for saga_id, status in expected.items() if status != SagaStatus.STUCK}
    newer = sorted(ends)[::2]
    await installation.sql("UPDATE sagas SET plan_version = 2 WHERE id = ANY($1)", newer)

    async def stand(ids: Sequence[UUID], column: str) -> dict[UUID, Any]:
        rows = await installation.sql(f"SELECT id, {column} AS stands FROM sagas WHERE id = ANY($1)", ids)
        return {row["id"]: row["stands"] for row in rows}

    async def old_ones_ended_and_new_ones_wait() -> bool:
        """What is behind one of the other release waits for its turn."""
        rows = await installation.sql(
            """SELECT count(*) FROM sagas s WHERE finished_at IS NULL AND status <> 'STUCK' AND NOT (
                   waits_for IS NOT DISTINCT FROM 'worker' OR EXISTS (
                       SELECT FROM sagas o WHERE o.student_id = s.student_id AND o.term_id = s.term_id
                         AND o.waits_for = 'worker' AND o.finished_at IS NULL))"""
        )
        return bool(rows[0]["count"] == 0)

    await installation.start(workers=1, environment=billing.environment)
    await wait_for_async(old_ones_ended_and_new_ones_wait, SOON, "what the old worker knows has ended")
    assert SagaStatus.STUCK not in (await stand(newer, "status")).values()

    known = {**STANDARD.known, **{(name, 2): make for (name, _), make in STANDARD.known.items()}}
    environment = {name.removeprefix("REGISTRO_").lower(): value for name, value in billing.environment.items()}
    settings = installation.settings(**environment)
    async with Container.connected(settings, replace(STANDARD, known=known)) as container, living(container, 1) as new:
        plans = await WorkStatistics(container.database).plans(settings.worker.lease)
        assert {plan.known_by for plan in plans if plan.version == 2} == {1}, "the new one alone"
        await executed(container, new, list(ends))
    assert await stand(list(ends), "status") == ends
    assert await installation.violations() == {}


whole = pytest.mark.parametrize("left_behind", WHOLE, indirect=True, ids=lambda folder: folder.name)


@pytest.fixture
async def api(left_behind: LeftBehind) -> AsyncIterator[GraphQLClient]:
    """A client of an API without a worker, so that all is as it was left."""
    [processes] = await left_behind.installation.start(workers=0)
    async with signed_in(processes.base_url) as client:
        yield client


@whole
async def test_the_audit_log_of_an_earlier_release_can_be_read(left_behind: LeftBehind) -> None:
    await left_behind.installation.sql(
        """INSERT INTO audit_log (at, actor, action, outcome, reason, group_code)
           VALUES (now(), 'registrar', 'SAVE_GROUP', 'SAVED', 'capacity 40', 'A')"""
    )
    async with Container.connected(left_behind.installation.settings()) as container:
        page = await AuditLog(container.database).search(AuditSearch(), PageRequest(100))
    newest, *others = page.items
    assert newest.reason == "capacity 40"
    assert not newest.created, "as 0.1 wrote it, with neither"
    assert newest.changes == ()
    assert any(entry.created and entry.changes for entry in others) == (left_behind.folder.name != "release-0.1")


@whole
async def test_ids_and_cursors_of_an_earlier_release_lead_to_the_same_things(
    left_behind: LeftBehind, api: GraphQLClient
) -> None:
    pages = left_behind.read("graphql")["pages"]
    named = {found["id"]: found["__typename"] for kept in pages for found in objects(kept["answer"]) if "id" in found}
    answer = await api.execute("query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", {"ids": list(named)})
    assert {found["id"]: found["__typename"] for found in answer["data"]["nodes"]} == named
    for kept in pages:
        first, second = edges(kept["answer"])
        assert edges(await page(api, kept["document"], first["cursor"]))[0] == second


@whole
async def test_a_request_of_an_earlier_release_is_answered_with_its_task(
    left_behind: LeftBehind, api: GraphQLClient
) -> None:
    requests = left_behind.read("graphql")["requests"]
    for request in requests:
        told = await enroll(api, request["studentCode"], *request["groupCodes"], key=request["idempotencyKey"])
        assert (told["__typename"], told["replayed"], told["task"]["id"]) == ("TaskAccepted", True, request["task"])
    [chosen] = [request for request in requests if request["idempotencyKey"]]
    told = await enroll(api, "EST100", "G-ELC106-E", key=chosen["idempotencyKey"])
    assert (told["__typename"], told["firstTask"]["id"]) == ("IdempotencyConflict", chosen["task"])


@whole
async def test_jobs_of_an_earlier_release_are_taken_and_written_as_it_did(left_behind: LeftBehind) -> None:
    kept = left_behind.read("redis")
    jobs = {key["name"]: key["value"] for key in kept["keys"] if key["name"].startswith(job_key(""))}
    async with Redis.from_url(left_behind.installation.redis_url) as redis:
        queue = WakeupQueue(redis, left_behind.installation.settings().queue)
        taken = await queue.take(len(jobs) + 1)
        assert {job_key(job_id): job.decode() for job_id, job in taken} == jobs
        for job_id, job in taken:
            saga_id, claims = job_id.split(":")
            assert read_saga(job) == UUID(saga_id)
            await queue.enqueue([(UUID(saga_id), int(claims))], {}, 1)
            now = await redis.get(job_key(job_id))
            assert now is not None
            assert without_time(now.decode()) == without_time(job.decode())
        await queue.take(len(jobs) + 1)  # jobs have no prefix: leave none on a Redis that is not the tests' own


def without_time(job: str) -> str:
    """A job without the moment at which it was written."""
    return job.replace(str(json.loads(job)["et"]), "<et>")


@whole
async def test_circuits_of_an_earlier_release_stop_nothing_and_their_changes_are_for_the_audit_log(
    left_behind: LeftBehind,
) -> None:
    installation, kept = left_behind.installation, left_behind.read("redis")
    values = {key["name"].removeprefix(f"{kept['prefix']}:"): key["value"] for key in kept["keys"]}
    assert values.keys() & {"breaker:billing", "circuits:billing"}, "the first is that of 0.1"
    services = {name: GuardedService(Policy(), judged) for name in ("billing", "notifications")}
    async with Redis.from_url(installation.redis_url) as redis:
        breakers = BreakerRegistry(redis, installation.prefix, services, "here")
        async with breakers.running(Loops()):
            for name in services:
                await breakers.of(name).call_async(redis.ping)
            changes = [msgspec.to_builtins(change) for change in await breakers.unaudited_changes()]
    then = [json.loads(text) for text in values["breakers:changes"]]
    assert then
    assert [change for change in changes if change in then] == then
    assert {change["after"] for change in changes if change not in then} <= {"CLOSED"}, "here, because reports expire"


@whole
async def test_what_an_earlier_release_published_last_is_what_the_database_says(left_behind: LeftBehind) -> None:
    """An event and a row are two forms of one state."""
    events = left_behind.read("redis")["messages"]["registro:events"]
    published = {state.id: state for state in (decode(split(event.encode())[2]) for event in events)}
    async with Container.connected(left_behind.installation.settings()) as container:
        stored = await TaskStates(container.database).by_ids(list(published))
    same = {id_: state for id_, state in stored.items() if state.version == published[id_].version}
    assert len(same) > len(published) / 2
    for id_, state in same.items():
        # Neither makes a version of its own, and 0.1.0 did not publish the second.
        assert state == msgspec.structs.replace(published[id_], attempts=state.attempts, cancelling=state.cancelling)
