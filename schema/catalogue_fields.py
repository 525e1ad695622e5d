"""Which fields show nothing but the catalogue: terms, courses and groups, the same for everyone who may read them."""

from collections.abc import Mapping
from typing import Any

import strawberry
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_composite_type,
)
from strawberry.schema.schema_converter import GraphQLCoreConverter

IN_CATALOGUE: Mapping[str, bool] = {"in_catalogue": True}
"""The metadata of such a field. A field without it is in no cache."""


def catalogue_field(description: str, graphql_type: Any = None) -> Any:
    """An attribute that shows nothing but the catalogue: neither who asks, nor anything about a student."""
    return strawberry.field(description=description, graphql_type=graphql_type, metadata=IN_CATALOGUE)


def is_in_catalogue(field: GraphQLField) -> bool:
    """Whether a field is declared to show nothing but the catalogue."""
    declared = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    return declared is not None and "in_catalogue" in declared.metadata


def reads_only_catalogue(schema: GraphQLSchema, document: DocumentNode) -> bool:
    """Whether a valid document has no other fields, in any of its operations and fragments."""
    unread = [_root(schema, definition) for definition in document.definitions]
    while unread:
        node, parent = unread.pop()
        for selection in node.selections:
            if isinstance(selection, InlineFragmentNode):
                condition = selection.type_condition
                type_ = parent if condition is None else schema.type_map[condition.name.value]
                unread.append((selection.selection_set, type_))
            elif isinstance(selection, FieldNode) and selection.name.value != "__typename":
                field = _field(schema, parent, selection)
                if not is_in_catalogue(field):
                    return False
                if selection.selection_set is not None:
                    unread.append((selection.selection_set, get_named_type(field.type)))
    return True


def _root(schema: GraphQLSchema, definition: object) -> tuple[SelectionSetNode, GraphQLNamedType]:
    if isinstance(definition, FragmentDefinitionNode):
        return definition.selection_set, schema.type_map[definition.type_condition.name.value]
    assert isinstance(definition, OperationDefinitionNode)
    root = schema.get_root_type(definition.operation)
    assert root is not None
    return definition.selection_set, root


def _field(schema: GraphQLSchema, parent: GraphQLNamedType, node: FieldNode) -> GraphQLField:
    assert is_composite_type(parent)
    field = schema.get_field(parent, node.name.value)
    assert field is not None
    return field
