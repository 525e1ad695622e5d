"""course: one course by its code."""

from enrollment.catalogue import Course
from resolvers.context import Context
from resolvers.errors import readable
from resolvers.permissions import signed_in


async def course(context: Context, code: str) -> Course | None:
    """The course with this code, if any."""
    signed_in(context)
    text = readable(code)
    return None if text is None else await context.ports.catalogue.course_by_code(text)
