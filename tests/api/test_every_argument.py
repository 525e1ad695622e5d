"""Whatever is sent in any argument is accepted and can be read again, or is refused by name; it is no fault of ours."""

import asyncio
import math
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

import jwt
import orjson
import pytest
from hypothesis import HealthCheck, given, settings

from commands.graphql_client import GraphQLClient, GraphQLResponse
from tests.support.every_argument import FORGED_CURSORS, Site, coordinates, read_back, sites
from tests.support.graphql import enrolled, granted_override
from tests.support.installation import Servers
from tests.support.tokens import SECRET

SITES = sites()
EXAMPLES = {"query": 60, "mutation": 80, "subscription": 6}
ONE_IN = [pytest.param(4), pytest.param(1, marks=pytest.mark.machine)]
"""Of examples and cursors every fourth is tried by `make test`."""
PATIENCE = 0.3
"""Seconds in which a subscription is refused, if it is; most of those that are not have nothing to say."""


@dataclass(frozen=True, slots=True)
class Tried:
    """An API, and the errors in its log and in its worker's."""

    api: GraphQLClient
    errors: list[str]


@pytest.fixture(scope="module")
async def tried(servers: Servers) -> AsyncIterator[Tried]:
    """An installation of its own: what is tried here would be in the way of other tests.

    The caller may do everything, and is a student who is enrolled.
    """
    errors = list[str]()

    def say(name: str, line: str) -> None:
        if line.startswith("{") and orjson.loads(line).get("level") in {"error", "critical"}:
            errors.append(f"{name}: {line}")

    claims = {"sub": "x" * 255, "roles": ["admin", "student"], "student": "EST001", "exp": int(time.time()) + 3600}
    headers = {"Authorization": f"Bearer {jwt.encode(claims, SECRET, algorithm='HS256')}"}
    # Everything that a field answers with is asked for, which is more than clients need.
    unlimited = {"REGISTRO_OPERATION__MAX_COST": "10000000", "REGISTRO_RATE__ADMIN__QUERIES_PER_SECOND": "1000000"}
    async with servers.installation(unlimited) as made:
        [processes] = await made.start(say=say)
        async with GraphQLClient(processes.base_url, headers) as api:
            await enrolled(api, "EST001", "G-ELC102-E")
            await granted_override(api, "EST001")
            yield Tried(api, errors)


def test_every_argument_of_the_schema_is_tried() -> None:
    by_id_alone = {"Batch.rows"}  # pages as of the other connections; test_enroll_batch.py turns them
    assert SITES.keys() | by_id_alone == coordinates(), "there is no way to these from the root without arguments"


@pytest.mark.parametrize("name", [name for name, site in SITES.items() if len(site.path) > 1])
async def test_what_is_tried_deep_down_is_there(tried: Tried, name: str) -> None:
    site = SITES[name]
    answer = await tried.api.execute(site.document({}))
    assert "errors" not in answer
    assert list(found(answer["data"], site.path))


@pytest.mark.parametrize("one_in", ONE_IN)
@pytest.mark.parametrize("name", SITES)
async def test_what_is_sent_is_accepted_and_can_be_read_again_or_is_refused(
    tried: Tried, name: str, one_in: int
) -> None:
    site, loop = SITES[name], asyncio.get_running_loop()

    @settings(
        max_examples=math.ceil(EXAMPLES[site.operation] / one_in),
        derandomize=True,
        suppress_health_check=[*HealthCheck],
    )
    @given(site.values())
    def is_answered(values: dict[str, Any]) -> None:
        asyncio.run_coroutine_threadsafe(_is_answered(tried, site, values), loop).result()

    await asyncio.to_thread(is_answered)
    answer = await tried.api.execute(read_back())
    assert "errors" not in answer
    assert tried.errors == []


@pytest.mark.parametrize("one_in", ONE_IN)
@pytest.mark.parametrize("name", [name for name, site in SITES.items() if "after" in site.arguments])
async def test_no_made_up_cursor_is_taken_for_a_fault_of_ours(tried: Tried, name: str, one_in: int) -> None:
    for cursor in FORGED_CURSORS[::one_in]:
        await _is_answered(tried, SITES[name], {"after": cursor})
    assert tried.errors == []


async def _is_answered(tried: Tried, site: Site, values: dict[str, Any]) -> None:
    if site.operation == "subscription":
        answer = await _first_payload(tried.api, site.document(values), values)
    else:
        answer = await tried.api.execute(site.document(values), values)
    codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
    assert "INTERNAL" not in codes, answer
    if site.operation == "mutation" and "errors" not in answer:
        [result] = answer["data"].values()
        if "code" not in result:  # of problems
            again = await tried.api.execute("{ terms { code opensAt closesAt groups { nodes { code } } } }")
            assert "errors" not in again, values


async def _first_payload(api: GraphQLClient, document: str, values: dict[str, Any]) -> GraphQLResponse:
    async with aclosing(api.subscribe(document, values)) as payloads:
        try:
            async with asyncio.timeout(PATIENCE):  # limit: of the time in which a refusal is waited for
                return await anext(payloads, {})
        except TimeoutError:
            return {}


def found(data: Any, path: tuple[str, ...]) -> list[Any]:
    """What is at the end of a path, of every item of every list on the way."""
    if data is None:
        return []
    if isinstance(data, list):
        return [value for item in data for value in found(item, path)]
    return found(data[path[0]], path[1:]) if path else [data]
