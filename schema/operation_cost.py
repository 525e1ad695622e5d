"""What an operation may cost, known before it is executed: how many fields its answer has, as far as one can tell.

A page counts as full, a list of ids with as many items as there are ids, any other list with `LIST_SIZE`. A fragment is
weighed once, however often it is spread, so that this takes a time linear in the size of the document. What needs much
more time than a field costs more than one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_introspection_query,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
    parse,
)

from resolvers.arguments import PAGE_LIMIT

LIST_SIZE = 5
"""Items that a list counts as which is neither paged nor asked for by ids."""
_LONGER_LISTS = {("Student", "history"): 60, ("Student", "overrides"): 20, ("Term", "windows"): 20}
"""Items that lists count as which may have many more: the courses of a degree, a cohort each."""
_WORK = {("BasketCheck", "advice"): 1000, ("Task", "receipt"): 9}
"""What a field of a type costs besides itself. An advice is searched for: some ten milliseconds of a processor. A
receipt is signed: a tenth of one."""
_STANDARD_INTROSPECTION = get_introspection_query(
    specified_by_url=True,
    directive_is_repeatable=True,
    schema_description=True,
    input_value_deprecation=True,
    one_of=True,
)


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of an operation.

    Attributes:
        fields: how many its answer may have, those of introspection left out.
        introspection: how many the rest may have, on a scale of its own: types do not lead to as many others as they
            could.
        constant: whether it is the same with any variables.
    """

    fields: int
    introspection: int
    constant: bool


class _Weight(NamedTuple):
    """Fields that a selection adds to each object that it is part of: `once`, and `per_item` of the page around it."""

    once: int
    per_item: int = 0


def cost_of_standard_introspection(schema: GraphQLSchema) -> int:
    """What the introspection query that tools send costs, with everything that they may ask for."""
    document = parse(_STANDARD_INTROSPECTION)
    [operation] = (node for node in document.definitions if isinstance(node, OperationDefinitionNode))
    return cost_of(schema, document, operation, {}).introspection


def cost_of(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, object],
) -> Cost:
    """The cost of an operation of a valid document, with variables as they were sent."""
    weighing = _Weighing(schema, document, operation, variables)
    root = schema.get_root_type(operation.operation)
    assert root is not None
    fields = weighing.selections(operation.selection_set, root).once
    return Cost(fields, weighing.introspection, not weighing.uses_variables)


class _Weighing:
    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: Mapping[str, object],
    ) -> None:
        self.introspection = 0
        self.uses_variables = False
        self._schema = schema
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        defaults = {node.variable.name.value: node.default_value for node in operation.variable_definitions or ()}
        self._variables: Mapping[str, object] = {**defaults, **variables}
        self._weights: dict[str, _Weight] = {}

    def selections(self, node: SelectionSetNode, parent: GraphQLNamedType) -> _Weight:
        """What a selection on this type adds."""
        once = per_item = 0
        for selection in node.selections:
            weight = _Weight(0)
            if isinstance(selection, FieldNode):
                weight = self._field(selection, parent)
            elif isinstance(selection, FragmentSpreadNode):
                weight = self._fragment(selection.name.value)
            elif isinstance(selection, InlineFragmentNode):
                condition = selection.type_condition
                type_ = parent if condition is None else self._schema.type_map[condition.name.value]
                weight = self.selections(selection.selection_set, type_)
            once += weight.once
            per_item += weight.per_item
        return _Weight(once, per_item)

    def _fragment(self, name: str) -> _Weight:
        if name not in self._weights:
            node = self._fragments[name]
            type_ = self._schema.type_map[node.type_condition.name.value]
            self._weights[name] = self.selections(node.selection_set, type_)
        return self._weights[name]

    def _field(self, node: FieldNode, parent: GraphQLNamedType) -> _Weight:
        name = node.name.value
        work = _WORK.get((parent.name, name), 0)
        if node.selection_set is None:
            return _Weight(1 + work)
        assert is_composite_type(parent)
        definition = self._schema.get_field(parent, name)
        assert definition is not None
        inner = self.selections(node.selection_set, get_named_type(definition.type))
        cost = 1 + work + inner.once
        if inner.per_item:
            cost += inner.per_item * self._page_size(node, definition)
        if name in ("__schema", "__type"):
            self.introspection += cost
            return _Weight(0)
        if not is_list_type(get_nullable_type(definition.type)):
            return _Weight(cost)
        if parent.name.endswith("Connection"):
            return _Weight(0, per_item=cost)
        return _Weight(cost * self._list_size(node, definition, parent))

    def _page_size(self, node: FieldNode, definition: GraphQLField) -> int:
        given = self._given(node, "first")
        if given is None:
            given = definition.args["first"].default_value
        elif isinstance(given, IntValueNode):
            given = int(given.value)
        # What is no number is refused when it is coerced.
        return min(max(int(given), 0), PAGE_LIMIT) if isinstance(given, int | float) else PAGE_LIMIT

    def _list_size(self, node: FieldNode, definition: GraphQLField, parent: GraphQLNamedType) -> int:
        if parent.name == "__Schema":
            return len(self._schema.type_map)
        if "ids" not in definition.args:
            return _LONGER_LISTS.get((parent.name, node.name.value), LIST_SIZE)
        given = self._given(node, "ids")
        ids = given.values if isinstance(given, ListValueNode) else given
        return min(len(ids), PAGE_LIMIT) if isinstance(ids, list | tuple) else 1

    def _given(self, node: FieldNode, argument: str) -> object:
        """The value of an argument, as JSON or as a part of the document; None if it is not given."""
        given: ValueNode | None = next((it.value for it in node.arguments or () if it.name.value == argument), None)
        if not isinstance(given, VariableNode):
            return given
        self.uses_variables = True
        return self._variables.get(given.name.value)
