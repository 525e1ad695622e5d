"""How often callers may ask: what is refused, in which form, and who is not affected."""

from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import uuid4

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from app.http.application import LOCAL_ORIGINS, ApplicationParts, build_application
from app.settings.guards import RateSettings, RoleRates
from commands.graphql_client import tls_context
from guards.rate_limits.rates import Rates
from resolvers.caller import Role
from resolvers.node import NodeKind
from schema.ids import encode
from schema.operation_rates import BODY_BYTES_PER_TOKEN, COST_PER_TOKEN, READ_PER_TOKEN
from tests.api.test_websocket import closed, heard, opened, say
from tests.support.installation import Servers
from tests.support.metrics import scraped, value
from tests.support.tokens import authorization, signed_in
from tests.unit.app.http.test_application import parts

SLOW = RoleRates(queries_per_second=1, mutations_per_second=1)
RATES = RateSettings(anonymous_per_second=1, student=SLOW)
"""Ten of anything without a pause, and then one a second."""
VIEWER = {"query": "{ viewer { subject } }"}
ONE, OTHER = (authorization(Role.STUDENT, code) for code in ("EST001", "EST002"))
CANCEL = 'cancelTask(input: {id: "x"}) { __typename ... on RateLimited { code message retry retryAfterSeconds } }'


def made(rates: RateSettings = RATES) -> ApplicationParts:
    return replace(parts(), rates=Rates(rates.limits), origins=LOCAL_ORIGINS)


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with client(made(), "192.0.2.1") as opened:
        yield opened


def client(of: ApplicationParts, address: str) -> httpx.AsyncClient:
    """A client with this address."""
    transport = httpx.ASGITransport(build_application(of), client=(address, 1234))
    return httpx.AsyncClient(transport=transport, base_url="http://testserver")


async def asked(http: httpx.AsyncClient, count: int, headers: Mapping[str, str], body: object = VIEWER) -> list[int]:
    """The status of each of `count` answers."""
    return [(await http.post("/graphql", json=body, headers=headers)).status_code for _ in range(count)]


def remaining(answer: httpx.Response) -> str:
    """Tokens left for queries."""
    return answer.headers["ratelimit"].split(";")[1].removeprefix("r=")


def mutations(count: int) -> dict[str, Any]:
    return {"query": f"mutation {{ {' '.join(f'm{number}: {CANCEL}' for number in range(count))} }}"}


def tasks(count: int) -> dict[str, Any]:
    """A query that costs about seven times `count`."""
    query = "query($ids: [ID!]!) { tasks(ids: $ids) { id kind status final version studentCode } }"
    return {"query": query, "variables": {"ids": [encode(NodeKind.TASK, uuid4()) for _ in range(count)]}}


async def test_one_token_in_a_loop_is_refused_and_another_caller_is_not(http: httpx.AsyncClient) -> None:
    assert set(await asked(http, 10, ONE)) == {200}
    refused = await http.post("/graphql", json=VIEWER, headers={**ONE, "Accept-Language": "es"})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
    [error] = refused.json()["errors"]
    assert error["extensions"]["code"] == "RATE_LIMITED"
    assert 0 < error["extensions"]["retryAfterSeconds"] <= 1
    assert error["extensions"]["correlationId"] == refused.headers["x-correlation-id"]
    assert error["message"].startswith("Pregunta más a menudo de lo permitido")
    assert await asked(http, 1, OTHER) == [200]


async def test_a_mutation_is_refused_with_a_problem_and_calls_nothing(http: httpx.AsyncClient) -> None:
    for _ in range(2):
        answer = await http.post("/graphql", json=mutations(5), headers=ONE)
        assert {each["__typename"] for each in answer.json()["data"].values()} == {"TaskNotFound"}
    answer = await http.post("/graphql", json=mutations(5), headers=ONE)
    assert answer.status_code == 200
    for problem in answer.json()["data"].values():
        assert (problem["code"], problem["retry"]) == ("RATE_LIMITED", "AFTER")
        assert 0 < problem["retryAfterSeconds"] <= 1
        assert f"{problem['retryAfterSeconds']:g} s" in problem["message"]


