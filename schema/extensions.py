"""What happens around every operation."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from graphql import (
    ASTValidationRule,
    DocumentNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    parse,
)
from strawberry.extensions import SchemaExtension, max_aliases, query_depth_limiter
from strawberry.schema.schema import validate_document
from structlog.contextvars import bind_contextvars

_DOCUMENTS = 1000
"""How many documents are kept parsed and validated."""

MOST_LEVELS = 9
"""Levels of fields within fields, the innermost not counted. Lists within lists multiply: a term's groups' term's
groups are thousands of nodes, and once more around would be a hundred thousand."""
MOST_ALIASES = 15
"""Aliases in a document; each asks for the same thing once more."""
MOST_MUTATIONS = 10
"""Mutations in one operation."""


class _FewMutations(ASTValidationRule):
    """Refuses an operation that asks for many things to be done."""

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: object) -> None:
        """Fields at the top; those of fragments are not counted, and would be under another alias each."""
        asked = len(node.selection_set.selections)
        if node.operation is OperationType.MUTATION and asked > MOST_MUTATIONS:
            message = f"One operation may hold {MOST_MUTATIONS} mutations; this one holds {asked}."
            self.report_error(GraphQLError(message, [node]))


# Made once: a rule of its own for each request would be a document validated anew at each request.
_LIMITS = (
    query_depth_limiter.create_validator(MOST_LEVELS, None, None),
    max_aliases.create_validator(MOST_ALIASES),
    _FewMutations,
)


@dataclass(slots=True)
class Known:
    """A document met before. `errors`: what validation found; None before it was validated."""

    document: DocumentNode
    several: bool
    errors: list[GraphQLError] | None = None


@lru_cache(maxsize=_DOCUMENTS)
def known(query: str) -> Known:
    """The document. Raises GraphQLError where it cannot be parsed."""
    document = parse(query)
    operations = sum(isinstance(node, OperationDefinitionNode) for node in document.definitions)
    return Known(document, operations > 1)


class Preparation(SchemaExtension):
    """Parses and validates each document once, and gives each operation loaders of its own.

    Strawberry's two caches do the same in two extensions more, and its cached validation hashes the whole document
    tree at every request; together that is a sixth of what a small mutation costs.
    """

    def on_operation(self) -> Iterator[None]:
        """Before anything else. Over a WebSocket one context serves the whole connection, and its loaders grow old."""
        run = self.execution_context
        run.context = run.context.for_operation()
        bind_contextvars(correlation_id=run.context.correlation_id)
        yield

    def on_parse(self) -> Iterator[None]:
        """Before Strawberry parses what is not parsed.

        What cannot be parsed is left to it: raised in here, it would end the operation past every other extension, and
        over a WebSocket without an error for the client.
        """
        run = self.execution_context
        with suppress(GraphQLError):
            run.graphql_document = known(run.query or "").document
        yield

    def on_validate(self) -> Iterator[None]:
        """Before Strawberry validates what is not validated. Refuses a document with several operations unless the
        request says which: Strawberry would run the first."""
        run = self.execution_context
        met = known(run.query or "")
        if met.errors is None:
            rules = (*run.validation_rules, *_LIMITS)
            met.errors = validate_document(run.schema._schema, met.document, rules)  # noqa: SLF001
        refusals = []
        if met.several and run._provided_operation_name is None:  # noqa: SLF001 - the public one names the first
            refusals.append(GraphQLError("Must provide an operation name if the document has several operations."))
        run.pre_execution_errors = [*met.errors, *refusals]
        yield
