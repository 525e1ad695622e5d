"""Tortoise's client for PostgreSQL, whose connections can be replaced, and which can ask past its pool."""

import asyncio
from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient

_PROBE_SECONDS = 2.0
"""What a probe may take, connecting included."""
_SPARE_IDLE_SECONDS = 10.0
"""After which the connection of probes is closed."""


class RenewableClient(AsyncpgDBClient):
    """A client with a pool, and beside it a spare connection for probes, which does not wait for the pool."""

    _spare: asyncpg.Pool | None = None

    async def create_pool(self, **kwargs: Any) -> asyncpg.Pool:
        """The pool; Tortoise calls this with the first query."""
        once = {"min_size": 0, "max_size": 1, "max_inactive_connection_lifetime": _SPARE_IDLE_SECONDS}
        pool = await super().create_pool(**kwargs)
        self._spare = await super().create_pool(**{**kwargs, **once})
        return pool

    async def replace_connections(self) -> None:
        """Use no connection again that is open now: each is replaced when it is asked for, or closed on its return."""
        await self._expire_connections()
        if self._spare is not None:
            await self._spare.expire_connections()

    async def probe(self) -> None:
        """Return if the database answers. If it does not, no connection that is open now is used again.

        What is under way in the pool does not matter.

        Raises:
            ConnectionError: it does not answer in time.
            Exception: the driver's error.
        """
        try:
            async with asyncio.timeout(_PROBE_SECONDS):
                await self._probe()
        except Exception as error:
            await self.replace_connections()
            if isinstance(error, TimeoutError):
                raise ConnectionError(f"the database does not answer within {_PROBE_SECONDS:g} s") from error
            raise

    async def _probe(self) -> None:
        if self._pool is None or self._spare is None:  # there was no query yet, or none was answered
            async with self.acquire_connection():
                return
        # An idle connection says the same as the spare one, and costs none of the server's.
        pool = self._pool if self._pool.get_idle_size() else self._spare
        connection = await pool.acquire()
        try:
            await connection.fetchval("SELECT 1")
        except BaseException:
            connection.terminate()  # otherwise the pool would wait until the server has cancelled the statement
            raise
        finally:
            await pool.release(connection)

    async def _close(self) -> None:
        if self._spare is not None:
            self._spare.terminate()
            self._spare = None
        await super()._close()


client_class = RenewableClient
"""Where Tortoise looks for the client of an engine."""
