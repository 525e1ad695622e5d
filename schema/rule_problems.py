"""Problems that rules and other systems find while a task is carried out."""

from typing import Self

import strawberry

from enrollment import problems as domain
from schema.enums import Weekday
from schema.problem import Problem, shows


@shows(domain.GroupNotFound)
@strawberry.type(description="The term has no such group.")
class GroupNotFound(Problem):
    """Of `enrollment.problems.GroupNotFound`."""

    group_code: str = strawberry.field(description="The code that no group of the term has.")
    term_code: str = strawberry.field(description="Which term.")

    @classmethod
    def of(cls, value: domain.GroupNotFound) -> Self:
        """The problem as clients see it."""
        return cls(value=value, group_code=value.group_code, term_code=value.term_code)


@shows(domain.GroupFull)
@strawberry.type(description="Every seat of the group is taken.")
class GroupFull(Problem):
    """Of `enrollment.problems.GroupFull`."""

    group_code: str = strawberry.field(description="Which group.")
    capacity: int = strawberry.field(description="How many seats it has.")

    @classmethod
    def of(cls, value: domain.GroupFull) -> Self:
        """The problem as clients see it."""
        return cls(value=value, group_code=value.group_code, capacity=value.capacity)


@shows(domain.AlreadyEnrolled)
@strawberry.type(description="The student holds a seat in the group already.")
class AlreadyEnrolled(Problem):
    """Of `enrollment.problems.AlreadyEnrolled`."""

    group_code: str = strawberry.field(description="Which group.")

    @classmethod
    def of(cls, value: domain.AlreadyEnrolled) -> Self:
        """The problem as clients see it."""
        return cls(value=value, group_code=value.group_code)


@shows(domain.SameCourseTwice)
@strawberry.type(description="Two groups of one course: asked for together, or one of them held already.")
class SameCourseTwice(Problem):
    """Of `enrollment.problems.SameCourseTwice`."""

    course_code: str = strawberry.field(description="Which course.")
    group_codes: list[str] = strawberry.field(description="Its groups; choose one.")

    @classmethod
    def of(cls, value: domain.SameCourseTwice) -> Self:
        """The problem as clients see it."""
        return cls(value=value, course_code=value.course_code, group_codes=list(value.group_codes))


@shows(domain.NotEnrolled)
@strawberry.type(description="The student has no confirmed seat in the group, so there is none to drop.")
class NotEnrolled(Problem):
    """Of `enrollment.problems.NotEnrolled`."""

    group_code: str = strawberry.field(description="Which group.")

    @classmethod
    def of(cls, value: domain.NotEnrolled) -> Self:
        """The problem as clients see it."""
        return cls(value=value, group_code=value.group_code)


@shows(domain.TimeConflict)
@strawberry.type(description="Two groups meet at the same time: asked for together, or one of them held already.")
class TimeConflict(Problem):
    """Of `enrollment.problems.TimeConflict`."""

    group_code: str = strawberry.field(description="A group asked for.")
    with_group_code: str = strawberry.field(description="The other group, asked for or held.")
    weekday: Weekday = strawberry.field(description="A day on which both meet.")

    @classmethod
    def of(cls, value: domain.TimeConflict) -> Self:
        """The problem as clients see it."""
        return cls(
            value=value,
            group_code=value.group_code,
            with_group_code=value.with_group_code,
            weekday=Weekday[value.weekday.name],
        )


@shows(domain.CreditLimitExceeded)
@strawberry.type(description="The student would hold more credits in the term than allowed.")
class CreditLimitExceeded(Problem):
    """Of `enrollment.problems.CreditLimitExceeded`."""

    maximum: int = strawberry.field(description="The most they may hold.")
    held: int = strawberry.field(description="What they hold already.")
    asked: int = strawberry.field(description="What the groups asked for would add.")

    @classmethod
    def of(cls, value: domain.CreditLimitExceeded) -> Self:
        """The problem as clients see it."""
        return cls(value=value, maximum=value.maximum, held=value.held, asked=value.asked)


@shows(domain.StudentInactive)
@strawberry.type(description="The student is not active and may not enroll.")
class StudentInactive(Problem):
    """Of `enrollment.problems.StudentInactive`."""

    student_code: str = strawberry.field(description="Which student.")

    @classmethod
    def of(cls, value: domain.StudentInactive) -> Self:
        """The problem as clients see it."""
        return cls(value=value, student_code=value.student_code)


@shows(domain.HoldActive)
@strawberry.type(description="A hold keeps the student from enrolling.")
class HoldActive(Problem):
    """Of `enrollment.problems.HoldActive`."""

    hold: "Hold" = strawberry.field(description="The hold.")

    @classmethod
    def of(cls, value: domain.HoldActive) -> Self:
        """The problem as clients see it."""
        return cls(value=value, hold=Hold.of(value.hold))


@shows(domain.ParticipantDeclined)
@strawberry.type(description="Another system that takes part in the enrollment said no.")
class ParticipantDeclined(Problem):
    """Of `enrollment.problems.ParticipantDeclined`."""

    service: str = strawberry.field(description="Which system.")
    reason: str = strawberry.field(description="Why, in its words.")

    @classmethod
    def of(cls, value: domain.ParticipantDeclined) -> Self:
        """The problem as clients see it."""
        return cls(value=value, service=value.service, reason=value.reason)


# Types that point at each other: imported once the ones above exist (docs/adr/0003-relations-by-loader.md).
from schema.student import Hold  # noqa: E402
