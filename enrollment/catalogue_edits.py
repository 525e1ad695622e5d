"""What registrars set up: terms and groups, as they hand them in, and what may speak against it."""

from dataclasses import dataclass
from datetime import datetime

from enrollment.catalogue import Group, Meeting, Term
from enrollment.problems import CapacityBelowTaken, InvalidInput, TermNotFound


@dataclass(frozen=True, slots=True)
class TermDraft:
    """A term to be saved: `opens_at` inclusive, `closes_at` exclusive, with time zones."""

    code: str
    name: str | None
    opens_at: datetime
    closes_at: datetime


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
