"""What crash tests do to an installation: hand in, watch, kill and freeze, and look at what is left."""

import asyncio
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import cycle
from typing import Any
from uuid import UUID, uuid4

import httpx
import psutil
from redis.asyncio import Redis
from websockets.exceptions import ConnectionClosed, InvalidMessage

from commands.graphql_client import GraphQLClient
from commands.processes import Child, Processes
from resolvers.node import NodeKind
from schema.ids import encode, uuid_of
from tests.support.installation import QUICK, Installation
from tests.support.poll import rounds, until, wait_for_async, within
from tests.support.tokens import signed_in

TERM = "2024-2"
GROUPS = ("G-ELC102-E", "G-ELC106-E")
LEASE = float(QUICK["REGISTRO_WORKER__LEASE_SECONDS"])
PROMISE = LEASE + 5
"""Seconds of a live worker's life within which what a dead one left is final."""
SILENCE = 5.0
"""Seconds after which the database ends a transaction that says nothing: for so long a frozen worker that has begun to
sweep keeps the others from it."""
NO_SWEEP = {"REGISTRO_WORKER__SWEEP_AFTER_SECONDS": "3600"}
"""For a worker that wakes others for nothing but the next in line."""

_SUBMIT = """
mutation ($input: %sInput!) {
  submit: %s(input: $input) { __typename ... on TaskAccepted { task { id } } ... on Problem { code message } }
}"""
ENROLL = _SUBMIT % ("Enroll", "enroll")
DROP = _SUBMIT % ("Drop", "drop")
SWAP = _SUBMIT % ("Swap", "swap")
GIVEN_UP = "G-LIN100-A"
"""What swaps give up."""
_RETRY = "mutation ($input: RetrySagaInput!) { retrySaga(input: $input) { __typename } }"
_CANCEL_GROUP = """
mutation ($input: CancelGroupInput!) {
  cancelGroup(input: $input) { ... on GroupCancellation { group { cancelledAt cancelReason } } }
}"""
_CANCEL = "mutation ($id: ID!) { cancelTask(input: {id: $id}) { __typename } }"
WATCH = """
subscription ($id: ID!, $after: Int) {
  task(id: $id, afterVersion: $after) {
    version final
    task { status version groups { groupCode status } problems { code } saga { status steps { name status attempts } } }
  }
}"""
_CIRCUITS = "{ circuitBreakers { service state } }"
_TASK = "query ($id: ID!) { task(id: $id) { status version final saga { status } } }"

CUT = 1006
"""How a WebSocket's end is called that came without a word."""

Event = dict[str, Any]


async def enroll(base_url: str, student: str, groups: Sequence[str] = GROUPS, key: str | None = None) -> UUID:
    """Hand in through the API at `base_url`; the saga's id once it is accepted. Raises httpx.TransportError."""
    async with signed_in(base_url) as client:
        return await enroll_by(client, student, groups, key)


async def enroll_by(
    client: GraphQLClient, student: str, groups: Sequence[str] = GROUPS, key: str | None = None
) -> UUID:
    """The same by a client that is there already."""
    return await _submit(client, ENROLL, student, groups, key)


async def enroll_or_wait(base_url: str, student: str, groups: Sequence[str]) -> UUID:
    """Hand in that the student enrolls in these, or waits for a seat where there is none."""
    async with signed_in(base_url) as client:
        asked = {**_given(student, groups, uuid4().hex), "waitlist": True}
        return _accepted((await client.execute(ENROLL, {"input": asked}))["data"]["submit"])


async def drop(base_url: str, student: str, groups: Sequence[str] = GROUPS, key: str | None = None) -> UUID:
    """Hand in that these are to be dropped. Raises httpx.TransportError."""
    async with signed_in(base_url) as client:
        return await _submit(client, DROP, student, groups, key)


async def swap(
    base_url: str,
    student: str,
    groups: Sequence[str] = GROUPS,
    key: str | None = None,
    given_up: str = GIVEN_UP,
    *,
    waitlist: bool = False,
) -> UUID:
    """Hand in that a group is to be given up for these, or once there is a seat. Raises httpx.TransportError."""
    given = _given(student, groups, key or uuid4().hex) | ({"waitlist": True} if waitlist else {})
    given |= {"takeGroupCodes": given.pop("groupCodes"), "dropGroupCodes": [given_up]}
    async with signed_in(base_url) as client:
        answer = await client.execute(SWAP, {"input": given})
    return _accepted(answer["data"]["submit"])


