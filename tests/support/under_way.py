"""An installation is left with sagas in every state of being under way, by real processes that are killed."""

import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from commands.graphql_client import GraphQLClient
from commands.processes import Child, Processes
from resolvers.node import NodeKind
from saga.faults import FaultPoint
from schema.ids import uuid_of
from tests.support.billing import Billing
from tests.support.graphql import accepted, accepted_drop
from tests.support.installation import Installation
from tests.support.poll import wait_for_async
from tests.support.processes import GROUPS, NO_SWEEP, all_final, beats, cancel, killed, stopped
from tests.support.tokens import signed_in

SOON = 30.0
"""Seconds."""
LONG = 3600.0
"""Seconds for which billing thinks about a call: longer than all of this takes."""
ENVIRONMENT = {
    "REGISTRO_IDEMPOTENCY_TTL_SECONDS": str(100 * 365 * 86_400),  # keys are still to stand when later code reads them
    "REGISTRO_STEP__RETRY_FIRST_SECONDS": "0.05",
}
CLIENTS_KEY = "a key that the client chose"
PATIENT = {"REGISTRO_STEP__TIMEOUT_SECONDS": str(LONG)}


@dataclass(slots=True)
class UnderWay:
    """What is left.

    Attributes:
        ends: the status in which each unfinished saga ends, or in which it waits for an operator.
        retried: the status in which those that wait for an operator end once one has retried them.
        requests: each enrollment that was handed in, with the id that clients have of its task.
        standing: those that give the same task again, however late they are repeated.
    """

    ends: dict[UUID, str] = field(default_factory=dict)
    retried: dict[UUID, str] = field(default_factory=dict)
    requests: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    standing: list[UUID] = field(default_factory=list)


class Scene:
    """An API that makes no charges, one that charges, and workers that come and go."""

    def __init__(self, installation: Installation, plain: Processes, billed: Processes, billing: Billing) -> None:
        self.installation = installation
        self.plain = plain
        self.billed = billed
        self.billing = billing
        self.left = UnderWay()

    async def worker(self, environment: Mapping[str, str] | None = None) -> Child:
        """A worker that knows billing and is alive."""
        child = await self.billed.start_worker({**PATIENT, **(environment or {})})
        await beats(self.installation, child)
        return child

    async def enroll(self, student: str, *groups: str, billed: bool = False, key: str | None = None) -> UUID:
        """Hand in an enrollment."""
        async with signed_in((self.billed if billed else self.plain).base_url) as api:
            task = await accepted(api, student, *(groups or GROUPS), key=key)
        request = {"studentCode": student, "groupCodes": list(groups or GROUPS), "idempotencyKey": key}
        self.left.requests[_uuid(task)] = {**request, "task": task["id"]}
        return _uuid(task)

    async def drop(self, student: str, *groups: str) -> UUID:
        """Hand in a drop."""
        async with signed_in(self.plain.base_url) as api:
            return _uuid(await accepted_drop(api, student, *groups))

    async def ended(self, *ids: UUID) -> dict[str, int]:
        """How many ended with which status."""
        return await all_final(self.installation, ids, SOON)

    async def status(self, saga_id: UUID, status: str) -> None:
        """Return once the saga has this status."""

        async def has() -> bool:
            return bool(await self.installation.sql("SELECT FROM sagas WHERE id = $1 AND status = $2", saga_id, status))

        await wait_for_async(has, SOON, f"{saga_id} is {status}")

    async def billing_is_asked(self, saga_id: UUID, verb: str) -> None:
        """Return once billing was asked, whether it has answered or not."""

        async def asked() -> bool:
            requests, _ = await self.billing.heard()
            return any(
                (request["body"]["saga"], request["body"]["verb"]) == (str(saga_id), verb) for request in requests
            )

        await wait_for_async(asked, SOON, f"billing is asked for {verb}")


async def leave_under_way(scene: Scene) -> None:
    """Bring sagas as far as they are to come, with no worker left."""
    await _some_ended(scene)
    await _some_wait_for_an_operator(scene)
    await _some_were_with_billing(scene)
    await _one_was_claimed(scene)
    await _some_were_accepted(scene)


