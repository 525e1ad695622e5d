"""C53: a task that is started inside a transaction inherits its connection, and then two of them talk over each other.

So nothing starts one there, which the source says; batches run in an empty context, which a real database shows.
"""

import ast
import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import pytest

from app.container import Container
from kit.batcher import Batcher
from models.database import query, transaction, transient
from tests.support.installation import Installation
from tests.support.poll import wait_for_async

ROOT = Path(__file__).parents[2]
PACKAGES = (
    *("kit", "saga", "enrollment", "models", "guards", "events", "telemetry"),
    *("services", "resolvers", "workers", "schema", "app", "embedded", "commands"),
)
BEGINS = {"in_transaction", "transaction", "atomic"}
STARTS = {
    "create_task", "ensure_future", "gather", "TaskGroup", "wait_for", "wait", "as_completed", "shield",
    "run_coroutine_threadsafe", "to_thread", "run_in_executor", "call_soon", "call_later", "call_at",
}  # fmt: skip
"""Whatever copies the context into another task or callback; `asyncio.timeout` does not."""


def tasks_in_transactions(source: str) -> list[str]:
    """Calls inside a transaction's block that start a task, as `line: name`."""
    return [
        f"{call.lineno}: {_name(call.func)}"
        for block in ast.walk(ast.parse(source))
        if isinstance(block, ast.AsyncWith) and any(_name(item.context_expr) in BEGINS for item in block.items)
        for call in _calls(block.body)
        if _name(call.func) in STARTS
    ]


def _calls(body: Sequence[ast.stmt]) -> Iterator[ast.Call]:
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Call):
                yield node


def _name(node: ast.expr) -> str:
    """`f` of `f`, `a.f`, `f(…)` and `a.f(…)`."""
    match node:
        case ast.Call(func=func):
            return _name(func)
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (ROOT / package).rglob("*.py")


def test_no_task_is_started_inside_a_transaction() -> None:
    found = {path: tasks_in_transactions(path.read_text()) for path in sources()}
    assert len(found) > 100
    assert {str(path.relative_to(ROOT)): calls for path, calls in found.items() if calls} == {}


def test_transactions_begin_in_one_way() -> None:
    """Tortoise's own loses its connection when BEGIN fails; `models.database.transaction` does not."""
    users = [
        str(path.relative_to(ROOT))
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "tortoise.transactions"
    ]
    assert users == ["models/database.py"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("await asyncio.gather(a(), b())", ["3: gather"]),
        ("loop.create_task(a())", ["3: create_task"]),
        ("x = [ensure_future(c) for c in d]", ["3: ensure_future"]),
        ("async with asyncio.TaskGroup() as group: group.create_task(a())", ["3: TaskGroup", "3: create_task"]),
        ("await query('SELECT 1', using=tx)", []),
    ],
)
@pytest.mark.parametrize("begins", ["transaction()", "in_transaction('default')", "database.transaction()"])
def test_what_is_looked_for_is_found(begins: str, line: str, found: list[str]) -> None:
    source = f"async def f():\n    async with {begins} as tx:\n        {line}\n    asyncio.gather()\n"
    assert tasks_in_transactions(source) == found


_PID = "SELECT pg_backend_pid() AS pid"


async def _pid() -> int:
    [row] = await query(_PID)
    return int(row["pid"])


async def test_what_is_batched_inside_a_transaction_runs_outside_of_it(container: Container) -> None:
    async def work(items: Sequence[int]) -> Sequence[int]:
        return [await _pid() for _ in items]

    batcher = Batcher(work, limit=10)
    async with transaction() as tx:
        [mine] = await query(_PID, using=tx)
        assert await _pid() == mine["pid"], "the transaction is what a query finds without being told"
        assert await batcher.submit(1) != mine["pid"]
        inherited = asyncio.create_task(_pid())  # what the rule is against
        assert await inherited == mine["pid"]
    assert container.settings.database_pool_size > 1


async def test_a_transaction_cancelled_at_any_moment_gives_its_connection_back(container: Container) -> None:
    async def one() -> None:
        async with transaction() as tx:
            await query("SELECT 1", using=tx)

    size = container.settings.database_pool_size
    await asyncio.gather(*(one() for _ in range(size)))  # all connections are made
    for steps in [*range(40)] * size:
        task = asyncio.create_task(one())
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
    async with asyncio.timeout(3):  # before the database ends what says nothing
        await asyncio.gather(*(one() for _ in range(2 * size)))


@pytest.fixture
async def small(installation: Installation) -> AsyncIterator[Container]:
    """A container whose pool has two connections."""
    made = Container(installation.settings(database_pool_size=2))
    async with made.database():
        yield made


async def test_a_transaction_that_cannot_begin_gives_its_connection_back(
    small: Container, installation: Installation
) -> None:
    """The server ends our connections behind our back, more often than the pool has room for."""
    kill = f"""
import asyncio, asyncpg
async def main():
    connection = await asyncpg.connect({installation.database_url!r})
    await connection.fetch("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                           "WHERE datname = current_database() AND pid <> pg_backend_pid()")
asyncio.run(main())
"""
    for _ in range(small.settings.database_pool_size + 1):
        await query("SELECT 1")
        # Blocking: the event loop must not hear of it before BEGIN is sent.
        subprocess.run([sys.executable, "-c", kill], check=True)  # noqa: ASYNC221
        async with asyncio.timeout(10):
            with pytest.raises(BaseException, match=r".") as trouble:
                async with transaction() as tx:
                    await query("SELECT 1", using=tx)
            assert transient(trouble.value)
            await wait_for_async(_reachable, 10, "queries, outside of any transaction and by a new connection,")


async def _reachable() -> bool:
    try:
        return await _pid() > 0
    except Exception as error:
        if not transient(error):
            raise
        return False
