"""Reads CSV files as spreadsheets export them: detects encoding and separator, and reads cells by type.

Nothing here raises because of a file's content. What is wrong becomes a `BadRow` with line, column and value; the good
rows are read nevertheless, and the caller decides what to do.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

import msgspec

from commands.importing.encodings import decode
from enrollment.text import normalized

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
MAX_CODE_CHARACTERS = 100
MAX_SHOWN_CHARACTERS = 80
"""Of a bad value in a message."""
MAX_INTEGER = 2**31 - 1
"""The maximum of the database's integer columns."""

T = TypeVar("T")


class BadRow(msgspec.Struct, frozen=True):
    """A problem with a row, or with the file.

    Attributes:
        line: the line at which the row begins, from 1.
        column: its name in the header; None if the problem is not in one column.
        value: the value; None if there is none.
        message: what is wrong and what to write instead.
    """

    file: str
    line: int
    column: str | None
    value: str | None
    message: str

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column else ""
        value = f'"{_printable(self.value)}": ' if self.value is not None else ""
        return f"{self.file}, line {self.line}{column}: {value}{self.message}"


def _printable(value: str) -> str:
    shown = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in value)
    return shown if len(shown) <= MAX_SHOWN_CHARACTERS else f"{shown[:MAX_SHOWN_CHARACTERS]}…"


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row: the line at which it begins, and its cells by column, as written in the file."""

    number: int
    cells: Mapping[str, str]


@dataclass(slots=True)
class CsvTable:
    """A file as a table.

    Attributes:
        encoding: see `commands.importing.encodings.Decoded`.
        separator: one of SEPARATORS.
        rows: the number of rows, including bad ones, without header and blank lines.
        ignored_columns: columns that are neither needed nor optional.
        good_rows: the rows that have a cell for each column.
        bad_rows: the problems of the others.
        readable: whether the header has all needed columns; if not, no rows are read.
    """

    file: str
    encoding: str
    separator: str
    rows: int = 0
    ignored_columns: Sequence[str] = ()
    good_rows: list[CsvRow] = field(default_factory=list)
    bad_rows: list[BadRow] = field(default_factory=list)
    readable: bool = True


def read_table(file: str, data: bytes, needed: Sequence[str], optional: Sequence[str] = ()) -> CsvTable:
    """Read a CSV file. `needed` and `optional` are names of columns."""
    decoded = decode(data)
    separator = _separator(decoded.text, {*needed, *optional})
    table = CsvTable(file, decoded.encoding, separator)
    rows = _rows(decoded.text, separator)
    line, header = next(rows, (1, []))
    if isinstance(header, csv.Error):
        header = []
    names = [name.strip().lower() for name in header]
    if problem := _header_problem(names, needed):
        table.bad_rows.append(BadRow(file, line, problem[0], None, problem[1]))
        table.readable = False
        return table
    while names and not names[-1]:
        names.pop()  # empty columns at the right, which spreadsheets export
    wanted = {*needed, *optional}
    table.ignored_columns = [name for name in names if name and name not in wanted]
    for number, cells in rows:
        table.rows += 1
        line_or_bad = _csv_row(file, number, names, cells)
        if isinstance(line_or_bad, CsvRow):
            table.good_rows.append(line_or_bad)
        else:
            table.bad_rows.append(line_or_bad)
    return table


def _separator(text: str, known: set[str]) -> str:
    """The separator that splits the header into most of the known columns; the comma if no other gives more."""
    header = next((line for line in io.StringIO(text, newline=None) if line.strip()), "")

    def found(separator: str) -> int:
        return len(known.intersection(name.strip(' "\r\n').lower() for name in header.split(separator)))

    return max(SEPARATORS, key=found)


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """The rows that are not blank, each with the line at which it begins; a csv.Error for a row that is malformed."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True)
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield begins, error
            continue
        if any(cell.strip() for cell in cells):
            yield begins, cells


def _header_problem(names: Sequence[str], needed: Sequence[str]) -> tuple[str | None, str] | None:
    """The column and the reason, if the header cannot be used."""
    missing = [name for name in needed if name not in names]
    if missing:
        return missing[0], f"the first line has to name the columns {', '.join(needed)}; {', '.join(missing)} missing"
    twice = [name for name in names if name and names.count(name) > 1]
    return (twice[0], "two columns have this name; leave one") if twice else None


