"""Terms, courses, students and groups as they are handed in: drafts, which say what is wanted of a thing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

import msgspec

from enrollment.catalogue import CatalogueGroup, Course, Meeting, Student, Term
from enrollment.catalogue_values import CourseValues, GroupValues, HistoryValues, StudentValues, TermValues, ValuesT
from enrollment.history import CourseStatus
from enrollment.problems import (
    CapacityBelowTaken,
    GroupNotFound,
    Hold,
    HoldNotFound,
    InvalidInput,
    StudentNotFound,
    TermNotFound,
    TermNotOpen,
)
from enrollment.rule_settings import NO_COURSE_RULES, NO_TERM_RULES
from enrollment.term_windows import EnrollmentWindow


class IfExists(StrEnum):
    """What happens to a row of the catalogue that exists already when it is saved."""

    KEEP = "KEEP"
    """Nothing; only what is missing is inserted."""
    MERGE = "MERGE"
    """It is updated where it differs. What a draft leaves open (None) stays."""
    REPLACE = "REPLACE"
    """It is updated even where it does not differ, so that each save is in the audit log."""


class Draft(Protocol[ValuesT]):
    """What is wanted of one thing. `key`: its codes, by which it is found."""

    @property
    def key(self) -> tuple[str, ...]: ...

    def values(self, before: ValuesT | None, if_exists: IfExists, /) -> ValuesT:
        """What is to be stored; `before`: what is stored now, None for a new thing."""
        ...


RuleChanges = Mapping[str, Any]
"""New values of fields of TermRules, CourseRules or GroupRules, by name; what is not named stays as it is."""

DEFAULT_MAX_CREDITS = 30
"""Of a student of whom nothing else is said."""


@dataclass(frozen=True, slots=True)
class TermDraft:
    """A term to be saved: `opens_at` inclusive, `closes_at` exclusive, with time zones.

    Attributes:
        rules: what is said of its rules, by the fields of `TermRules`; the others stay as they are.
    """

    code: str
    name: str | None
    opens_at: datetime
    closes_at: datetime
    rules: RuleChanges = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, ...]:
        return (self.code,)

    def values(self, before: TermValues | None, if_exists: IfExists) -> TermValues:
        """See `Draft`."""
        keeps_name = before is not None and self.name is None and if_exists is IfExists.MERGE
        return TermValues(
            before.name if before and keeps_name else self.name,
            self.opens_at.astimezone(UTC),
            self.closes_at.astimezone(UTC),
            msgspec.structs.replace(before.rules if before else NO_TERM_RULES, **self.rules),
        )


@dataclass(frozen=True, slots=True)
class WindowsDraft:
    """The windows within a term that exists, which replace those that it has. UTC."""

    term_code: str
    windows: tuple[EnrollmentWindow, ...]

    @property
    def key(self) -> tuple[str, ...]:
        return (self.term_code,)

    def values(self, before: TermValues | None, _: IfExists) -> TermValues:
        """See `Draft`."""
        assert before is not None
        rules = msgspec.structs.replace(before.rules, windows=self.windows)
        return msgspec.structs.replace(before, rules=rules)


@dataclass(frozen=True, slots=True)
class ClosingDraft:
    """A term whose window is to end at `now`, UTC. One that is not open stays as it is."""

    code: str
    now: datetime

    @property
    def key(self) -> tuple[str, ...]:
        return (self.code,)

    def values(self, before: TermValues | None, _: IfExists) -> TermValues:
        """See `Draft`."""
        assert before is not None
        is_open = before.opens_at < self.now < before.closes_at
        return msgspec.structs.replace(before, closes_at=self.now) if is_open else before


@dataclass(frozen=True, slots=True)
class CourseDraft:
    """A course to be saved."""

    code: str
    title: str
    credits: int
    rules: RuleChanges = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, ...]:
        return (self.code,)

    def values(self, before: CourseValues | None, _: IfExists) -> CourseValues:
        """See `Draft`."""
        rules = msgspec.structs.replace(before.rules if before else NO_COURSE_RULES, **self.rules)
        return CourseValues(self.title, self.credits, rules)


@dataclass(frozen=True, slots=True)
class StudentDraft:
    """A student to be saved. None: what an existing student has; a new one is active, has no name, and may take 30
    credits.

    Attributes:
        min_credits: None: the term's count; UNSET: what an existing student has.
    """

    code: str
    name: str | None
    max_credits: int | None = None
    active: bool | None = None
    cohorts: tuple[str, ...] | None = None
    min_credits: int | msgspec.UnsetType | None = msgspec.UNSET

    @property
    def key(self) -> tuple[str, ...]:
        return (self.code,)

    def values(self, before: StudentValues | None, _: IfExists) -> StudentValues:
        """See `Draft`."""
        known = before or StudentValues(None, active=True, max_credits=DEFAULT_MAX_CREDITS)
        return StudentValues(
            known.name if self.name is None else self.name,
            known.active if self.active is None else self.active,
            known.max_credits if self.max_credits is None else self.max_credits,
            known.holds,
            known.cohorts if self.cohorts is None else self.cohorts,
            known.min_credits if self.min_credits is msgspec.UNSET else self.min_credits,
        )


@dataclass(frozen=True, slots=True)
class HoldDraft:
    """A hold to be placed, or changed if the student has one with this code.

    Attributes:
        since: None: that of an existing hold; a new one stands from now on.
        office, until, blocks_enrollment, blocks_drops: None: what merging keeps; else no office, no end, and one that
            keeps from enrolling and not from dropping.
    """

    student_code: str
    code: str
    reason: str
    office: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    blocks_enrollment: bool | None = None
    blocks_drops: bool | None = None

    @property
    def key(self) -> tuple[str, ...]:
        return (self.student_code, self.code)

    def hold(self, before: Hold | None, if_exists: IfExists, now: datetime) -> Hold:
        """The hold as it is to be stored; `before`: as it is stored now."""
        new = Hold(self.reason, now, code=self.code)
        kept = new if before is None or if_exists is IfExists.REPLACE else before
        return Hold(
            reason=self.reason,
            since=(before or new).since if self.since is None else self.since.astimezone(UTC),
            office=kept.office if self.office is None else self.office,
            blocks_enrollment=kept.blocks_enrollment if self.blocks_enrollment is None else self.blocks_enrollment,
            until=kept.until if self.until is None else self.until.astimezone(UTC),
            blocks_drops=kept.blocks_drops if self.blocks_drops is None else self.blocks_drops,
            code=self.code,
        )


class EndsBeforeSince(Exception):
    """A hold would end before the moment from which it stands, so it would never stand."""


@dataclass(frozen=True, slots=True)
class HoldsDraft:
    """What is to change about the holds of a student who exists: those that are placed, and codes of those cleared."""

    student_code: str
    placed: tuple[HoldDraft, ...]
    cleared: frozenset[str]
    now: datetime

    @property
    def key(self) -> tuple[str, ...]:
        return (self.student_code,)

    def values(self, before: StudentValues | None, if_exists: IfExists) -> StudentValues:
        """See `Draft`."""
        assert before is not None
        drafts = {draft.code: draft for draft in self.placed}
        kept = tuple(
            drafts.pop(hold.code).hold(hold, if_exists, self.now) if hold.code in drafts else hold
            for hold in before.holds
            if hold.code not in self.cleared
        )
        new = tuple(draft.hold(None, if_exists, self.now) for draft in drafts.values())
        return msgspec.structs.replace(before, holds=(*kept, *new))


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A group to be saved.

    Attributes:
        meetings: None leaves those of an existing group as they are.
        cancelled_at, cancel_reason: of a new group that was cancelled elsewhere. To save a group that is there neither
            cancels it nor gives it back.
    """

    term_code: str
    code: str
    course_code: str
    capacity: int
    meetings: tuple[Meeting, ...] | None
    cancelled_at: datetime | None = None
    cancel_reason: str | None = None
    rules: RuleChanges = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, ...]:
        return (self.term_code, self.code)

    def values(self, before: GroupValues | None, _: IfExists) -> GroupValues:
        """See `Draft`."""
        known = before or GroupValues("", 0, (), self.cancelled_at, self.cancel_reason)
        return GroupValues(
            self.course_code,
            self.capacity,
            known.meetings if self.meetings is None else self.meetings,
            known.cancelled_at,
            known.cancel_reason,
            msgspec.structs.replace(known.rules, **self.rules),
        )


