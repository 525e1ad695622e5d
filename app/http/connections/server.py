"""Uvicorn's server, with a watch over its connections."""

import asyncio
from typing import cast

import uvicorn

from app.http.connections.bounded import ServerConfig
from app.http.connections.watch import WatchedConnection


class WatchedServer(uvicorn.Server):
    """A server whose clients have to be fast enough.

    Attributes:
        watch: what watches over the connections.
    """

    def __init__(self, config: ServerConfig) -> None:
        super().__init__(config)
        self.watch = config.watch

    async def on_tick(self, counter: int) -> bool:
        """Look at the connections; uvicorn calls this ten times a second."""
        connections = cast("set[WatchedConnection]", self.server_state.connections)
        self.watch.look(connections, asyncio.get_running_loop().time())
        return await super().on_tick(counter)
