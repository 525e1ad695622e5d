"""No root field without a line that says who may use it, here and in docs/authentication.md."""

import re

from graphql import FieldNode, OperationDefinitionNode, parse

from resolvers.caller import Role
from schema.build import SCHEMA
from tests.architecture.test_texts import ROOT
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


def test_the_page_says_who_may_use_what_is_not_for_everyone() -> None:
    page = (ROOT / "docs" / "authentication.md").read_text(encoding="utf-8")
    columns = (Role.STUDENT, Role.REGISTRAR, Role.OPERATOR, Role.ADMIN)
    assert "| | " + " | ".join(role.lower() for role in columns) + " |" in page
    said = {
        name: {role for role, cell in zip(columns, cells, strict=True) if cell.strip()}
        for subject, *cells in re.findall(r"^\|(.*`.*)\|" + r"([^|\n]*)\|" * len(columns) + "$", page, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", subject)
    }
    allowed = {
        name.partition(".")[2]: {role for role in Role if use.allows(role)}
        for name, use in ROOT_FIELDS.items()
        if not all(use.allows(role) for role in Role)
    }
    assert len(allowed) > 25
    assert {name: said.get(name) for name in allowed} == allowed
