"""`registro healthy`: whether a worker on this host is alive, for the health check of its container."""

import asyncio
import socket

from app.settings import Settings
from models.database import Database
from models.heartbeats import Heartbeats


def run(settings: Settings) -> int:
    """Returns 0 if a worker on this host is alive, else 1."""
    return 0 if asyncio.run(_count_alive(settings, socket.gethostname())) else 1


async def _count_alive(settings: Settings, host: str) -> int:
    """Without a container, which loads the whole product: a health check runs every few seconds."""
    async with Database.open(settings.require_database(), pool_size=1) as database:
        return await Heartbeats(database).alive_on(host, settings.worker.lease)
