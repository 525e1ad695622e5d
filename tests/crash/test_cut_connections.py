"""Subscribers that are cut off without a word leave nothing behind."""

import asyncio
import socket
import struct

import msgspec
from redis.asyncio import Redis
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from resolvers.node import NodeKind
from schema.ids import encode
from tests.support.installation import QUICK, Servers
from tests.support.metrics import scraped
from tests.support.poll import wait_for_async
from tests.support.processes import TERM, enroll
from tests.support.tokens import authorization

RESET, SILENT = 500, 30
PROMISE = 30.0
"""Seconds after which nothing is left of clients that were cut off."""
SOON = 15.0
"""Seconds, on a machine that is busy with something else."""
SOCKETS = 50
"""That sign in at the same time."""
MANY_SOCKETS = {"REGISTRO_CONNECTION__MAX_SOCKETS_OF_STAFF": "1000"}
GAUGES = ("registro_subscriptions", "registro_event_loop_tasks")


async def test_sockets_cut_off_leave_no_subscription_no_task_and_no_channel(servers: Servers) -> None:
    async with servers.installation({**QUICK, **MANY_SOCKETS}) as installation:
        [processes] = await installation.start(workers=0)
        task_id = encode(NodeKind.TASK, await enroll(processes.base_url, "EST001"))
        documents = [
            f'subscription {{ task(id: "{task_id}") {{ version }} }}',
            "subscription { sagas { version } }",
            f'subscription {{ seats(termCode: "{TERM}") {{ at }} }}',
        ]
        before = await inside(processes.base_url)
        subscribers: list[ClientConnection] = []
        while len(subscribers) < RESET + SILENT:
            subscribers += await asyncio.gather(
                *(subscribed(processes.base_url, documents[n % len(documents)]) for n in range(SOCKETS))
            )

        async def all_watch() -> bool:
            held = await inside(processes.base_url)
            assert held["registro_event_loop_tasks"] >= len(subscribers)
            return held["registro_subscriptions"] == len(subscribers)

        await wait_for_async(all_watch, SOON, "all subscriptions have begun")

        for number, subscriber in enumerate(subscribers):
            if number < RESET:
                reset(subscriber)
            else:
                subscriber.transport.pause_reading()  # it is gone, without a word

        async def as_before() -> bool:
            return await inside(processes.base_url) == before

        await wait_for_async(as_before, PROMISE, "nothing is left")
        async with Redis.from_url(installation.redis_url) as redis:
            assert await redis.pubsub_numsub(installation.settings().channel) == [
                (installation.settings().channel.encode(), 1)
            ], "one channel a process, however many watch"
        for subscriber in subscribers[RESET:]:
            reset(subscriber)
        await asyncio.gather(*(subscriber.wait_closed() for subscriber in subscribers))


async def subscribed(base_url: str, document: str) -> ClientConnection:
    """A client whose subscription has begun."""
    subscriber = await connect(
        f"{base_url.replace('http', 'ws', 1)}/graphql",
        subprotocols=[Subprotocol("graphql-transport-ws")],
        additional_headers=authorization(),
        ping_interval=None,
        proxy=None,
    )
    await subscriber.send('{"type": "connection_init"}', text=True)
    assert "connection_ack" in str(await subscriber.recv())
    await subscriber.send(
        msgspec.json.encode({"id": "1", "type": "subscribe", "payload": {"query": document}}), text=True
    )
    return subscriber


def reset(subscriber: ClientConnection) -> None:
    """Cut the connection: no close frame, and an RST instead of a FIN."""
    connection: socket.socket = subscriber.transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    subscriber.transport.abort()


async def inside(base_url: str) -> dict[str, float]:
    """What the API says of its subscriptions, and how many tasks its event loop has."""
    metrics = await scraped(base_url)
    return {name: sum(sample.value for sample in metrics[name].samples) for name in GAUGES}
