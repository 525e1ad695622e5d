"""Subscription stats: how the work goes, again and again."""

import asyncio
from collections.abc import AsyncGenerator

from kit.errors import DatabaseUnavailable
from resolvers.context import Context, Role
from resolvers.errors import BadArgument
from resolvers.permissions import allow
from services.stats import Stats

SHORTEST = 0.5
LONGEST = 3600.0
"""Seconds between two readings."""


async def watch_stats(context: Context, every_seconds: float) -> AsyncGenerator[Stats, None]:
    """A reading now and one every so many seconds; none while the database is away. Raises BadArgument."""
    allow(context, Role.OPERATOR)
    if not SHORTEST <= every_seconds <= LONGEST:
        raise BadArgument("everySeconds", f"must be {SHORTEST:g} to {LONGEST:g}; {every_seconds:g} was asked for.")
    yield await context.ports.statistics.read()
    while True:
        await asyncio.sleep(every_seconds)
        try:
            reading = await context.ports.statistics.read()
        except DatabaseUnavailable:
            continue
        yield reading
