"""What operations draw: a mutation that asks for nothing draws as a query does."""

from dataclasses import replace

import pytest

from app.settings.guards import RateSettings, RoleRates
from guards.rate_limits.rates import Rates
from resolvers.caller import Role
from tests.support.tokens import authorization
from tests.unit.app.http.test_application import client, parts

SLOW = RateSettings(student=RoleRates(queries_per_second=1, mutations_per_second=1))


@pytest.mark.parametrize("query", ["mutation { __typename }", "mutation { ... on Mutation { n: __typename } }"])
async def test_a_mutation_of_nothing_draws_each_time(query: str) -> None:
    headers = authorization(Role.STUDENT, "EST001")
    async with client(replace(parts(), rates=Rates(SLOW.limits))) as http:
        sent = [await http.post("/graphql", json={"query": query}, headers=headers) for _ in range(12)]
    assert sent[0].status_code == 200
    assert sent[-1].status_code == 429
