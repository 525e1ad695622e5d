"""One execution of a compiled operation: what is still awaited, what went wrong, and where."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from graphql import ExecutionResult, Executor, FieldNode, GraphQLError, located_error
from graphql.pyutils import Path


@dataclass(slots=True, eq=False)
class Spot:
    """A place of a selection where values stand: a field, or the items of a list.

    Attributes:
        nodes: the field's, for the locations of its errors.
        owner: the name of the type that has the field; None for items.
        nullable: whether an error ends here, as a null.
        complete: makes what a client gets of a value.
        leaf: does the same where it is a scalar or an enum.
    """

    nodes: list[FieldNode]
    owner: str | None
    nullable: bool
    complete: "Complete"
    leaf: Callable[[Any], Any] | None = None


Position: TypeAlias = tuple[Any, Any, str | int, Spot]
"""Where a value stands in the result: the position of what contains it (None for the root), the dict or list it is in,
its key there, and its spot. A tuple, because one is made for each object and list."""

Complete: TypeAlias = Callable[["Run", Any, Position], Any]
"""What a client gets of a value at a position. Raises what is wrong with it."""


class Run:
    """One execution.

    Attributes:
        executor: has the variables, the context, and what resolvers are given.
        awaited: what resolvers returned to be awaited, and where its value goes.
    """

    __slots__ = ("_errors", "_nulled", "awaited", "executor")

    def __init__(self, executor: Executor[Any]) -> None:
        self.executor = executor
        self.awaited: list[tuple[Awaitable[Any], Position]] = []
        self._errors: list[GraphQLError] = []
        self._nulled: dict[int | None, Position | None] = {}

    @property
    def is_nulled(self) -> bool:
        """Whether an error has gone up to the root."""
        return None in self._nulled

    def failed(self, error: Exception, at: Position) -> None:
        """Keep the error if it ends here, as a null. Raises it, with its place, if it goes further up."""
        located = _located(error, at)
        if not at[3].nullable:
            raise located
        self.keep(located, at)

    def keep(self, error: GraphQLError, at: Position | None) -> None:
        """Keep an error that ends here, unless this is within what another error has made null."""
        if not self._is_within_null(at):
            self._nulled[None if at is None else id(at)] = at
            self._errors.append(error)

    def settle(self) -> Awaitable[object]:
        """Awaits everything, and what is below it."""
        awaited, self.awaited = self.awaited, []
        if len(awaited) == 1:
            return self._settle(*awaited[0])
        return asyncio.gather(*(self._settle(*one) for one in awaited))

    def result(self, data: dict[str, Any] | None) -> ExecutionResult:
        return ExecutionResult(None if self.is_nulled else data, self._errors or None)

    async def _settle(self, awaitable: Awaitable[Any], at: Position) -> None:
        try:
            value = await awaitable
            at[1][at[2]] = at[3].complete(self, value, at)
        except Exception as error:  # noqa: BLE001 - an error of the field, whatever it is
            self._end(_located(error, at), at)
        if self.awaited:
            await self.settle()

    def _end(self, error: GraphQLError, at: Position | None) -> None:
        """An error that comes when its surroundings are made already: the nearest that may be null becomes so."""
        while at is not None and not at[3].nullable:
            at = at[0]
        if at is not None and not self._is_within_null(at):
            at[1][at[2]] = None
        self.keep(error, at)

    def _is_within_null(self, at: Position | None) -> bool:
        nulled = self._nulled
        if not nulled:
            return False
        while at is not None:
            if id(at) in nulled:
                return True
            at = at[0]
        return None in nulled


def path_of(at: Position) -> Path:
    """The path as graphql-core has it."""
    before = at[0]
    return Path(None if before is None else path_of(before), at[2], at[3].owner)


def _located(error: Exception, at: Position) -> GraphQLError:
    if isinstance(error, GraphQLError) and error.path is not None:
        return error
    return located_error(error, at[3].nodes, path_of(at).as_list())
