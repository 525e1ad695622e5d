"""What is stored of terms, courses, students and groups when they are saved, and what the audit log shows of that."""

from datetime import datetime
from decimal import Decimal
from typing import TypeVar

import msgspec

from enrollment.catalogue import Meeting
from enrollment.history import CourseStatus
from enrollment.problems import Hold
from enrollment.rule_settings import (
    NO_COURSE_RULES,
    NO_GROUP_RULES,
    NO_TERM_RULES,
    CourseRules,
    GroupRules,
    TermRules,
)


class Values(msgspec.Struct, frozen=True, rename="camel"):
    """What can be saved of a thing. Its fields have the names of the API where they are written to the audit log."""


class TermValues(Values, frozen=True):
    """Of a term; moments in UTC."""

    name: str | None
    opens_at: datetime
    closes_at: datetime
    rules: TermRules = NO_TERM_RULES


class CourseValues(Values, frozen=True):
    """Of a course."""

    title: str
    credits: int
    rules: CourseRules = NO_COURSE_RULES


class StudentValues(Values, frozen=True):
    """Of a student."""

    name: str | None
    active: bool
    max_credits: int
    holds: tuple[Hold, ...] = ()
    cohorts: tuple[str, ...] = ()
    min_credits: int | None = None


class GroupValues(Values, frozen=True):
    """Of a group. `cancelled_at`: UTC, None while it is not cancelled; then it has no `cancel_reason` either."""

    course_code: str
    capacity: int
    meetings: tuple[Meeting, ...]
    cancelled_at: datetime | None = None
    cancel_reason: str | None = None
    rules: GroupRules = NO_GROUP_RULES


class HistoryValues(Values, frozen=True):
    """Of a course that a student took."""

    term_code: str
    status: CourseStatus
    grade: Decimal | None


ValuesT = TypeVar("ValuesT", bound=Values)
