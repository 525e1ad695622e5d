"""What scanners of GraphQL servers look for: a closed installation has none of it.

Within the test, so that each probe costs milliseconds. That the probes find something is seen in an open installation.
"""

import httpx
import pytest

from app.http.application import build_application
from guards.access_policy import CLOSED, OPEN, AccessPolicy
from tests.support.application import make_parts
from tests.support.probes import (
    INTROSPECTION,
    NEVER_SEEN,
    PROBES,
    SEEN_WHEN_OPEN,
    Probe,
    answer,
    introspection,
    query_by_get,
    suggestions,
)
from tests.support.tokens import authorization


def installation(policy: AccessPolicy, headers: dict[str, str] | None = None) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(build_application(make_parts(access=policy)))
    return httpx.AsyncClient(transport=transport, base_url="http://api", headers=headers)


@pytest.mark.parametrize("probe", PROBES)
async def test_a_stranger_finds_nothing_in_a_closed_installation(probe: Probe) -> None:
    async with installation(CLOSED) as http:
        assert not await probe(http)


@pytest.mark.parametrize("probe", SEEN_WHEN_OPEN)
async def test_the_probes_find_what_an_open_installation_shows(probe: Probe) -> None:
    async with installation(OPEN) as http:
        assert await probe(http)


@pytest.mark.parametrize("probe", NEVER_SEEN)
async def test_what_overloads_or_leaks_is_not_found_in_an_open_one_either(probe: Probe) -> None:
    async with installation(OPEN) as http:
        assert not await probe(http)


@pytest.mark.parametrize("probe", [introspection, query_by_get, suggestions])
async def test_signed_in_callers_may_look_around_in_a_closed_installation(probe: Probe) -> None:
    async with installation(CLOSED, authorization()) as http:
        assert await probe(http)


async def test_a_stranger_is_told_what_to_do() -> None:
    async with installation(CLOSED) as http:
        [error] = (await answer(http, INTROSPECTION))["errors"]
        assert (error["message"], error["extensions"]["code"]) == (
            "Introspection is for signed-in callers; send a token.",
            "UNAUTHENTICATED",
        )
        refused = await http.get("/graphql", params={"query": "{ __typename }"}, headers={"accept-language": "es"})
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, 'Bearer realm="registro"')
    assert "envíe un token" in refused.json()["errors"][0]["message"]
