"""What saveGroup is sent, and what it answers."""

from datetime import datetime

import strawberry

from enrollment.limits import MAX_CAPACITY, MAX_CODE_CHARACTERS, MAX_MEETINGS, MAX_WEEKS
from enrollment.reserved_seats import MAX_RESERVATIONS, Reservation
from resolvers.meetings import SentMeeting
from resolvers.rule_inputs import SentGroupRules
from resolvers.save_group import SaveGroupRequest, save_group
from schema.enums import Weekday
from schema.group import Group
from schema.mapping import copy_fields
from schema.results import result_type


@strawberry.input(description="A meeting of a group, on one day of the week.")
class MeetingInput:
    weekday: Weekday = strawberry.field(description="On which day it begins.")
    starts_at: str | None = strawberry.field(
        default=None, description="Local time as `HH:MM`, 00:00 to 23:59; with neither time, it is not known when."
    )
    ends_at: str | None = strawberry.field(
        default=None, description="Local time as `HH:MM`; 00:00 is the end of the day. Given if `startsAt` is."
    )
    ends_next_day: bool = strawberry.field(
        default=False,
        description="Says that the meeting goes on past midnight. An end before the start is refused without it.",
    )
    from_date: str | None = strawberry.field(
        default=None, description="The first day, `YYYY-MM-DD`; without one, the term's first."
    )
    to_date: str | None = strawberry.field(
        default=None, description="The last day, `YYYY-MM-DD`; without one, the term's last."
    )
    every_weeks: int = strawberry.field(
        default=1,
        description=f"Every how many weeks, 1 to {MAX_WEEKS}, from the first such weekday since `fromDate`, which "
        "has to be given unless it is 1.",
    )


@strawberry.input(description="Seats of a group that are kept for a cohort of students.")
class SeatReservationInput:
    cohort: str = strawberry.field(description=f"For whom, at most {MAX_CODE_CHARACTERS} characters.")
    seats: int = strawberry.field(description=f"How many, 0 to {MAX_CAPACITY}.")
    until: datetime | None = strawberry.field(
        default=None, description="From when on they are free to all, that moment included; without it, never."
    )


@strawberry.input(description="What is particular about a group; what is left out is no rule.")
class GroupRulesInput:
    linked: str | None = strawberry.field(
        default=None, description="The groups that are taken with it: `G-LAB-A or G-LAB-B`, for example."
    )
    reserved_seats: list[SeatReservationInput] = strawberry.field(
        default_factory=list,
        description=f"The seats that are kept for cohorts, at most {MAX_RESERVATIONS} of these; if they are more than "
        "the group has, those that come first.",
    )


@strawberry.input(description="A group as it shall be from now on; it is found by its term and code.")
class SaveGroupInput:
    term_code: str = strawberry.field(description="The term's code.")
    code: str = strawberry.field(description=f"Its code, at most {MAX_CODE_CHARACTERS} characters.")
    course_code: str = strawberry.field(
        description="The code of its course, which cannot change while students are enrolled."
    )
    capacity: int = strawberry.field(
        description=f"How many seats it has, 0 to {MAX_CAPACITY}, and no fewer than are taken."
    )
    meetings: list[MeetingInput] | None = strawberry.field(
        default=None,
        description=f"When it meets, at most {MAX_MEETINGS} meetings; without them, an existing group's stay.",
    )
    component: str | None = strawberry.field(
        default=None,
        description="Which part of its course it is, such as LECTURE or LAB: a student has one group of each. At most "
        f"{MAX_CODE_CHARACTERS} characters; blank: none; without it, an existing group's stays. It cannot change while "
        "students are enrolled.",
    )
    rules: GroupRulesInput | None = strawberry.field(default=None, description="Its rules; without them, they stay.")

    def to_request(self) -> SaveGroupRequest:
        sent, rules = self.meetings, None
        if self.rules is not None:
            kept = tuple(copy_fields(Reservation, each) for each in self.rules.reserved_seats)
            rules = copy_fields(SentGroupRules, self.rules, reserved_seats=kept)
        meetings = None if sent is None else tuple(copy_fields(SentMeeting, meeting) for meeting in sent)
        return copy_fields(SaveGroupRequest, self, meetings=meetings, rules=rules)


@strawberry.type(description="The group is saved.")
class GroupSaved:
    group: Group = strawberry.field(description="The group, as it is now.")


SaveGroupResult = result_type(save_group, GroupSaved, "The group, or why it was not saved.")
