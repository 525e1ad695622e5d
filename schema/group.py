"""Groups of a course, their meetings, and which of them a client asks for."""

from collections.abc import Sequence
from datetime import datetime

import strawberry

from enrollment import catalogue
from enrollment.reserved_seats import Reservation
from resolvers.group import roster_of_group
from resolvers.node import NodeKind
from schema.catalogue_fields import IN_CATALOGUE, catalogue_field
from schema.connections import After, At, First
from schema.enrollment import Enrollment, EnrollmentConnection
from schema.enums import Weekday
from schema.info import Info
from schema.mapping import attribute
from schema.node import ID_DESCRIPTION, Node


@strawberry.type(description="A meeting of a group, on one day of the week.")
class Meeting:
    weekday: Weekday = catalogue_field("On which day.")
    starts_at: str | None = catalogue_field("Local time as `HH:MM`; null where it is not known.")
    ends_at: str | None = catalogue_field("Local time as `HH:MM`; null where it is not known.")
    ends_next_day: bool = catalogue_field("Whether it ends on the next day: it goes on to midnight or past it.")
    from_date: str | None = catalogue_field("The first day, `YYYY-MM-DD`; null: the term's first.")
    to_date: str | None = catalogue_field("The last day, `YYYY-MM-DD`; null: the term's last.")
    every_weeks: int = catalogue_field("Every how many weeks, from the first such weekday since `fromDate`.")


@strawberry.type(description="Seats of a group that are kept for a cohort of students.")
class SeatReservation:
    cohort: str = catalogue_field("For whom.")
    seats: int = catalogue_field("How many.")
    until: datetime | None = catalogue_field("From when on they are free to all, that moment included; null: never.")


@strawberry.type(description="A group of a course in a term, with a limited number of seats.")
class Group(Node[catalogue.CatalogueGroup]):
    node_kind = NodeKind.GROUP

    id: strawberry.ID = catalogue_field(ID_DESCRIPTION)
    code: str = catalogue_field("Its code, unique within the term.")
    capacity: int = catalogue_field("How many seats it has.")
    seats_taken: int = catalogue_field("Seats that live enrollments hold.")
    seats_available: int = catalogue_field("Seats that are free for everyone; none once it is cancelled.")
    seats_held: int = catalogue_field("Free seats held for students of the waitlist whose promotion is under way.")
    seats_offered: int = catalogue_field("Free seats offered to students of the waitlist until a deadline.")
    waitlist_length: int = catalogue_field("How many students wait for a seat.")
    cancelled_at: datetime | None = catalogue_field("From when on it takes no seat; null while it is not cancelled.")
    cancel_reason: str | None = catalogue_field("Why it was cancelled; null while it is not.")
    meetings: Sequence[catalogue.Meeting] = catalogue_field(
        "When it meets; empty where the timetable does not say.", graphql_type=list[Meeting]
    )

    component: str | None = catalogue_field(
        "Which part of its course it is: a student has one group of each; null: the one without a name."
    )
    linked: str | None = catalogue_field(
        "The groups that are taken with it: `G-LAB-A or G-LAB-B`, for example; null: none."
    )
    reserved_seats: Sequence[Reservation] = catalogue_field(
        "The seats that are reserved for cohorts.", graphql_type=list[SeatReservation]
    )

    @attribute("schema.term.Term", "The term it is given in.", IN_CATALOGUE)
    def term(self) -> catalogue.Term:
        return self.source.term

    @attribute("schema.course.Course", "The course it is a group of.", IN_CATALOGUE)
    def course(self) -> catalogue.Course:
        return self.source.course

    @strawberry.field(
        description="Who is enrolled or waits for a seat, by the students' codes: since when, and by which task. "
        "Staff see everyone, a student only themselves."
    )
    async def roster(self, info: Info, first: First = 50, after: After = None, at: At = None) -> EnrollmentConnection:
        page = await roster_of_group(info.context, self.source.id, at, first, after)
        return EnrollmentConnection.from_page(page, after, Enrollment.from_domain)


@strawberry.input(description="Which groups of a term; everything given has to hold.")
class GroupFilter:
    codes: list[str] | None = strawberry.field(default=None, description="Only groups with one of these codes.")
    course_code: str | None = strawberry.field(default=None, description="Only groups of this course.")
    search: str | None = strawberry.field(
        default=None,
        description="Only groups with this text in their code, or their course's code or title, in any case.",
    )
    only_available: bool = strawberry.field(
        default=False, description="Only groups with a free seat, and none cancelled."
    )
