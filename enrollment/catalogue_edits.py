"""What the catalogue is made of when it is set up: terms, courses, students and groups as they are handed in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from enrollment.catalogue import Group, Meeting, Term
from enrollment.problems import CapacityBelowTaken, InvalidInput, TermNotFound


class IfExists(StrEnum):
    """What happens to a row of the catalogue that exists already when it is saved."""

    KEEP = "KEEP"
    """Nothing; only what is missing is inserted."""
    MERGE = "MERGE"
    """It is updated where it differs. What a draft leaves open (None) stays."""
    REPLACE = "REPLACE"
    """It is updated even where it does not differ, so that each save is in the audit log."""


@dataclass(frozen=True, slots=True)
class TermDraft:
    """A term to be saved: `opens_at` inclusive, `closes_at` exclusive, with time zones."""

    code: str
    name: str | None
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class CourseDraft:
    """A course to be saved."""

    code: str
    title: str
    credits: int


@dataclass(frozen=True, slots=True)
class StudentDraft:
    """A student to be saved; without `max_credits` a new one may take 30 credits."""

    code: str
    name: str | None
    max_credits: int | None = None


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A group to be saved. `meetings`: None leaves those of an existing group as they are."""

    term_code: str
    code: str
    course_code: str
    capacity: int
    meetings: tuple[Meeting, ...] | None


SavedGroup = Group | InvalidInput | TermNotFound | CapacityBelowTaken
SavedTerm = Term | InvalidInput
