"""Draws the term in tests/data/term: made up, of the size of a small college's, and the same every time.

`python -m tests.data.draw_term` writes the files anew. Codes have Ñ, slashes and leading zeros, some groups meet at
no stated time, titles hold commas, and the three tables come in three encodings with two separators. Demand is some
seats above capacity for one group in eleven.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, TypeVar

FOLDER = Path(__file__).parent / "term"
SEED = 20310301
TERM = "2031-1"
COURSES, GROUPS, STUDENTS = 550, 840, 2290
MOST_CREDITS = 18

T = TypeVar("T")

DEPARTMENTS = ("MAT{:03}", "INF/{:03}", "AÑO-{:02}", "0{:03}", "ELC{:03}", "ESPAÑOL-{:03}", "FIS {:03}", "G1QMC{:03}")
TOPICS = ("Álgebra", "Cálculo", "Historia", "Diseño", "Química", "Lógica", "Biología", "Ética", "Física", "Economía")
ASPECTS = ("básica", "y sociedad", "del niño", "avanzada", "aplicada", "en español", "comparada", "general")
PLACES = ("teoría, práctica y laboratorio", "seminario", 'lecturas de "La vorágine"', "taller", "métodos, con crítica")
NAMES = ("Ñusta", "José", "María", "Íñigo", "Zoë", "Ángela", "Raúl", "Inés", "Óscar", "Lucía", "Begoña", "Tomás")
SURNAMES = ("Núñez", "Peña", "Quispe", "Ibáñez", "Mamani", "Muñoz", "Güell", "Colón", "Sáenz", "Ñáñez", "Vargas")
DAYS = ("MWF", "TR", "MW", "T", "R", "W", "M", "F", "WF", "S", "U")
HOURS = (
    *(("07:05", "08:00"), ("08:00", "09:25"), ("9:30", "10:25"), ("10:30", "11:55"), ("13:00", "14:25")),
    *(("14:30", "15:25"), ("15:30", "16:55"), ("17:00", "18:25"), ("19:15", "22:10")),
)
WHOLE = ("2031-03-03", "2031-07-04")
HALVES = (("2031-03-03", "2031-05-02"), ("2031-05-05", "2031-07-04"))
SIZES = (3,) * 17 + (4,) * 52 + (5,) * 31


@dataclass(frozen=True, slots=True)
class Course:
    """A course. `requires`: what stands under prerequisites."""

    code: str
    title: str
    credits: int
    requires: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group. `demand`: how many baskets it is meant to be in; `start`, `end`: empty where it is unknown."""

    code: str
    course: Course
    capacity: int
    demand: int
    days: str
    start: str
    end: str
    dates: tuple[str, str]

    def clashes(self, other: "Group") -> bool:
        """Whether one cannot go to both."""
        timed = self.start and other.start and set(self.days) & set(other.days)
        return bool(timed and _overlap(_clock(self), _clock(other)) and _overlap(self.dates, other.dates))


