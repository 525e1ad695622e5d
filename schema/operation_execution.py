"""How an operation is executed: a query within a time and while its client waits, a mutation to its end."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Mapping
from contextlib import aclosing
from typing import Any, cast

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    create_source_event_stream,
    execute,
)
from strawberry.execution.is_awaitable import optimized_is_awaitable
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.graphql import OperationType

from kit.graphql_compiler.operations import CompiledOperations
from resolvers.errors import QueryTimedOut
from schema.operation import Operation

_WATCH_AFTER_SECONDS = 1
"""Time after which it is watched whether a query's client still waits; most are answered before that."""


class OperationExecutor(StrawberryGraphQLCoreExecutionContext):
    """Strawberry's, which hides suggestions if the operation's context says so, for subscriptions as well, and executes
    what is compiled: operations, and each event of a subscription.

    Attributes:
        compiled: the schema's operations; None if none is compiled.
    """

    def __init__(self, *given: Any, compiled: CompiledOperations | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        self.compiled = compiled

    @classmethod
    def build(
        cls,
        schema: GraphQLSchema,
        document: DocumentNode,
        root_value: Any = None,
        context_value: Any = None,
        *others: Any,
        **named: Any,
    ) -> "list[GraphQLError] | OperationExecutor":
        """An executor, or what is wrong with the variables."""
        named["hide_suggestions"] = context_value.hides_suggestions
        built = super().build(schema, document, root_value, context_value, *others, **named)
        return cast("list[GraphQLError] | OperationExecutor", built)

    def execute_operation(self, serially: bool | None = None) -> Any:
        """The result, or an awaitable of it. How it is made is decided before anything is resolved."""
        operation = None if self.compiled is None else self.compiled.find(self)
        if operation is None:
            return super().execute_operation(serially)
        return operation.execute(self, serially)

    def execute_event(self, event: Any) -> Any:
        """The result of an event of this subscription, or an awaitable of it."""
        return self.build_per_event_executor(event).execute_operation(serially=False)


class OperationExecution:
    """Executes operations.

    Args:
        query_timeout_seconds: time after which a query is ended.
        event_executor: executes the events of subscriptions.
        compiled: the schema's operations; None if none is compiled.
    """

    def __init__(
        self, query_timeout_seconds: float, event_executor: type[OperationExecutor], compiled: CompiledOperations | None
    ) -> None:
        self._seconds = query_timeout_seconds
        self._event_executor = event_executor
        self._compiled = compiled
        self._mutations: set[asyncio.Task[ExecutionResult]] = set()

    def execute(
        self, schema: GraphQLSchema, operation: Operation, extensions: Mapping[str, Any] | None
    ) -> ExecutionResult | Awaitable[ExecutionResult]:
        """Execute a query or a mutation. `extensions`: what resolvers may read of what the client has sent besides."""
        result = execute(
            schema,
            operation.document,
            is_awaitable=optimized_is_awaitable,  # type: ignore[arg-type]  # it narrows nothing
            **self._arguments(operation, extensions),
        )
        if isinstance(result, ExecutionResult):
            return result
        client_left = operation.context.client_left
        if operation.kind is OperationType.QUERY:
            return self._ended_in_time(result, client_left)
        return result if client_left is not None else self._to_its_end(result)

    async def subscribe(
        self, schema: GraphQLSchema, operation: Operation, extensions: Mapping[str, Any] | None
    ) -> AsyncGenerator[ExecutionResult, None] | ExecutionResult:
        """Begin a subscription. Returns its events, or why there are none."""
        executor = self._event_executor.build(
            schema,
            operation.document,
            context_value=operation.context,
            raw_variable_values=operation.variables,
            operation_name=operation.name,
            operation_extensions=extensions,
            compiled=self._compiled,
        )
        if isinstance(executor, list):
            return ExecutionResult(None, executor)
        source = create_source_event_stream(executor)
        if not isinstance(source, ExecutionResult | AsyncIterable):
            source = await source
        return source if isinstance(source, ExecutionResult) else _results(executor, source)

    async def _ended_in_time(
        self, running: Awaitable[ExecutionResult], client_left: Callable[[], Awaitable[None]] | None
    ) -> ExecutionResult:
        limit = asyncio.timeout(None)
        watch = _Watch(limit, self._seconds, client_left)
        try:
            async with limit:
                return await running
        except TimeoutError:
            if not limit.expired():
                raise
            error = QueryTimedOut(
                f"The query took longer than {self._seconds:g} s. Ask for less.",
                f"La consulta tardó más de {self._seconds:g} s. Pida menos.",
            )
            return ExecutionResult(None, [GraphQLError(str(error), original_error=error)])
        finally:
            watch.end()

    async def _to_its_end(self, running: Awaitable[ExecutionResult]) -> ExecutionResult:
        """Where a transport cancels what a client asked for when it leaves: a mutation goes on."""
        task = asyncio.ensure_future(running)
        self._mutations.add(task)
        task.add_done_callback(self._mutations.discard)
        return await asyncio.shield(task)

    def _arguments(self, operation: Operation, extensions: Mapping[str, Any] | None) -> dict[str, Any]:
        return {
            "variable_values": operation.variables,
            "operation_name": operation.name,
            "context_value": operation.context,
            "executor_class": OperationExecutor,
            "operation_extensions": extensions,
            "compiled": self._compiled,
        }


async def _results(executor: OperationExecutor, source: AsyncIterable[Any]) -> AsyncGenerator[ExecutionResult, None]:
    """The results of events. Unlike graphql-core's it keeps none while it waits for the next, maybe for hours."""
    events = cast("AsyncGenerator[Any, None]", source)
    try:
        async with aclosing(events):
            async for event in events:
                result = executor.execute_event(event)
                del event
                yield await result if executor.is_awaitable(result) else result
                del result
    finally:
        vars(executor).clear()  # it refers to itself, and thousands may end together


class _Watch:
    """Lets the limit expire after some seconds, or when the client has left. For a query that is answered soon this is
    one timer, which is cancelled."""

    def __init__(
        self, limit: asyncio.Timeout, seconds: float, client_left: Callable[[], Awaitable[None]] | None
    ) -> None:
        self._limit = limit
        self._client_left = client_left
        self._loop = asyncio.get_running_loop()
        self._expiry = self._loop.time() + seconds
        self._task: asyncio.Task[None] | None = None
        self._later = self._loop.call_later(min(seconds, _WATCH_AFTER_SECONDS), self._begin)

    def end(self) -> None:
        self._later.cancel()
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        self._limit.reschedule(self._expiry)
        if self._client_left is not None:
            self._task = self._loop.create_task(self._watch(self._client_left))

    async def _watch(self, client_left: Callable[[], Awaitable[None]]) -> None:
        await client_left()
        self._limit.reschedule(self._loop.time())
