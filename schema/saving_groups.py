"""What saveGroup is sent, and what it answers."""

from typing import Annotated

import strawberry

from enrollment import catalogue, catalogue_edits, problems
from schema.enums import Weekday
from schema.group import Group
from schema.request_problems import CapacityBelowTaken, InvalidInput, ServiceUnavailable, TermNotFound


@strawberry.input(description="A weekly meeting of a group. One that ends at or before its start goes past midnight.")
class MeetingInput:
    """Of `enrollment.catalogue.Meeting`."""

    weekday: Weekday = strawberry.field(description="On which day it begins.")
    starts_at: str | None = strawberry.field(
        default=None, description="Local time as `HH:MM`, 00:00 to 23:59; with neither time, it is not known when."
    )
    ends_at: str | None = strawberry.field(
        default=None, description="Local time as `HH:MM`; 00:00 is the end of the day. Given if `startsAt` is."
    )
    from_date: str | None = strawberry.field(
        default=None, description="The first day, `YYYY-MM-DD`; without one, the term's first."
    )
    to_date: str | None = strawberry.field(
        default=None, description="The last day, `YYYY-MM-DD`; without one, the term's last."
    )

    def meeting(self) -> catalogue.Meeting:
        """The input as resolvers understand it."""
        weekday = catalogue.Weekday[self.weekday.name]
        return catalogue.Meeting(weekday, self.starts_at, self.ends_at, self.from_date, self.to_date)


@strawberry.input(description="A group as it shall be from now on; it is found by its term and code.")
class SaveGroupInput:
    """Of `enrollment.catalogue_edits.GroupDraft`."""

    term_code: str = strawberry.field(description="The term's code.")
    code: str = strawberry.field(description="Its code, at most 100 characters.")
    course_code: str = strawberry.field(
        description="The code of its course, which cannot change while students are enrolled."
    )
    capacity: int = strawberry.field(description="How many seats it has, 0 to 1000000, and no fewer than are taken.")
    meetings: list[MeetingInput] | None = strawberry.field(
        default=None, description="When it meets, at most 50 meetings; without them, an existing group's stay."
    )

    def draft(self) -> catalogue_edits.GroupDraft:
        """The input as resolvers understand it."""
        meetings = None if self.meetings is None else tuple(one.meeting() for one in self.meetings)
        return catalogue_edits.GroupDraft(self.term_code, self.code, self.course_code, self.capacity, meetings)


@strawberry.type(description="The group is saved.")
class GroupSaved:
    """Of `enrollment.catalogue.Group`."""

    group: Group = strawberry.field(description="The group, as it is now.")


SaveGroupResult = Annotated[
    GroupSaved | InvalidInput | TermNotFound | CapacityBelowTaken | ServiceUnavailable,
    strawberry.union("SaveGroupResult", description="The group, or why it was not saved."),
]


def result_of(outcome: catalogue_edits.SavedGroup | problems.ServiceUnavailable) -> SaveGroupResult:
    """The outcome as clients see it."""
    match outcome:
        case catalogue.Group():
            return GroupSaved(group=Group.of(outcome))
        case problems.InvalidInput():
            return InvalidInput.of(outcome)
        case problems.TermNotFound():
            return TermNotFound.of(outcome)
        case problems.CapacityBelowTaken():
            return CapacityBelowTaken.of(outcome)
        case problems.ServiceUnavailable():
            return ServiceUnavailable.of(outcome)
