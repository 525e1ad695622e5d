"""Operations that are compiled, and kept for the next time."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from graphql import (
    DirectiveNode,
    ExecutableDefinitionNode,
    ExecutionResult,
    Executor,
    FieldNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
)
from graphql.execution.collect_fields import collect_fields

from kit.graphql_compiler.run import Run
from kit.graphql_compiler.selections import FieldAccess, Selections, Write

_OPERATION_SIZE = 10
"""What an operation takes by itself, in fields, without its document."""
_FIELD_BYTES, _TOKEN_BYTES, _CHARACTER_BYTES = 2048, 600, 4
"""Memory that a field takes, and of a document each token with its node, and each character; rounded up."""
_MAX_VARIANTS = 8
"""For one operation."""


class CompiledOperation:
    """An operation, for one combination of the variables in its `@skip` and `@include`.

    Args:
        grown: told how many fields were compiled while it was executed.
    """

    def __init__(self, access: FieldAccess, executor: Executor[Any], grown: Callable[[int], None]) -> None:
        schema, operation = executor.schema, executor.operation
        root = schema.get_root_type(operation.operation)
        assert root is not None
        fields = collect_fields(schema, executor.fragments, executor.variable_values, root, operation).grouped_field_set
        self._selections = Selections(access, grown)
        self._writes: list[Write] = self._selections.root(executor, root, fields)

    @property
    def size(self) -> int:
        """The fields that are compiled; rises when types are seen for the first time."""
        return self._selections.size

    def execute(
        self, executor: Executor[Any], serially: bool | None = None
    ) -> ExecutionResult | Awaitable[ExecutionResult]:
        """Like the executor's `execute_operation`: one root field after the other if it is a mutation."""
        run, data = Run(executor), dict[str, Any]()
        if executor.operation.operation is OperationType.MUTATION if serially is None else serially:
            return self._serially(run, data)
        try:
            for write in self._writes:
                write(run, executor.root_value, data, None)
        except GraphQLError as error:
            run.keep(error, None)
        return self._settled(run, data) if run.awaited else run.result(data)

    async def _settled(self, run: Run, data: dict[str, Any]) -> ExecutionResult:
        await run.settle()
        return run.result(data)

    async def _serially(self, run: Run, data: dict[str, Any]) -> ExecutionResult:
        for write in self._writes:
            try:
                write(run, run.executor.root_value, data, None)
            except GraphQLError as error:
                run.keep(error, None)
            if run.awaited:
                await run.settle()
            if run.is_nulled:
                break
        return run.result(data)


class _Operation:
    """An operation of a document.

    Attributes:
        node: kept, so that no other operation has its id.
        own_size: what it takes before it is compiled, in fields: its node keeps the tokens and text of its document.
        conditions: the variables on which it depends what is selected.
        is_supported: whether it has no introspection, no variables of fragments, and no directives but `@skip` and
            `@include`.
        variants: by the values of the conditions; None if it cannot be compiled for them.
    """

    def __init__(self, executor: Executor[Any]) -> None:
        self.node = executor.operation
        self.own_size = _OPERATION_SIZE + _document_bytes(self.node) // _FIELD_BYTES
        fragments = executor.fragment_definitions.values()
        nodes = [node for part in (self.node, *fragments) for node in _nodes(part)]
        names = {node.name.value for node in nodes if not isinstance(node, DirectiveNode)}
        directives = [node for node in nodes if isinstance(node, DirectiveNode)]
        self.is_supported = (
            names.isdisjoint(("__schema", "__type"))
            and all(node.name.value in ("skip", "include") for node in directives)
            and not any(fragment.variable_definitions for fragment in fragments)
        )
        given = [argument.value for node in directives for argument in node.arguments or ()]
        self.conditions = sorted({value.name.value for value in given if isinstance(value, VariableNode)})
        self.variants: dict[tuple[object, ...], CompiledOperation | None] = {}

    @property
    def size(self) -> int:
        return self.own_size + sum(variant.size for variant in self.variants.values() if variant is not None)


class CompiledOperations:
    """The operations of one schema; those that were used last are kept.

    They do what graphql-core does, but for what a schema does not need that keeps three rules:

    - attributes, items of lists and the answers of `resolve_type` and `is_type_of` are never awaitable;
    - lists are iterables, not asynchronous ones;
    - `resolve_type` and `is_type_of` decide by the class of a value.

    Args:
        access: how fields are read.
        max_fields: the fields of the operations that are kept, all together, roughly; each takes about 2 KiB. The
            documents that they keep in memory count as the fields that would take as much.
    """

    def __init__(self, access: FieldAccess, max_fields: int) -> None:
        self._access = access
        self._max_fields = max_fields
        self._kept: OrderedDict[int, _Operation] = OrderedDict()
        self._new_fields = 0

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, executor: Executor[Any]) -> CompiledOperation | None:
        """The executor's operation, compiled; None for one that is left to the executor. Nothing is resolved here.

        An operation is compiled when it comes again: compiling costs more than executing it once.
        """
        operation = self._kept.get(id(executor.operation))
        if operation is None:
            operation = self._kept[id(executor.operation)] = _Operation(executor)
            self._grow(operation.own_size)
            return None
        self._kept.move_to_end(id(executor.operation))
        if not operation.is_supported or _is_watched(executor):
            return None
        values = executor.variable_values.coerced
        key = tuple([values.get(name) for name in operation.conditions])
        if key not in operation.variants:
            if len(operation.variants) >= _MAX_VARIANTS:
                operation.variants.clear()
            variant = operation.variants[key] = self._compiled(executor)
            self._grow(variant.size if variant is not None else 0)
        return operation.variants[key]

    def _compiled(self, executor: Executor[Any]) -> CompiledOperation | None:
        try:
            return CompiledOperation(self._access, executor, self._grow)
        except (GraphQLError, RecursionError):
            return None  # the executor says what is wrong, if anything is

    def _grow(self, fields: int) -> None:
        """Drop what was not used for longest. All is counted only after each quarter of what may be kept."""
        self._new_fields += fields
        if self._new_fields * 4 <= self._max_fields:
            return
        self._new_fields = 0
        size = sum(operation.size for operation in self._kept.values())
        while size * 4 > self._max_fields * 3 and len(self._kept) > 1:
            size -= self._kept.popitem(last=False)[1].size


def _is_watched(executor: Executor[Any]) -> bool:
    """Whether something takes part in the execution that only the executor calls."""
    return executor.middleware_manager is not None or executor.abort_signal is not None or executor.hooks is not None


def _document_bytes(node: OperationDefinitionNode) -> int:
    """The memory that its document takes, roughly."""
    if node.loc is None:
        return 0
    tokens, token = 1, node.loc.start_token
    while token.prev is not None:
        token = token.prev
    while token.next is not None:
        tokens, token = tokens + 1, token.next
    return _TOKEN_BYTES * tokens + _CHARACTER_BYTES * len(node.loc.source.body)


def _nodes(part: ExecutableDefinitionNode) -> Iterator[FieldNode | DirectiveNode]:
    """Its fields, and all directives."""
    unread: list[Any] = [part]
    while unread:
        node = unread.pop()
        if isinstance(node, FieldNode | DirectiveNode):
            yield node
        unread.extend(getattr(node, "directives", None) or ())
        if (selections := getattr(node, "selection_set", None)) is not None:
            unread.extend(selections.selections)