async def test_several_mutations_in_one_document_count_one_by_one(http: httpx.AsyncClient) -> None:
    await http.post("/graphql", json=mutations(7), headers=ONE)
    answer = await http.post("/graphql", json=mutations(7), headers=ONE)
    kinds = [each["__typename"] for each in answer.json()["data"].values()]
    assert kinds == ["TaskNotFound"] * 3 + ["RateLimited"] * 4


async def test_mutations_are_still_carried_out_while_queries_are_refused(http: httpx.AsyncClient) -> None:
    await http.post("/graphql", json=mutations(1), headers=OTHER)
    assert set(await asked(http, 12, ONE)) == {200, 429}
    for count in (1, 2):  # the second document is not known yet
        answer = await http.post("/graphql", json=mutations(count), headers=ONE)
        assert answer.json()["data"]["m0"]["__typename"] == "TaskNotFound"


async def test_a_flood_without_tokens_affects_no_caller_with_one_at_the_same_address(http: httpx.AsyncClient) -> None:
    statuses = await asked(http, 30, {})
    assert statuses[0] == 200
    assert statuses[-1] == 429
    assert await asked(http, 2, {"Authorization": "Bearer nonsense"}) == [429, 429]
    assert await asked(http, 1, ONE) == [200]


async def test_tokens_that_are_not_valid_count_for_the_address() -> None:
    of = made()
    application = build_application(of)
    for address, expected in (("192.0.2.1", [401] * 10 + [429] * 2), ("192.0.2.2", [401])):
        transport = httpx.ASGITransport(application, client=(address, 1234))
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as http:
            assert await asked(http, len(expected), {"Authorization": "Bearer nonsense"}) == expected


async def test_what_is_refused_without_a_token_is_not_even_parsed(http: httpx.AsyncClient) -> None:
    await asked(http, 30, {})
    assert (await http.post("/graphql", content=b"no JSON")).status_code == 429


async def test_what_is_no_request_draws_as_well(http: httpx.AsyncClient) -> None:
    headers = {**ONE, "Content-Type": "application/json"}
    answers = [await http.post("/graphql", content=b"no JSON", headers=headers) for _ in range(12)]
    assert [answer.status_code for answer in answers] == [400] * 10 + [429] * 2
    assert answers[-1].headers["retry-after"] == "1"
    assert await asked(http, 1, OTHER) == [200]


CANCEL_GIVEN = "mutation($input: CancelTaskInput!) { cancelTask(input: $input) { __typename } }"
NOTHING_EXECUTED = {
    "variables are missing": (CANCEL_GIVEN, {}),
    "a list in the variables is too long": (CANCEL_GIVEN, {"input": {"id": "x"}, "more": [0] * 1001}),
    "every field is skipped": (f"mutation($not: Boolean!) {{ ... @skip(if: $not) {{ {CANCEL} }} }}", {"not": True}),
    "it costs too much": (
        """mutation($input: CancelTaskInput!) { cancelTask(input: $input) { ... on TaskCancelling { task { student {
        tasks(first: 100) { nodes { student { tasks(first: 100) { nodes { id } } } } } } } } } }""",
        {"input": {"id": "x"}},
    ),
}


@pytest.mark.parametrize(("query", "variables"), NOTHING_EXECUTED.values(), ids=NOTHING_EXECUTED)
async def test_a_known_mutation_of_which_nothing_is_executed_draws_as_a_query(
    query: str, variables: dict[str, Any]
) -> None:
    rates = RATES.model_copy(update={"student": RoleRates(queries_per_second=0.01, mutations_per_second=1)})
    async with client(made(rates), "192.0.2.1") as http:
        assert await asked(http, 11, ONE, {"query": query, "variables": variables}) == [200] * 10 + [429]
        assert await asked(http, 1, OTHER) == [200]


async def test_what_a_mutation_shows_besides_draws_by_its_cost() -> None:
    query = """mutation { cancelTask(input: {id: "x"}) { __typename ... on TaskCancelling { task { student {
        tasks(first: 100) { nodes { id kind status final version studentCode } } } } } } }"""
    slow = RoleRates(queries_per_second=0.1, mutations_per_second=1)
    async with client(made(RATES.model_copy(update={"burst_seconds": 1000, "student": slow})), "192.0.2.1") as http:
        left, costs = [], []
        for _ in range(2):  # the first time its document is not known yet
            answer = await http.post("/graphql", json={"query": query}, headers=ONE)
            assert answer.json()["data"]["cancelTask"]["__typename"] == "TaskNotFound"
            left.append(int(remaining(answer)))
            costs.append(answer.json()["extensions"]["cost"])
    assert left[0] - left[1] == pytest.approx(costs[1] / COST_PER_TOKEN, abs=2)


