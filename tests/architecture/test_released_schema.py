"""Clients of the last release go on working: the schema now is compared with schema/released.graphql."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from graphql import GraphQLSchema, build_schema
from graphql.utilities import BreakingChangeType, DangerousChangeType, SchemaChange, find_schema_changes

from schema.printed import sdl

RELEASED = Path(__file__).parents[2] / "schema" / "released.graphql"
ADVICE = (
    "Clients of the last release would break. Add a field, a type or a value instead, and mark the old one as "
    "deprecated; if the break is meant, it is a new major version and stands in CHANGELOG.md. "
    "schema/released.graphql is renewed by `make release` only."
)

OLD = """
type Query { task(id: ID!): Task }
type Task { id: ID! status: Status! }
enum Status { QUEUED DONE }
"""


def changes(old: str | GraphQLSchema, new: str | GraphQLSchema) -> tuple[list[str], list[str]]:
    """What differs between two schemas: what breaks clients, and what may surprise them. A sentence each."""
    schemas = [build_schema(schema) if isinstance(schema, str) else schema for schema in (old, new)]
    found: Sequence[SchemaChange] = find_schema_changes(*schemas)
    breaking = [change.description for change in found if isinstance(change.type, BreakingChangeType)]
    return breaking, [change.description for change in found if isinstance(change.type, DangerousChangeType)]


def as_list(title: str, descriptions: Sequence[str]) -> str:
    """A title and its items, a line each."""
    return "\n".join([title, *(f"- {description}" for description in descriptions)])


def test_nothing_breaks_clients_of_the_last_release() -> None:
    breaking, surprising = changes(RELEASED.read_text(encoding="utf-8"), sdl())
    if surprising:
        print(as_list("Allowed since the last release, but old clients may meet what they do not know:", surprising))  # noqa: T201 - for who runs pytest with -rP
    assert not breaking, as_list(ADVICE, breaking)


@pytest.mark.parametrize(
    ("new", "named"),
    [
        (OLD.replace(" status: Status!", ""), "Field Task.status was removed."),
        (OLD.replace("status: Status!", "state: Status!"), "Field Task.status was removed."),
        (OLD.replace("status: Status!", "status: Status"), "Field Task.status changed type from Status! to Status."),
        (OLD.replace(" DONE", ""), "Enum value Status.DONE was removed."),
        (OLD.replace("(id: ID!)", "(id: ID!, term: ID!)"), "A required argument Query.task(term:) was added."),
    ],
)
def test_what_breaks_clients_is_named(new: str, named: str) -> None:
    breaking, _ = changes(OLD, new)
    assert breaking == [named]
    assert as_list(ADVICE, breaking).endswith(f"\n- {named}")


@pytest.mark.parametrize(
    ("new", "named"),
    [
        (OLD.replace("status: Status!", "status: Status! version: Int!"), []),
        (OLD.replace("id: ID! status", '"The id." id: ID! @deprecated status'), []),
        (OLD.replace("DONE", "DONE FAILED"), ["Enum value Status.FAILED was added."]),
    ],
)
def test_what_is_added_breaks_nothing(new: str, named: list[str]) -> None:
    assert changes(OLD, new) == ([], named)
