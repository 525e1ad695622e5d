"""The data of the demo term: invented, with Spanish names, always the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice, product

from enrollment.catalogue import Meeting, Weekday

OPEN_TERM = "2024-2"
TERMS = {
    "2024-1": ("Primer semestre 2024", timedelta(days=-180), timedelta(days=-150)),
    OPEN_TERM: ("Segundo semestre 2024", timedelta(days=-30), timedelta(days=365)),
    "2025-1": ("Primer semestre 2025", timedelta(days=365), timedelta(days=395)),
}
"""By code: name, opening and closing from now. One is closed, one open, one not open yet."""

COURSES = {
    "ELC101": ("Circuitos eléctricos I", 5),
    "ELC102": ("Circuitos eléctricos II", 5),
    "ELC106": ("Sistemas digitales I", 4),
    "MAT207": ("Ecuaciones diferenciales", 5),
    "MATEMÁTICA": ("Matemática básica", 4),
    "INF101": ("Introducción a la informática", 3),
    "INF/101-Ñ": ("Taller de informática para niños", 2),
    "INF220": ("Estructuras de datos", 4),
    "FIS102": ("Física II", 5),
    "QMC100": ("Química general", 4),
    "LIN100": ("Inglés técnico", 2),
    "ADM310": ("Administración de empresas", 3),
}
"""By code: title and credits."""


@dataclass(frozen=True, slots=True)
class DemoGroup:
    """A group of the open term. `taken`: how many seats the students from EST150 on have from the start."""

    code: str
    course_code: str
    capacity: int
    meetings: tuple[Meeting, ...]
    taken: int = 0


_HOURS = ("07:00", "08:30", "10:00", "11:30", "14:00", "15:30", "17:00", "18:30", "20:00")
_PAIRS = ((Weekday.MONDAY, Weekday.WEDNESDAY), (Weekday.TUESDAY, Weekday.THURSDAY), (Weekday.FRIDAY, Weekday.SATURDAY))
_ALMOST_FULL = {"G-ELC102-B": 23, "G-FIS102-B": 29, "G-QMC100-C": 12}
_CAPACITY = {"G-ELC102-B": 25, "G-FIS102-B": 30, "G-QMC100-C": 12}
_LETTERS = {"ELC102": "ABCDE", "ELC106": "ABCDE", "MAT207": "ABCD", "INF/101-Ñ": "", "MATEMÁTICA": "AB"}


def groups() -> Iterator[DemoGroup]:
    """About forty groups. Groups of one course never meet at the same time; nor do G-ELC102-E and G-ELC106-E."""
    for course_number, course_code in enumerate(COURSES):
        codes = [f"G-{course_code}-{letter}" for letter in _LETTERS.get(course_code, "ABC")] or [course_code]
        for number, code in enumerate(codes):
            slot = course_number + 7 * number
            days, starts = _PAIRS[slot % 3], _HOURS[slot // 3 % len(_HOURS)]
            ends = f"{int(starts[:2]) + 1:02}:{starts[3:]}"
            yield DemoGroup(
                code,
                course_code,
                _CAPACITY.get(code, 40),
                tuple(Meeting(day, starts, ends) for day in days),
                _ALMOST_FULL.get(code, 0),
            )


_NAMES = (
    "Ana",
    "Luis",
    "Carla",
    "Jorge",
    "Elena",
    "Marco",
    "Rosa",
    "Iván",
    "Sofía",
    "Noé",
    "Ñusta",
    "Pedro",
    "Julia",
    "Raúl",
)
_SURNAMES = (
    "Quispe",
    "Mamani",
    "Rojas",
    "Vargas",
    "Núñez",
    "Peña",
    "Flores",
    "Choque",
    "Soliz",
    "Ibáñez",
    "Cruz",
    "Arce",
    "Zeballos",
    "Montaño",
    "Ortiz",
)


def students() -> Iterator[tuple[str, str]]:
    """Code and name of EST001 to EST200."""
    names = (f"{name} {surname}" for surname, name in product(_SURNAMES, _NAMES))
    for number, name in enumerate(islice(names, 200), 1):
        yield f"EST{number:03}", name


def initial_baskets() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The enrollments from the start: student code and group codes, with at most one group of a course."""
    wanted = {group.code: group.taken for group in groups() if group.taken}
    for number in range(150, 201):
        codes = tuple(code for code, left in wanted.items() if left > 0)
        if codes:
            yield f"EST{number:03}", codes
        wanted.update({code: wanted[code] - 1 for code in codes})