def _csv_row(file: str, line: int, names: Sequence[str], cells: list[str] | csv.Error) -> CsvRow | BadRow:
    if isinstance(cells, csv.Error):
        return BadRow(file, line, None, None, f"not a row of CSV: {cells}; a quote is not closed, or misplaced")
    if len(cells) < len(names):
        return BadRow(
            file,
            line,
            names[len(cells)] or None,
            None,
            f"nothing here: the row has {_cells(len(cells))}, the header {len(names)}",
        )
    if any(cell.strip() for cell in cells[len(names) :]):
        message = (
            f"one too many: the row has {_cells(len(cells))}, the header {len(names)}; quote what holds a separator"
        )
        return BadRow(file, line, None, cells[len(names)], message)
    return CsvRow(line, dict(zip(names, cells, strict=False)))


def _cells(count: int) -> str:
    return f"{count} cell{'s' if count != 1 else ''}"


class CellReader:
    """Reads the cells of one row by type. A cell that cannot be read is added to `bad_rows`, and read as a default."""

    def __init__(self, file: str, line: CsvRow) -> None:
        self.bad_rows: list[BadRow] = []
        self._file = file
        self._line = line

    def reject(self, column: str, message: str) -> None:
        """Add this column to `bad_rows`."""
        value = self._line.cells.get(column)
        shown = None if value is None else value.encode("utf-8", "replace").decode()
        self.bad_rows.append(BadRow(self._file, self._line.number, column, shown, message))

    def has(self, column: str) -> bool:
        """Whether the cell is not blank."""
        return bool(self._line.cells.get(column, "").strip())

    def text(self, column: str, longest: int) -> str:
        """The text without blanks at its ends. It must not be empty, too long or unprintable."""
        text = normalized(self._line.cells[column])
        if not text:
            self.reject(column, "write something here")
        elif any("\udc80" <= character <= "\udcff" for character in text):
            self.reject(column, "the file is UTF-8, and this is not; save the whole file as UTF-8")
        elif any(unicodedata.category(character) == "Cc" for character in text):
            self.reject(column, "holds an unprintable character, or a line break; remove it")
        elif len(text) > longest:
            self.reject(column, f"has {len(text)} characters; at most {longest} are allowed")
        return text

    def code(self, column: str) -> str:
        """A code. It is text, so leading zeros are kept."""
        return self.text(column, MAX_CODE_CHARACTERS)

    def number(self, column: str, largest: int = MAX_INTEGER) -> int:
        """A whole number from 0 to `largest`."""
        text = self._line.cells[column].strip()
        if text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= largest:
            return int(text)
        self.reject(column, f"write a whole number from 0 to {largest}")
        return 0

    def time(self, column: str) -> str | None:
        """A time of day as `HH:MM`; None if the cell is blank."""
        return self._read(column, _time, "write a time from 00:00 to 23:59, such as 08:30")

    def date(self, column: str) -> date | None:
        """A date; None if the cell is blank."""
        return self._read(column, _date, "write a date as year-month-day, such as 2024-08-24")

    def timestamp(self, column: str) -> datetime | None:
        """A time with its offset from UTC; None if the cell is blank, which is a problem."""
        right = "write date, time and offset from UTC, such as 2024-08-24T08:00-04:00, or ...T12:00Z"
        if not self.has(column):
            self.reject(column, right)
        return self._read(column, _timestamp, right)

    def _read(self, column: str, read: Callable[[str], T | None], right: str) -> T | None:
        text = self._line.cells.get(column, "").strip()
        if not text:
            return None
        try:
            value = read(text)
        except ValueError:
            value = None
        if value is None:
            self.reject(column, right)
        return value


_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(:00)?")


def _time(text: str) -> str | None:
    """Spreadsheets drop a leading zero and add seconds; both are accepted."""
    found = _TIME.fullmatch(text)
    return f"{int(found[1]):02}:{found[2]}" if found else None


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else None


def _timestamp(text: str) -> datetime | None:
    """A time without an offset from UTC is refused, because it is ambiguous."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo is not None else None
