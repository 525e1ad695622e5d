"""What a document may ask for, through however many fragments."""

from typing import Any

import pytest
from graphql import parse

from resolvers.errors import BadVariables
from schema.document_limits import check_variables, document_refusals

SPREAD_DEEPLY = """
{ terms { ...F } }
fragment F on Term { groups { ...G } }
fragment G on GroupConnection { nodes { term { groups { nodes { term { groups { nodes { term { code } } } } } } } } }
"""
CANCEL = 'cancelTask(input: {id: "x"}) { __typename }'


def refused(document: str) -> list[str]:
    return [str(refusal) for refusal in document_refusals(parse(document))]


def around(times: int) -> str:
    """From the terms to their groups and back, again and again."""
    inner = "code"
    for _ in range(times):
        inner = f"groups {{ nodes {{ term {{ {inner} }} }} }}"
    return f"terms {{ {inner} }}"


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (f"{{ {around(3)} }}", "depth"),
        (f"{{ ...F }} fragment F on Query {{ {around(3)} }}", "depth"),
        (SPREAD_DEEPLY, "depth"),
        ("{" + " ".join(f"a{n}: terms {{ code }}" for n in range(16)) + "}", "aliases"),
        ("{ ...F } fragment F on Query {" + " ".join(f"a{n}: terms {{ code }}" for n in range(16)) + "}", "aliases"),
        ("{ viewer {" + "subject @include(if: true) " * 51 + "} }", "directives"),
        ("query(" + " ".join(f"$v{n}: ID @a" for n in range(51)) + ") { viewer { subject } }", "directives"),
        ("{ " + "...F @include(if: true) " * 51 + "} fragment F on Query { viewer { subject } }", "directives"),
        ("{ a: __schema { types { name } } __schema { types { name } } }", "introspections"),
        ('{ __schema { types { name } } ...F } fragment F on Query { __type(name: "T") { name } }', "introspections"),
        (f"mutation {{ {' '.join(f'a{n}: {CANCEL}' for n in range(11))} }}", "mutations"),
        (f"mutation {{ ... {{ {f'{CANCEL} ' * 11} }} }}", "mutations"),
        (f"mutation {{ ...F {f'{CANCEL} ' * 5} }} fragment F on Mutation {{ {f'{CANCEL} ' * 6} }}", "mutations"),
    ],
)  # fmt: skip
def test_what_is_too_much_is_refused_in_fragments_as_well(document: str, reason: str) -> None:
    (refusal,) = refused(document)
    assert reason in refusal


@pytest.mark.parametrize(
    "document",
    [
        f"{{ {around(2)} }}",
        "{" + " ".join(f"a{n}: terms {{ code }}" for n in range(15)) + "}",
        f"{{ __schema {{ types {{ {'ofType { ' * 10} name {'} ' * 10} }} }} }}",
        f"mutation {{ ...F ...F ... {{ ...F }} }} fragment F on Mutation {{ {f'{CANCEL} ' * 10} }}",
        "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
        "{ ...Nowhere }",
        "type Query { a: Int }",
        "{ }",
    ],
)
def test_what_is_within_the_limits_or_invalid_for_another_reason_is_not(document: str) -> None:
    assert refused(document) == []


@pytest.mark.parametrize(
    "variables",
    [
        {"ids": ["x"] * 1001},
        {"input": {"groupCodes": ["x"] * 1001}},
        {"input": [{"deep": [[], ["x"] * 1001]}]},
        {f"v{n}": n for n in range(1001)},
        {"input": {f"v{n}": n for n in range(1001)}},
    ],
)
def test_a_list_in_the_variables_has_at_most_a_thousand_items(variables: dict[str, Any]) -> None:
    with pytest.raises(BadVariables):
        check_variables(variables, 1000)


def test_what_is_shorter_is_read_however_deep() -> None:
    deep: Any = "x"
    for _ in range(5000):
        deep = [deep]
    check_variables({"ids": ["x"] * 1000, "deep": deep, "text": "x" * 2000}, 1000)
    check_variables(None, 1000)
