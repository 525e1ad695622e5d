"""Subscription stats: how the work goes, at an interval."""

import asyncio
from collections.abc import AsyncGenerator

from kit.errors import DatabaseUnavailable
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.errors import BadArgument
from resolvers.permissions import allow
from services.stats import Stats

MIN_SECONDS = 0.5
MAX_SECONDS = 3600.0
"""Between two readings."""


async def watch_stats(context: Context, every_seconds: float) -> AsyncGenerator[Stats, None]:
    """A reading now, then one at each interval; none while the database cannot be reached. Raises BadArgument."""
    allow(context, Role.OPERATOR)
    if not MIN_SECONDS <= every_seconds <= MAX_SECONDS:
        raise BadArgument(
            "everySeconds",
            f"must be {MIN_SECONDS:g} to {MAX_SECONDS:g}; {every_seconds:g} was asked for.",
            f"debe estar entre {MIN_SECONDS:g} y {MAX_SECONDS:g}; se pidió {every_seconds:g}.",
        )
    yield await context.services.stats.read()
    while True:
        await asyncio.sleep(every_seconds)
        try:
            reading = await context.services.stats.read()
        except DatabaseUnavailable:
            continue
        yield reading
