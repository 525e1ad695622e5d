"""Reads CSV files as spreadsheets export them: detects encoding and separator, and finds the cells of each row.

Nothing here raises because of a file's content. What is wrong or doubtful becomes a `RowProblem` with line, column and
value; the good rows are read nevertheless, and the caller decides what to do.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

import msgspec

from enrollment.text import normalized
from importing.encodings import decode

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
MAX_SHOWN_CHARACTERS = 80
"""Of a bad value in a message."""


class RowProblem(msgspec.Struct, frozen=True):
    """Something wrong or doubtful about a row, or about the file.

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
    shown = "".join(character if character.isprintable() else f"<U+{ord(character):04X}>" for character in value)
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
        encoding: see `importing.encodings.Decoded`.
        separator: one of SEPARATORS.
        rows: the number of rows, including bad ones, without header and blank lines.
        columns: those of the needed and optional columns that the file has.
        ignored_columns: columns that are neither needed nor optional.
        good_rows: the rows that have a cell for each column.
        broken_rows: the others, as far as their cells can be told.
        bad_rows: the problems of the others.
        warnings: what is doubtful, and keeps nothing from being imported.
        readable: whether the header has all needed columns; if not, no rows are read.
    """

    file: str
    encoding: str
    separator: str
    rows: int = 0
    columns: frozenset[str] = frozenset()
    ignored_columns: Sequence[str] = ()
    good_rows: list[CsvRow] = field(default_factory=list)
    broken_rows: list[CsvRow] = field(default_factory=list)
    bad_rows: list[RowProblem] = field(default_factory=list)
    warnings: list[RowProblem] = field(default_factory=list)
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
    names = [_column_name(name) for name in header]
    if problem := _header_problem(names, needed):
        table.bad_rows.append(RowProblem(file, line, problem[0], None, problem[1]))
        table.readable = False
        return table
    while names and not names[-1]:
        names.pop()  # empty columns at the right, which spreadsheets export
    wanted = {*needed, *optional}
    table.columns = frozenset(wanted.intersection(names))
    table.ignored_columns = [name for name in names if name and name not in wanted]
    absent = [name for name in optional if name not in table.columns]
    for name in table.ignored_columns:
        if meant := get_close_matches(name, absent, 1):
            table.warnings.append(RowProblem(file, line, name, None, f"is not imported; is {meant[0]} meant?"))
    for number, cells in rows:
        table.rows += 1
        line_or_bad = _csv_row(file, number, names, cells)
        if isinstance(line_or_bad, CsvRow):
            table.good_rows.append(line_or_bad)
        else:
            table.bad_rows.append(line_or_bad)
            if not isinstance(cells, csv.Error):
                table.broken_rows.append(CsvRow(number, dict(zip(names, cells, strict=False))))
    return table


def _column_name(cell: str) -> str:
    return normalized(cell).lower()


def _separator(text: str, known: set[str]) -> str:
    """The separator that splits the header into most of the known columns; the comma if no other gives more."""
    header = next((line for line in io.StringIO(text, newline=None) if line.strip()), "")

    def found(separator: str) -> int:
        return len(known.intersection(_column_name(name.strip(' "\r\n')) for name in header.split(separator)))

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


def _csv_row(file: str, line: int, names: Sequence[str], cells: list[str] | csv.Error) -> CsvRow | RowProblem:
    if isinstance(cells, csv.Error):
        return RowProblem(file, line, None, None, f"not a row of CSV: {cells}; a quote is not closed, or misplaced")
    if len(cells) < len(names):
        return RowProblem(
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
        return RowProblem(file, line, None, cells[len(names)], message)
    return CsvRow(line, dict(zip(names, cells, strict=False)))


def _cells(count: int) -> str:
    return f"{count} cell{'s' if count != 1 else ''}"
