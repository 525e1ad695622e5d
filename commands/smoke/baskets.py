"""Chooses groups in which a student can be enrolled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from enrollment.catalogue import Meeting, Weekday
from enrollment.timetable import clash

GROUP_FIELDS = """
fragment GroupFields on Group {
  code capacity seatsAvailable component course { code title credits }
  meetings { weekday startsAt endsAt fromDate toDate }
}"""


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """A group as the API shows it. `title`: of its course; `component`: empty if it has none."""

    code: str
    course_code: str
    credits: int
    seats_available: int
    meetings: tuple[Meeting, ...]
    title: str
    capacity: int
    component: str = ""

    @classmethod
    def of(cls, node: dict[str, Any]) -> Self:
        """From a `Group` with the `GroupFields`."""
        return cls(
            code=node["code"],
            course_code=node["course"]["code"],
            credits=node["course"]["credits"],
            seats_available=node["seatsAvailable"],
            meetings=tuple(
                Meeting(
                    Weekday[meeting["weekday"]],
                    meeting["startsAt"],
                    meeting["endsAt"],
                    meeting["fromDate"],
                    meeting["toDate"],
                )
                for meeting in node["meetings"]
            ),
            title=node["course"]["title"],
            capacity=node["capacity"],
            component=node["component"] or "",
        )

    @property
    def part(self) -> tuple[str, str]:
        """Of what a student has one group: the course, and the component of it."""
        return self.course_code, self.component

    def fits(self, other: Self) -> bool:
        """Whether a student may have both."""
        return self.part != other.part and clash(self.meetings, other.meetings) is None


def choose(offered: Iterable[ListedGroup], held: Sequence[ListedGroup], count: int) -> list[ListedGroup]:
    """Up to `count` groups with a free seat that fit each other and those held, those with the fewest credits first."""
    chosen: list[ListedGroup] = []
    for group in sorted(offered, key=lambda group: (group.credits, group.code)):
        if len(chosen) == count:
            break
        if group.seats_available > 0 and all(group.fits(other) for other in [*held, *chosen]):
            chosen.append(group)
    return chosen


def full_group(offered: Iterable[ListedGroup]) -> ListedGroup | None:
    """A group without a free seat, if there is one."""
    return min((group for group in offered if group.seats_available <= 0), key=lambda group: group.code, default=None)
