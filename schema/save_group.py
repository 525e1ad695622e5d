"""What saveGroup is sent, and what it answers."""

import strawberry

from enrollment import catalogue
from enrollment.catalogue_edits import GroupDraft
from resolvers.save_group import save_group
from schema.enums import Weekday
from schema.group import Group
from schema.mapping import copy_fields
from schema.results import result_type


@strawberry.input(description="A weekly meeting of a group. One that ends at or before its start goes past midnight.")
class MeetingInput:
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


@strawberry.input(description="A group as it shall be from now on; it is found by its term and code.")
class SaveGroupInput:
    term_code: str = strawberry.field(description="The term's code.")
    code: str = strawberry.field(description="Its code, at most 100 characters.")
    course_code: str = strawberry.field(
        description="The code of its course, which cannot change while students are enrolled."
    )
    capacity: int = strawberry.field(description="How many seats it has, 0 to 1000000, and no fewer than are taken.")
    meetings: list[MeetingInput] | None = strawberry.field(
        default=None, description="When it meets, at most 50 meetings; without them, an existing group's stay."
    )

    def to_draft(self) -> GroupDraft:
        sent = self.meetings
        meetings = None if sent is None else tuple(copy_fields(catalogue.Meeting, meeting) for meeting in sent)
        return copy_fields(GroupDraft, self, meetings=meetings)


@strawberry.type(description="The group is saved.")
class GroupSaved:
    group: Group = strawberry.field(description="The group, as it is now.")


SaveGroupResult = result_type(save_group, GroupSaved, "The group, or why it was not saved.")
