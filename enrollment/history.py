"""The courses that a student has taken or takes: what prerequisites and limits of repetition are judged by."""

from decimal import Decimal
from enum import StrEnum

import msgspec


class CourseStatus(StrEnum):
    """What became of a course that a student took."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    IN_PROGRESS = "IN_PROGRESS"
    WITHDRAWN = "WITHDRAWN"


class HistoryEntry(msgspec.Struct, frozen=True):
    """A course that a student took in a term, once.

    Attributes:
        course_code, term_code: need not be in the catalogue: courses are taken elsewhere, and terms get old.
        grade: 0 to 1,000 with at most two decimals, on whatever scale; None if there is none.
    """

    course_code: str
    term_code: str
    status: CourseStatus
    grade: Decimal | None = None

    @property
    def is_attempt(self) -> bool:
        """Whether it counts as having taken the course: all but what was given up."""
        return self.status is not CourseStatus.WITHDRAWN
