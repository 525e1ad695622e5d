"""One log line an operation: what was asked for, and how long it took."""

import time
from collections.abc import Iterator

import structlog
from graphql import DocumentNode, FieldNode, OperationType, get_operation_ast
from strawberry.extensions import SchemaExtension
from structlog.contextvars import bind_contextvars

_log = structlog.get_logger(__name__)

_LONGEST_NAME = 100
"""Characters of a client's name for an operation."""


class OperationLogging(SchemaExtension):
    """Tells of each operation when it has ended: a subscription when nobody reads it any more.

    From when an operation is known to be valid, all lines about it have its root fields as `operation`.
    """

    _kind: OperationType | None = None

    def on_operation(self) -> Iterator[None]:
        """Around everything."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self._tell(time.perf_counter() - began)

    def on_execute(self) -> Iterator[None]:
        """Before resolvers run."""
        run = self.execution_context
        assert run.graphql_document is not None
        self._kind, fields = _asked(run.graphql_document, run.operation_name)
        bind_contextvars(operation=fields)
        yield

    def _tell(self, seconds: float) -> None:
        if self._kind is None:
            return  # what is no operation of ours is told by its errors
        tell = _log.info if self._kind is OperationType.MUTATION else _log.debug
        name = self.execution_context.operation_name
        more = {} if name is None else {"operation_name": name[:_LONGEST_NAME]}
        tell("answered", duration_seconds=round(seconds, 6), kind=self._kind.value, **more)


def _asked(document: DocumentNode, name: str | None) -> tuple[OperationType, str]:
    """What kind of operation it is, and its root fields; the kind alone where they are all in fragments."""
    operation = get_operation_ast(document, name)
    assert operation is not None
    fields = (node.name.value for node in operation.selection_set.selections if isinstance(node, FieldNode))
    return operation.operation, ",".join(dict.fromkeys(fields)) or operation.operation.value
