"""When two results of one operation are the same."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from graphql import ExecutionResult, GraphQLError


async def settled(execute: Callable[[], ExecutionResult | Awaitable[ExecutionResult]]) -> ExecutionResult:
    """The result, once everything has ended that graphql-core leaves running behind an error."""
    others = asyncio.all_tasks()
    result = execute()
    found = result if isinstance(result, ExecutionResult) else await result
    while left := asyncio.all_tasks() - others:
        await asyncio.gather(*left, return_exceptions=True)
    return found


def assert_same(result: ExecutionResult, expected: ExecutionResult, *, in_order: bool = False) -> None:
    """Data, its order, and errors are the same.

    Of several errors that make the same place null, an executor may leave out those that come later, so an error that
    goes up is compared only if `in_order`, for which nothing must have been awaited.
    """
    assert result.data == expected.data
    assert _order(result.data) == _order(expected.data)
    if in_order:
        assert [_shown(error) for error in result.errors or ()] == [_shown(error) for error in expected.errors or ()]
    found, wanted = _by_null(result), _by_null(expected)
    assert found.keys() == wanted.keys()
    for place in found:
        assert [shown for shown in found[place] if shown[1] == place] == [
            shown for shown in wanted[place] if shown[1] == place
        ]


def _shown(error: GraphQLError) -> tuple[object, ...]:
    return error.message, tuple(error.path or ()), tuple(error.locations or ()), type(error.original_error)


def _by_null(result: ExecutionResult) -> Mapping[tuple[str | int, ...], list[tuple[object, ...]]]:
    """The errors by the place that they have made null."""
    found = defaultdict(list)
    for error in result.errors or ():
        found[_first_null(result.data, error.path or ())].append(_shown(error))
    return found


def _first_null(data: Any, path: Sequence[str | int]) -> tuple[str | int, ...]:
    for length, key in enumerate(path):
        if data is None:
            return tuple(path[:length])
        data = data[key]
    assert data is None
    return tuple(path)


def _order(data: Any) -> Any:
    """The keys, in their order."""
    if isinstance(data, dict):
        return [(key, _order(value)) for key, value in data.items()]
    return [_order(item) for item in data] if isinstance(data, list) else None
