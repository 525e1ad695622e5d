"""What searches among many sagas share: conditions as asked for, and places in lists that go by time and number."""

from collections.abc import Sequence
from datetime import datetime

from enrollment.paging import BadCursor
from models.cursors import decode_cursor

MOST = 101
"""A page and one more. Written into statements: of a LIMIT that comes as a parameter the planner believes that it may
be a tenth of the table, and sorts that."""

THEIRS = "(SELECT * FROM sagas WHERE student_id = (SELECT id FROM students WHERE code = $2) OFFSET 0) s"
"""Sagas of one student, by their index and no other: no student has many. The code is the second value."""

Condition = tuple[str, Sequence[object]]
"""SQL with a `{}` for each operand; operands that are None mean that it was not asked for."""


def conditions(given: Sequence[Condition], values: list[object]) -> str:
    """Those of `given` that were asked for, each after an AND; their operands go behind the values that are there."""
    text = ""
    for condition, operands in given:
        if None not in operands:
            numbers = range(len(values) + 1, len(values) + 1 + len(operands))
            text += f" AND {condition.format(*(f'${n}' for n in numbers))}"
            values += operands
    return text


def place(after: str | None) -> Sequence[object]:
    """The moment and the number in a cursor; None where there is none. Raises BadCursor."""
    key = decode_cursor(after, 2)
    if key is None:
        return [None]
    try:
        return [datetime.fromisoformat(key[0]), int(key[1])]
    except ValueError as error:
        raise BadCursor(after) from error
