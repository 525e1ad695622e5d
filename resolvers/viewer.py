"""viewer: who the caller is."""

from enrollment.catalogue import Student
from resolvers.caller import Caller
from resolvers.context import Context


def viewer(context: Context) -> Caller:
    return context.caller


async def student_of_viewer(context: Context) -> Student | None:
    """The student who the caller is, if any."""
    code = context.caller.student_code
    return None if code is None else await context.loaders.student_by_code.load(code)
