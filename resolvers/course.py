"""course: one course by its code."""

from enrollment.catalogue import Course
from resolvers.context import Context
from resolvers.refusals import readable


async def course(context: Context, code: str) -> Course | None:
    """The course with this code, if any."""
    text = readable(code)
    return None if text is None else await context.ports.catalogue.course_by_code(text)