async def cancel_group(base_url: str, group: str) -> dict[str, str]:
    """Cancel a group, for want of a teacher; when and why it was cancelled. Raises httpx.TransportError."""
    async with signed_in(base_url) as client:
        asked = {"termCode": TERM, "groupCode": group, "reason": "no teacher"}
        answer = await client.execute(_CANCEL_GROUP, {"input": asked})
    found: dict[str, str] = answer["data"]["cancelGroup"]["group"]
    return found


async def cancel(base_url: str, saga_id: UUID) -> None:
    """Ask for a task that is under way to be cancelled. Raises httpx.TransportError."""
    async with signed_in(base_url) as client:
        answer = await client.execute(_CANCEL, {"id": encode(NodeKind.TASK, saga_id)})
    assert answer["data"]["cancelTask"]["__typename"] == "TaskCancelling", answer


async def stuck_sagas(base_url: str) -> list[UUID]:
    """Those that operators are shown as stuck."""
    async with signed_in(base_url) as client:
        answer = await client.execute("{ sagas(filter: {status: [STUCK]}) { nodes { id } } }")
    found = (uuid_of(node["id"], NodeKind.SAGA) for node in answer["data"]["sagas"]["nodes"])
    return [saga_id for saga_id in found if saga_id]


async def retry(base_url: str, saga_id: UUID, reason: str) -> str:
    """Have a stuck saga carried on; what the answer is called."""
    async with signed_in(base_url) as client:
        asked = {"id": encode(NodeKind.SAGA, saga_id), "reason": reason}
        answer = await client.execute(_RETRY, {"input": asked})
    called: str = answer["data"]["retrySaga"]["__typename"]
    return called


async def _submit(client: GraphQLClient, document: str, student: str, groups: Sequence[str], key: str | None) -> UUID:
    answer = await client.execute(document, {"input": _given(student, groups, key or uuid4().hex)})
    return _accepted(answer["data"]["submit"])


def _given(student: str, groups: Sequence[str], key: str) -> dict[str, Any]:
    return {"studentCode": student, "termCode": TERM, "groupCodes": list(groups), "idempotencyKey": key}


def _accepted(answer: dict[str, Any]) -> UUID:
    assert answer["__typename"] == "TaskAccepted", answer
    found = uuid_of(answer["task"]["id"], NodeKind.TASK)
    assert found
    return found


class TryAgain(Exception):
    """What a client may do nothing about but to send the same again, with the same key, here or elsewhere."""


async def attempt(client: GraphQLClient, student: str, groups: Sequence[str], key: str, document: str = ENROLL) -> UUID:
    """One attempt of a client that tries again. Raises TryAgain; anything worse fails the test."""
    body = {"query": document, "variables": {"input": _given(student, groups, key)}}
    try:
        response = await client.http.post("/graphql", json=body)
    except httpx.TransportError as error:
        raise TryAgain(repr(error)) from error
    if response.status_code == httpx.codes.SERVICE_UNAVAILABLE:
        raise TryAgain(response.text)
    answer = response.json()["data"]["submit"]
    if answer.get("code") == "SERVICE_UNAVAILABLE":
        raise TryAgain(response.text)
    return _accepted(answer)


async def hand_in_surely(
    clients: Sequence[GraphQLClient],
    student: str,
    groups: Sequence[str],
    key: str,
    document: str = ENROLL,
    seconds: float = 30,
) -> UUID:
    """Try one after the other, again and again, until the task is accepted."""
    turn = cycle(clients)

    async def accepted() -> UUID | None:
        with suppress(TryAgain):
            return await attempt(next(turn), student, groups, key, document)
        return None

    async with within(seconds):
        return await wait_for_async(accepted, seconds, "the task is accepted")


async def watch_surely(clients: Sequence[GraphQLClient], saga_id: UUID) -> list[int]:
    """Watch a task to its end, going on elsewhere wherever a server stops; the codes that sockets were closed with."""
    codes: list[int] = []
    version, turn = None, cycle(clients)
    async with within(30):
        async for _ in rounds(30):
            try:
                async for payload in next(turn).subscribe(
                    WATCH, {"id": encode(NodeKind.TASK, saga_id), "after": version}
                ):
                    event = payload["data"]["task"]
                    assert version is None or event["version"] > version
                    version = event["version"]
            except ConnectionClosed as closed:
                codes.append(closed.rcvd.code if closed.rcvd else CUT)
            except (OSError, InvalidMessage):
                pass  # it is not there; the next one is
            else:
                return codes
    raise TimeoutError


