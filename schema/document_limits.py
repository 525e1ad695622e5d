"""What one operation may ask for: limits that are checked before anything is executed, in time linear in its size."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
)

from resolvers.errors import BadDocument, BadVariables, RequestError

MAX_DEPTH = 9
"""Levels of fields within fields, the innermost not counted; fields of introspection have a limit of their own."""
MAX_ALIASES = 15
"""Aliases in a document; each asks for the same thing once more."""
MAX_DIRECTIVES = 50
"""Directives in a document."""
MAX_MUTATIONS = 10
"""Mutations in one operation."""
MAX_INTROSPECTIONS = 1
"""`__schema` and `__type` in a document."""

_INTROSPECTION = frozenset({"__schema", "__type"})


def check_variables(variables: Mapping[str, object] | None, max_items: int) -> None:
    """Raises BadVariables if a list or an object in the variables, however deep, has more than `max_items`."""
    waiting: list[object] = [variables]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list):
            if len(value) > max_items:
                raise BadVariables(
                    f"A list in the variables may have {max_items} items; one has {len(value)}. Send fewer.",
                    f"Una lista en las variables puede tener {max_items} elementos; una tiene {len(value)}. Envíe "
                    "menos.",
                )
            waiting += value


def document_refusals(document: DocumentNode) -> Iterator[RequestError]:
    """What the document asks for too much of. It need not be valid."""
    totals, operations = _looked_through(document)
    counted = [
        (totals.aliases, MAX_ALIASES, "aliases", "alias"),
        (totals.directives, MAX_DIRECTIVES, "directives", "directivas"),
        (totals.introspections, MAX_INTROSPECTIONS, "introspections", "introspecciones"),
    ]
    for count, limit, english, spanish in counted:
        if count > limit:
            yield BadDocument(
                f"The number of {english} in a document may be {limit}; in this one it is {count}.",
                f"El número de {spanish} en un documento puede ser {limit}; en este es {count}.",
            )
    for operation in operations:
        if operation.depth > MAX_DEPTH:
            yield BadDocument(
                f"An operation may have a depth of {MAX_DEPTH} fields within fields; this one has {operation.depth}.",
                f"Una operación puede tener una profundidad de {MAX_DEPTH} campos dentro de campos; esta tiene "
                f"{operation.depth}.",
            )
        if operation.mutations > MAX_MUTATIONS:
            yield BadDocument(
                f"One operation may hold {MAX_MUTATIONS} mutations; this one holds {operation.mutations}.",
                f"Una operación puede tener {MAX_MUTATIONS} mutaciones; esta tiene {operation.mutations}.",
            )


@dataclass(frozen=True, slots=True)
class _Operation:
    depth: int
    mutations: int


@dataclass(slots=True)
class _Totals:
    aliases: int = 0
    directives: int = 0
    introspections: int = 0


@dataclass(slots=True)
class _Definition:
    """An operation or a fragment, without the fragments that it spreads.

    Attributes:
        depth: of its own fields.
        root_fields: its fields that lie in no other field.
        spreads: the fragments that it spreads, each at the greatest depth at which it does.
        root_spreads: those of them that lie in no field.
    """

    depth: int = 0
    root_fields: int = 0
    spreads: dict[str, int] = field(default_factory=dict)
    root_spreads: set[str] = field(default_factory=set)


def _looked_through(document: DocumentNode) -> tuple[_Totals, Sequence[_Operation]]:
    """The totals of the document, and its operations. Each definition is walked a single time."""
    totals = _Totals()
    fragments: dict[str, _Definition] = {}
    operations: list[tuple[bool, _Definition]] = []
    for node in document.definitions:
        if isinstance(node, FragmentDefinitionNode):
            fragments[node.name.value] = _definition(node, totals)
        elif isinstance(node, OperationDefinitionNode):
            totals.directives += sum(len(variable.directives or ()) for variable in node.variable_definitions or ())
            operations.append((node.operation is OperationType.MUTATION, _definition(node, totals)))
    depths: dict[str, int] = {}
    return totals, [
        _Operation(_depth(made, fragments, depths), _root_fields(made, fragments) if is_mutation else 0)
        for is_mutation, made in operations
    ]


def _definition(node: FragmentDefinitionNode | OperationDefinitionNode, totals: _Totals) -> _Definition:
    made = _Definition()
    totals.directives += len(node.directives or ())
    _look_through(node.selection_set, 0, made, totals)
    return made


def _look_through(selections: SelectionSetNode, depth: int | None, found: _Definition, totals: _Totals) -> None:
    """`depth` is None within introspection."""
    for node in selections.selections:
        totals.directives += len(node.directives or ())
        if isinstance(node, FieldNode):
            _look_at_field(node, depth, found, totals)
        elif isinstance(node, InlineFragmentNode):
            _look_through(node.selection_set, depth, found, totals)
        elif isinstance(node, FragmentSpreadNode) and depth is not None:
            name = node.name.value
            found.spreads[name] = max(depth, found.spreads.get(name, 0))
            if depth == 0:
                found.root_spreads.add(name)


def _look_at_field(node: FieldNode, depth: int | None, found: _Definition, totals: _Totals) -> None:
    totals.aliases += node.alias is not None
    found.root_fields += depth == 0
    if node.name.value in _INTROSPECTION:
        totals.introspections += 1
        depth = None
    if node.selection_set is not None:
        if depth is not None:
            depth += 1
            found.depth = max(depth, found.depth)
        _look_through(node.selection_set, depth, found, totals)


def _depth(definition: _Definition, fragments: Mapping[str, _Definition], known: dict[str, int]) -> int:
    """The depth with all fragments. `known` has the depths of fragments, 0 for one that is being looked at: a circle,
    which is refused elsewhere."""
    deepest = definition.depth
    for name, at in definition.spreads.items():
        if name in fragments and name not in known:
            known[name] = 0
            known[name] = _depth(fragments[name], fragments, known)
        deepest = max(deepest, at + known.get(name, 0))
    return deepest


def _root_fields(operation: _Definition, fragments: Mapping[str, _Definition]) -> int:
    """The operation's root fields, those in fragments included; a fragment that is spread twice is executed once."""
    count, waiting, seen = operation.root_fields, list(operation.root_spreads), set[str]()
    while waiting:
        name = waiting.pop()
        if name in fragments and name not in seen:
            seen.add(name)
            count += fragments[name].root_fields
            waiting += fragments[name].root_spreads
    return count
