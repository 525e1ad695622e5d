"""What a process makes sure of before it works: that its servers accept it, answer, and have this release's tables."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable

import structlog
from redis.asyncio import Redis

from app.redis_pool import refusal
from app.settings import Settings
from kit.errors import DatabaseRefused, DatabaseUnavailable
from kit.outage import Outage
from kit.redis_errors import REDIS_ERRORS
from models.database import Database
from models.migration_status import missing_migrations

_log = structlog.get_logger("app.startup")

_PAUSE_SECONDS = 0.5
"""Between two attempts."""


async def refuse_unusable_servers(database: Database, redis: Redis) -> None:
    """Raise DatabaseRefused, or SystemExit with a sentence, if PostgreSQL or Redis would refuse every connection.

    A server that does not answer may answer later, and is not waited for.
    """
    try:
        await database.ping()
    except DatabaseRefused:
        raise
    except DatabaseUnavailable as error:
        _log.warning("the database is unavailable", error=str(error))
    try:
        await redis.ping()
    except REDIS_ERRORS as error:
        if reason := refusal(error):
            raise SystemExit(f"registro: REDIS_URL: {reason}.") from None
        _log.warning("redis is unavailable", error=repr(error))


async def wait_for_database(database: Database, seconds: float = math.inf) -> None:
    """Return as soon as the database answers. Raises DatabaseUnavailable if it does not within `seconds`, and
    DatabaseRefused if it never will."""
    await _keep_trying(database.ping, seconds=seconds)


async def wait_for_migrations(database: Database) -> None:
    """Return as soon as the database answers and has the tables of this release."""
    outage = Outage(_log, "waiting for `registro migrate`", "the database is migrated")
    while True:
        await wait_for_database(database)
        try:
            missing = await missing_migrations(database)
        except DatabaseUnavailable:
            continue
        if not missing:
            outage.recovered()
            return
        outage.failed(missing=missing)
        await asyncio.sleep(_PAUSE_SECONDS)


async def wait_for_first_heartbeat(beat: Callable[[], Awaitable[None]], is_wanted: Callable[[], bool]) -> None:
    """Return as soon as `beat` has recorded one: the database may have become unavailable since it last answered.

    Returns without one when `is_wanted` no longer holds, because the process was told to stop.
    """
    await _keep_trying(beat, is_wanted)


async def wait_for_database_of(settings: Settings) -> None:
    """The same as `wait_for_database`, for a command that has no connection yet, as long as its settings say."""
    async with Database.open(settings.require_database(), pool_size=1) as database:
        await wait_for_database(database, settings.database_wait_seconds)


async def _keep_trying(
    attempt: Callable[[], Awaitable[object]],
    is_wanted: Callable[[], bool] = lambda: True,
    *,
    seconds: float = math.inf,
) -> None:
    """Return when an attempt succeeds or none is wanted. Raises the error of one that fails after `seconds`, and
    DatabaseRefused immediately."""
    outage = Outage(_log, "waiting for the database", "the database answers")
    deadline = time.monotonic() + seconds
    while is_wanted():
        try:
            await attempt()
        except DatabaseUnavailable as error:
            if isinstance(error, DatabaseRefused) or time.monotonic() > deadline:
                raise
            outage.failed(error)
        else:
            outage.recovered()
            return
        await asyncio.sleep(_PAUSE_SECONDS)
