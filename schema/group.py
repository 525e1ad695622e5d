"""Groups of a course, their meetings, and which of them a client asks for."""

from collections.abc import Sequence

import strawberry

from enrollment import catalogue
from resolvers.loaders import Loaders
from resolvers.node import NodeKind
from schema.enums import Weekday
from schema.mapping import relation
from schema.node import Node


@strawberry.type(description="A weekly meeting of a group.")
class Meeting:
    weekday: Weekday = strawberry.field(description="On which day.")
    starts_at: str | None = strawberry.field(description="Local time as `HH:MM`; null where it is not known.")
    ends_at: str | None = strawberry.field(description="Local time as `HH:MM`; null where it is not known.")
    from_date: str | None = strawberry.field(description="The first day, `YYYY-MM-DD`; null: the term's first.")
    to_date: str | None = strawberry.field(description="The last day, `YYYY-MM-DD`; null: the term's last.")


@strawberry.type(description="A group of a course in a term, with a limited number of seats.")
class Group(Node[catalogue.Group]):
    node_kind = NodeKind.GROUP

    code: str = strawberry.field(description="Its code, unique within the term.")
    capacity: int = strawberry.field(description="How many seats it has.")
    seats_taken: int = strawberry.field(description="Seats that live enrollments hold.")
    seats_available: int = strawberry.field(description="Seats that are free.")
    meetings: Sequence[catalogue.Meeting] = strawberry.field(
        description="When it meets; empty where the timetable does not say.", graphql_type=list[Meeting]
    )

    @relation("schema.term.Term", "The term it is given in.")
    async def term(self, loaders: Loaders) -> catalogue.Term | None:
        return await loaders.term.load(self.source.term_id)

    @relation("schema.course.Course", "The course it is a group of.")
    async def course(self, loaders: Loaders) -> catalogue.Course | None:
        return await loaders.course.load(self.source.course_id)


@strawberry.input(description="Which groups of a term; everything given has to hold.")
class GroupFilter:
    codes: list[str] | None = strawberry.field(default=None, description="Only groups with one of these codes.")
    course_code: str | None = strawberry.field(default=None, description="Only groups of this course.")
    search: str | None = strawberry.field(
        default=None,
        description="Only groups with this text in their code, or their course's code or title, in any case.",
    )
    only_available: bool = strawberry.field(default=False, description="Only groups with a free seat.")
