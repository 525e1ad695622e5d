"""student: one student by their code, and pages of their enrollments and tasks."""

from collections.abc import Sequence

from enrollment.catalogue import Enrollment, EnrollmentStatus, Student
from enrollment.paging import Page
from enrollment.task import TaskState
from resolvers.context import Context
from resolvers.errors import BadArgument, page_request, readable
from resolvers.permissions import may_see, signed_in


async def student(context: Context, code: str) -> Student | None:
    """The student with this code, if any that the caller may see."""
    signed_in(context)
    text = readable(code)
    return None if text is None or not may_see(context, text) else await context.ports.catalogue.student_by_code(text)


async def enrollments_of_student(
    context: Context,
    student_id: int,
    *,
    term_code: str | None,
    statuses: Sequence[EnrollmentStatus] | None,
    first: int,
    after: str | None,
) -> Page[Enrollment]:
    """A page of the student's enrollments, newest first."""
    page = page_request(first, after)
    code = None if term_code is None else readable(term_code)
    if term_code is not None and code is None:
        raise BadArgument("termCode", "must consist of printable characters.")
    return await context.ports.catalogue.enrollments_of_student(student_id, code, statuses, page)


async def tasks_of_student(context: Context, student_id: int, first: int, after: str | None) -> Page[TaskState]:
    """A page of the student's tasks, newest first."""
    return await context.ports.tasks.tasks_of_student(student_id, page_request(first, after))
