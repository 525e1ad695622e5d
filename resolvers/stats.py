"""stats: how the work goes."""

from resolvers.caller import Role
from resolvers.context import Context
from resolvers.permissions import allow
from services.stats import Stats


async def stats(context: Context) -> Stats:
    """The latest reading, at most half a second old."""
    allow(context, Role.OPERATOR)
    return await context.services.stats.read()
