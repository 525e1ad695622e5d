"""What one enrollment costs that comes alone: CPU of the client and of PostgreSQL, for accept, claim and commit.

    python bench/lone.py [--enrollments N] [--json]

It starts servers of its own, and does one thing after the other without Redis, so that nothing shares a round trip.
"""

import argparse
import asyncio
import json
import logging
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4

import asyncpg
import psutil
import structlog

from app.container import Container
from app.settings import Settings
from embedded.servers import EmbeddedServers, boot
from embedded.state_dir import temporary_state_dir
from enrollment.submission import Accepted, Submission
from enrollment.task import Command, TaskKind
from guards.idempotency.key import fingerprint
from models.migration_runner import migrate
from saga.claimed_saga import ClaimedSaga
from workers.saga_executor import SagaExecutor

_WARM_UP = 50
"""Enrollments after which statements are planned."""
_ROOMY = [n for n in range(1, 201) if n % 28]
"""The groups that have a seat for everyone."""
_SEED = Path(__file__).parent / "yardstick.sql"
Item = TypeVar("Item")
Answer = TypeVar("Answer")


async def run(options: argparse.Namespace, servers: EmbeddedServers) -> dict[str, dict[str, float]]:
    """Run the benchmark; returns milliseconds by phase and by what was measured."""
    url = servers.database_url or ""
    settings = Settings(database_url=url, redis_url=servers.redis_url)
    await migrate(url)
    connection = await asyncpg.connect(url)
    await connection.execute(_SEED.read_text())
    await connection.execute("VACUUM ANALYZE")
    async with Container.connected(settings) as container, container.local_executor("lone") as executor:
        students = range(1, _WARM_UP + options.enrollments + 1)

        async def accept(student: int) -> UUID:
            return await _accept(container, student)

        for student in students[:_WARM_UP]:
            await _carry_out(executor, await _claim(executor, await accept(student)))
        backends = [
            psutil.Process(row["pid"])
            for row in await connection.fetch(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
                "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
        ]
        ids, accepting = await _measured(accept, students[_WARM_UP:], backends)
        sagas, claiming = await _measured(lambda saga_id: _claim(executor, saga_id), ids, backends)
        _, committing = await _measured(lambda saga: _carry_out(executor, saga), sagas, backends)
    await connection.close()
    return {"accept": accepting, "claim": claiming, "commit": committing}


async def _measured(
    work: Callable[[Item], Awaitable[Answer]], items: Sequence[Item], backends: Sequence[psutil.Process]
) -> tuple[list[Answer], dict[str, float]]:
    """What `work` answers to the items, one after the other, and the milliseconds that one took."""
    before = time.process_time(), _cpu_seconds(backends), time.perf_counter()
    answers = [await work(item) for item in items]
    after = time.process_time(), _cpu_seconds(backends), time.perf_counter()
    names = ("client_cpu_ms", "postgres_cpu_ms", "wall_ms")
    return answers, {
        name: round(1000 * (end - begin) / len(items), 3) for name, begin, end in zip(names, before, after, strict=True)
    }


def _cpu_seconds(processes: Sequence[psutil.Process]) -> float:
    return sum(times.user + times.system for times in (process.cpu_times() for process in processes))


async def _accept(container: Container, student: int) -> UUID:
    groups = sorted(_ROOMY[(student + 53 * n) % len(_ROOMY)] for n in range(3))
    command = Command(f"EST{student:05}", "2024-2", tuple(f"G{n:03}" for n in groups))
    submission = Submission(
        kind=TaskKind.ENROLL,
        command=command,
        caller="lone",
        key=uuid4().hex,
        derived=False,
        fingerprint=fingerprint(TaskKind.ENROLL, command),
        correlation_id="lone",
    )
    async with container.database.call() as call:
        [answer] = await container.acceptance().accept(call, [submission])
    assert isinstance(answer, Accepted), answer
    return answer.task.id


async def _claim(executor: SagaExecutor, saga_id: UUID) -> ClaimedSaga:
    saga = await executor._claiming.submit(saga_id)  # noqa: SLF001 - apart from the commit
    assert saga is not None
    return saga


async def _carry_out(executor: SagaExecutor, saga: ClaimedSaga) -> None:
    assert await executor._run(saga)  # noqa: SLF001 - as above


def main() -> int:
    """Run the benchmark; returns the return code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--enrollments", type=int, default=400)
    parser.add_argument("--json", action="store_true", help="print the results as JSON")
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with temporary_state_dir("lone") as state, boot(state) as servers:
        results = asyncio.run(run(options, servers))
    sys.stdout.write(json.dumps(results, indent=2) if options.json else _table(results))
    return 0


def _table(results: dict[str, dict[str, float]]) -> str:
    lines = [
        f"{phase:8}" + "".join(f"  {name} {value:6.3f}" for name, value in row.items())
        for phase, row in results.items()
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
