"""`registro healthy`: whether a process on this host is alive, for the health check of its container."""

import asyncio
import socket
from http.client import HTTPConnection, HTTPException

from app.settings import Settings
from commands.processes import REACHABLE_HOST
from embedded.servers import find_running

_ANSWER_SECONDS = 4.0
"""An API that takes longer to say that it is alive is not; its container gives the check a second more."""


def run(settings: Settings) -> int:
    """Returns 0 if a worker on this host is alive, else 1."""
    return 0 if asyncio.run(_count_alive(settings, socket.gethostname())) else 1


def run_api(settings: Settings) -> int:
    """Returns 0 if the API on this host answers, else 1.

    What it depends on does not count: to restart it because the database is unavailable would not help.
    """
    connection = HTTPConnection(
        REACHABLE_HOST.get(settings.host, settings.host), settings.port, timeout=_ANSWER_SECONDS
    )
    try:
        connection.request("GET", "/healthz")
        return 0 if connection.getresponse().status == 200 else 1
    except (OSError, HTTPException):
        return 1
    finally:
        connection.close()


async def _count_alive(settings: Settings, host: str) -> int:
    """Without a container, which loads the whole product: a health check runs every few seconds."""
    from models.database import Database
    from models.heartbeats import Heartbeats

    url = settings.database_url or find_running(settings.state_dir).database_url or settings.require_database()
    async with Database.open(url, pool_size=1) as database:
        return await Heartbeats(database).alive_on(host, settings.worker.lease)
