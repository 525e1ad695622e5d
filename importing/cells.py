"""Reads the cells of a row by type.

Nothing here raises because of what a cell says: what is wrong or doubtful becomes a `RowProblem`.
"""

import csv
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from enrollment.limits import FIRST_MOMENT, LAST_MOMENT, MAX_CODE_CHARACTERS, MAX_GRADE
from enrollment.requirements import read_grade
from enrollment.spoilt_text import doubtful_code, doubtful_text, spoilt_code, spoilt_text
from enrollment.text import normalized, trimmed, unwritable
from importing.csv_files import CsvRow, RowProblem

T = TypeVar("T")

ChoiceT = TypeVar("ChoiceT", bound=StrEnum)


class CellReader:
    """Reads the cells of one row by type.

    A cell that cannot be read is added to `bad_rows`, and read as a default; a doubtful one is added to `warnings`.
    """

    def __init__(self, file: str, line: CsvRow) -> None:
        self.bad_rows: list[RowProblem] = []
        self.warnings: list[RowProblem] = []
        self.line = line.number
        self._file = file
        self._line = line

    def reject(self, column: str, message: str) -> None:
        """Add this column to `bad_rows`."""
        self.bad_rows.append(self._problem(column, message))

    def warn(self, column: str, message: str) -> None:
        """Add this column to `warnings`."""
        self.warnings.append(self._problem(column, message))

    def _problem(self, column: str, message: str) -> RowProblem:
        value = self._line.cells.get(column)
        shown = None if value is None else value.encode("utf-8", "replace").decode()
        return RowProblem(self._file, self._line.number, column, shown, message)

    def has(self, column: str) -> bool:
        """Whether the cell is not blank."""
        return bool(self._trimmed(column))

    def _trimmed(self, column: str) -> str:
        return trimmed(self._line.cells.get(column, ""))

    def there(self, column: str) -> bool:
        """Whether the file has the column."""
        return column in self._line.cells

    def raw(self, column: str) -> str:
        """What the cell says, whatever it is, without blanks at its ends."""
        return self._trimmed(column)

    def text(self, column: str, longest: int) -> str:
        """The text without blanks at its ends. It must not be empty, too long, unprintable or a spreadsheet's error."""
        text = self._trimmed(column)
        if problem := _text_problem(text, longest) or spoilt_text(text):
            self.reject(column, problem)
        elif doubt := doubtful_text(text):
            self.warn(column, doubt)
        return text

    def code(self, column: str) -> str:
        """A code, as the API reads it. It is text, so leading zeros are kept."""
        return self._code(column, self._line.cells[column])

    def codes(self, column: str, most: int) -> tuple[str, ...]:
        """Codes with semicolons between them, sorted, each once. One that has a semicolon or a quote is in quotes."""
        try:
            [cells] = csv.reader([self._trimmed(column)], delimiter=";", strict=True, skipinitialspace=True)
        except csv.Error:
            self.reject(column, "write codes with semicolons between them; a quote is not closed, or misplaced")
            return ()
        codes = sorted({self._code(column, cell) for cell in cells if trimmed(cell)})
        if len(codes) > most:
            self.reject(column, f"has {len(codes)} codes; at most {most} are allowed")
        return tuple(codes)

    def _code(self, column: str, cell: str) -> str:
        code = normalized(cell)
        if problem := _text_problem(code, MAX_CODE_CHARACTERS) or spoilt_code(code):
            self.reject(column, problem)
        elif doubt := doubtful_code(code):
            self.warn(column, doubt)
        return code

    def number(self, column: str, largest: int) -> int:
        """A whole number from 0 to `largest`."""
        text = self._trimmed(column)
        if text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= largest:
            return int(text)
        self.reject(column, f"write a whole number from 0 to {largest}")
        return 0

    def grade(self, column: str) -> Decimal | None:
        """A grade, with two decimals at most; spreadsheets may write a comma before them."""
        grade = read_grade(self._trimmed(column).replace(",", "."))
        if grade is None:
            self.reject(column, f"write a grade from 0 to {MAX_GRADE} with at most two decimals")
        return grade

    def choice(self, column: str, choices: type[ChoiceT]) -> ChoiceT | None:
        """One of the values, in any case and with blanks for the lines under them; None if it is none of them."""
        words = {choice.value.lower().replace("_", " "): choice for choice in choices}
        found = words.get(self._trimmed(column).lower().replace("_", " "))
        if found is None:
            self.reject(column, f"write {' or '.join(words)}")
        return found

    def flag(self, column: str) -> bool:
        """Whether the cell says yes; spreadsheets write it in their language."""
        text = self._trimmed(column).lower()
        if text not in _YES | _NO:
            self.reject(column, "write yes or no")
        return text in _YES

    def time(self, column: str) -> str | None:
        """A time of day as `HH:MM`; None if the cell is blank."""
        return self._read(column, _time, "write a time from 00:00 to 23:59, such as 08:30")

    def end(self, column: str) -> tuple[str, bool] | None:
        """When a meeting ends, as `HH:MM`, and whether the cell says, by `+1`, that this is on the next day."""
        right = "write a time from 00:00 to 23:59, such as 09:45, or 02:00+1 if that is on the next day"
        return self._read(column, _end, right)

    def date(self, column: str) -> date | None:
        """A date; None if the cell is blank."""
        return self._read(column, _date, "write a date as year-month-day, such as 2024-08-24")

    def timestamp(self, column: str, others: str = "") -> datetime | None:
        """A time with its offset from UTC; None if the cell is blank, which is a problem.

        `others`: what else may be written, for the message about a cell that cannot be read.
        """
        years = f"{FIRST_MOMENT.year} to {LAST_MOMENT.year}"
        such = "date, time and offset from UTC, such as 2024-08-24T08:00-04:00, or ...T12:00Z"
        right = f"write {others}{such}, of {years}"
        if not self.has(column):
            self.reject(column, right)
        return self._read(column, _timestamp, right)

    def _read(self, column: str, read: Callable[[str], T | None], right: str) -> T | None:
        text = self._trimmed(column)
        if not text:
            return None
        try:
            value = read(text)
        except ValueError:
            value = None
        if value is None:
            self.reject(column, right)
        return value


def _text_problem(text: str, longest: int) -> str | None:
    if not text:
        return "write something here"
    if any("\udc80" <= character <= "\udcff" for character in text):
        return "the file is UTF-8, and this is not; save the whole file as UTF-8"
    if unwritable(text):
        return "holds an unprintable character, or a line break; remove it"
    if len(text) > longest:
        return f"has {len(text)} characters; at most {longest} are allowed"
    return None


_YES = frozenset({"yes", "true", "1", "sí", "si", "verdadero"})

_NO = frozenset({"no", "false", "0", "falso"})

_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(:00)?")


def _time(text: str) -> str | None:
    """Spreadsheets drop a leading zero and add seconds; both are accepted."""
    found = _TIME.fullmatch(text)
    return f"{int(found[1]):02}:{found[2]}" if found else None


def _end(text: str) -> tuple[str, bool] | None:
    time, plus, days = text.partition("+")
    ends = _time(time.rstrip())
    return (ends, bool(plus)) if ends and days.strip() in ({"1"} if plus else {""}) else None


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else None


def _timestamp(text: str) -> datetime | None:
    """A time without an offset from UTC is refused, because it is ambiguous."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo and FIRST_MOMENT <= moment <= LAST_MOMENT else None
    except OverflowError:
        return None
