"""Back-pressure in the task service over a real database that does not move on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from structlog.testing import capture_logs

from app.container import Container
from commands.processes import free_port
from enrollment.problems import Overloaded
from enrollment.submission import Accepted
from services.tasks import TaskService
from tests.support.engine import submission, task_of, task_service_of
from tests.support.installation import Installation
from tests.support.poll import wait_for_async

GROUP = "G-ELC102-E"


@asynccontextmanager
async def nothing_is_written(installation: Installation) -> AsyncIterator[None]:
    """Inside, writing a saga waits; reading goes on."""
    connection = await asyncpg.connect(installation.database_url)
    try:
        async with connection.transaction():
            await connection.execute("LOCK TABLE sagas IN EXCLUSIVE MODE")
            yield
    finally:
        await connection.close()


async def holds(service: TaskService, count: int) -> None:
    """Return once the service holds `count` mutations."""

    async def held() -> bool:
        return service._admission.pending == count

    await wait_for_async(held, 10, f"{count} are held")


async def test_too_many_pending_mutations_refuse_new_keys_first_and_then_everything(
    installation: Installation,
) -> None:
    settings = installation.settings(admission__max_pending_mutations=2)
    async with Container.connected(settings) as container, task_service_of(container) as service:
        known = submission("EST001", [GROUP])
        first = task_of(await service.submit(known))
        with capture_logs() as logs:
            async with nothing_is_written(installation):
                waiting = [asyncio.create_task(service.submit(submission(f"EST00{n}", [GROUP]))) for n in (2, 3)]
                await holds(service, 2)
                late = submission("EST004", [GROUP])
                refused = await service.submit(late)
                assert isinstance(refused, Overloaded)
                assert 1 <= refused.retry_after_seconds <= 2
                again = [asyncio.create_task(service.submit(known)) for _ in range(2)]
                await holds(service, 4)
                # Twice its bound: nothing is looked at any more.
                assert isinstance(await service.submit(known), Overloaded)
            accepted = await asyncio.gather(*waiting)
            replayed = await asyncio.gather(*again)
        assert [isinstance(answer, Accepted) and not answer.replayed for answer in accepted] == [True] * 2
        assert [(task_of(answer).id, answer) for answer in replayed] == [
            (first.id, Accepted(task_of(answer), replayed=True)) for answer in replayed
        ]
        assert await installation.sql("SELECT 1 FROM sagas WHERE command->>'student_code' = 'EST004'") == []
        assert isinstance(await service.submit(late), Accepted)
        assert service._admission.pending == 0
        warned = [(line["event"], line["limit"]) for line in logs if line["log_level"] == "warning"]
        assert warned == [("overloaded: too many mutations wait to be written", 2)]


async def test_without_redis_the_limit_holds_and_a_known_key_is_answered(installation: Installation) -> None:
    no_redis = f"redis://127.0.0.1:{free_port()}/0"
    settings = installation.settings(admission__max_unfinished_tasks=2, redis_url=no_redis)
    async with Container.connected(settings) as container, task_service_of(container) as service:
        known = submission("EST001", [GROUP])
        first = task_of(await service.submit(known))
        answers = await asyncio.gather(*(service.submit(submission(f"EST00{n}", [GROUP])) for n in (2, 3, 4)))
        assert [type(answer) for answer in answers] == [Accepted, Overloaded, Overloaded]
        assert task_of(await service.submit(known)).id == first.id
        # Nor is it known to a process that has just begun.
        async with task_service_of(container) as other:
            assert task_of(await other.submit(known)).id == first.id
            assert isinstance(await other.submit(submission("EST005", [GROUP])), Overloaded)
