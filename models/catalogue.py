"""Reads students, terms, courses, groups and enrollments."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

import msgspec

from enrollment.catalogue import (
    CatalogueGroup,
    Course,
    Enrollment,
    EnrollmentStatus,
    SeatCount,
    Student,
    Term,
)
from enrollment.history import HistoryEntry
from enrollment.paging import GroupSearch, Page, PageRequest, StudentSearch
from enrollment.text import normalized
from models.catalogue_rows import catalogue_group_of, course_of, enrollment_of, group_with_term_of, student_of, term_of
from models.courses import CourseRow
from models.cursors import by_parent, code_part, decode_cursor, moment_part, paged
from models.database import Queries, Row
from models.keyset_filters import any_text
from models.sql import SQL
from models.student_history import by_students
from models.students import StudentRow

_STUDENTS_BY_ID = SQL["catalogue.students_by_id"]
_STUDENTS_BY_CODE = SQL["catalogue.students_by_code"]
_TERMS = SQL["catalogue.terms"]
_TERMS_BY_ID = SQL["catalogue.terms_by_id"]
_TERMS_BY_CODE = SQL["catalogue.terms_by_code"]
_COURSES_BY_ID = SQL["catalogue.courses_by_id"]
_COURSES_BY_CODE = SQL["catalogue.courses_by_code"]
_GROUPS_BY_ID = SQL["catalogue.groups_by_id"]
_GROUPS_BY_CODE = SQL["catalogue.groups_by_code"]
_GROUPS_PAGE = SQL["catalogue.groups_page"]
_STUDENTS_PAGE = SQL["catalogue.students_page"]
_COURSES_PAGE = SQL["catalogue.courses_page"]
_ROSTERS_PAGE = SQL["catalogue.rosters_page"]
_PAST_ROSTERS_PAGE = SQL["catalogue.past_rosters_page"]
_DROPPING_SAGAS = SQL["catalogue.dropping_sagas"]
_ENROLLMENTS_BY_ID = SQL["catalogue.enrollments_by_id"]
_ENROLLMENTS_PAGE = SQL["catalogue.enrollments_page"]
_LIVE_ENROLLMENTS = SQL["catalogue.live_enrollments"]
_HISTORY_OF_STUDENTS = SQL["student_history.by_students"]
_PLACES = SQL["catalogue.places"]
_WAITLISTS = SQL["catalogue.waitlists"]
_SEATS_OF_TERMS = SQL["catalogue.seats_of_terms"]


def _code_key(row: Row) -> list[str]:
    return [row["code"]]


def _enrollment_key(row: Row) -> list[str]:
    return [row["created_at"].isoformat(), str(row["id"])]


class Catalogue:
    """Reads students, terms, courses, groups and enrollments.

    By querysets where one is read, or all; by SQL with an array, which costs a third of that, what an operation may ask
    for many keys of.
    """

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    async def terms(self) -> Sequence[Term]:
        """All terms, newest window first."""
        return [term_of(row) for row in await self._queries.query(_TERMS)]

    async def course_by_code(self, code: str) -> Course | None:
        """The course with exactly this code."""
        row = await self._queries.run(lambda client: CourseRow.filter(code=any_text(code)).using_db(client).first())
        return None if row is None else Course(row.id, row.code, row.title, row.credits, row.rules)

    async def student_by_code(self, code: str) -> Student | None:
        """The student with exactly this code."""
        row = await self._queries.run(lambda client: StudentRow.filter(code=any_text(code)).using_db(client).first())
        if row is None:
            return None
        return Student(
            *(row.id, row.code, row.name, row.active, row.max_credits, row.holds, tuple(row.cohorts)),
            min_credits=row.min_credits,
        )

    async def students(self, ids: Sequence[int]) -> Mapping[int, Student]:
        """Students by id."""
        return {row["id"]: student_of(row) for row in await self._queries.query(_STUDENTS_BY_ID, list(ids))}

    async def students_by_code(self, codes: Sequence[str]) -> Mapping[str, Student]:
        """Students by code."""
        return {row["code"]: student_of(row) for row in await self._queries.query(_STUDENTS_BY_CODE, list(codes))}

    async def terms_by_id(self, ids: Sequence[int]) -> Mapping[int, Term]:
        """Terms by id."""
        return {row["id"]: term_of(row) for row in await self._queries.query(_TERMS_BY_ID, list(ids))}

    async def terms_by_code(self, codes: Sequence[str]) -> Mapping[str, Term]:
        """Terms by code."""
        return {row["code"]: term_of(row) for row in await self._queries.query(_TERMS_BY_CODE, list(codes))}

    async def courses(self, ids: Sequence[int]) -> Mapping[int, Course]:
        """Courses by id."""
        return {row["id"]: course_of(row) for row in await self._queries.query(_COURSES_BY_ID, list(ids))}

    async def courses_by_code(self, codes: Sequence[str]) -> Mapping[str, Course]:
        """Courses by code."""
        return {row["code"]: course_of(row) for row in await self._queries.query(_COURSES_BY_CODE, list(codes))}

    async def groups(self, ids: Sequence[int]) -> Mapping[int, CatalogueGroup]:
        """Groups by id."""
        return {row["id"]: group_with_term_of(row) for row in await self._queries.query(_GROUPS_BY_ID, list(ids))}

    async def groups_by_code(self, keys: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], CatalogueGroup]:
        """Groups by (term code, group code)."""
        rows = await self._queries.query(_GROUPS_BY_CODE, [term for term, _ in keys], [code for _, code in keys])
        return {(row["term_code"], row["code"]): group_with_term_of(row) for row in rows}

    async def groups_of_terms(
        self, terms: Sequence[Term], search: GroupSearch, page: PageRequest
    ) -> Mapping[Term, Page[CatalogueGroup]]:
        """The groups of each term in the order of their codes. Raises BadCursor."""
        [after] = decode_cursor(page.after, code_part) or [None]
        ids = list({term.id for term in terms})
        rows = await self._queries.query(
            _GROUPS_PAGE,
            ids,
            list(search.codes) if search.codes is not None else None,
            search.course_code,
            *_searched(search.search),
            search.only_available,
            after,
            page.first + 1,
        )
        found = by_parent(ids, rows, "term_id")
        return {term: paged(found[term.id], page, partial(catalogue_group_of, term), _code_key) for term in terms}

    async def students_page(self, search: StudentSearch, page: PageRequest) -> Page[Student]:
        """Students in the order of their codes. Raises BadCursor."""
        [after] = decode_cursor(page.after, code_part) or [None]
        rows = await self._queries.query(
            _STUDENTS_PAGE, *_searched(search.search), search.active, search.has_holds, after, page.first + 1
        )
        return paged(rows, page, student_of, _code_key)

    async def courses_page(self, search: str | None, page: PageRequest) -> Page[Course]:
        """Courses in the order of their codes; `search`: those with this in their code or title. Raises BadCursor."""
        [after] = decode_cursor(page.after, code_part) or [None]
        rows = await self._queries.query(_COURSES_PAGE, *_searched(search), after, page.first + 1)
        return paged(rows, page, course_of, _code_key)

    async def rosters_of_groups(
        self, ids: Sequence[int], student_code: str | None, page: PageRequest, at: datetime | None = None
    ) -> Mapping[int, Page[Enrollment]]:
        """The live enrollments of each group in the order of their students' codes, of one student alone if there is a
        `student_code`; those that were live `at` an instant, if one is given. Raises BadCursor."""
        [after] = decode_cursor(page.after, code_part) or [None]
        values = [list(ids), student_code, after, page.first + 1]
        if at is None:
            rows = await self._queries.query(_ROSTERS_PAGE, *values)
        else:
            rows = await self._queries.query(_PAST_ROSTERS_PAGE, *values, at)
        found = by_parent(ids, rows, "group_id")
        return {key: paged(found[key], page, enrollment_of, lambda row: [row["student_code"]]) for key in ids}

    async def enrollments(self, ids: Sequence[UUID]) -> Mapping[UUID, Enrollment]:
        """Enrollments by id."""
        return {row["id"]: enrollment_of(row) for row in await self._queries.query(_ENROLLMENTS_BY_ID, list(ids))}

    async def enrollments_of_students(
        self,
        ids: Sequence[int],
        term_code: str | None,
        statuses: Sequence[EnrollmentStatus] | None,
        page: PageRequest,
        at: datetime | None = None,
    ) -> Mapping[int, Page[Enrollment]]:
        """The enrollments of each student, newest first; those that were live `at` an instant, if one is given. Raises
        BadCursor."""
        since, last = decode_cursor(page.after, moment_part, UUID) or (None, None)
        wanted = list(statuses) if statuses is not None else None
        rows = await self._queries.query(
            _ENROLLMENTS_PAGE, list(ids), term_code, wanted, since, last, page.first + 1, at
        )
        found = by_parent(ids, rows, "student_id")
        return {key: paged(found[key], page, enrollment_of, _enrollment_key) for key in ids}

    async def dropping_sagas(self, ids: Sequence[UUID]) -> Mapping[UUID, UUID]:
        """By whose ids these enrollments were dropped; live ones are absent."""
        return {row["id"]: row["saga_id"] for row in await self._queries.query(_DROPPING_SAGAS, list(ids))}

    async def live_enrollments(self, keys: Sequence[tuple[str, str, str]]) -> Mapping[tuple[str, str, str], Enrollment]:
        """The live enrollment, if any, by (student code, term code, group code)."""
        columns = [[key[n] for key in keys] for n in range(3)]
        return {
            (row["student_code"], row["term_code"], row["group_code"]): enrollment_of(row)
            for row in await self._queries.query(_LIVE_ENROLLMENTS, *columns)
        }

    async def history_of_students(self, ids: Sequence[int]) -> Mapping[int, Sequence[HistoryEntry]]:
        """What students have taken, by their ids, in the order of terms and courses."""
        return by_students(ids, await self._queries.query(_HISTORY_OF_STUDENTS, list(ids)))

    async def places(self, keys: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], Sequence[Enrollment]]:
        """Places in waitlists by (student code, term code), in the order of the groups' codes; absent where there is
        none.

        The places of a group are numbered once. Where thousands wait and watch, it would take seconds to count for each
        of them those who are before it.
        """
        rows = await self._queries.query(_PLACES, [code for code, _ in keys], [term for _, term in keys])
        waitlists = await self._queries.query(_WAITLISTS, list({row["group_id"] for row in rows})) if rows else []
        positions = {place: n for waitlist in waitlists for n, place in enumerate(waitlist["places"], 1)}
        found: dict[tuple[str, str], list[Enrollment]] = {}
        for row in rows:
            if position := positions.get(row["id"]):  # else it was given up in between
                place = msgspec.structs.replace(enrollment_of(row), position=position)
                found.setdefault((row["student_code"], row["term_code"]), []).append(place)
        return found

    async def seats_of_terms(self, codes: Sequence[str]) -> Mapping[str, Mapping[str, SeatCount]]:
        """Seats by group code, of terms by code; unknown terms are absent."""
        found: dict[str, dict[str, SeatCount]] = {}
        for row in await self._queries.query(_SEATS_OF_TERMS, list(codes)):
            seats = found.setdefault(row["term_code"], {})
            if row["code"] is not None:
                counts = row["cancelled"], row["seats_held"], row["seats_offered"]
                seats[row["code"]] = SeatCount(row["code"], row["capacity"], row["seats_taken"], *counts)
        return found


def _searched(text: str | None) -> tuple[str | None, str | None]:
    """A text as it is looked for in codes, and in names and titles."""
    return None if text is None else normalized(text), text
