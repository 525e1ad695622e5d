"""Reads students, terms, courses, groups and enrollments."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from tortoise.expressions import RawSQL

from enrollment.catalogue import Course, Enrollment, EnrollmentStatus, Group, SeatCount, Student, Term
from enrollment.paging import BadCursor, GroupSearch, Page, PageRequest
from models.courses import CourseRow
from models.cursors import decode_cursor, paged
from models.database import Queries, Row
from models.groups import decode_meetings
from models.keyset_filters import any_text
from models.sql import SQL
from models.students import StudentRow, decode_holds
from models.terms import TermRow

_STUDENTS_BY_ID = SQL["catalogue.students_by_id"]
_STUDENTS_BY_CODE = SQL["catalogue.students_by_code"]
_TERMS_BY_ID = SQL["catalogue.terms_by_id"]
_TERMS_BY_CODE = SQL["catalogue.terms_by_code"]
_COURSES_BY_ID = SQL["catalogue.courses_by_id"]
_COURSES_BY_CODE = SQL["catalogue.courses_by_code"]
_GROUPS_BY_ID = SQL["catalogue.groups_by_id"]
_GROUPS_BY_CODE = SQL["catalogue.groups_by_code"]
_GROUPS_PAGE = SQL["catalogue.groups_page"]
_ENROLLMENTS_BY_ID = SQL["catalogue.enrollments_by_id"]
_ENROLLMENTS_PAGE = SQL["catalogue.enrollments_page"]
_LIVE_ENROLLMENTS = SQL["catalogue.live_enrollments"]
_SEATS_OF_TERMS = SQL["catalogue.seats_of_terms"]

_IS_OPEN = RawSQL("opens_at <= clock_timestamp() AND clock_timestamp() < closes_at")


def student_of(row: Row) -> Student:
    """A row of `students`, its holds as text."""
    return Student(**{**row, "holds": decode_holds(row["holds"])})


def group_of(row: Row) -> Group:
    """A row that holds the columns of `groups`, its meetings as text."""
    return Group(
        id=row["id"],
        code=row["code"],
        term_id=row["term_id"],
        course_id=row["course_id"],
        capacity=row["capacity"],
        seats_taken=row["seats_taken"],
        meetings=decode_meetings(row["meetings"]),
    )


def _enrollment_of(row: Row) -> Enrollment:
    return Enrollment(
        id=row["id"],
        student_id=row["student_id"],
        group_id=row["group_id"],
        status=EnrollmentStatus(row["status"]),
        since=row["since"],
        saga_id=row["saga_id"],
    )


class Catalogue:
    """Reads students, terms, courses, groups and enrollments.

    One at a time, or all, by querysets; for many keys together by SQL with an array, which costs a third of that.
    """

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    async def terms(self) -> Sequence[Term]:
        """All terms, newest window first."""
        rows = await self._queries.run(
            lambda client: TermRow.annotate(is_open=_IS_OPEN).order_by("-opens_at", "code").using_db(client)
        )
        return [_term_of(row) for row in rows]

    async def term_by_code(self, code: str) -> Term | None:
        """The term with exactly this code."""
        row = await self._queries.run(
            lambda client: TermRow.filter(code=any_text(code)).annotate(is_open=_IS_OPEN).using_db(client).first()
        )
        return None if row is None else _term_of(row)

    async def course_by_code(self, code: str) -> Course | None:
        """The course with exactly this code."""
        row = await self._queries.run(lambda client: CourseRow.filter(code=any_text(code)).using_db(client).first())
        return None if row is None else Course(row.id, row.code, row.title, row.credits)

    async def student_by_code(self, code: str) -> Student | None:
        """The student with exactly this code."""
        row = await self._queries.run(lambda client: StudentRow.filter(code=any_text(code)).using_db(client).first())
        if row is None:
            return None
        return Student(row.id, row.code, row.name, row.active, row.max_credits, row.holds)

    async def students(self, ids: Sequence[int]) -> Mapping[int, Student]:
        """Students by id."""
        return {row["id"]: student_of(row) for row in await self._queries.query(_STUDENTS_BY_ID, list(ids))}

    async def students_by_code(self, codes: Sequence[str]) -> Mapping[str, Student]:
        """Students by code."""
        return {row["code"]: student_of(row) for row in await self._queries.query(_STUDENTS_BY_CODE, list(codes))}

    async def terms_by_id(self, ids: Sequence[int]) -> Mapping[int, Term]:
        """Terms by id."""
        return {row["id"]: Term(**row) for row in await self._queries.query(_TERMS_BY_ID, list(ids))}

    async def terms_by_code(self, codes: Sequence[str]) -> Mapping[str, Term]:
        """Terms by code."""
        return {row["code"]: Term(**row) for row in await self._queries.query(_TERMS_BY_CODE, list(codes))}

    async def courses(self, ids: Sequence[int]) -> Mapping[int, Course]:
        """Courses by id."""
        return {row["id"]: Course(**row) for row in await self._queries.query(_COURSES_BY_ID, list(ids))}

    async def courses_by_code(self, codes: Sequence[str]) -> Mapping[str, Course]:
        """Courses by code."""
        return {row["code"]: Course(**row) for row in await self._queries.query(_COURSES_BY_CODE, list(codes))}

    async def groups(self, ids: Sequence[int]) -> Mapping[int, Group]:
        """Groups by id."""
        return {row["id"]: group_of(row) for row in await self._queries.query(_GROUPS_BY_ID, list(ids))}

    async def groups_by_code(self, keys: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], Group]:
        """Groups by (term code, group code)."""
        rows = await self._queries.query(_GROUPS_BY_CODE, [term for term, _ in keys], [code for _, code in keys])
        return {(row["term_code"], row["code"]): group_of(row) for row in rows}

    async def groups_of_term(self, term_id: int, search: GroupSearch, page: PageRequest) -> Page[Group]:
        """Groups in the order of their codes. Raises BadCursor."""
        after = decode_cursor(page.after, 1)
        rows = await self._queries.query(
            _GROUPS_PAGE,
            term_id,
            list(search.codes) if search.codes is not None else None,
            search.course_code,
            search.search,
            search.only_available,
            after[0] if after else None,
            page.first + 1,
        )
        return paged(rows, page, group_of, lambda row: [row["code"]])

    async def enrollments(self, ids: Sequence[UUID]) -> Mapping[UUID, Enrollment]:
        """Enrollments by id."""
        return {row["id"]: _enrollment_of(row) for row in await self._queries.query(_ENROLLMENTS_BY_ID, list(ids))}

    async def enrollments_of_student(
        self,
        student_id: int,
        term_code: str | None,
        statuses: Sequence[EnrollmentStatus] | None,
        page: PageRequest,
    ) -> Page[Enrollment]:
        """Enrollments, newest first. Raises BadCursor."""
        after = decode_cursor(page.after, 2)
        try:
            since, last = (datetime.fromisoformat(after[0]), UUID(after[1])) if after else (None, None)
        except ValueError as error:
            raise BadCursor(page.after) from error
        wanted = list(statuses) if statuses is not None else None
        rows = await self._queries.query(_ENROLLMENTS_PAGE, student_id, term_code, wanted, since, last, page.first + 1)
        return paged(rows, page, _enrollment_of, lambda row: [row["created_at"].isoformat(), str(row["id"])])

    async def live_enrollments(self, keys: Sequence[tuple[str, str, str]]) -> Mapping[tuple[str, str, str], Enrollment]:
        """The live enrollment, if any, by (student code, term code, group code)."""
        columns = [[key[n] for key in keys] for n in range(3)]
        return {
            (row["student_code"], row["term_code"], row["group_code"]): _enrollment_of(row)
            for row in await self._queries.query(_LIVE_ENROLLMENTS, *columns)
        }

    async def seats_of_terms(self, codes: Sequence[str]) -> Mapping[str, Mapping[str, SeatCount]]:
        """Seats by group code, of terms by code; unknown terms are absent."""
        found: dict[str, dict[str, SeatCount]] = {}
        for row in await self._queries.query(_SEATS_OF_TERMS, list(codes)):
            seats = found.setdefault(row["term_code"], {})
            if row["code"] is not None:
                seats[row["code"]] = SeatCount(row["code"], row["capacity"], row["seats_taken"])
        return found


def _term_of(row: TermRow) -> Term:
    return Term(row.id, row.code, row.name, row.opens_at, row.closes_at, row.is_open)