async def test_every_answer_says_what_is_left(http: httpx.AsyncClient) -> None:
    answer = await http.post("/graphql", json=VIEWER, headers={**ONE, "Origin": "http://localhost:5173"})
    assert answer.headers["ratelimit-policy"] == '"queries";q=10;w=10, "mutations";q=10;w=10'
    assert answer.headers["ratelimit"] == '"queries";r=9;t=1, "mutations";r=10;t=0'
    assert {"RateLimit", "RateLimit-Policy", "Retry-After"} <= {
        name.strip() for name in answer.headers["access-control-expose-headers"].split(",")
    }
    for body, headers, status in (
        (["batch"], ONE, 400),
        (VIEWER, {"Authorization": "Bearer nonsense"}, 401),
        (VIEWER, {}, 200),
    ):
        answer = await http.post("/graphql", json=body, headers=headers)
        assert (answer.status_code, answer.headers["ratelimit-policy"][:14]) == (status, '"queries";q=10')
        assert "ratelimit" in answer.headers


async def test_a_query_draws_by_its_cost() -> None:
    rates = RATES.model_copy(update={"student": RoleRates(queries_per_second=10, mutations_per_second=1)})
    async with client(made(rates), "192.0.2.1") as http:
        left, costs = [], []
        for count in (1, 1, 100):
            answer = await http.post("/graphql", json=tasks(count), headers=ONE)
            left.append(int(remaining(answer)))
            costs.append(answer.json()["extensions"]["cost"])
        assert left[1] - left[2] == pytest.approx(costs[2] / COST_PER_TOKEN, abs=2)


async def test_a_document_that_is_not_known_draws_by_its_length() -> None:
    rates = RATES.model_copy(update={"student": RoleRates(queries_per_second=20, mutations_per_second=1)})
    async with client(made(rates), "192.0.2.1") as http:
        left = []
        for number in range(2):
            body = {"query": f"{{ nothing{number} }} #{'x' * 5 * READ_PER_TOKEN}"}
            answer = await http.post("/graphql", json=body, headers=ONE)
            assert "errors" in answer.json()
            left.append(int(remaining(answer)))
        assert left[0] - left[1] == pytest.approx(6, abs=1)


async def test_a_large_body_draws_by_its_length(http: httpx.AsyncClient) -> None:
    body = {**VIEWER, "variables": {"unused": "x" * 2 * BODY_BYTES_PER_TOKEN}}
    assert await asked(http, 5, ONE, body) == [200] * 3 + [429] * 2
    assert await asked(http, 3, {}, body) == [200] * 2 + [429]


async def test_an_expensive_query_is_refused_after_it_was_weighed() -> None:
    async with client(made(), "192.0.2.1") as http:
        assert await asked(http, 3, ONE, tasks(100)) == [200, 200, 429]


@pytest.fixture(scope="module")
async def addresses(servers: Servers) -> AsyncIterator[list[str]]:
    """Two APIs over one Redis: ten of anything without a pause, a hundred queries of an operator, then next to none."""
    environment = {
        "REGISTRO_RATE__BURST_SECONDS": "1000",
        "REGISTRO_RATE__ANONYMOUS_PER_SECOND": "0.01",
        "REGISTRO_RATE__STUDENT__QUERIES_PER_SECOND": "0.01",
        "REGISTRO_RATE__STUDENT__MUTATIONS_PER_SECOND": "0.01",
        "REGISTRO_RATE__OPERATOR__QUERIES_PER_SECOND": "0.1",
    }
    async with servers.installation(environment) as made:
        started = await made.start(apis=2, workers=0)
        yield [processes.base_url for processes in started]


