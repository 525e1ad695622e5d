"""Documents are parsed and validated once, within limits; each operation gets loaders of its own."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from graphql import ASTValidationRule, DocumentNode, GraphQLError, OperationDefinitionNode, OperationType, parse
from strawberry.extensions import SchemaExtension, max_aliases, query_depth_limiter
from strawberry.schema.schema import validate_document
from structlog.contextvars import bind_contextvars

MAX_DOCUMENTS = 1000
"""Documents that are kept parsed and validated."""
MAX_DEPTH = 9
"""Levels of fields within fields, the innermost not counted. Lists within lists multiply: a term's groups' term's
groups are thousands of nodes, and two levels more would be a hundred thousand."""
MAX_ALIASES = 15
"""Aliases in a document; each asks for the same thing once more."""
MAX_MUTATIONS = 10
"""Mutations in one operation."""


class _MutationLimit(ASTValidationRule):
    """Refuses an operation with too many mutations; those in fragments need aliases of their own, which are limited."""

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: object) -> None:
        count = len(node.selection_set.selections)
        if node.operation is OperationType.MUTATION and count > MAX_MUTATIONS:
            message = f"One operation may hold {MAX_MUTATIONS} mutations; this one holds {count}."
            self.report_error(GraphQLError(message, [node]))


# Made once: with new rules for each request, no document would be found validated.
_LIMITS = (
    query_depth_limiter.create_validator(MAX_DEPTH, None, None),
    max_aliases.create_validator(MAX_ALIASES),
    _MutationLimit,
)


@dataclass(slots=True)
class ParsedDocument:
    """`errors` are those of validation; None before it."""

    document: DocumentNode
    has_several_operations: bool
    errors: list[GraphQLError] | None = None


@lru_cache(maxsize=MAX_DOCUMENTS)
def parse_cached(query: str) -> ParsedDocument:
    """Raises GraphQLError where the query cannot be parsed."""
    document = parse(query)
    operations = sum(isinstance(node, OperationDefinitionNode) for node in document.definitions)
    return ParsedDocument(document, operations > 1)


class DocumentCache(SchemaExtension):
    """Strawberry's two caches do the same in two extensions more, and its cached validation hashes the whole document
    tree at every request; together that is a sixth of what a small mutation costs."""

    def on_operation(self) -> Iterator[None]:
        """Over a WebSocket one context serves the whole connection; what its loaders have read is old by now."""
        run = self.execution_context
        self._is_named = run.operation_name is not None  # once the document is known, it may be the first operation's
        run.context = run.context.for_operation()
        bind_contextvars(correlation_id=run.context.correlation_id)
        yield

    def on_parse(self) -> Iterator[None]:
        """Leaves what cannot be parsed to Strawberry: an error that is raised here would end the operation past every
        other extension, and over a WebSocket without an error for the client."""
        run = self.execution_context
        with suppress(GraphQLError):
            run.graphql_document = parse_cached(run.query or "").document
        yield

    def on_validate(self) -> Iterator[None]:
        """Refuses a document with several operations unless the request names one: Strawberry would run the first."""
        run = self.execution_context
        parsed = parse_cached(run.query or "")
        if parsed.errors is None:
            rules = (*run.validation_rules, *_LIMITS)
            parsed.errors = validate_document(cast("Any", run.schema).core, parsed.document, rules)
        run.pre_execution_errors = list(parsed.errors)
        if parsed.has_several_operations and not self._is_named:
            refusal = "Must provide an operation name if the document has several operations."
            run.pre_execution_errors.append(GraphQLError(refusal))
        yield
