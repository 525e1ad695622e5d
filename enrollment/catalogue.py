"""Students, terms, courses, groups and enrollments as values."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from enrollment.problems import Hold
from enrollment.weekday import Weekday as Weekday


class Meeting(msgspec.Struct, frozen=True):
    """A weekly meeting of a group.

    Attributes:
        starts_at, ends_at: local times as `HH:MM`; both None where the timetable does not say.
        from_date, to_date: ISO dates, inclusive; None for the whole term.
    """

    weekday: Weekday
    starts_at: str | None = None
    ends_at: str | None = None
    from_date: str | None = None
    to_date: str | None = None


class Student(msgspec.Struct, frozen=True):
    """A student. `max_credits`: the most they may hold in one term."""

    id: int
    code: str
    name: str | None
    active: bool
    max_credits: int
    holds: tuple[Hold, ...]


class Term(msgspec.Struct, frozen=True):
    """A term and its enrollment window: `opens_at` inclusive, `closes_at` exclusive, UTC.

    `is_open`: by the database's clock, when it was read.
    """

    id: int
    code: str
    name: str | None
    opens_at: datetime
    closes_at: datetime
    is_open: bool


class Course(msgspec.Struct, frozen=True):
    """A course."""

    id: int
    code: str
    title: str
    credits: int


class Group(msgspec.Struct, frozen=True):
    """A group of a course in a term. Its code is unique within the term."""

    id: int
    code: str
    term_id: int
    course_id: int
    capacity: int
    seats_taken: int
    meetings: tuple[Meeting, ...]

    @property
    def seats_available(self) -> int:
        """Seats that are free; never below 0."""
        return max(0, self.capacity - self.seats_taken)


class SeatCount(msgspec.Struct, frozen=True):
    """How many seats a group has, and how many of them are taken."""

    group_code: str
    capacity: int
    taken: int

    @property
    def available(self) -> int:
        return self.capacity - self.taken


class EnrollmentStatus(StrEnum):
    """Where an enrollment stands; all but DROPPED are live and hold a seat."""

    RESERVED = "RESERVED"
    CONFIRMED = "CONFIRMED"
    DROPPED = "DROPPED"


class Enrollment(msgspec.Struct, frozen=True):
    """A student's enrollment in a group. `since`: when its status became what it is, UTC; `saga_id`: the task's."""

    id: UUID
    student_id: int
    group_id: int
    status: EnrollmentStatus
    since: datetime
    saga_id: UUID