@dataclass(frozen=True, slots=True)
class CancellationDraft:
    """A group to be cancelled at `now`, UTC. One that is cancelled already stays as it is."""

    term_code: str
    code: str
    reason: str
    now: datetime

    @property
    def key(self) -> tuple[str, ...]:
        return (self.term_code, self.code)

    def values(self, before: GroupValues | None, _: IfExists) -> GroupValues:
        """See `Draft`."""
        assert before is not None
        if before.cancelled_at is not None:
            return before
        return msgspec.structs.replace(before, cancelled_at=self.now, cancel_reason=self.reason)


@dataclass(frozen=True, slots=True)
class HistoryDraft:
    """A course that a student took in a term, to be recorded or corrected.

    Attributes:
        grade: None: there is none.
        keeps_grade: whether the one that is recorded stays instead, unless that was of another status.
    """

    student_code: str
    course_code: str
    term_code: str
    status: CourseStatus
    grade: Decimal | None = None
    keeps_grade: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        return (self.student_code, self.course_code, self.term_code)

    def values(self, before: HistoryValues | None, _: IfExists) -> HistoryValues:
        """See `Draft`."""
        keeps = self.keeps_grade and before is not None and before.status is self.status
        return HistoryValues(self.term_code, self.status, before.grade if before and keeps else self.grade)


SavedGroup = CatalogueGroup | InvalidInput | TermNotFound | CapacityBelowTaken
SavedTerm = Term | InvalidInput
SavedCourse = Course | InvalidInput
ClosedTerm = Term | TermNotFound | TermNotOpen
CancelledGroup = CatalogueGroup | TermNotFound | GroupNotFound
PlacedHold = Student | StudentNotFound
ClearedHold = Student | StudentNotFound | HoldNotFound
