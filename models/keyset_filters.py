"""Conditions and cursors of searches whose pages go by time and number."""

from collections.abc import Sequence
from datetime import datetime

from pypika_tortoise.terms import ValueWrapper

from models.cursors import decode_cursor, moment_part, number_part

PAGE_LIMIT = 101
"""A page and one row more. It is written into the statements: of a LIMIT that is a parameter the planner assumes a
tenth of the table, and sorts that."""

SAGAS_OF_STUDENT = "(SELECT * FROM sagas WHERE student_id = (SELECT id FROM students WHERE code = $2) OFFSET 0) s"
"""The sagas of one student, whose code is the second value. OFFSET 0 makes the planner use the index of students: no
student has many."""

Condition = tuple[str, Sequence[object]]
"""SQL with a `{}` for each operand. None as an operand means that the condition was not asked for."""


def conditions(given: Sequence[Condition], values: list[object]) -> str:
    """The conditions that were asked for, each after an AND. Their operands are appended to `values`."""
    text = ""
    for condition, operands in given:
        if None not in operands:
            numbers = range(len(values) + 1, len(values) + 1 + len(operands))
            text += f" AND {condition.format(*(f'${n}' for n in numbers))}"
            values += operands
    return text


def any_text(text: str) -> ValueWrapper:
    """A text for a queryset's filter, however long: of a plain one Tortoise demands that the column could store it."""
    return ValueWrapper(text)


def cursor_position(after: str | None) -> tuple[datetime, int] | None:
    """The time and the number in a cursor; None without a cursor. Raises BadCursor."""
    return decode_cursor(after, moment_part, number_part)