async def _some_ended(scene: Scene) -> None:
    cancelled = await scene.enroll("EST016")
    await cancel(scene.plain.base_url, cancelled)
    worker = await scene.worker()
    good = [await scene.enroll(f"EST{n:03}") for n in (1, 2, 3)]
    assert await scene.ended(*good) == {"COMPLETED": 3}
    charged = await scene.enroll("EST014", billed=True)
    dropped = await scene.drop("EST002", "G-ELC102-E")
    refused = await scene.enroll("EST001", "G-ELC102-A", "G-MAT207-Z")
    assert await scene.ended(charged, dropped, refused) == {"COMPLETED": 2, "REJECTED": 1}
    await scene.billing.switch(do=["decline"])
    declined = await scene.enroll("EST013", billed=True)
    assert await scene.ended(cancelled, declined) == {"COMPENSATED": 2}
    await scene.billing.switch(do=["error"])
    assert await scene.ended(await scene.enroll("EST017", billed=True)) == {"COMPENSATED": 1}
    scene.left.standing += [good[2], charged]
    await stopped(worker, scene.billed)


async def _some_wait_for_an_operator(scene: Scene) -> None:
    """The undo of one fails; the other was claimed again and again and came no further."""
    await scene.billing.switch(do=["error"], undo=["error"])
    poison = await scene.enroll("EST012")
    limit = scene.installation.settings().worker.max_stalled_claims
    await scene.installation.sql("UPDATE sagas SET stalled = $2 WHERE id = $1", poison, limit)
    worker = await scene.worker()
    undo_fails = await scene.enroll("EST015", billed=True)
    for saga_id in (poison, undo_fails):
        await scene.status(saga_id, "STUCK")
        scene.left.ends[saga_id] = "STUCK"
    scene.left.retried |= {poison: "COMPLETED", undo_fails: "COMPENSATED"}
    await stopped(worker, scene.billed)


async def _some_were_with_billing(scene: Scene) -> None:
    """One waits for billing to charge, one to give the money back, when their worker dies."""
    await scene.billing.switch(do=["slow"], undo=["slow"], seconds=LONG)
    worker = await scene.worker(NO_SWEEP)
    back = await scene.enroll("EST020", billed=True)
    await scene.billing_is_asked(back, "do")
    await cancel(scene.plain.base_url, back)
    await scene.billing.switch(do=["slow"], undo=["slow"], seconds=LONG)  # the charge goes on
    await scene.billing_is_asked(back, "undo")
    forth = await scene.enroll("EST021", billed=True)
    await scene.billing_is_asked(forth, "do")
    worker.send_signal(signal.SIGKILL)
    await killed(worker, scene.billed)
    scene.left.ends |= {back: "COMPENSATED", forth: "COMPLETED"}


async def _one_was_claimed(scene: Scene) -> None:
    worker = await scene.worker({**NO_SWEEP, "REGISTRO_FAULT": f"{FaultPoint.AFTER_CLAIM}:kill"})
    claimed = await scene.enroll("EST010", "G-ELC106-E")
    await killed(worker, scene.billed)
    scene.left.ends[claimed] = "COMPLETED"


async def _some_were_accepted(scene: Scene) -> None:
    ids = [await scene.enroll(f"EST{n:03}", "G-ELC106-E", "G-LIN100-B") for n in range(4, 10)]
    ids.append(await scene.enroll("EST022", billed=True, key=CLIENTS_KEY))
    scene.left.standing += ids
    ids.append(await scene.drop("EST001", "G-ELC102-E"))
    ids.append(await scene.enroll("EST001", "G-ELC102-D"))  # possible once the drop before it is done
    scene.left.ends |= dict.fromkeys(ids, "COMPLETED")
    cancelled = await scene.enroll("EST011", "G-ELC106-E")
    await cancel(scene.plain.base_url, cancelled)
    scene.left.ends[cancelled] = "COMPENSATED"


@asynccontextmanager
async def played(installation: Installation, billing: Billing) -> AsyncIterator[tuple[UnderWay, GraphQLClient]]:
    """An installation as `leave_under_way` leaves it, with an API that can still be asked."""
    [plain] = await installation.start(workers=0)
    [billed] = await installation.start(workers=0, environment=billing.environment)
    scene = Scene(installation, plain, billed, billing)
    await leave_under_way(scene)
    async with signed_in(plain.base_url) as api:
        yield scene.left, api


def _uuid(task: Mapping[str, Any]) -> UUID:
    found = uuid_of(task["id"], NodeKind.TASK)
    assert found
    return found