async def query_task(base_url: str, saga_id: UUID) -> dict[str, Any]:
    """The task as the API at `base_url` shows it."""
    async with signed_in(base_url) as client:
        answer = await client.execute(_TASK, {"id": encode(NodeKind.TASK, saga_id)})
    task: dict[str, Any] = answer["data"]["task"]
    return task


async def circuit(base_url: str, service: str) -> str:
    """The state of a service's circuit as the API at `base_url` sees it."""
    async with signed_in(base_url) as client:
        answer = await client.execute(_CIRCUITS)
    return {one["service"]: str(one["state"]) for one in answer["data"]["circuitBreakers"]}[service]


class Follower:
    """A subscription through the API at `base_url`, from now on. `groups`: what the task asks for."""

    def __init__(self, base_url: str, saga_id: UUID, groups: Sequence[str] = GROUPS) -> None:
        self.saga_id = saga_id
        self.groups = groups
        self.events: list[Event] = []
        self._base_url = base_url
        self._task = asyncio.create_task(self._follow())

    async def begun(self) -> None:
        """Return once the snapshot is here."""
        await wait_for_async(self._heard, 10, "a snapshot comes")

    async def ended(self, seconds: float) -> Event:
        """The task at its final version, once the server has completed; versions rose strictly up to it."""
        async with within(seconds):
            await self._task
        versions = [event["version"] for event in self.events]
        assert versions == sorted(set(versions)), versions
        assert [event["final"] for event in self.events] == [False] * (len(versions) - 1) + [True]
        task: Event = self.events[-1]["task"]
        return task

    def close(self) -> None:
        """Stop watching."""
        self._task.cancel()

    async def _heard(self) -> bool:
        if self._task.done():
            await self._task
        return bool(self.events)

    async def _follow(self) -> None:
        async with signed_in(self._base_url) as client:
            async for payload in client.subscribe(WATCH, {"id": encode(NodeKind.TASK, self.saga_id)}):
                self.events.append(payload["data"]["task"])


@contextmanager
def frozen(*children: Child) -> Iterator[None]:
    """Inside the block they stand still, with every connection open."""
    for child in children:
        child.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for child in children:
            child.send_signal(signal.SIGCONT)


def cpu_seconds(child: Child) -> float:
    """Processor time that it has used."""
    times = psutil.Process(child.pid).cpu_times()
    return float(times.user + times.system)


async def stands_still(child: Child) -> None:
    """Return once it has stopped itself."""
    await until(lambda: bool(psutil.Process(child.pid).status() == psutil.STATUS_STOPPED), 20, f"{child.name} freezes")


async def killed(child: Child, processes: Processes) -> None:
    """Return once it was killed; its processes forget it, so that others may follow."""
    async with within(20):
        assert await child.wait() == -signal.SIGKILL
    processes.children.remove(child)


async def stopped(child: Child, processes: Processes) -> None:
    """Stop it in order."""
    await child.stop()
    processes.children.remove(child)


async def beats(installation: Installation, child: Child) -> UUID:
    """The id of a worker, once it lives."""

    async def row() -> list[dict[str, Any]]:
        return await installation.sql("SELECT id FROM workers WHERE name LIKE $1", f"%:{child.pid}")

    [found] = await wait_for_async(row, 20, f"{child.name} beats")
    worker_id: UUID = found["id"]
    return worker_id


async def wakeups_queued(installation: Installation, least: int) -> None:
    """Return once at least `least` wake-ups are queued: an API queues them after it has answered."""

    async def hang() -> bool:
        async with Redis.from_url(installation.redis_url) as redis:
            return int(await redis.zcard(installation.settings().queue)) >= least

    await wait_for_async(hang, 20, f"{least} wake-ups are queued")


async def all_final(installation: Installation, ids: Sequence[UUID], seconds: float) -> dict[str, int]:
    """How many of the sagas have which status, once all are final."""

    async def statuses() -> dict[str, int]:
        rows = await installation.sql(
            "SELECT status, finished_at IS NOT NULL AS final FROM sagas WHERE id = ANY($1::uuid[])", list(ids)
        )
        assert len(rows) == len(ids)
        return Counter(row["status"] for row in rows) if all(row["final"] for row in rows) else {}

    return await wait_for_async(statuses, seconds, "all are final")
