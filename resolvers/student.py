"""student: one student by code, and pages of the student's enrollments and tasks."""

from collections.abc import Sequence

from enrollment.catalogue import Enrollment, EnrollmentStatus, Student
from enrollment.paging import Page
from enrollment.task import TaskState
from resolvers.arguments import check_printable, normalized_code, page_request, storable_code
from resolvers.context import Context
from resolvers.permissions import may_see, signed_in


async def student(context: Context, code: str) -> Student | None:
    """The student with this code, if any that the caller may see."""
    signed_in(context)
    text = storable_code(code)
    return (
        None if text is None or not may_see(context, text) else await context.services.catalogue.student_by_code(text)
    )


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
    code = normalized_code(term_code)
    check_printable("termCode", code)
    return await context.services.catalogue.enrollments_of_student(student_id, code, statuses, page)


async def tasks_of_student(context: Context, student_id: int, first: int, after: str | None) -> Page[TaskState]:
    """A page of the student's tasks, newest first."""
    return await context.services.tasks.tasks_of_student(student_id, page_request(first, after))
