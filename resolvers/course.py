"""course: one course by its code."""

from enrollment.catalogue import Course
from resolvers.arguments import storable_code
from resolvers.context import Context
from resolvers.permissions import signed_in


async def course(context: Context, code: str) -> Course | None:
    signed_in(context)
    text = storable_code(code)
    return None if text is None else await context.services.catalogue.course_by_code(text)
