"""The page for those who come from the service before: what it maps to exists, and no code of `enroll` is left out."""

import re

from graphql import GraphQLEnumType, GraphQLObjectType, GraphQLUnionType, build_schema

from enrollment.task import Command, TaskKind
from guards.idempotency.key import derived_key
from tests.architecture.test_runbook import anchors
from tests.architecture.test_texts import ROOT

PAGE = (ROOT / "docs" / "migrating.md").read_text(encoding="utf-8")
SCHEMA = build_schema((ROOT / "schema" / "schema.graphql").read_text(encoding="utf-8"))


def codes(answered_by: str) -> set[str]:
    return set(re.findall(rf"\| `([A-Z_]+)` \| {answered_by} \|", PAGE))


def code_of(kind: GraphQLObjectType) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.name).upper()


def test_the_answers_to_enroll_are_all_there() -> None:
    union = SCHEMA.type_map["EnrollResult"]
    assert isinstance(union, GraphQLUnionType)
    assert codes("`enroll`") == {code_of(kind) for kind in union.types if kind.name != "TaskAccepted"}


def test_the_codes_in_a_task_are_codes_of_the_schema() -> None:
    known = SCHEMA.type_map["ProblemCode"]
    assert isinstance(known, GraphQLEnumType)
    found = codes("the task")
    assert len(found) == 17
    assert found <= set(known.values)


def test_operations_exist() -> None:
    roots = {SCHEMA.query_type, SCHEMA.mutation_type, SCHEMA.subscription_type}
    fields = {name for root in roots if root for name in root.fields}
    named = re.findall(r"(?:query|mutation|subscription) `(\w+)", PAGE)
    assert len(named) >= 6
    assert set(named) <= fields


def test_the_key_is_the_one_that_is_computed() -> None:
    [beginning] = re.findall(r"inscription:\w+", PAGE)
    command = Command("EST001", "2024-2", ("G-ELC102-E", "G-ELC106-E"))
    assert derived_key(TaskKind.ENROLL, command).startswith(beginning)


def test_links_to_sections_lead_to_sections() -> None:
    for target, section in re.findall(r"\]\(([^)#\s]+\.md)#([^)\s]+)\)", PAGE):
        assert section in anchors(ROOT / "docs" / target)