async def test_apis_admit_together_what_one_may(addresses: list[str]) -> None:
    """Each for itself they would admit twice as much; a chunk of each may be too much."""
    async with httpx.AsyncClient(headers=authorization(Role.OPERATOR), verify=tls_context()) as http:
        admitted, left = 0, {"all"}
        while left != {"0"}:
            answers = [await http.post(f"{address}/graphql", json=VIEWER) for address in addresses]
            admitted += sum(answer.status_code == 200 for answer in answers)
            left = {remaining(answer) for answer in answers}
    assert 100 <= admitted < 160


async def test_over_a_websocket_an_operation_is_refused_and_the_others_go_on(addresses: list[str]) -> None:
    async with signed_in(addresses[0]) as api, opened(api, init=False) as socket:
        await say(socket, {"type": "connection_init", "payload": authorization(Role.STUDENT, "EST004")})
        assert await heard(socket) == {"type": "connection_ack"}
        refusals = []
        for number in range(15):
            await say(socket, {"id": str(number), "type": "subscribe", "payload": VIEWER})
            answer = await heard(socket)
            if answer["type"] == "error":
                refusals.append(answer)
            else:
                assert await heard(socket) == {"id": str(number), "type": "complete"}
        assert refusals
        [error] = refusals[0]["payload"]
        assert error["extensions"]["code"] == "RATE_LIMITED"
        assert error["extensions"]["retryAfterSeconds"] > 0
        assert error["extensions"]["correlationId"]

        document = {"query": 'mutation { cancelTask(input: {id: "x"}) { __typename } }'}
        async with signed_in(addresses[0]) as admin:
            await admin.execute(document["query"])  # then it is known
        kinds = []
        for number in range(15):
            await say(socket, {"id": f"m{number}", "type": "subscribe", "payload": document})
            kinds.append((await heard(socket))["payload"]["data"]["cancelTask"]["__typename"])
            assert (await heard(socket))["type"] == "complete"
        assert (kinds[0], kinds[-1]) == ("TaskNotFound", "RateLimited")


async def test_sockets_without_a_token_are_refused_for_their_address_and_those_with_one_are_not(
    addresses: list[str],
) -> None:
    async with signed_in(addresses[1]) as api:
        codes = []
        while 1013 not in codes:
            async with opened(api, init=False) as socket:
                await say(socket, {"type": "connection_init", "payload": {"Authorization": "Bearer nonsense"}})
                codes.append(await closed(socket))
        assert codes == [4403] * 10 + [1013]
        async with opened(api) as socket:
            await say(socket, {"id": "1", "type": "subscribe", "payload": VIEWER})
            assert (await heard(socket))["type"] == "next"


async def test_a_caller_who_connects_again_and_again_is_refused(addresses: list[str]) -> None:
    codes = [1000]
    async with signed_in(addresses[1]) as api:
        while 1013 not in codes:
            async with opened(api, init=False) as socket:
                await say(socket, {"type": "connection_init", "payload": authorization(Role.STUDENT, "EST006")})
                with suppress(ConnectionClosed):
                    assert await heard(socket) == {"type": "connection_ack"}
                    await socket.close()
                codes.append(socket.close_code or 0)
    assert codes == [1000] * 11 + [1013]


async def test_messages_that_ask_for_nothing_draw_as_well(addresses: list[str]) -> None:
    async with signed_in(addresses[1]) as api, opened(api, init=False) as socket:
        await say(socket, {"type": "connection_init", "payload": authorization(Role.STUDENT, "EST007")})
        assert await heard(socket) == {"type": "connection_ack"}
        for _ in range(9):
            await say(socket, {"type": "ping"})
            assert await heard(socket) == {"type": "pong"}
        answer = await api.http.post("/graphql", json=VIEWER, headers=authorization(Role.STUDENT, "EST007"))
        assert answer.status_code == 429


async def test_refusals_are_counted(addresses: list[str]) -> None:
    async with httpx.AsyncClient(headers=authorization(Role.STUDENT, "EST005"), verify=tls_context()) as http:
        while (await http.post(f"{addresses[0]}/graphql", json=VIEWER)).status_code != 429:
            pass
    metrics = await scraped(addresses[0])
    assert value(metrics, "registro_rate_limited_total", limit="student-queries") >= 1
    assert value(metrics, "registro_rate_limit_buckets", limit="student-queries") >= 1
