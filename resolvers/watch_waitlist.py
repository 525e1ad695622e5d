"""Subscription waitlist: a student's places in the waitlists of a term."""

from collections.abc import AsyncGenerator, Sequence

from enrollment.catalogue import Enrollment
from resolvers.arguments import storable_code
from resolvers.context import Context
from resolvers.errors import NotFound
from resolvers.permissions import may_see, signed_in


async def watch_waitlist(
    context: Context, student_code: str, term_code: str
) -> AsyncGenerator[Sequence[Enrollment], None]:
    """The places now, then all of them whenever one has changed.

    Raises NotFound where there is no such student whom the caller may see, or no such term.
    """
    signed_in(context)
    student, term = storable_code(student_code), storable_code(term_code)
    known = await context.loaders.student_by_code.load(student) if student and may_see(context, student) else None
    if student is None or known is None:
        raise NotFound("There is no such student.", "No existe ese estudiante.")
    if term is None or await context.loaders.term_by_code.load(term) is None:
        raise NotFound("There is no such term.", "No existe ese periodo.")
    async with context.services.waitlist_feed.watch(student, term) as watch:
        async for places in watch:
            yield places
