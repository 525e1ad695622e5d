"""What terms, courses and groups say about the rules for them. As stored: JSON in which what is absent is the default.

The default of each field means that there is no such rule.
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from enrollment.term_windows import EnrollmentWindow


class DependentDrops(StrEnum):
    """What becomes of a drop after which a group that is kept would lack one that it needs."""

    REFUSED = "REFUSED"
    DROPPED_TOO = "DROPPED_TOO"


class RefundPolicy(StrEnum):
    """Whether money is given back after a drop."""

    FULL = "FULL"
    UNTIL = "UNTIL"
    NONE = "NONE"


class Refunds(msgspec.Struct, frozen=True, omit_defaults=True):
    """That what was charged is given back after a drop. `until`: only if it is dropped before that moment."""

    until: datetime | None = None

    def are_due(self, dropped_at: datetime) -> bool:
        """Whether a drop at this moment is followed by a refund."""
        return self.until is None or dropped_at < self.until


class TermRules(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an institution wants of the enrollments in a term.

    Attributes:
        prerequisites: whether those of courses are judged.
        in_progress_counts: whether a course that the student takes in another term counts for prerequisites.
        passed_again: whether a course that was passed may be taken again.
        max_attempts: how often a course may be taken, unless it says so itself; None: as often as one likes.
        dependent_drops: of corequisites and linked groups.
        min_credits: those below which a drop must not take a student who has no minimum of their own; None: there are
            none.
        offer_seconds: how long a seat is offered to a student of a waitlist; None: the student is enrolled in it.
        refunds: None: billing hears nothing of drops.
        windows: who may enroll, drop and swap when; none: everyone while the term is open.
        travel_gap_minutes: how long it takes from one meeting to the next.
    """

    prerequisites: bool = True
    in_progress_counts: bool = False
    passed_again: bool = True
    max_attempts: int | None = None
    dependent_drops: DependentDrops = DependentDrops.REFUSED
    min_credits: int | None = None
    offer_seconds: int | None = None
    refunds: Refunds | None = None
    windows: tuple[EnrollmentWindow, ...] = ()
    travel_gap_minutes: int = 0

    @property
    def refund_policy(self) -> RefundPolicy:
        """What `refunds` comes to."""
        if self.refunds is None:
            return RefundPolicy.NONE
        return RefundPolicy.FULL if self.refunds.until is None else RefundPolicy.UNTIL

    @property
    def refunds_until(self) -> datetime | None:
        """The moment before which money is given back, if the policy is UNTIL."""
        return None if self.refunds is None else self.refunds.until


class CourseRules(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a course demands of its students.

    Attributes:
        prerequisites: courses that were taken before, in the form of `enrollment.requirements`; empty: none.
        corequisites: courses of the same term, in the same form, without grades; empty: none.
        max_attempts: how often it may be taken; None: as the term says.
    """

    prerequisites: str = ""
    corequisites: str = ""
    max_attempts: int | None = None


class GroupRules(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is particular about a group.

    Attributes:
        linked: groups of the term that are taken with it, in the form of `enrollment.requirements`; empty: none.
        reserved: the seats that are kept for cohorts, in the form of `enrollment.reserved_seats`; empty: none.
        component: which part of its course it is, such as LECTURE or LAB: a student has one group of each; empty: the
            course is not told apart, or this is the part without a name.
    """

    linked: str = ""
    reserved: str = ""
    component: str = ""


NO_TERM_RULES, NO_COURSE_RULES, NO_GROUP_RULES = TermRules(), CourseRules(), GroupRules()
