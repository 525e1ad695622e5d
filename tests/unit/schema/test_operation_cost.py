"""What an operation costs before it is executed."""

from typing import Any

import pytest
from graphql import OperationDefinitionNode, get_introspection_query, parse, validate

from schema.build import SCHEMA
from schema.operation_cost import Cost, cost_of, cost_of_standard_introspection


def cost(text: str, variables: dict[str, Any] | None = None) -> Cost:
    document = parse(text)
    assert validate(SCHEMA.core, document) == []
    operation = next(node for node in document.definitions if isinstance(node, OperationDefinitionNode))
    return cost_of(SCHEMA.core, document, operation, variables or {})


PAGE = 'query($n: Int! = 7) { term(code: "T") { groups(first: $n) { nodes { code } pageInfo { hasNextPage } } } }'
TASKS = "query($ids: [ID!]! = [1, 2]) { tasks(ids: $ids) { status version } }"

ADVICE = """
query($input: EnrollInput!) { validateBasket(input: $input) { ...F again: advice { changes { groupCode } } } }
fragment F on BasketCheck { advice { changes { groupCode } } passes }
"""
IN_FRAGMENTS = """
{ terms { ...F } }
fragment F on Term { code groups(first: 2) { ...G } }
fragment G on GroupConnection { nodes { id } }
"""


@pytest.mark.parametrize(
    ("document", "variables", "fields"),
    [
        ("{ viewer { subject roles } }", {}, 3),
        ("{ terms { code } }", {}, 5 * 2),
        ('{ term(code: "T") { groups { nodes { code } } } }', {}, 2 + 50 * 2),
        ('{ term(code: "T") { groups(first: 3) { edges { cursor node { code } } nodes { code } } } }', {}, 2 + 3 * 6),
        ("{ terms { groups(first: 100) { nodes { term { groups(first: 10) { nodes { code } } } } } } }", {},
         5 * (2 + 100 * (3 + 10 * 2))),
        (PAGE, {}, 4 + 7 * 2),
        (PAGE, {"n": 20}, 4 + 20 * 2),
        (PAGE, {"n": 20.0}, 4 + 20 * 2),
        (PAGE, {"n": 10**12}, 4 + 100 * 2),
        (PAGE, {"n": -1}, 4),
        (PAGE, {"n": "many"}, 4 + 100 * 2),
        (TASKS, {}, 2 * 3),
        (TASKS, {"ids": []}, 0),
        (TASKS, {"ids": ["x"] * 3}, 3 * 3),
        (TASKS, {"ids": ["x"] * 101}, 100 * 3),
        (TASKS, {"ids": "x"}, 3),
        ('{ nodes(ids: ["a", "b"]) { id ... on Term { code } } }', {}, 2 * 3),
        (ADVICE, {}, 1 + (1001 + 5 * 2) + 1 + (1001 + 5 * 2)),
        (IN_FRAGMENTS, {}, 5 * (2 + 1 + 2 * 2)),
        ('{ tasks(ids: ["a", "b"]) { id receipt } }', {}, 2 * (1 + 1 + 10)),
        ('mutation { cancelTask(input: {id: "x"}) { ...F } } fragment F on TaskCancelling { task { groups { id } } }',
         {}, 2 + 5 * 2),
    ],
)  # fmt: skip
def test_a_cost_is_what_lists_multiply_to(document: str, variables: dict[str, Any], fields: int) -> None:
    assert cost(document, variables).fields == fields


def test_only_sizes_in_variables_have_to_be_weighed_anew() -> None:
    assert not cost(PAGE).constant
    assert not cost(TASKS).constant
    assert cost("query($code: String!) { term(code: $code) { groups { nodes { code } } } }").constant


def test_a_fragment_is_weighed_once_and_counts_as_often_as_it_is_spread() -> None:
    doubling = " ".join(f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(100))
    assert cost(f"{{ ...f0 }} {doubling} fragment f100 on Query {{ viewer {{ subject }} }}").fields == 2**101


def test_introspection_is_weighed_apart() -> None:
    standard = cost(get_introspection_query(specified_by_url=True, input_value_deprecation=True))
    assert standard.fields == 0
    assert 0 < standard.introspection <= cost_of_standard_introspection(SCHEMA.core)
    fragment = "fragment F on __Type { fields { type { name ofType { name } } } }"
    once = cost(f"{{ __schema {{ types {{ ...F }} }} }} {fragment}").introspection
    aliases = " ".join(f"a{n}: types {{ ...F }}" for n in range(15))
    assert cost(f"{{ __schema {{ {aliases} }} }} {fragment}").introspection == 1 + 15 * (once - 1)
