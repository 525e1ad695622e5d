"""Overload: beyond the limit new tasks are refused with a typed problem, known ones answered, and nothing is left."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from redis.asyncio import Redis

from commands.graphql_client import GraphQLClient
from guards.admission_policy import overshoot
from tests.support.graphql import accepted, drop, enroll, finished
from tests.support.installation import QUICK, Installation, Servers
from tests.support.metrics import scraped, value
from tests.support.poll import until, wait_for_async
from tests.support.tokens import signed_in

GROUP = "G-INF220-A"
LIMIT = 12
LIVE = "SELECT count(*) FROM sagas WHERE finished_at IS NULL"
LEFT = """
SELECT (SELECT count(*) FROM sagas) AS sagas, (SELECT count(*) FROM enrollments) AS enrollments,
    (SELECT count(*) FROM audit_log WHERE outcome <> 'REFUSED') AS audit"""
"""Whatever a refused request could leave behind; refusals that are no matter of load are written down."""


@asynccontextmanager
async def idle(
    servers: Servers, *, apis: int = 1, limit: int = LIMIT
) -> AsyncIterator[tuple[Installation, list[GraphQLClient], list[str]]]:
    """APIs without a worker: the installation, a client of each, and what they say."""
    said: list[str] = []
    async with (
        servers.installation({**QUICK, "REGISTRO_ADMISSION__MAX_UNFINISHED_TASKS": str(limit)}) as made,
        AsyncExitStack() as stack,
    ):
        started = await made.start(apis=apis, workers=0, say=lambda _, line: said.append(line))
        clients = [await stack.enter_async_context(signed_in(processes.base_url)) for processes in started]
        yield made, clients, said


async def together(clients: list[GraphQLClient], count: int) -> list[dict[str, Any]]:
    """The answers to new enrollments that come together."""
    asked = (enroll(clients[n % len(clients)], f"EST{1 + n % 100:03}", GROUP, key=f"k{n}") for n in range(count))
    return list(await asyncio.gather(*asked))


def kinds(answers: list[dict[str, Any]]) -> Counter[str]:
    return Counter(answer["__typename"] for answer in answers)


async def test_beyond_the_limit_new_tasks_are_refused_and_leave_nothing(servers: Servers) -> None:
    async with idle(servers) as (installation, [api], said):
        first = await accepted(api, "EST001", GROUP, key="first")
        answers = await together([api], 3 * LIMIT)
        assert kinds(answers) == {"TaskAccepted": LIMIT - 1, "Overloaded": 2 * LIMIT + 1}
        before = await installation.sql(LEFT)
        assert await installation.sql(LIVE) == [{"count": LIMIT}]

        for ask in (enroll, drop):
            refused = await ask(api, "EST090", GROUP, key=f"refused by {ask.__name__}")
            assert (refused["__typename"], refused["code"], refused["retry"]) == ("Overloaded", "OVERLOADED", "AFTER")
            assert 1 <= refused["retryAfterSeconds"] <= 60
            assert f"{refused['retryAfterSeconds']:g} s" in refused["message"]
            derived = await ask(api, "EST091", GROUP)
            assert derived["__typename"] == "Overloaded"
        spanish = await enroll(api, "EST090", GROUP, headers={"Accept-Language": "es"})
        assert spanish["message"].startswith("Hay demasiadas tareas en espera")

        # What needs no new task is answered as always.
        again = await enroll(api, "EST001", GROUP, key="first")
        assert (again["__typename"], again["replayed"], again["task"]["id"]) == ("TaskAccepted", True, first["id"])
        conflict = await enroll(api, "EST002", GROUP, key="first")
        assert conflict["firstTask"] == {"id": first["id"]}
        assert (await enroll(api, "EST999", GROUP))["__typename"] == "StudentNotFound"
        assert (await enroll(api, "EST001", GROUP, term="1999-1"))["__typename"] == "TermNotFound"
        assert (await enroll(api, ""))["__typename"] == "InvalidInput"

        assert await installation.sql(LEFT) == before

        metrics = await scraped(installation.processes[0].base_url)
        assert value(metrics, "registro_overloaded_total", reason="backlog") == 2 * LIMIT + 6
        assert value(metrics, "registro_overloaded_total", reason="pending") == 0
        assert value(metrics, "registro_backlog_limit") == LIMIT
        assert value(metrics, "registro_pending") == 0
        assert [f'"limit":{LIMIT}' in line for line in said if "too many tasks are unfinished" in line] == [True]


async def test_a_known_key_is_answered_even_if_redis_has_forgotten_it(servers: Servers) -> None:
    async with idle(servers, limit=1) as (installation, [api], _), Redis.from_url(installation.redis_url) as redis:
        first = await accepted(api, "EST001", GROUP, key="first")

        async def remembered() -> list[bytes]:
            """The key, once it is there, and once the API has done with bringing the demo's keys back."""
            keys: list[bytes] = await redis.keys(f"{installation.prefix}:idempotency:*")
            return [key for key in keys if key.endswith(b":first")] if len(keys) > 1 else []

        assert await redis.delete(*await wait_for_async(remembered, 10, "Redis remembers the key")) == 1
        assert (await enroll(api, "EST002", GROUP))["__typename"] == "Overloaded"
        again = await enroll(api, "EST001", GROUP, key="first")
        assert (again["replayed"], again["task"]["id"]) == (True, first["id"])


