"""Group and its meetings."""

from typing import Self

import strawberry

from enrollment import catalogue
from resolvers.node import NodeKind
from schema.enums import Weekday
from schema.ids import encode
from schema.info import Info
from schema.node import Node


@strawberry.type(description="A weekly meeting of a group.")
class Meeting:
    """Of `enrollment.catalogue.Meeting`."""

    weekday: Weekday = strawberry.field(description="On which day.")
    starts_at: str | None = strawberry.field(description="Local time as `HH:MM`; null where it is not known.")
    ends_at: str | None = strawberry.field(description="Local time as `HH:MM`; null where it is not known.")
    from_date: str | None = strawberry.field(description="The first day, `YYYY-MM-DD`; null: the term's first.")
    to_date: str | None = strawberry.field(description="The last day, `YYYY-MM-DD`; null: the term's last.")

    @classmethod
    def of(cls, meeting: catalogue.Meeting) -> Self:
        """The meeting as clients see it."""
        return cls(
            weekday=Weekday[meeting.weekday.name],
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            from_date=meeting.from_date,
            to_date=meeting.to_date,
        )


@strawberry.type(description="A group of a course in a term, with a limited number of seats.")
class Group(Node):
    """Of `enrollment.catalogue.Group`."""

    term_id: strawberry.Private[int]
    course_id: strawberry.Private[int]
    code: str = strawberry.field(description="Its code, unique within the term.")
    capacity: int = strawberry.field(description="How many seats it has.")
    seats_taken: int = strawberry.field(description="Seats that live enrollments hold.")
    seats_available: int = strawberry.field(description="Seats that are free.")
    meetings: list[Meeting] = strawberry.field(description="When it meets; empty where the timetable does not say.")

    @classmethod
    def of(cls, group: catalogue.Group) -> Self:
        """The group as clients see it."""
        return cls(
            id=encode(NodeKind.GROUP, group.id),
            term_id=group.term_id,
            course_id=group.course_id,
            code=group.code,
            capacity=group.capacity,
            seats_taken=group.seats_taken,
            seats_available=max(0, group.capacity - group.seats_taken),
            meetings=[Meeting.of(meeting) for meeting in group.meetings],
        )

    @strawberry.field(description="The term it is given in.")
    async def term(self, info: Info) -> "Term | None":
        """By loader."""
        found = await info.context.loaders.term.load(self.term_id)
        return None if found is None else Term.of(found)

    @strawberry.field(description="The course it is a group of.")
    async def course(self, info: Info) -> "Course | None":
        """By loader."""
        found = await info.context.loaders.course.load(self.course_id)
        return None if found is None else Course.of(found)


# Types that point at each other: imported once the ones above exist (docs/adr/0003-relations-by-loader.md).
from schema.course import Course  # noqa: E402
from schema.term import Term  # noqa: E402
