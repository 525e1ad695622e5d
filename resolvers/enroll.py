"""enroll: accept an enrollment of one student in several groups of one term."""

from enrollment.task import TaskKind
from resolvers.context import Context
from resolvers.submit import Outcome, SubmitRequest, submit


async def enroll(context: Context, request: SubmitRequest) -> Outcome:
    """See `submit`."""
    return await submit(context, TaskKind.ENROLL, request)
