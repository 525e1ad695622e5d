"""The suites that others wrote for servers of GraphQL, or that speak for their clients: `make checks` runs them whole,
test_suites.py in a small form.

A suite consists of checks. Programs print a line for each: `ok  EXPECTED` or `NOT EXPECTED: SEEN`.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx
import pytest

from schema.build import SCHEMA
from schema.printed import PATH as PRINTED
from tests.clients import fuzzing, subscribers
from tests.clients.outcome import Outcome
from tests.clients.place import Place
from tests.support.graphql import accepted
from tests.support.machine import CLIENTS, ROOT, ended, node, there
from tests.support.probes import PROBES, shown
from tests.support.processes import frozen
from tests.support.tokens import signed_in

RELEASED = PRINTED.with_name("released.graphql")
DOCUMENTS = sorted((ROOT / "web" / "graphiql" / "operations").glob("*.graphql"))
NOT_INSTALLED = pytest.fail.Exception
VIEWER = "{ viewer { subject } }"


@dataclass(frozen=True, slots=True)
class Suite:
    """A suite. `checks`: of how many it consists; with fewer it falls short, too."""

    title: str
    checks: int
    run: Callable[[Place], Awaitable[Outcome]]

    async def outcome(self, place: Place) -> Outcome:
        """What it found. Whatever keeps it from running is a failure."""
        try:
            found = await self.run(place)
        except (Exception, NOT_INSTALLED) as error:  # noqa: BLE001 - other suites have to go on
            return Outcome(0, [f"it could not be run: {error or repr(error)}"])
        if not found.failures and found.passed != self.checks:
            return Outcome(found.passed, [f"{found.passed} checks were made, not {self.checks}"])
        return found


def by_node(script: str, *arguments: object) -> Callable[[Place], Awaitable[Outcome]]:
    """A suite that is a program for Node; its first argument is the address of the API."""

    async def run(place: Place) -> Outcome:
        return await javascript(place, script, *arguments)

    return run


async def javascript(place: Place, script: str, *arguments: object) -> Outcome:
    """What a program for Node found at the API."""
    there(CLIENTS / "node_modules" / ".stamp")
    return Outcome.read(*await ended(node(), script, place.url, *map(str, arguments)))


async def protocol(place: Place) -> Outcome:
    """graphql-transport-ws, on the subscription to a task that waits."""
    with frozen(*place.workers):
        async with signed_in(place.base_url) as api:
            task = await accepted(api, "EST149", "G-ELC102-E")
        variables = json.dumps({"id": task["id"]})
        return await javascript(place, "subscribe/ws-protocol.mjs", subscribers.WATCH, variables)


async def gql(place: Place) -> Outcome:
    """gql, each of its transports with a student of its own."""
    python = there(CLIENTS / ".venv" / "bin" / "python")
    students = [f"EST{number:03}" for number in range(11, 19)]
    return Outcome.read(*await ended(python, "gql_check.py", place.url, *students))


async def cop(place: Place) -> Outcome:
    """The probes of graphql-cop, by a stranger; its own package on PyPI is empty."""
    async with httpx.AsyncClient(base_url=place.closed_base_url, timeout=30) as http:
        assert await shown(http, "{ __typename }"), "the closed API does not answer a query"
        found = [(probe.__doc__ or "").rstrip(".") for probe in PROBES if await probe(http)]
    return Outcome(len(PROBES) - len(found), found)


async def lint(_: Place) -> Outcome:
    """graphql-eslint, on the printed schema and the documents of the page."""
    there(CLIENTS / "node_modules" / ".stamp")
    return Outcome.read(*await ended(node(), "lint.mjs", PRINTED, *DOCUMENTS))


GRAPHQL = SCHEMA._schema
ROOT_FIELDS = sum(len(type_.fields) for type_ in (GRAPHQL.query_type, GRAPHQL.mutation_type) if type_)
SUITES: dict[str, Suite] = {
    "audit": Suite("graphql-http: GraphQL over HTTP", 61, by_node("audit.mjs")),
    "clients": Suite("graphql-ws, Apollo, urql, graphql-sse subscribe", len(subscribers.NAMES), subscribers.run),
    "protocol": Suite("graphql-transport-ws, spoken raw", 16, protocol),
    "urql": Suite("urql asks", 1, by_node("subscribe/urql-query.mjs", VIEWER)),
    "persisted": Suite("Apollo asks by hash", 2, by_node("subscribe/apollo-persisted.mjs", VIEWER)),
    "gql": Suite("gql for Python, each transport", 9, gql),
    "cop": Suite("graphql-cop's probes on a closed API, by a stranger", len(PROBES), cop),
    "eslint": Suite("graphql-eslint: schema and documents", 1 + len(DOCUMENTS), lint),
    "breaking": Suite("graphql-js: clients of the last release", 1, by_node("breaking.mjs", RELEASED)),
    "schemathesis": Suite("schemathesis: made-up requests to each root field", ROOT_FIELDS, fuzzing.run),
}
"""All suites by name, in the order in which they are run: the one that changes most comes last."""
