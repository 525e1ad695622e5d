"""The format of windows.csv: the windows within terms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from enrollment.catalogue import Term
from enrollment.catalogue_edits import WindowsDraft
from enrollment.limits import LAST_MOMENT, MAX_WINDOWS
from enrollment.term_windows import EnrollmentWindow
from importing.cells import CellReader
from importing.csv_files import CsvTable, RowProblem, read_table
from importing.parsed_files import ParsedFile, ReadRow, merged_rows, parse_rows

WINDOWS = "windows.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowsEntry(WindowsDraft):
    """The windows of a term, each with its line."""

    lines: tuple[int, ...]


def parse_windows(data: bytes, file: str = WINDOWS) -> ParsedFile[WindowsEntry]:
    """Parse columns term_code, opens_at, closes_at and optionally cohort, drops_close_at, swaps_close_at.

    The rows of one term are one entry, because together they replace its windows. If one is bad, the term is left out.
    """
    optional = ("cohort", "drops_close_at", "swaps_close_at")
    table = read_table(file, data, ("term_code", "opens_at", "closes_at"), optional)
    return parse_rows(table, _windows, "term_code", _merged_windows)


def outside_term(entry: WindowsEntry, term: Term) -> Iterator[RowProblem]:
    """Which moments lie outside the window of the term itself."""
    for line, window in zip(entry.lines, entry.windows, strict=True):
        for column in ("opens_at", "closes_at", "drops_close_at", "swaps_close_at"):
            moment = getattr(window, column)
            if moment and not term.opens_at <= moment <= term.closes_at:
                message = f"the term is open from {term.opens_at.isoformat()} to {term.closes_at.isoformat()} only"
                yield RowProblem(WINDOWS, line, column, moment.isoformat(), message)


def _windows(reader: CellReader) -> WindowsEntry:
    opens_at, closes_at = reader.timestamp("opens_at"), reader.timestamp("closes_at")
    drops = reader.timestamp("drops_close_at") if reader.has("drops_close_at") else None
    swaps = reader.timestamp("swaps_close_at") if reader.has("swaps_close_at") else None
    for column, end in (("closes_at", closes_at), ("drops_close_at", drops), ("swaps_close_at", swaps)):
        if opens_at and end and end <= opens_at:
            reader.reject(column, f"is not after opens_at, {opens_at.isoformat()}")
    never = LAST_MOMENT  # in place of an unreadable time; the row is bad
    cohort = reader.code("cohort") if reader.has("cohort") else None
    window = EnrollmentWindow(opens_at or never, closes_at or never, cohort, drops, swaps)
    return WindowsEntry(term_code=reader.code("term_code"), windows=(window,), lines=(reader.line,))


def _merged_windows(table: CsvTable, rows: Sequence[ReadRow[WindowsEntry]]) -> list[WindowsEntry]:
    return merged_rows(table, rows, ("term_code",), _reject_too_many, _merged)


def _reject_too_many(same: Sequence[ReadRow[WindowsEntry]]) -> None:
    if len(same) > MAX_WINDOWS:
        same[0].reader.reject("term_code", f"has {len(same)} windows; at most {MAX_WINDOWS} are allowed")


def _merged(entries: Sequence[WindowsEntry]) -> WindowsEntry:
    return replace(
        entries[0],
        windows=tuple(window for entry in entries for window in entry.windows),
        lines=tuple(line for entry in entries for line in entry.lines),
    )
