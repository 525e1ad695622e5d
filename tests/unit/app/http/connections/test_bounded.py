"""When a client counts as one that does not read."""

import asyncio
import math

from starlette.applications import Starlette

from app.http.connections.bounded import BoundedConnection, ServerConfig
from app.http.connections.watch import ConnectionWatch, CutReason
from guards.connection_limits import ConnectionLimits


class Buffer(asyncio.Transport):
    """A transport of which only the buffer is known."""

    unsent = 100_000
    aborts = 0
    closing: bool = False

    def get_write_buffer_size(self) -> int:
        return self.unsent

    def is_closing(self) -> bool:
        return self.closing

    def abort(self) -> None:
        self.aborts += 1


def connection() -> tuple[BoundedConnection, Buffer]:
    """A connection that may take 10 s for each 1,000 bytes."""
    made, buffer = BoundedConnection(), Buffer()
    limits = ConnectionLimits(stalled_seconds=10, min_bytes_per_second=100)
    made.config, made.transport = ServerConfig(Starlette(), ConnectionWatch(limits)), buffer
    return made, buffer


async def test_a_client_that_reads_slowly_is_let_read_and_one_that_stops_is_cut_off() -> None:
    client, buffer = connection()
    client.loop = asyncio.get_running_loop()
    client.pause_writing()
    began = client.write_due - 10
    for look in range(1, 6):
        buffer.unsent -= 1000
        client.look(began + look * 10)
        assert buffer.aborts == 0
    buffer.unsent -= 999
    client.look(began + 55)
    assert buffer.aborts == 0
    client.look(began + 60)
    assert buffer.aborts == 1
    assert client.watch.refused[CutReason.NOT_READING] == 1


async def test_a_client_that_has_read_has_all_the_time() -> None:
    client, buffer = connection()
    client.loop = asyncio.get_running_loop()
    client.pause_writing()
    client.resume_writing()
    assert client.write_due == math.inf
    client.look(client.loop.time() + 1000)
    assert buffer.aborts == 0


def test_what_is_left_in_the_buffer_of_a_closed_connection_is_not_waited_for_without_end() -> None:
    client, buffer = connection()
    buffer.closing = True
    client.look(0)
    client.look(9)
    assert buffer.aborts == 0
    client.look(10)
    assert buffer.aborts == 1
