"""drop: accept that one student gives seats in several groups of one term back."""

from enrollment.task import TaskKind
from resolvers.context import Context
from resolvers.submit import Outcome, SubmitRequest, submit


async def drop(context: Context, request: SubmitRequest) -> Outcome:
    """See `submit`."""
    return await submit(context, TaskKind.DROP, request)
