"""`python -m commands`, but queries and events of subscriptions are executed both ways: compiled, and by graphql-core.

Where they differ, the client is told that something went wrong. A mutation is executed once.
"""

import runpy
import sys
from typing import Any, cast

from graphql import ExecutionResult, OperationType, print_ast

from schema.operation_execution import OperationExecutor
from tests.support.execution_results import assert_same

COMMAND = (sys.executable, "-m", "tests.support.both_ways")
_ATTEMPTS = 5
"""As often two executions may differ, because what is read has changed between them."""
_NEVER_THE_SAME = ("stats", "checkedAt")
"""Fields in whose answers the time stands."""


_execute = OperationExecutor.execute_operation


def _execute_both_ways(executor: OperationExecutor, serially: bool | None = None) -> Any:
    """Stands for `OperationExecutor.execute_operation`."""
    if executor.operation.operation is OperationType.MUTATION:
        return _execute(executor, serially)
    if any(name in print_ast(executor.operation) for name in _NEVER_THE_SAME):
        return _execute(executor, serially)
    return _compared(executor, serially)


async def _compared(executor: OperationExecutor, serially: bool | None) -> ExecutionResult:
    left = _ATTEMPTS
    while True:
        expected = await _result(executor, serially, compiled=False)
        result = await _result(executor, serially, compiled=True)
        left -= 1
        try:
            assert_same(result, expected)
        except AssertionError:
            if not left:
                raise
        else:
            return result


async def _result(executor: OperationExecutor, serially: bool | None, *, compiled: bool) -> ExecutionResult:
    one = cast("OperationExecutor", executor.build_per_event_executor(executor.root_value))
    if not compiled:
        one.compiled = None
    elif one.compiled is not None:
        one.compiled.find(one)  # so that it is not the first time
    made = _execute(one, serially)
    return made if isinstance(made, ExecutionResult) else await made


if __name__ == "__main__":
    setattr(OperationExecutor, "execute_operation", _execute_both_ways)  # noqa: B010 - mypy knows that it is a method
    runpy.run_module("commands", run_name="__main__", alter_sys=True)
