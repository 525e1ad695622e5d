"""The plan that both drivers run: who sends what, how many at a time, and for how long.

Users enroll one student after the other, and ask for the status of their latest tasks after each. Beside them students
race with themselves: several requests for the same groups at the same moment, each with a key of its own. And requests
are sent three times with one key, which is then used for another basket.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import msgspec

RACERS = 4
"""Requests of one student at the same moment."""
REPEATERS = 2
"""Users who send everything three times."""
RECENT_TASKS = 3
"""Tasks that a user asks for the status of."""
SENDS_A_NEW_TASK = frozenset({"enroll", "race", "first"})
"""Labels of the requests that make a task each."""
FILES = {"enroll": "enroll.csv", "race": "race.csv", "repeat": "repeat.csv"}
"""The CSV files of the plan, by the field of `PlannedRequests`."""


class LoadPlan(msgspec.Struct, frozen=True):
    """How much is sent. Users begin one after the other within `ramp_seconds`; each does the same `loops` times."""

    users: int
    ramp_seconds: int
    loops: int

    @property
    def students(self) -> int:
        """How many students are needed, so that none is needed twice."""
        return self.users * self.loops + self.loops + REPEATERS * self.loops


@dataclass(frozen=True, slots=True)
class PlannedRequest:
    """An enrollment to be asked for. `key` is unique within the run."""

    student: str
    token: str
    groups: tuple[str, ...]
    key: str


@dataclass(frozen=True, slots=True)
class PlannedRequests:
    """All enrollments of a run, in the order in which they are sent. `race`: those of a round follow each other."""

    enroll: Sequence[PlannedRequest]
    race: Sequence[PlannedRequest]
    repeat: Sequence[PlannedRequest]


@dataclass(frozen=True, slots=True)
class Baskets:
    """Who enrolls in what: students and their baskets without end, and the groups of races and repetitions.

    Attributes:
        token: makes the token of a student.
    """

    students: Iterator[str]
    enroll: Iterator[tuple[str, ...]]
    race: tuple[str, ...]
    repeat: tuple[str, ...]
    token: Callable[[str], str]


def planned(plan: LoadPlan, baskets: Baskets) -> PlannedRequests:
    """The requests of a run."""
    races, repeats = plan.loops, REPEATERS * plan.loops

    def request(student: str, groups: tuple[str, ...], key: str) -> PlannedRequest:
        return PlannedRequest(student, baskets.token(student), groups, f"{student}-{key}")

    enrolled = zip(islice(baskets.students, plan.users * plan.loops), baskets.enroll, strict=False)
    racing = list(islice(baskets.students, races))
    repeated = list(islice(baskets.students, repeats))
    return PlannedRequests(
        enroll=[request(student, groups, f"enroll-{number}") for number, (student, groups) in enumerate(enrolled)],
        race=[
            request(student, baskets.race, f"race-{number}-{racer}")
            for number, student in enumerate(racing)
            for racer in range(RACERS)
        ],
        repeat=[request(student, baskets.repeat, f"repeat-{number}") for number, student in enumerate(repeated)],
    )


def write_csv(requests: PlannedRequests, folder: Path) -> None:
    """Write the files that JMeter reads: student; token; groups as a JSON array; key."""
    for name, file in FILES.items():
        rows: Iterable[PlannedRequest] = getattr(requests, name)
        lines = (f"{row.student};{row.token};{msgspec.json.encode(row.groups).decode()};{row.key}\n" for row in rows)
        (folder / file).write_text("".join(lines), encoding="utf-8")
