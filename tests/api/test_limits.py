"""Operations that would cost too much are refused before anything is asked of the database, on every transport."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import orjson
import pytest
from graphql import get_introspection_query

from commands.graphql_client import GraphQLClient
from tests.api.test_streams import EVENTS, PARTS, events_in, parts_in
from tests.api.test_websocket import heard, opened, say
from tests.support.hostile_documents import SHAPES, document
from tests.support.installation import Installation
from tests.support.processes import cpu_seconds


def around(times: int, first: int = 50) -> str:
    """From the terms to their groups and back, again and again."""
    inner = "code"
    for _ in range(times):
        inner = f"groups(first: {first}) {{ nodes {{ term {{ {inner} }} }} }}"
    return f"{{ terms {{ {inner} }} }}"


async def by_post(api: GraphQLClient, asked: dict[str, Any]) -> Any:
    return (await api.http.post("/graphql", json=asked)).json()


async def by_get(api: GraphQLClient, asked: dict[str, Any]) -> Any:
    return (await api.http.get("/graphql", params={**asked, "variables": json.dumps(asked.get("variables"))})).json()


async def by_events(api: GraphQLClient, asked: dict[str, Any]) -> Any:
    answer = await api.http.post("/graphql", json=asked, headers={"accept": EVENTS})
    return events_in(answer.text)[0][1]


async def in_parts(api: GraphQLClient, asked: dict[str, Any]) -> Any:
    [answer] = parts_in((await api.http.post("/graphql", json=asked, headers={"accept": PARTS})).text)
    return answer


async def by_socket(api: GraphQLClient, asked: dict[str, Any]) -> Any:
    async with opened(api) as socket:
        await say(socket, {"id": "1", "type": "subscribe", "payload": asked})
        message = await heard(socket)
        return {"errors": message["payload"]} if message["type"] == "error" else message["payload"]


TOO_MUCH: list[tuple[dict[str, Any], str]] = [
    ({"query": around(3)}, "GRAPHQL_VALIDATION_FAILED"),
    ({"query": around(2)}, "MAX_COST_EXCEEDED"),
    ({"query": document([SHAPES["doubling chain"](40)])}, "MAX_COST_EXCEEDED"),
    ({"query": document([SHAPES["circle"](40)])}, "GRAPHQL_VALIDATION_FAILED"),
    ({"query": document([SHAPES["one field"](900)])}, "GRAPHQL_VALIDATION_FAILED"),
    ({"query": document([SHAPES["unknown types"](100)])}, "GRAPHQL_VALIDATION_FAILED"),
    ({"query": document([SHAPES["chain"](900)])}, "GRAPHQL_PARSE_FAILED"),
    ({"query": document([SHAPES["inline in inline"](330)])}, "GRAPHQL_PARSE_FAILED"),
    ({"query": "{ viewer { subject } }" + "#" * 20_000}, "GRAPHQL_PARSE_FAILED"),
    (
        {"query": "query($ids: [ID!]!) { nodes(ids: $ids) { id } }", "variables": {"ids": ["x"] * 1001}},
        "BAD_USER_INPUT",
    ),
]


@pytest.mark.parametrize("send", [by_post, by_get, by_events, by_socket])
async def test_what_would_cost_too_much_is_refused_immediately(
    live: Installation, api: GraphQLClient, send: Callable[[GraphQLClient, dict[str, Any]], Awaitable[Any]]
) -> None:
    [process] = [child for child in live.processes[0].children if child.name == "api"]
    before = cpu_seconds(process)
    for asked, code in TOO_MUCH:
        answer = await send(api, asked)
        assert "data" not in answer, asked
        if send is by_get and answer["errors"][0]["extensions"]["code"] == "URI_TOO_LONG":
            assert len(str(httpx.QueryParams(asked))) > 30_000
            continue
        assert {error["extensions"]["code"] for error in answer["errors"]} == {code}, asked
        assert all(error["extensions"]["correlationId"] for error in answer["errors"])
    assert cpu_seconds(process) - before < 0.2 * len(TOO_MUCH)


@pytest.mark.parametrize("send", [in_parts, by_events, by_socket])
async def test_a_subscription_is_limited_as_well(
    api: GraphQLClient, send: Callable[[GraphQLClient, dict[str, Any]], Awaitable[Any]]
) -> None:
    lists = "groups(first: 100) { nodes { term { groups(first: 100) { nodes { code } } } } }"
    for text, code in {
        f'subscription {{ task(id: "x") {{ task {{ term {{ {lists} }} }} }} }}': "MAX_COST_EXCEEDED",
        f"subscription {{ ...F }} {SHAPES['circle'](40)[1]}": "GRAPHQL_VALIDATION_FAILED",
        "subscription {" + "a " * 1000 + "}": "GRAPHQL_PARSE_FAILED",
    }.items():
        answer = await send(api, {"query": text})
        assert "data" not in answer
        assert {error["extensions"]["code"] for error in answer["errors"]} == {code}


async def test_a_body_of_a_megabyte_costs_no_more_than_its_transport(live: Installation, api: GraphQLClient) -> None:
    [process] = [child for child in live.processes[0].children if child.name == "api"]
    before = cpu_seconds(process)
    for text in ("{" + "a " * 500_000 + "}", "{" + "__typename " * 90_000 + "}"):
        answer = await api.http.post(
            "/graphql", content=orjson.dumps({"query": text}), headers={"content-type": "application/json"}
        )
        assert answer.json()["errors"][0]["extensions"]["code"] == "GRAPHQL_PARSE_FAILED"
    assert cpu_seconds(process) - before < 0.5


async def test_mutations_in_fragments_count(api: GraphQLClient) -> None:
    cancel = 'cancelTask(input: {id: "x"}) { __typename }'
    text = f"mutation {{ ... {{ {' '.join(f'a{n}: {cancel}' for n in range(10))} {cancel} }} }}"
    [error] = (await api.execute(text))["errors"]
    assert "mutations" in error["message"]


async def test_no_student_reads_a_thousand_lists_of_lists(api: GraphQLClient) -> None:
    """What once kept the database's connections for half a minute, and opened its circuit for all."""
    [term] = (await api.execute('{ term(code: "2024-2") { id } }'))["data"].values()
    inner = "code"
    for _ in range(3):
        inner = f"term {{ groups(first: 20) {{ nodes {{ {inner} }} }} }}"
    inner = inner.removeprefix("term {").removesuffix("}")
    text = f"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on Term {{ {inner} }} }} }}"
    [error] = (await api.execute(text, {"ids": [term["id"]] * 100}))["errors"]
    assert error["extensions"]["code"] == "MAX_COST_EXCEEDED"
    assert error["extensions"]["cost"] > error["extensions"]["maxCost"]


@pytest.mark.parametrize("document", [get_introspection_query(), around(2, first=20)], ids=["introspection", "around"])
async def test_what_clients_need_is_answered(api: GraphQLClient, document: str) -> None:
    answer = await api.execute(document)
    assert "errors" not in answer
    assert answer["data"]
    assert answer["extensions"]["cost"] <= 10_000
