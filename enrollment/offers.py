"""Groups as the rules see them."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

from enrollment.catalogue import Group
from enrollment.rule_settings import NO_COURSE_RULES, NO_GROUP_RULES, CourseRules, GroupRules
from enrollment.waitlist import WaitlistCounts

GroupKey = tuple[int, str]
"""(term id, group code)"""


@dataclass(frozen=True, slots=True)
class OfferedGroup:
    """A group as the rules see it: with its course's code and credits, and what both say about rules.

    `waitlist`: None if it never had one.
    """

    group: Group
    course_code: str
    credits: int
    group_rules: GroupRules = NO_GROUP_RULES
    course_rules: CourseRules = NO_COURSE_RULES
    waitlist: WaitlistCounts | None = None

    @property
    def part(self) -> tuple[str, str]:
        """Of what a student has one group: the course, and the component of it."""
        return self.course_code, self.group_rules.component

    def with_held_seat_offered(self) -> "OfferedGroup":
        """The same after a seat that is held for a student was offered."""
        counts = self.waitlist
        return self if counts is None else replace(self, waitlist=counts.with_held_seat_offered())


def credits_of(offers: Collection[OfferedGroup]) -> int:
    """What groups count together: the components of a course count once."""
    total = 0
    for offer in offers:
        if offer.group_rules.component:
            return _credits_of_courses(offers)
        total += offer.credits
    return total


def _credits_of_courses(offers: Collection[OfferedGroup]) -> int:
    of_course, times = {offer.course_code: offer.credits for offer in offers}, dict[str, int]()
    for (course, _), groups in Counter(offer.part for offer in offers).items():
        times[course] = max(groups, times.get(course, 0))
    return sum(of_course[course] * groups for course, groups in times.items())