def _overlap(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _clock(group: Group) -> tuple[str, str]:
    return group.start.zfill(5), group.end.zfill(5)


class Dice:
    """Chance out of `Random.random` alone, which gives the same numbers in every release of Python."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def below(self, number: int) -> int:
        return int(self._random.random() * number)

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]

    def shuffled(self, items: Iterable[T]) -> list[T]:
        drawn = list(items)
        for last in range(len(drawn) - 1, 0, -1):
            other = self.below(last + 1)
            drawn[last], drawn[other] = drawn[other], drawn[last]
        return drawn


def draw() -> dict[str, bytes]:
    """The files of the term, by name."""
    dice = Dice(SEED)
    courses = list(_courses(dice))
    groups = list(_groups(dice, courses))
    students = list(_students(dice))
    baskets = list(_baskets(dice, groups, [code for code, _ in students]))
    outcome = simulate({group.code: group.capacity for group in groups}, baskets)
    return {
        "courses.csv": _table(_COURSE_COLUMNS, map(_course_row, courses), ",", "\n").encode("utf-8-sig"),
        "groups.csv": _table(_GROUP_COLUMNS, (_group_row(dice, group) for group in groups), ",", "\n").encode(),
        "students.csv": _table(
            ("student_code", "name", "max_credits"), ((*student, MOST_CREDITS) for student in students), ";", "\r\n"
        ).encode("windows-1252"),
        "baskets.jsonl": "".join(json.dumps(basket, ensure_ascii=False) + "\n" for basket in baskets).encode(),
        "expected-in-file-order.json": (json.dumps(outcome, ensure_ascii=False, indent=0) + "\n").encode(),
    }


def simulate(capacity: Mapping[str, int], baskets: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What must come of the baskets one at a time; shares no line with the product."""
    left, accepted, rejections = dict(capacity), 0, []
    for basket in baskets:
        full = [code for code in basket["groupCodes"] if left[code] == 0]
        if full:
            rejections.append({"studentCode": basket["studentCode"], "full": full})
            continue
        accepted += 1
        for code in basket["groupCodes"]:
            left[code] -= 1
    taken = sum(capacity.values()) - sum(left.values())
    return {"accepted": accepted, "rejected": len(rejections), "seats_taken": taken, "rejections": rejections}


def _courses(dice: Dice) -> Iterator[Course]:
    codes: list[str] = []
    for number in range(COURSES):
        code = DEPARTMENTS[number % len(DEPARTMENTS)].format(1 + number // len(DEPARTMENTS))
        title = f"{dice.pick(TOPICS)} {dice.pick(ASPECTS)}: {dice.pick(PLACES)}"
        wanted = {"type": "course", "course": dice.pick(codes)} if codes and dice.below(5) == 0 else None
        yield Course(code, title, dice.pick((4, 4, 4, 4, 1, 2, 0, 5)), json.dumps(wanted) if wanted else "")
        codes.append(code)


def _groups(dice: Dice, courses: Sequence[Course]) -> Iterator[Group]:
    for number in range(GROUPS):
        course = courses[number % len(courses)]
        code = f"{course.code}-{'ABC'[number // len(courses)]}" if number % 7 else f"00{number}/{course.code}"
        capacity = dice.pick((12, 15, 16, 18, 18, 20, 25, 30))
        over = dice.below(11) == 0
        demand = capacity + 1 + dice.below(3) if over else capacity * (20 + dice.below(75)) // 100
        days = dice.pick(DAYS) if dice.below(4) else ""
        start, end = dice.pick(HOURS) if days and dice.below(20) else ("", "")
        dates = dice.pick((WHOLE,) * 8 + HALVES)
        yield Group(code, course, capacity, demand, days, start, end, dates)


def _students(dice: Dice) -> Iterator[tuple[str, str]]:
    for number in range(STUDENTS):
        code = f"Ñ/{number:05}" if number % 10 == 9 else f"{7 * number:07}"
        yield code, f"{dice.pick(NAMES)} {dice.pick(SURNAMES)} {dice.pick(SURNAMES)}"


def _baskets(dice: Dice, groups: Sequence[Group], students: Sequence[str]) -> Iterator[dict[str, Any]]:
    """A basket a student, three to five groups as a rule, free of clashes, out of what is in demand."""
    pool = dice.shuffled(group for group in groups for _ in range(group.demand))
    for student in dice.shuffled(students):
        chosen: list[Group] = []
        passed: list[Group] = []
        size = dice.pick(SIZES)
        while pool and len(chosen) < size and len(passed) < 40:
            group = pool.pop()
            (chosen if _fits(group, chosen) else passed).append(group)
        pool += reversed(passed)
        if chosen:
            codes = sorted(group.code for group in chosen)
            yield {"studentCode": student, "termCode": TERM, "groupCodes": codes}


def _fits(group: Group, chosen: Sequence[Group]) -> bool:
    heavy = group.course.credits + sum(other.course.credits for other in chosen)
    return heavy <= MOST_CREDITS and not any(o.course == group.course or o.clashes(group) for o in chosen)


_COURSE_COLUMNS = ("course_code", "title", "credits", "prerequisites", "corequisites")
_GROUP_COLUMNS = (
    *("term_code", "group_code", "course_code", "capacity", "enrolled", "days", "start", "end"),
    *("date_start", "date_end", "reserved"),
)


def _course_row(course: Course) -> tuple[object, ...]:
    return course.code, course.title, course.credits, course.requires, ""


def _group_row(dice: Dice, group: Group) -> tuple[object, ...]:
    when = (group.days, group.start, group.end, *group.dates)
    reserved = f"{dice.pick((5, 10, 15))} nuevos" if dice.below(4) == 0 else ""
    return TERM, group.code, group.course.code, group.capacity, group.demand, *when, reserved


def _table(header: Sequence[str], rows: Iterable[Sequence[object]], separator: str, end: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=end).writerows([header, *rows])
    return text.getvalue()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, content in draw().items():
        (FOLDER / name).write_bytes(content)
