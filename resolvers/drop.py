"""drop: accept that one student gives seats in several groups of one term back."""

from enrollment.task import TaskKind
from resolvers.context import Context
from resolvers.submit import Basket, Outcome, submit


async def drop(context: Context, basket: Basket) -> Outcome:
    """Accept the request, or say everything that is wrong with it at once."""
    return await submit(context, TaskKind.DROP, basket)
