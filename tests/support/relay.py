"""A port of 127.0.0.1 behind which the tests' PostgreSQL is, wherever that really listens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from models.database_url import DatabaseUrl


@asynccontextmanager
async def relay(database_url: str, port: int = 0, passes: asyncio.Event | None = None) -> AsyncIterator[int]:
    """Passes on what comes to the port, which is yielded; 0: to any free one. In the end it cuts all connections.

    `passes`: while it is not set, everything waits, and every connection stays open.
    """
    sinks: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await to_postgres(database_url)
        sinks.extend((writer, there[1]))
        await asyncio.gather(copy(reader, there[1], passes), copy(there[0], writer, passes))

    server = await asyncio.start_server(serve, "127.0.0.1", port)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for sink in sinks:
            sink.close()


async def to_postgres(database_url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection to the server, in bytes."""
    [(host, port)] = DatabaseUrl.parse(database_url).hosts
    if host.startswith("/"):
        return await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{port}")
    return await asyncio.open_connection(host, port)


async def copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter, passes: asyncio.Event | None = None) -> None:
    """Pass on what comes, and then the end; `passes` as above."""
    with suppress(OSError):
        while data := await source.read(2**16):
            if passes is not None:
                await passes.wait()
            sink.write(data)
            await sink.drain()
    sink.close()
