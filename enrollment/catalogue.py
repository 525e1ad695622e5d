"""Students, terms, courses, groups and enrollments as values."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from enrollment.problems import Hold
from enrollment.reserved_seats import Reservation, read_reservations
from enrollment.rule_settings import (
    NO_COURSE_RULES,
    NO_GROUP_RULES,
    NO_TERM_RULES,
    CourseRules,
    GroupRules,
    TermRules,
)
from enrollment.weekday import Weekday as Weekday


class Meeting(msgspec.Struct, frozen=True):
    """A meeting of a group, on one day of the week.

    Attributes:
        starts_at, ends_at: local times as `HH:MM`; both None where the timetable does not say.
        from_date, to_date: ISO dates, inclusive; None for the whole term.
        every_weeks: how many weeks there are from one time to the next, counted from the first such weekday since
            `from_date`; 1 or more, and 1 without a `from_date`.
    """

    weekday: Weekday
    starts_at: str | None = None
    ends_at: str | None = None
    from_date: str | None = None
    to_date: str | None = None
    every_weeks: int = 1

    @property
    def ends_next_day(self) -> bool:
        """Whether it goes on past midnight, or to it: it ends at or before the time it starts at."""
        return self.starts_at is not None and self.ends_at is not None and self.ends_at <= self.starts_at


class Student(msgspec.Struct, frozen=True):
    """A student.

    Attributes:
        max_credits: the most they may hold in one term; min_credits: those below which a drop must not take them, None:
            as the term says.
        cohorts: names of what rules may tell students apart by: a programme, a year, an appointment.
        overridden: whether there may be an override that they can use.
    """

    id: int
    code: str
    name: str | None
    active: bool
    max_credits: int
    holds: tuple[Hold, ...]
    cohorts: tuple[str, ...] = ()
    overridden: bool = False
    min_credits: int | None = None


class Term(msgspec.Struct, frozen=True):
    """A term and its enrollment window: `opens_at` inclusive, `closes_at` exclusive, UTC.

    `is_open`: whether some students may enroll, by the database's clock, when it was read; `unchanged_seconds`: how
    long that stays so from then on, None: for ever; `rules`: what it says about rules.
    """

    id: int
    code: str
    name: str | None
    opens_at: datetime
    closes_at: datetime
    is_open: bool
    unchanged_seconds: float | None = None
    rules: TermRules = NO_TERM_RULES


class Course(msgspec.Struct, frozen=True):
    """A course."""

    id: int
    code: str
    title: str
    credits: int
    rules: CourseRules = NO_COURSE_RULES

    @property
    def prerequisites(self) -> str | None:
        """In the form of `enrollment.requirements`."""
        return self.rules.prerequisites or None

    @property
    def corequisites(self) -> str | None:
        """In the form of `enrollment.requirements`."""
        return self.rules.corequisites or None

    @property
    def max_attempts(self) -> int | None:
        """How often it may be taken; None: as the term says."""
        return self.rules.max_attempts


class _Cancellable(msgspec.Struct, frozen=True, kw_only=True):
    """`cancelled_at`: from when on it takes no seat, UTC; None: it is not cancelled. `cancel_reason`: why."""

    cancelled_at: datetime | None = None
    cancel_reason: str | None = None


class Group(_Cancellable, frozen=True):
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
        """Seats that are free; never below 0, and none once it is cancelled."""
        return 0 if self.cancelled_at else max(0, self.capacity - self.seats_taken)


class CatalogueGroup(Group, frozen=True):
    """A group with the term and the course that it belongs to, as the catalogue shows it."""

    term: Term
    course: Course
    rules: GroupRules = NO_GROUP_RULES
    seats_held: int = 0
    seats_offered: int = 0
    waitlist_length: int = 0

    @property
    def seats_available(self) -> int:
        """Seats that are free for everyone; never below 0, and none once it is cancelled."""
        if self.cancelled_at:
            return 0
        return max(0, self.capacity - self.seats_taken - self.seats_held - self.seats_offered)

    @property
    def linked(self) -> str | None:
        """The groups that are taken with it, in the form of `enrollment.requirements`."""
        return self.rules.linked or None

    @property
    def component(self) -> str | None:
        """Which part of its course it is; None: the one without a name."""
        return self.rules.component or None

    @property
    def reserved_seats(self) -> tuple[Reservation, ...]:
        """The seats that are kept for cohorts."""
        return read_reservations(self.rules.reserved)


class SeatCount(msgspec.Struct, frozen=True):
    """How many seats a group has, and how many of them are taken, or promised to students of its waitlist.

    Attributes:
        cancelled: whether the group is; then it has none to take.
        held: for students whose promotion is under way; offered: to students, until a deadline.
    """

    group_code: str
    capacity: int
    taken: int
    cancelled: bool = False
    held: int = 0
    offered: int = 0

    @property
    def available(self) -> int:
        return 0 if self.cancelled else max(0, self.capacity - self.taken - self.held - self.offered)


class EnrollmentStatus(StrEnum):
    """Where an enrollment stands; all but DROPPED are live, and those hold a seat that are not WAITLISTED."""

    RESERVED = "RESERVED"
    CONFIRMED = "CONFIRMED"
    WAITLISTED = "WAITLISTED"
    DROPPED = "DROPPED"


class Enrollment(msgspec.Struct, frozen=True):
    """A student's enrollment in a group.

    Attributes:
        since: when its status became what it is, UTC.
        saga_id: of the task that made it.
        held_since: from when on it holds a seat, UTC; that moment included. None for a place in a waitlist.
        position: the place in the group's waitlist, from 1; None where it is not WAITLISTED.
        offered_until: until when a seat is offered to the student, UTC, exclusive; None: none is.
        drop_group_codes: of a place in a waitlist, the groups that are given up when its seat comes.
    """

    id: UUID
    student_id: int
    group_id: int
    status: EnrollmentStatus
    since: datetime
    saga_id: UUID
    held_since: datetime | None
    position: int | None = None
    offered_until: datetime | None = None
    drop_group_codes: tuple[str, ...] = ()

    @property
    def held_until(self) -> datetime | None:
        """From when on it holds its seat no more, UTC; None while it does, and where it never did."""
        return self.since if self.held_since and self.status is EnrollmentStatus.DROPPED else None
