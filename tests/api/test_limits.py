"""Documents that would cost too much are refused before anything is asked of the database."""

import pytest
from graphql import get_introspection_query

from commands.graphql_client import GraphQLClient
from tests.support.installation import Installation
from tests.support.processes import cpu_seconds


def around(times: int) -> str:
    """From the terms to their groups and back, again and again."""
    inner = "code"
    for _ in range(times):
        inner = f"groups {{ nodes {{ term {{ {inner} }} }} }}"
    return f"{{ terms {{ {inner} }} }}"


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (around(3), "depth"),
        (around(30), "depth"),
        ("{" + " ".join(f"a{n}: terms {{ code }}" for n in range(1000)) + "}", "aliases"),
        (
            "mutation {" + " ".join(f'a{n}: cancelTask(input: {{id: "x"}}) {{ __typename }}' for n in range(11)) + "}",
            "mutations",
        ),
    ],
    ids=["deep", "very deep", "1,000 aliases", "11 mutations"],
)
async def test_what_would_cost_too_much_is_refused_immediately(
    live: Installation, api: GraphQLClient, document: str, reason: str
) -> None:
    [process] = [child for child in live.processes[0].children if child.name == "api"]
    before = cpu_seconds(process)
    answer = await api.execute(document)
    assert cpu_seconds(process) - before < 2
    assert "data" not in answer
    assert any(reason in error["message"] for error in answer["errors"])
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"GRAPHQL_VALIDATION_FAILED"}


@pytest.mark.parametrize("document", [get_introspection_query(), around(2)], ids=["introspection", "twice around"])
async def test_what_clients_need_is_answered(api: GraphQLClient, document: str) -> None:
    answer = await api.execute(document)
    assert "errors" not in answer
    assert answer["data"]