async def test_once_the_work_is_done_the_same_request_is_accepted(servers: Servers) -> None:
    async with idle(servers, limit=2) as (installation, [api], said):
        tasks = [await accepted(api, f"EST00{n}", GROUP) for n in (1, 2)]
        assert (await enroll(api, "EST003", GROUP, key="again"))["__typename"] == "Overloaded"
        [processes] = installation.processes
        await processes.start_worker()

        async def let_in() -> dict[str, Any]:
            answer = await enroll(api, "EST003", GROUP, key="again")
            return answer if answer["__typename"] == "TaskAccepted" else {}

        answer = await wait_for_async(let_in, 30, "there is room again")
        assert answer["replayed"] is False
        assert [(await finished(api, task["id"]))["status"] for task in (*tasks, answer["task"])] == ["SUCCEEDED"] * 3
        await until(
            lambda: any("no longer overloaded by tasks" in line for line in said), 20, "that it is over is logged"
        )
        assert sum("too many tasks are unfinished" in line for line in said) == 1


async def test_a_student_with_too_many_unfinished_tasks_alone_is_told(servers: Servers) -> None:
    async with idle(servers, limit=50) as (installation, [api], _):
        most = installation.settings().admission.max_unfinished_tasks_of_student
        asked = (enroll(api, "EST001", GROUP, key=f"k{n}") for n in range(60))
        assert kinds(list(await asyncio.gather(*asked))) == {"TaskAccepted": most, "TooManyUnfinishedTasks": 60 - most}
        await accepted(api, "EST002", GROUP)
        before = await installation.sql(LEFT)
        told = await drop(api, "EST001", GROUP)
        assert (told["code"], told["retry"], told["path"]) == (
            "TOO_MANY_UNFINISHED_TASKS",
            "AFTER",
            ["input", "studentCode"],
        )
        assert told["message"] == f"EST001 has {most} unfinished tasks in term 2024-2; try again in 2 s."
        spanish = await enroll(api, "EST001", GROUP, headers={"Accept-Language": "es"})
        assert spanish["message"] == f"EST001 tiene {most} tareas pendientes en el periodo 2024-2; reintente en 2 s."
        assert await installation.sql(LEFT) == before


async def test_a_stuck_task_takes_no_room(servers: Servers) -> None:
    async with idle(servers, limit=1) as (installation, [api], _):
        await accepted(api, "EST001", GROUP)
        assert (await enroll(api, "EST002", GROUP))["__typename"] == "Overloaded"
        await installation.sql("UPDATE sagas SET status = 'STUCK' WHERE finished_at IS NULL")

        async def let_in() -> bool:
            return bool((await enroll(api, "EST002", GROUP))["__typename"] == "TaskAccepted")

        await wait_for_async(let_in, 10, "there is room again")


async def test_two_apis_that_race_exceed_the_limit_by_no_more_than_one_of_them_cannot_see(servers: Servers) -> None:
    limit = 40
    async with idle(servers, apis=2, limit=limit) as (installation, clients, _):
        answers = await together(clients, 300)
        found = kinds(answers)
        assert set(found) == {"TaskAccepted", "Overloaded"}
        assert limit <= found["TaskAccepted"] <= limit + overshoot(limit)
        assert await installation.sql(LIVE) == [{"count": found["TaskAccepted"]}]


async def test_one_api_that_many_race_for_never_exceeds_the_limit(servers: Servers) -> None:
    async with idle(servers, limit=150) as (installation, clients, _):
        assert kinds(await together(clients, 300)) == {"TaskAccepted": 150, "Overloaded": 150}
        assert await installation.sql(LIVE) == [{"count": 150}]
