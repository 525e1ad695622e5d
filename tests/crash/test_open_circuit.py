"""While billing's circuit is open sagas wait: none is declined, nothing is given up, and they go on by themselves."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from commands.processes import Processes
from tests.support.billing import Billing, participant
from tests.support.installation import QUICK, Installation, Servers
from tests.support.outcome_checks import call_witness, seats, sound_history
from tests.support.poll import wait_for_async
from tests.support.processes import GROUPS, Follower, cancel, enroll

SOON = 20.0
"""Seconds, on a machine that is busy with something else."""


@dataclass(slots=True)
class Site:
    """An installation with a worker whose circuit opens after three failures, for a second."""

    installation: Installation
    processes: Processes
    billing: Billing

    async def hand_in(self, student: str) -> Follower:
        return Follower(self.processes.base_url, await enroll(self.processes.base_url, student))

    async def charge(self, follower: Follower) -> dict[str, Any]:
        """The journal's record of the charge; empty while there is none."""
        rows = await self.installation.sql(
            "SELECT status, attempts, detail FROM saga_steps WHERE saga_id = $1 AND name = 'charge'",
            follower.saga_id,
        )
        return rows[0] if rows else {}

    async def tries(self, follower: Follower) -> int:
        """How often the charge was tried, once it was given up."""

        async def given_up() -> int:
            charge = await self.charge(follower)
            return int(charge["attempts"]) if charge.get("status") in {"FAILED", "COMPENSATING"} else 0

        return await wait_for_async(given_up, SOON, "the charge is given up")

    async def waits(self, follower: Follower) -> None:
        """Return once the saga is put down until the circuit may let it through."""

        async def waiting() -> bool:
            [row] = await self.installation.sql("SELECT owner, waits_for FROM sagas WHERE id = $1", follower.saga_id)
            return row == {"owner": None, "waits_for": "billing"}

        await wait_for_async(waiting, SOON, "the saga waits for the circuit")


@asynccontextmanager
async def opened(servers: Servers, recovery: float) -> AsyncIterator[tuple[Site, Follower]]:
    """A site whose circuit has just opened, and the saga that met with all the failures."""
    async with servers.installation(QUICK) as installation, participant() as billing:
        await call_witness(installation)
        policy = {
            "REGISTRO_BREAKER__BILLING__FAILURE_THRESHOLD": "3",
            "REGISTRO_BREAKER__BILLING__RECOVERY_SECONDS": str(recovery),
            "REGISTRO_BREAKER__BILLING__SUCCESS_THRESHOLD": "2",
        }
        [processes] = await installation.start(environment={**billing.environment, **policy})
        site = Site(installation, processes, billing)
        await billing.switch(do=["error"])
        first = await site.hand_in("EST001")
        assert await site.tries(first) == 3, "its own attempts are used up and have opened the circuit"
        yield site, first


async def test_sagas_wait_and_go_on_by_themselves(servers: Servers) -> None:
    async with opened(servers, recovery=1) as (site, first):
        waiting = [await site.hand_in(f"EST{number:03}") for number in range(2, 8)]
        for follower in waiting:
            await site.waits(follower)
            assert await seats(site.installation, follower.saga_id) == {"RESERVED": len(GROUPS)}

        await site.billing.switch()
        task = await first.ended(SOON)
        assert (task["status"], task["saga"]["status"]) == ("FAILED", "COMPENSATED")
        for follower in waiting:
            assert (await follower.ended(SOON))["status"] == "SUCCEEDED"
            charge, account = await site.charge(follower), await site.billing.account(follower.saga_id)
            assert (account["charges"], account["undos"]) == (1, 0)
            # An attempt that was not let through is none: what was counted is what billing was asked.
            assert charge["attempts"] == len(account["calls"])
            await sound_history(site.installation, follower.saga_id)


async def test_a_cancellation_does_not_wait_for_the_circuit(servers: Servers) -> None:
    async with opened(servers, recovery=3600) as (site, _):
        follower = await site.hand_in("EST002")
        await site.waits(follower)
        await cancel(site.processes.base_url, follower.saga_id)
        assert (await follower.ended(SOON))["status"] == "CANCELLED"
        assert await seats(site.installation, follower.saga_id) == {"DROPPED": len(GROUPS)}
        assert not await site.billing.knows(follower.saga_id)
