"""No root field without a line that says who may use it."""

from graphql import FieldNode, OperationDefinitionNode, parse

from schema.build import SCHEMA
from tests.support.root_fields import ROOT_FIELDS


def test_every_root_field_is_in_the_table_of_who_may_use_it() -> None:
    types = (SCHEMA._schema.query_type, SCHEMA._schema.mutation_type, SCHEMA._schema.subscription_type)
    fields = {f"{type_.name}.{name}" for type_ in types if type_ is not None for name in type_.fields}
    assert fields - set(ROOT_FIELDS) == set(), "say in tests/support/root_fields.py who may use them, and how"
    assert set(ROOT_FIELDS) - fields == set(), "they are gone: take them out of tests/support/root_fields.py"


def test_each_document_uses_the_field_that_it_stands_for() -> None:
    for name, use in ROOT_FIELDS.items():
        (operation,) = parse(use.document).definitions
        assert isinstance(operation, OperationDefinitionNode)
        (selected,) = operation.selection_set.selections
        assert isinstance(selected, FieldNode)
        assert f"{operation.operation.value.title()}.{selected.name.value}" == name
