"""Strawberry's schema and its context of one execution, with what our extensions need to know of them."""

from typing import Any

import strawberry
from graphql import GraphQLError, GraphQLSchema
from strawberry.types.execution import ExecutionContext

from schema.errors import report


class Execution(ExecutionContext):
    """One execution.

    Attributes:
        names_operation: whether the request names the operation; `operation_name` is the first one's if it does not.
    """

    names_operation: bool

    def __post_init__(self, provided_operation_name: str | None) -> None:
        super().__post_init__(provided_operation_name)
        self.names_operation = provided_operation_name is not None


class Schema(strawberry.Schema):
    """Strawberry's, but for how errors are logged."""

    @property
    def core(self) -> GraphQLSchema:
        """The schema as graphql-core validates documents against."""
        return self._schema

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:  # noqa: ARG002 - Strawberry hands it over by name
        report(errors)

    def _create_execution_context(
        self,
        query: str | None,
        allowed_operation_types: Any,
        variable_values: dict[str, Any] | None = None,
        context_value: Any = None,
        root_value: Any = None,
        operation_name: str | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionContext:
        return Execution(
            query=query,
            schema=self,
            allowed_operations=allowed_operation_types,
            context=context_value,
            root_value=root_value,
            variables=variable_values,
            provided_operation_name=operation_name,
            operation_extensions=operation_extensions,
        )
