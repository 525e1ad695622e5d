"""The schema as a document: printed, described, complete, and every root field tested."""

import ast
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import get_args

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    is_introspection_type,
    is_specified_scalar_type,
)
from strawberry.utils.str_converters import to_snake_case

from enrollment import catalogue, problems, statistics, task, weekday
from guards.breaker import policy
from guards.idempotency import cache
from resolvers import caller
from saga import journal
from schema.build import SCHEMA
from schema.printed import PATH, sdl
from schema.problems import PROBLEM_TYPES

GRAPHQL = SCHEMA._schema
OURS = [
    type_
    for type_ in GRAPHQL.type_map.values()
    if not is_introspection_type(type_) and not is_specified_scalar_type(type_)
]
ROOTS = {"query": GRAPHQL.query_type, "mutation": GRAPHQL.mutation_type, "subscription": GRAPHQL.subscription_type}
API_TESTS = Path(__file__).parent.parent / "api"


def test_the_printed_schema_is_current() -> None:
    assert PATH.read_text(encoding="utf-8") == sdl(), "run: python -m schema.printed"


def described(type_: GraphQLNamedType) -> Iterator[tuple[str, str | None]]:
    """Every place of the type that can have a description, with the one it has."""
    yield type_.name, type_.description
    if isinstance(type_, GraphQLEnumType):
        for name, value in type_.values.items():
            yield f"{type_.name}.{name}", value.description
    if isinstance(type_, GraphQLInputObjectType):
        for name, input_field in type_.fields.items():
            yield f"{type_.name}.{name}", input_field.description
    if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
        for name, field in type_.fields.items():
            yield f"{type_.name}.{name}", field.description
            for argument_name, argument in field.args.items():
                yield f"{type_.name}.{name}({argument_name}:)", argument.description


@pytest.mark.parametrize("type_", OURS, ids=lambda type_: type_.name)
def test_everything_is_described(type_: GraphQLNamedType) -> None:
    assert [place for place, description in described(type_) if not description] == []


@pytest.mark.parametrize(
    ("shown", "of"),
    [
        ("Role", caller.Role),
        ("EnrollmentStatus", catalogue.EnrollmentStatus),
        ("Weekday", weekday.Weekday),
        ("TaskKind", task.TaskKind),
        ("ErrorPolicy", task.ErrorPolicy),
        ("TaskStatus", task.TaskStatus),
        ("GroupTaskStatus", task.GroupStatus),
        ("SagaStatus", journal.SagaStatus),
        ("SagaStepStatus", journal.StepStatus),
        ("CircuitBreakerState", policy.CircuitState),
        ("IdempotencyBackend", cache.CacheBackend),
        ("RetryAdvice", problems.RetryAdvice),
        ("LatencyKind", statistics.LatencyKind),
    ],
)
def test_an_enum_shows_every_value_of_the_domains(shown: str, of: type[Enum]) -> None:
    type_ = GRAPHQL.type_map[shown]
    assert isinstance(type_, GraphQLEnumType)
    assert [type_.parse_value(name) for name in type_.values] == list(of)


def test_every_problem_has_a_code_and_a_type_with_its_fields() -> None:
    classes = get_args(problems.AnyProblem)
    codes = GRAPHQL.type_map["ProblemCode"]
    assert isinstance(codes, GraphQLEnumType)
    assert list(codes.values) == [class_.__struct_config__.tag for class_ in classes]
    assert list(PROBLEM_TYPES) == list(classes)
    for class_ in classes:
        shown = GRAPHQL.type_map[class_.__name__]
        assert isinstance(shown, GraphQLObjectType)
        own = {to_snake_case(name) for name in shown.fields} - {"code", "message", "retry"}
        # What the domain knows by its id, clients get whole.
        assert own == {re.sub("(task|saga|entry|batch)_id$", r"\1", name) for name in class_.__struct_fields__}


def api_tests() -> set[str]:
    """The names of all test functions in tests/api."""
    return {
        node.name
        for file in API_TESTS.glob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef) and node.name.startswith("test_")
    }


@pytest.mark.parametrize(
    "prefix",
    [
        f"test_watch_{to_snake_case(field)}_" if root == "subscription" else f"test_{to_snake_case(field)}_"
        for root, type_ in ROOTS.items()
        if type_ is not None
        for field in type_.fields
    ],
)
def test_every_root_field_is_tested_over_the_wire(prefix: str) -> None:
    assert any(name.startswith(prefix) for name in api_tests()), f"no test {prefix}… in tests/api"
