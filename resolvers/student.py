"""student: one student by code, and pages of the student's enrollments and tasks."""

from collections.abc import Sequence
from datetime import datetime

from enrollment.catalogue import Enrollment, EnrollmentStatus, Student
from enrollment.history import HistoryEntry
from enrollment.overrides import Override
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
    at: datetime | None,
    first: int,
    after: str | None,
) -> Page[Enrollment]:
    """A page of the student's enrollments, newest first; `at`: only those that held a seat at this instant."""
    page = page_request(first, after)
    code = normalized_code(term_code)
    check_printable("termCode", code)
    wanted = None if statuses is None else tuple(statuses)
    return await context.loaders.enrollments_of_student(student_id, code, wanted, page, at)


async def history_of_student(context: Context, student_id: int) -> Sequence[HistoryEntry]:
    """What the student has taken, in the order of terms and courses."""
    return await context.loaders.history_of_student.load(student_id) or ()


async def overrides_of_student(context: Context, student_id: int, term_code: str | None) -> Sequence[Override]:
    """The student's overrides, the newest first; `term_code`: in this term only."""
    code = normalized_code(term_code)
    check_printable("termCode", code)
    return await context.loaders.overrides_of_student(student_id, code) or ()


async def tasks_of_student(context: Context, student_id: int, first: int, after: str | None) -> Page[TaskState]:
    """A page of the student's tasks, newest first."""
    return await context.loaders.tasks_of_student(student_id, page_request(first, after))
