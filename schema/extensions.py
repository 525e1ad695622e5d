"""What happens around every operation."""

from collections.abc import Iterator
from contextlib import suppress

from graphql import GraphQLError, OperationDefinitionNode
from strawberry.extensions import ParserCache, SchemaExtension


class FreshLoaders(SchemaExtension):
    """Gives each operation loaders of its own; over a WebSocket one context serves the whole connection."""

    def on_operation(self) -> Iterator[None]:
        """Before anything else."""
        self.execution_context.context = self.execution_context.context.for_operation()
        yield


class CachedParsing(ParserCache):
    """Parses each document once. What cannot be parsed is left to Strawberry: raised in here, it would end the
    operation past every other extension, and over a WebSocket without an error for the client."""

    def on_parse(self) -> Iterator[None]:
        """Before Strawberry parses what is not parsed."""
        run = self.execution_context
        with suppress(GraphQLError):
            run.graphql_document = self.cached_parse_document(run.query, **run.parse_options)
        yield


class OneOperation(SchemaExtension):
    """Refuses a document with several operations unless the request says which; Strawberry would run the first."""

    def on_validate(self) -> Iterator[None]:
        """After the cached validation, whose list of errors is shared and must not be changed."""
        run = self.execution_context
        assert run.graphql_document is not None
        operations = sum(isinstance(node, OperationDefinitionNode) for node in run.graphql_document.definitions)
        if operations > 1 and run._provided_operation_name is None:  # noqa: SLF001 - the public one names the first
            refusal = GraphQLError("Must provide an operation name if the document has several operations.")
            run.pre_execution_errors = [*(run.pre_execution_errors or ()), refusal]
        yield
