"""The other system as a process of the tests, with the switches that make it fail."""

import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import httpx

from commands.graphql_client import tls_context
from commands.processes import Processes, free_port
from tests.support.forked import forked
from tests.support.installation import quiet
from tests.support.poll import wait_for_async

SECRET = "of the tests alone, and long enough for them"  # noqa: S105 - and of no other use


class Billing:
    """The other system, running.

    Attributes:
        environment: with which enrollments are charged for.
    """

    def __init__(self, url: str, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.http = httpx.AsyncClient(base_url=url, verify=tls_context())

    async def switch(self, *, do: Sequence[str] = (), undo: Sequence[str] = (), seconds: float = 1.0) -> None:
        """How its next calls fail; see `tests.support.participant`. What was slow goes on."""
        answer = await self.http.post("/switches", json={"do": do, "undo": undo, "seconds": seconds})
        answer.raise_for_status()

    async def account(self, saga_id: UUID, step: str = "charge") -> dict[str, Any]:
        """What it remembers of a step of the saga."""
        ledger = (await self.http.get("/ledger")).json()
        account: dict[str, Any] = ledger[f"{saga_id}:{step}"]
        return account

    async def knows(self, saga_id: UUID, step: str = "charge") -> bool:
        """Whether it ever heard of a step of the saga."""
        return f"{saga_id}:{step}" in (await self.http.get("/ledger")).json()

    async def heard(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The requests that it received, and the answers that it gave."""
        return (await self.http.get("/requests")).json(), (await self.http.get("/answers")).json()

    async def listens(self) -> bool:
        """Whether it listens."""
        try:
            return (await self.http.get("/ledger")).is_success
        except httpx.TransportError:
            return False

    async def close(self) -> None:
        """Hang up."""
        await self.http.aclose()


@asynccontextmanager
async def participant(service: str = "BILLING") -> AsyncIterator[Billing]:
    """The other system, listening; `service` is what it takes part as."""
    port = free_port()
    command = (sys.executable, "-m", "tests.support.participant")
    processes = Processes({}, port=port, command=command, say=quiet, spawn=forked)
    url = f"http://127.0.0.1:{port}"
    # One request an attempt: what is tried again is the step then, and in the journal.
    environment = {
        f"REGISTRO_PARTICIPANTS__{service}_URL": f"{url}/",
        "REGISTRO_PARTICIPANTS__SECRET": SECRET,
        "REGISTRO_PARTICIPANTS__MAX_REQUESTS": "1",
        "REGISTRO_STEP__TIMEOUT_SECONDS": "0.4",
        # It is made to fail again and again, and each call is to reach it all the same.
        f"REGISTRO_BREAKER__{service}__FAILURE_THRESHOLD": "999999",
    }
    billing = Billing(url, environment)
    try:
        await processes.start("participant", str(port), SECRET)
        await wait_for_async(billing.listens, 20, "it listens")
        yield billing
    finally:
        await billing.close()
        await processes.stop()
