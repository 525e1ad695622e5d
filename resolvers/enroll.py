"""enroll: accept an enrollment of one student in several groups of one term."""

from enrollment.task import TaskKind
from resolvers.context import Context
from resolvers.submit import Basket, Outcome, submit


async def enroll(context: Context, basket: Basket) -> Outcome:
    """Accept the request, or say everything that is wrong with it at once."""
    return await submit(context, TaskKind.ENROLL, basket)
