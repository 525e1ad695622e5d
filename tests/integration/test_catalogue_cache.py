"""Answers about the catalogue that callers share are never older than what they, or anyone here, was shown."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from app.container import ApiParts, Container
from guards.answer_cache import Given
from resolvers.caller import Role
from tests.support.application import application_of
from tests.support.poll import in_time, rounds, wait_for_async
from tests.support.tokens import authorization

PAGE = """query($code: String!) { term(code: $code) { code isOpen groups { nodes {
  code capacity seatsTaken course { title } term { isOpen } } } } }"""
TERM = {"code": "2024-2"}
SAVE = """mutation($input: SaveGroupInput!) { saveGroup(input: $input) {
  __typename ... on GroupSaved { group { capacity } } } }"""


@dataclass(frozen=True, slots=True)
class Api:
    """An API in this process."""

    parts: ApiParts
    client: httpx.AsyncClient

    async def ask(
        self, query: str = PAGE, variables: Mapping[str, Any] = TERM, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        return await self.client.post(
            "/graphql", json={"query": query, "variables": variables}, headers=headers or authorization()
        )

    async def capacity(self, code: str = "G-ELC102-E") -> int:
        answer = (await self.ask()).json()
        [group] = [each for each in answer["data"]["term"]["groups"]["nodes"] if each["code"] == code]
        return int(group["capacity"])

    def given(self) -> dict[Given, int]:
        return {by: self.parts.answers.given[by] for by in Given}


@asynccontextmanager
async def api_of(container: Container) -> AsyncIterator[Api]:
    async with (
        application_of(container) as (parts, application),
        httpx.AsyncClient(transport=httpx.ASGITransport(application), base_url="http://api") as client,
    ):
        api = Api(parts, client)
        await api.ask()  # from now on the document is known
        yield api


@pytest.fixture
async def api(container: Container) -> AsyncIterator[Api]:
    async with api_of(container) as made:
        yield made


async def test_those_who_ask_for_the_same_are_given_the_same_with_headers_of_their_own(api: Api) -> None:
    first = await api.ask()
    answers = await asyncio.gather(
        *(api.ask(headers={**authorization(), "X-Correlation-ID": f"c{n}"}) for n in range(50))
    )
    assert {answer.content for answer in answers} == {first.content}
    assert first.json()["extensions"] == {"cost": first.json()["extensions"]["cost"]}
    assert sorted(answer.headers["x-correlation-id"] for answer in answers) == sorted(f"c{n}" for n in range(50))
    assert api.given()[Given.EXECUTED] <= 3
    left = [int(answer.headers["ratelimit"].partition("r=")[2].partition(";")[0]) for answer in answers]
    assert min(left) < max(left), "each of them is drawn for"


async def test_what_has_to_be_refused_is_refused_though_an_answer_is_kept(api: Api) -> None:
    await api.ask()
    stranger = await api.ask(headers={"Authorization": ""})
    assert stranger.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    forged = await api.ask(headers={"Authorization": "Bearer nonsense"})
    assert forged.status_code == 401
    wrong = [
        await api.ask(
            PAGE.replace("groups", "groups(first: 101)"), headers={**authorization(), "Accept-Language": language}
        )
        for language in ("en", "es", "en", "es")
    ]
    texts = [answer.json()["errors"][0]["message"] for answer in wrong]
    assert texts[:2] == texts[2:]
    assert texts[0] != texts[1]


async def test_callers_with_other_roles_do_not_share_an_answer(api: Api) -> None:
    before = api.given()[Given.EXECUTED]
    for role, student in (
        (Role.ADMIN, None),
        (Role.STUDENT, "EST001"),
        (Role.REGISTRAR, None),
        (Role.STUDENT, "EST002"),
    ):
        assert (await api.ask(headers=authorization(role, student))).json()["data"]["term"]["code"] == "2024-2"
    assert api.given()[Given.EXECUTED] - before == 3


async def test_what_a_registrar_was_told_to_be_saved_is_shown_from_then_on(api: Api) -> None:
    for n in range(5):
        before = await api.capacity()
        group = {"termCode": "2024-2", "code": "G-ELC102-E", "courseCode": "ELC102", "capacity": before + 1 + n}
        saved = (await api.ask(SAVE, {"input": group})).json()
        assert saved["data"]["saveGroup"]["group"]["capacity"] == before + 1 + n
        assert await api.capacity() == before + 1 + n


async def test_seats_that_a_subscriber_here_was_shown_are_in_every_later_answer(api: Api, container: Container) -> None:
    async with api.parts.services.seat_feed.watch("2024-2", ["G-ELC102-E"]) as watch:
        [seats] = await in_time(anext(watch), 5)
        for _ in range(3):
            assert await api.capacity() >= seats.capacity
            await container.database.query("UPDATE groups SET capacity = capacity + 1 WHERE code = 'G-ELC102-E'")
            asking = [asyncio.create_task(api.capacity()) for _ in range(8)]
            [seats] = await in_time(anext(watch), 5)
            assert await api.capacity() >= seats.capacity
            await asyncio.gather(*asking)


async def test_a_change_that_is_not_heard_of_is_shown_within_a_second(api: Api, container: Container) -> None:
    before = await api.capacity()
    await container.database.query("UPDATE groups SET capacity = capacity + 1 WHERE code = 'G-ELC102-E'")
    clock = asyncio.get_running_loop().time
    committed = clock()

    async def shown() -> bool:
        asked = clock()
        found = await api.capacity()
        assert found == before + 1 or asked - committed <= 1
        return found == before + 1

    await wait_for_async(shown, 5, "the change in an answer")


async def test_an_opening_is_shown_from_its_moment_on_by_the_clock_of_the_database(
    api: Api, container: Container
) -> None:
    for edge in ("opens_at", "closes_at"):
        await container.database.query(f"UPDATE terms SET {edge} = now() + interval '400 ms' WHERE code = '2024-2'")
        api.parts.services.seat_feed.changed()
        seen = set[bool]()
        async for _ in rounds(1.2):
            [term] = await container.database.query(
                f"SELECT clock_timestamp() >= {edge} AS passed FROM terms WHERE code = '2024-2'"
            )
            shown = (await api.ask()).json()["data"]["term"]["isOpen"]
            assert not term["passed"] or shown == (edge == "opens_at")
            seen.add(shown)
        assert seen == {True, False}
    assert api.given()[Given.KEPT] > 5


async def test_an_error_is_given_to_the_caller_alone(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    assert api.parts.answers.kept_bytes > 0 or await api.ask()
    api.parts.services.seat_feed.changed()

    async def fail(*_: object) -> object:
        raise OSError("no such luck")

    with monkeypatch.context() as patched:
        patched.setattr(type(api.parts.services.catalogue), "groups_of_terms", fail)
        failed = await asyncio.gather(*(api.ask() for _ in range(5)))
        assert {answer.json()["errors"][0]["extensions"]["code"] for answer in failed} == {"INTERNAL"}
        ids = [answer.json()["errors"][0]["extensions"]["correlationId"] for answer in failed]
        assert ids == [answer.headers["x-correlation-id"] for answer in failed]
        assert len(set(ids)) == 5
    assert "errors" not in (await api.ask()).json()
