"""The schema, put together."""

from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from copy import copy
from datetime import datetime
from functools import cached_property
from typing import Any, Self

import strawberry
from graphql import ExecutionResult as CoreResult
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.schema import StreamResult
from strawberry.types.execution import ExecutionResult
from strawberry.types.graphql import OperationType

from guards.access_policy import OPEN, AccessPolicy
from guards.operation_limits import OperationLimits
from kit.graphql_compiler.operations import CompiledOperations
from resolvers.context import Context
from schema.document_cache import Documents
from schema.event_execution import EventExecutor
from schema.mutation import Mutation
from schema.operation import NOT_EXECUTED, Operation, as_graphql_error
from schema.operation_execution import OperationExecution
from schema.problems import PROBLEM_TYPES
from schema.query import Query
from schema.scalars import DATE_TIME
from schema.strawberry_fields import StrawberryFields
from schema.subscription import Subscription


class Schema(strawberry.Schema):
    """Strawberry's, but for how an operation is prepared, executed and answered: see `Operation`.

    Attributes:
        core: the schema of graphql-core.
        limits: what an operation may ask for.
        access: what callers may see of the schema.
        documents: those that were found valid.
    """

    limits = OperationLimits()
    access = OPEN

    def limited(self, limits: OperationLimits, access: AccessPolicy = OPEN) -> Self:
        """The same schema with these limits, with documents and compiled operations of its own."""
        made = copy(self)
        for name in ("documents", "_execution"):
            made.__dict__.pop(name, None)
        made.limits, made.access = limits, access
        return made

    @cached_property
    def documents(self) -> Documents:
        return Documents(self.core, self.limits)

    @cached_property
    def _execution(self) -> OperationExecution:
        most = self.limits.max_compiled_fields
        compiled = CompiledOperations(StrawberryFields(self.schema_converter), most) if most else None
        return OperationExecution(self.limits.query_timeout_seconds, EventExecutor, compiled)

    @property
    def core(self) -> GraphQLSchema:
        return self._schema

    async def execute(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any = None,
        root_value: Any = None,  # noqa: ARG002 - Strawberry's signature
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        """The answer to a query or a mutation, whatever becomes of it.

        Raises MissingQueryError, CannotGetOperationTypeError, InvalidOperationTypeError.
        """
        operation = self._operation(query, variable_values, operation_name, context_value)
        try:
            if refusals := operation.refusals(allowed_operation_types or OperationType):
                return operation.refused(refusals)
            result = self._execution.execute(self.core, operation, operation_extensions)
            return operation.answer(result if isinstance(result, CoreResult) else await result)
        except NOT_EXECUTED:
            raise
        except Exception as error:  # noqa: BLE001 - the client is told that something went wrong on our side
            return operation.refused([as_graphql_error(error)])
        finally:
            operation.log_end()

    async def stream(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any = None,
        root_value: Any = None,  # noqa: ARG002 - Strawberry's signature
        operation_name: str | None = None,
        operation_extensions: dict[str, Any] | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
    ) -> StreamResult:
        """The events of a subscription, or the one answer to any other operation."""
        operation = self._operation(query, variable_values, operation_name, context_value)
        return self._stream(operation, allowed_operation_types or OperationType, operation_extensions)

    async def _stream(  # type: ignore[override]  # other parameters than Strawberry's, which only its `stream` calls
        self, operation: Operation, allowed: Iterable[OperationType], extensions: dict[str, Any] | None
    ) -> AsyncGenerator[ExecutionResult, None]:
        begun = False
        try:
            if refusals := operation.refusals(allowed):
                yield operation.refused(refusals)
            elif operation.kind is not OperationType.SUBSCRIPTION:
                result = self._execution.execute(self.core, operation, extensions)
                yield operation.answer(result if isinstance(result, CoreResult) else await result)
            else:
                events = await self._execution.subscribe(self.core, operation, extensions)
                if isinstance(events, CoreResult):
                    yield operation.refused(events.errors or ())
                    return
                begun = True
                async with aclosing(events):
                    async for event in events:
                        yield operation.event(event)
                        del event  # the next one may come hours later
        except Exception as error:  # noqa: BLE001 - the client is told that something went wrong on our side
            why = as_graphql_error(error)
            yield operation.answer(CoreResult(None, [why])) if begun else operation.refused([why])
        finally:
            operation.log_end()

    def _operation(
        self, query: str | None, variables: dict[str, Any] | None, name: str | None, context: Context
    ) -> Operation:
        return Operation(self.documents, self.access, query, variables, name, context)


SCHEMA = Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    types=PROBLEM_TYPES.values(),
    config=StrawberryConfig(scalar_map={datetime: DATE_TIME}),
)
"""The one schema of this service."""
