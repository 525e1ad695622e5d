"""Reads students, terms, courses, groups and enrollments."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from enrollment.catalogue import Course, Enrollment, EnrollmentStatus, Group, Meeting, SeatCount, Student, Term
from enrollment.paging import BadCursor, GroupSearch, Page, PageRequest
from enrollment.problems import Hold
from models.cursors import decode_cursor, paged
from models.database import Queries, Row

_holds = msgspec.json.Decoder(tuple[Hold, ...])
_meetings = msgspec.json.Decoder(tuple[Meeting, ...])

_STUDENT = "SELECT id, code, name, active, max_credits, holds::text FROM students"
_TERM = """SELECT id, code, name, opens_at, closes_at,
    opens_at <= clock_timestamp() AND clock_timestamp() < closes_at AS is_open FROM terms"""
_COURSE = "SELECT id, code, title, credits FROM courses"
_GROUP = "SELECT g.id, g.code, g.term_id, g.course_id, g.capacity, g.seats_taken, g.meetings::text FROM groups g"
_ENROLLMENT = "SELECT e.id, e.student_id, e.group_id, e.status, e.since, e.saga_id, e.created_at FROM enrollments e"

_SEARCH_GROUPS = f"""{_GROUP} JOIN courses c ON c.id = g.course_id
WHERE g.term_id = $1 AND ($2::text[] IS NULL OR g.code = ANY($2)) AND ($3::text IS NULL OR c.code = $3)
  AND ($4::text IS NULL OR strpos(lower(g.code), lower($4)) > 0 OR strpos(lower(c.code), lower($4)) > 0
       OR strpos(lower(c.title), lower($4)) > 0)
  AND (NOT $5::bool OR g.seats_taken < g.capacity)
  AND ($6::text IS NULL OR g.code COLLATE "C" > $6)
ORDER BY g.code COLLATE "C" LIMIT $7"""

_STUDENTS_ENROLLMENTS = f"""{_ENROLLMENT} JOIN terms t ON t.id = e.term_id
WHERE e.student_id = $1 AND ($2::text IS NULL OR t.code = $2) AND ($3::text[] IS NULL OR e.status = ANY($3))
  AND ($4::timestamptz IS NULL OR (e.created_at, e.id) < ($4, $5::uuid))
ORDER BY e.created_at DESC, e.id DESC LIMIT $6"""

_LIVE = f"""{_ENROLLMENT.replace("SELECT", "SELECT x.student_code, x.term_code, x.group_code,")}
JOIN students st ON st.id = e.student_id JOIN groups g ON g.id = e.group_id JOIN terms t ON t.id = e.term_id
JOIN unnest($1::text[], $2::text[], $3::text[]) x (student_code, term_code, group_code)
  ON st.code = x.student_code AND t.code = x.term_code AND g.code = x.group_code
