"""Back-pressure in the task service over a real database that does not move on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import asyncpg
from structlog.testing import capture_logs

from app.container import Container
from commands.processes import free_port
from enrollment.problems import Overloaded, TooManyUnfinishedTasks
from enrollment.submission import Accepted
from enrollment.task import TaskKind
from services.tasks import TaskService
from tests.support.engine import TERM, submission, submit, task_of, task_service_of
from tests.support.installation import Installation
from tests.support.poll import until

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
    await until(lambda: service._admission.pending == count, 10, f"{count} are held")


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


async def test_a_student_with_too_many_unfinished_tasks_leaves_room_for_all_others(installation: Installation) -> None:
    """Their tasks run one after the other, so that more of them would only take the room of others."""
    settings = installation.settings(admission__max_unfinished_tasks=50)
    most = settings.admission.max_unfinished_tasks_of_student
    async with Container.connected(settings) as container, task_service_of(container) as service:
        asked = [submission("EST001", [GROUP], key=f"k{n}") for n in range(60)]
        answers = await asyncio.gather(*(service.submit(one) for one in asked))
        assert [isinstance(answer, Accepted) for answer in answers] == [True] * most + [False] * (60 - most)
        refused = TooManyUnfinishedTasks(
            student_code="EST001",
            term_code=TERM,
            maximum=most,
            retry_after_seconds=2,
            path=("input", "studentCode"),
        )
        assert answers[most:] == [refused] * (60 - most)
        assert isinstance(await service.submit(submission("EST002", [GROUP])), Accepted)
        assert await service.submit(submission("EST001", [GROUP], kind=TaskKind.DROP)) == refused
        assert task_of(await service.submit(asked[0])).id == task_of(answers[0]).id, "a known key begins no task"

        waiting = task_of(answers[0]).id
        await installation.sql("UPDATE sagas SET due_at = now() + interval '1 hour' WHERE id = $1", waiting)
        told = await service.submit(submission("EST001", [GROUP]))
        assert isinstance(told, TooManyUnfinishedTasks)
        assert 3500 <= told.retry_after_seconds <= 3600, "it is not worth asking before the first one can go on"

        await installation.sql("UPDATE sagas SET status = 'STUCK' WHERE id = $1", waiting)
        assert isinstance(await service.submit(submission("EST001", [GROUP])), Accepted), "a stuck one is not theirs"


async def test_one_key_that_is_sent_again_and_again_takes_the_room_of_one(installation: Installation) -> None:
    settings = installation.settings(admission__max_unfinished_tasks_of_student=3)
    async with Container.connected(settings) as container:
        keys = ["a", "a", "a", "a", "b", "b", "c", "d", "a"]
        answers = await submit(container, [submission("EST001", [GROUP], key=key) for key in keys])
    accepted = {key: answer for key, answer in zip(keys, answers, strict=True) if isinstance(answer, Accepted)}
    assert accepted.keys() == {"a", "b", "c"}
    assert await installation.sql("SELECT count(*) FROM sagas WHERE finished_at IS NULL") == [{"count": 3}]


async def test_a_registrars_script_leaves_half_of_the_room(installation: Installation) -> None:
    settings = installation.settings(admission__max_unfinished_tasks=10)
    async with Container.connected(settings) as container, task_service_of(container) as service:
        script = [replace(submission(f"EST{n:03}", [GROUP]), by_registrar=True) for n in range(1, 9)]
        answers = await asyncio.gather(*(service.submit(one) for one in script))
        assert [type(answer) for answer in answers] == [Accepted] * 5 + [Overloaded] * 3
        # The same for a process that has begun none of them.
        async with task_service_of(container) as other:
            assert isinstance(await other.submit(script[-1]), Overloaded)
            students = [submission(f"EST{n:03}", [GROUP]) for n in range(11, 17)]
            answers = await asyncio.gather(*(other.submit(one) for one in students))
            assert [type(answer) for answer in answers] == [Accepted] * 5 + [Overloaded]


async def test_what_waits_for_another_system_takes_no_room(installation: Installation) -> None:
    """Otherwise a long outage of billing would end with all drops being refused."""
    settings = installation.settings(admission__max_unfinished_tasks=1)
    async with Container.connected(settings) as container:
        async with task_service_of(container) as service:
            assert isinstance(await service.submit(submission("EST001", [GROUP])), Accepted)
            assert isinstance(await service.submit(submission("EST002", [GROUP])), Overloaded)
        await installation.sql("UPDATE sagas SET due_at = now() + interval '1 hour' WHERE finished_at IS NULL")
        async with task_service_of(container) as service:
            assert isinstance(await service.submit(submission("EST002", [GROUP])), Accepted)


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
