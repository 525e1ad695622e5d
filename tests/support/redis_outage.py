"""An installation of two APIs and two workers on a Redis of its own, which a test may kill, freeze and empty."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from uuid import UUID, uuid4

import httpx
from redis.asyncio import Redis

from app.container import Container
from commands.graphql_client import tls_context
from commands.processes import Child, Processes
from events.wakeups import WorkerWakeups
from saga.faults import Faults
from tests.support.installation import Installation
from tests.support.poll import until, wait_for_async
from tests.support.processes import Follower, circuit, enroll, enroll_by
from tests.support.redis_server import RedisServer
from tests.support.tokens import signed_in

SOON = 15.0
"""Seconds, on a machine that is busy with something else."""
BASKET = ("G-ELC102-E", "G-LIN100-A")
ONE = ("G-LIN100-B",)


@dataclass(slots=True)
class Site:
    """The installation. `said`: what its processes have printed, a line each.

    `students` yields new ones, who hold no seat: of the demo's 200, those from EST150 on do, so the test adds others.
    """

    installation: Installation
    container: Container
    server: RedisServer
    apis: Sequence[Processes]
    said: list[str]
    students: Iterator[str] = field(default_factory=lambda: (f"EST{n:03}" for n in count(201)))

    @property
    def workers(self) -> list[Child]:
        return [child for child in self.apis[0].children if child.name.startswith("worker")]

    @property
    def redis(self) -> Redis:
        """A new client."""
        return self.server.client()

    def api(self, number: int) -> str:
        """The address of the API of this number, modulo how many there are."""
        return self.apis[number % len(self.apis)].base_url

    async def hand_in(self, number: int, groups: Sequence[str] = BASKET) -> UUID:
        """Hand in an enrollment of a new student through the API of this number."""
        return await enroll(self.api(number), next(self.students), groups)

    def followers(self, ids: Sequence[UUID], groups: Sequence[str] = BASKET) -> list[Follower]:
        """Each followed through each API."""
        return [Follower(api.base_url, saga_id, groups) for saga_id in ids for api in self.apis]

    def wishes(self, number: int) -> list[tuple[str, str]]:
        """New students, each with an idempotency key."""
        return [(next(self.students), uuid4().hex) for _ in range(number)]

    async def rush(self, wishes: Sequence[tuple[str, str]], groups: Sequence[str]) -> list[UUID]:
        """All of them enroll together, each through the next API."""
        clients = [signed_in(api.base_url) for api in self.apis]
        try:
            return await asyncio.gather(
                *(enroll_by(clients[n % len(clients)], who, groups, key) for n, (who, key) in enumerate(wishes))
            )
        finally:
            for client in clients:
                await client.http.aclose()

    async def circuits_are(self, *states: str) -> None:
        """Return once every API says that the circuit of the queue is in one of these states."""

        async def are() -> bool:
            return all([await circuit(api.base_url, "queue") in states for api in self.apis])

        await wait_for_async(are, SOON, f"the circuits are {' or '.join(states)}")

    async def unavailable(self) -> list[list[str]]:
        """What each API misses. It is ready all the same: it can serve without."""
        async with httpx.AsyncClient(verify=tls_context()) as http:
            answers = [await http.get(f"{api.base_url}/readyz") for api in self.apis]
        assert [answer.status_code for answer in answers] == [200] * len(self.apis)
        return [answer.json()["unavailable"] for answer in answers]

    async def wake(self, *due: tuple[UUID, int]) -> int:
        """Queue wake-ups; return how many were not queued already."""
        async with self.container.redis() as redis:
            return await WorkerWakeups(redis, self.container.settings.queue, Faults()).wake(due)

    async def no_wake_up_is_queued(self) -> None:
        """Return once workers have taken all wake-ups."""

        async def empty() -> bool:
            async with self.redis as redis:
                return not await redis.zcard(self.container.settings.queue)

        await wait_for_async(empty, SOON, "all wake-ups are taken")

    async def is_said(self, text: str, times: int = 1) -> None:
        """Return once processes have said it so often."""
        await until(lambda: sum(text in line for line in self.said) >= times, SOON, f"they say {text!r}")