WHERE e.status <> 'DROPPED'"""


_SEATS = """SELECT t.code AS term_code, g.code, g.capacity, g.seats_taken
FROM terms t LEFT JOIN groups g ON g.term_id = t.id WHERE t.code = ANY($1::text[])"""


def student_of(row: Row) -> Student:
    """A row of `students`, its holds as text."""
    return Student(**{**row, "holds": _holds.decode(row["holds"])})


def group_of(row: Row) -> Group:
    """A row that holds the columns of `groups`, its meetings as text."""
    return Group(
        id=row["id"],
        code=row["code"],
        term_id=row["term_id"],
        course_id=row["course_id"],
        capacity=row["capacity"],
        seats_taken=row["seats_taken"],
        meetings=_meetings.decode(row["meetings"]),
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
    """Reads students, terms, courses, groups and enrollments."""

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    async def terms(self) -> Sequence[Term]:
        """All terms, newest window first."""
        return [Term(**row) for row in await self._queries.query(f"{_TERM} ORDER BY opens_at DESC, code")]

    async def term_by_code(self, code: str) -> Term | None:
        """The term with exactly this code."""
        return (await self.terms_by_code([code])).get(code)

    async def course_by_code(self, code: str) -> Course | None:
        """The course with exactly this code."""
        rows = await self._queries.query(f"{_COURSE} WHERE code = $1", code)
        return Course(**rows[0]) if rows else None

    async def courses_by_code(self, codes: Sequence[str]) -> Mapping[str, Course]:
        """Courses by code."""
        rows = await self._queries.query(f"{_COURSE} WHERE code = ANY($1::text[])", list(codes))
        return {row["code"]: Course(**row) for row in rows}

    async def student_by_code(self, code: str) -> Student | None:
        """The student with exactly this code."""
        return (await self.students_by_code([code])).get(code)

    async def students(self, ids: Sequence[int]) -> Mapping[int, Student]:
        """Students by id."""
        return {
            row["id"]: student_of(row)
            for row in await self._queries.query(f"{_STUDENT} WHERE id = ANY($1::int[])", list(ids))
        }

    async def students_by_code(self, codes: Sequence[str]) -> Mapping[str, Student]:
        """Students by code."""
        rows = await self._queries.query(f"{_STUDENT} WHERE code = ANY($1::text[])", list(codes))
        return {row["code"]: student_of(row) for row in rows}

    async def terms_by_code(self, codes: Sequence[str]) -> Mapping[str, Term]:
        """Terms by code."""
        rows = await self._queries.query(f"{_TERM} WHERE code = ANY($1::text[])", list(codes))
        return {row["code"]: Term(**row) for row in rows}

    async def terms_by_id(self, ids: Sequence[int]) -> Mapping[int, Term]:
        """Terms by id."""
        return {
            row["id"]: Term(**row) for row in await self._queries.query(f"{_TERM} WHERE id = ANY($1::int[])", list(ids))
        }

    async def courses(self, ids: Sequence[int]) -> Mapping[int, Course]:
        """Courses by id."""
        return {
            row["id"]: Course(**row)
            for row in await self._queries.query(f"{_COURSE} WHERE id = ANY($1::int[])", list(ids))
        }

    async def groups(self, ids: Sequence[int]) -> Mapping[int, Group]:
        """Groups by id."""
        return {
            row["id"]: group_of(row)
            for row in await self._queries.query(f"{_GROUP} WHERE g.id = ANY($1::int[])", list(ids))
        }

    async def groups_by_code(self, keys: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], Group]:
        """Groups by (term code, group code)."""
        sql = f"""{_GROUP.replace("SELECT", "SELECT t.code AS term_code,")} JOIN terms t ON t.id = g.term_id
            JOIN unnest($1::text[], $2::text[]) x (term_code, code) ON t.code = x.term_code AND g.code = x.code"""
        rows = await self._queries.query(sql, [term for term, _ in keys], [code for _, code in keys])
        return {(row["term_code"], row["code"]): group_of(row) for row in rows}

    async def groups_of_term(self, term_id: int, search: GroupSearch, page: PageRequest) -> Page[Group]:
        """Groups in the order of their codes. Raises BadCursor."""
        after = decode_cursor(page.after, 1)
        rows = await self._queries.query(
            _SEARCH_GROUPS,
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
        rows = await self._queries.query(f"{_ENROLLMENT} WHERE e.id = ANY($1::uuid[])", list(ids))
        return {row["id"]: _enrollment_of(row) for row in rows}

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
        rows = await self._queries.query(
            _STUDENTS_ENROLLMENTS, student_id, term_code, wanted, since, last, page.first + 1
        )
        return paged(rows, page, _enrollment_of, lambda row: [row["created_at"].isoformat(), str(row["id"])])

    async def live_enrollments(self, keys: Sequence[tuple[str, str, str]]) -> Mapping[tuple[str, str, str], Enrollment]:
        """The live enrollment, if any, by (student code, term code, group code)."""
        columns = [[key[n] for key in keys] for n in range(3)]
        return {
            (row["student_code"], row["term_code"], row["group_code"]): _enrollment_of(row)
            for row in await self._queries.query(_LIVE, *columns)
        }

    async def seats_of_terms(self, codes: Sequence[str]) -> Mapping[str, Mapping[str, SeatCount]]:
        """Seats by group code, of terms by code; unknown terms are absent."""
        found: dict[str, dict[str, SeatCount]] = {}
        for row in await self._queries.query(_SEATS, list(codes)):
            seats = found.setdefault(row["term_code"], {})
            if row["code"] is not None:
                seats[row["code"]] = SeatCount(row["code"], row["capacity"], row["seats_taken"])
        return found
