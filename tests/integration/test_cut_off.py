"""One of two API processes is cut off from the database: it says so and refuses, and the other goes on."""

import asyncio
from collections.abc import Mapping
from typing import Any

from commands.graphql_client import GraphQLClient
from models.database_url import DatabaseUrl
from tests.support.graphql import enroll
from tests.support.installation import Installation
from tests.support.poll import rounds, wait_for_async
from tests.support.relay import relay
from tests.support.tokens import signed_in

SOON = 30.0
EVERY = 0.1
"""Seconds between two requests to each."""
CIRCUITS = "{ circuitBreakers { service state ownState sharedState reports { state cause } } }"


def through(database_url: str, port: int) -> str:
    """The same database behind another port."""
    there = DatabaseUrl.parse(database_url)
    login = there.user if there.password is None else f"{there.user}:{there.password}"
    return f"postgresql://{login}@127.0.0.1:{port}/{there.database}"


async def database_circuit(api: GraphQLClient) -> Mapping[str, Any]:
    answer = await api.execute(CIRCUITS)
    [found] = [one for one in answer["data"]["circuitBreakers"] if one["service"] == "database"]
    circuit: Mapping[str, Any] = found
    return circuit


async def accepted(api: GraphQLClient, student: int) -> bool:
    return bool((await enroll(api, f"EST{student:03}", "G-ELC102-E"))["__typename"] == "TaskAccepted")


async def test_a_process_that_is_cut_off_refuses_and_stops_no_other(installation: Installation) -> None:
    asked = 0
    async with relay(installation.database_url) as port:
        elsewhere = {"DATABASE_URL": through(installation.database_url, port)}
        [healthy], [cut_off] = [
            await installation.start(workers=0, environment=environment) for environment in ({}, elsewhere)
        ]
        async with signed_in(cut_off.base_url) as api:
            assert await accepted(api, 100)
    async with signed_in(healthy.base_url) as well, signed_in(cut_off.base_url) as ill:

        async def open_there() -> bool:
            nonlocal asked
            asked += 1
            assert await accepted(well, asked)
            await ill.execute("{ terms { code } }")
            return bool((await database_circuit(ill))["ownState"] == "OPEN")

        await wait_for_async(open_there, SOON, "the circuit of the one that is cut off is open")
        async for _ in rounds(3, every=EVERY):
            asked += 1
            student, unready = await asyncio.gather(accepted(well, asked), ill.http.get("/readyz"))
            assert student
            assert (unready.status_code, unready.json()["unavailable"][0]) == (503, "database")
            assert (await well.http.get("/readyz")).status_code == 200
        seen = await database_circuit(well)
        assert (seen["state"], seen["ownState"], seen["sharedState"]) == ("CLOSED", "CLOSED", "CLOSED")
        assert "OPEN" in {report["state"] for report in seen["reports"]}
        async with relay(installation.database_url, port):

            async def accepts_again() -> bool:
                return await accepted(ill, 100)

            await wait_for_async(accepts_again, SOON, "it accepts again")
            assert (await ill.http.get("/readyz")).status_code == 200
