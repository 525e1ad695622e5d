"""One log line an operation: what was asked for, and how long it took."""

import time
from collections.abc import Iterator

import structlog
from graphql import DocumentNode, FieldNode, OperationType, get_operation_ast
from strawberry.extensions import SchemaExtension
from structlog.contextvars import bind_contextvars

_log = structlog.get_logger(__name__)

_MAX_NAME_LENGTH = 100
"""Characters of a client's name for an operation that are logged."""


class OperationLogging(SchemaExtension):
    """Logs each operation when it has ended, a subscription when its client has left.

    Once an operation is known to be valid, all lines about it have its root fields as `operation`.
    """

    _kind: OperationType | None = None

    def on_operation(self) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self._log_end(time.perf_counter() - began)

    def on_execute(self) -> Iterator[None]:
        run = self.execution_context
        assert run.graphql_document is not None
        self._kind, fields = _kind_and_fields(run.graphql_document, run.operation_name)
        bind_contextvars(operation=fields)
        yield

    def _log_end(self, seconds: float) -> None:
        if self._kind is None:
            return  # invalid; its errors are logged
        log = _log.info if self._kind is OperationType.MUTATION else _log.debug
        name = self.execution_context.operation_name
        more = {} if name is None else {"operation_name": name[:_MAX_NAME_LENGTH]}
        log("answered", duration_seconds=round(seconds, 6), kind=self._kind.value, **more)


def _kind_and_fields(document: DocumentNode, name: str | None) -> tuple[OperationType, str]:
    """The root fields joined by commas; the kind alone where they are all in fragments."""
    operation = get_operation_ast(document, name)
    assert operation is not None
    fields = (node.name.value for node in operation.selection_set.selections if isinstance(node, FieldNode))
    return operation.operation, ",".join(dict.fromkeys(fields)) or operation.operation.value
