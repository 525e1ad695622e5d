"""swap: accept that one student gives seats in some groups of a term up for seats in others."""

from enrollment.task import TaskKind
from resolvers.context import Context
from resolvers.submit import Outcome, SwapRequest, submit


async def swap(context: Context, request: SwapRequest) -> Outcome:
    """See `submit`."""
    return await submit(context, TaskKind.SWAP, request)
