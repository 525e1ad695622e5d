"""No task is started inside a transaction: it would inherit the connection, and two would use it at the same time.

That batches run in an empty context is shown against a real database: tests/integration/test_transactions.py.
"""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = (
    *("kit", "saga", "enrollment", "models", "guards", "events", "telemetry"),
    *("services", "resolvers", "workers", "schema", "app", "embedded", "importing", "reports", "trials", "commands"),
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
    """Tortoise's own loses its connection when BEGIN fails; `models.database` does not."""
    assert importers("tortoise.transactions") == {"models/database.py"}


@pytest.mark.parametrize(
    ("module", "file"),
    [("tortoise.connection", "models/database.py"), ("tortoise.context", "models/migration_runner.py")],
)
def test_only_the_database_object_and_migrations_ask_tortoise_for_a_connection(module: str, file: str) -> None:
    """Everything else is handed the database, a call or a transaction."""
    assert importers(module) == {file}


def test_no_module_keeps_state_in_a_global_or_a_context_variable() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Global) or (isinstance(node, ast.Call) and _name(node) == "ContextVar")
    ]
    assert found == []


def test_time_is_limited_by_what_forgets_no_cancellation() -> None:
    """`asyncio.wait_for` swallows one that comes together with the answer, before Python 3.12."""
    assert [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sources()
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "asyncio.wait_for"
    ] == []


def importers(module: str) -> set[str]:
    """The files of the product that import from `module`."""
    return {
        str(path.relative_to(ROOT))
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == module
    }


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("await asyncio.gather(a(), b())", ["3: gather"]),
        ("loop.create_task(a())", ["3: create_task"]),
        ("x = [ensure_future(c) for c in d]", ["3: ensure_future"]),
        ("async with asyncio.TaskGroup() as group: group.create_task(a())", ["3: TaskGroup", "3: create_task"]),
        ("await tx.query('SELECT 1')", []),
    ],
)
@pytest.mark.parametrize("begins", ["transaction()", "in_transaction('default')", "database.transaction()"])
def test_what_is_looked_for_is_found(begins: str, line: str, found: list[str]) -> None:
    source = f"async def f():\n    async with {begins} as tx:\n        {line}\n    asyncio.gather()\n"
    assert tasks_in_transactions(source) == found
