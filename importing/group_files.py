"""The format of groups.csv: the groups of terms, and when they meet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from enrollment.catalogue import Meeting
from enrollment.catalogue_edits import GroupDraft
from enrollment.limits import MAX_CAPACITY, MAX_NAME_CHARACTERS, MAX_REASON_CHARACTERS, MAX_WEEKS
from enrollment.meeting_patterns import Dates, MeetingPattern, Times
from enrollment.timetable import EndProblem, end_problem
from enrollment.weekday import BadDays, Weekday, read_days
from importing.cells import CellReader
from importing.csv_files import CsvTable, RowProblem, read_table
from importing.parsed_files import ParsedFile, ReadRow, merged_rows, parse_rows
from importing.rule_cells import GROUP_RULES, group_rules

GROUPS = "groups.csv"

_GROUP_KEY = ("term_code", "group_code")

_PAIRS = (("start", "end"), ("date_start", "date_end"), ("cancelled_at", "cancel_reason"))
"""Columns of groups.csv that mean something together only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEntry(GroupDraft):
    """A group of a term, and what its rows say of its meetings.

    Its `meetings` are None until it is known which the group has; see `enrollment.meeting_patterns`.
    """

    meetings: tuple[Meeting, ...] | None = None
    patterns: tuple[MeetingPattern, ...]
    lines: tuple[int, ...]


def parse_groups(data: bytes, file: str = GROUPS) -> ParsedFile[GroupEntry]:
    """Parse columns term_code, group_code, course_code, capacity; optionally days, start, end, date_start, date_end,
    every_weeks with these, cancelled_at, cancel_reason, and rules.

    Several rows of one group are one entry with all their meetings. If one of them is bad, the group is left out.
    """
    needed = ("term_code", "group_code", "course_code", "capacity")
    others = (*(column for pair in _PAIRS for column in pair), "every_weeks", *GROUP_RULES)
    table = read_table(file, data, needed, ("days", *others))
    for pair in _PAIRS:
        if len(missing := set(pair) - table.columns) == 1:
            _refuse(table, missing.pop(), f"{' and '.join(pair)} are needed together")
    if "every_weeks" in table.columns and "date_start" not in table.columns:
        _refuse(table, "date_start", "every_weeks counts from it")
    return parse_rows(table, lambda reader: _group(reader, table.columns), "group_code", _merged_groups)


def _refuse(table: CsvTable, column: str, message: str) -> None:
    """Refuse the file for its first line."""
    table.bad_rows.append(RowProblem(table.file, 1, column, None, message))
    table.readable = False
    table.good_rows.clear()


def _merged_groups(table: CsvTable, rows: Sequence[ReadRow[GroupEntry]]) -> list[GroupEntry]:
    """An entry for each group of which all rows are good and agree."""
    return merged_rows(table, rows, _GROUP_KEY, _reject_contradictions, _merged)


def _reject_contradictions(same: Sequence[ReadRow[GroupEntry]]) -> None:
    first, *others = same
    for row in others:
        if first.good and row.good:
            given, expected = _agreeing(row.entry), _agreeing(first.entry)
            for column in (name for name in given if given[name] != expected[name]):
                where = f"on line {first.entry.lines[0]}"
                row.reader.reject(column, f"is {expected[column]} {where}; the rows of one group have to agree in it")


def _agreeing(entry: GroupEntry) -> dict[str, object]:
    """What all rows of a group have to say alike, by column."""
    said = {name: getattr(entry, name) for name in ("course_code", "capacity", "cancelled_at", "cancel_reason")}
    return {**said, **entry.rules}


def _merged(entries: Sequence[GroupEntry]) -> GroupEntry:
    return replace(
        entries[0],
        patterns=tuple(pattern for entry in entries for pattern in entry.patterns),
        lines=tuple(line for entry in entries for line in entry.lines),
    )


def _group(reader: CellReader, columns: frozenset[str]) -> GroupEntry:
    pattern = MeetingPattern(
        _days(reader) if "days" in columns else None,
        _times(reader) if "start" in columns else None,
        _dates(reader) if "date_start" in columns else None,
    )
    cancelled = reader.has("cancelled_at") or reader.has("cancel_reason")
    return GroupEntry(
        reader.code("term_code"),
        reader.code("group_code"),
        reader.code("course_code"),
        reader.number("capacity", MAX_CAPACITY),
        cancelled_at=reader.timestamp("cancelled_at") if cancelled else None,
        cancel_reason=reader.text("cancel_reason", MAX_REASON_CHARACTERS) if cancelled else None,
        rules=group_rules(reader),
        patterns=(pattern,),
        lines=(reader.line,),
    )


def _days(reader: CellReader) -> tuple[Weekday, ...]:
    try:
        return read_days(reader.text("days", MAX_NAME_CHARACTERS)) if reader.has("days") else ()
    except BadDays as error:
        reader.reject("days", str(error))
        return ()


def _times(reader: CellReader) -> Times:
    starts, end = reader.time("start"), reader.end("end")
    if reader.has("start") != reader.has("end"):
        missing, other = ("end", "start") if reader.has("start") else ("start", "end")
        reader.reject(missing, f"is empty, and {other} is not; fill both or neither")
    if not starts or not end:
        return None, None
    ends, next_day = end
    match end_problem(starts, ends, next_day=next_day):
        case EndProblem.SAME:
            reader.reject("end", "is the same as start")
        case EndProblem.BEFORE_START:
            reader.reject("end", f"is before start, {starts}; if it is on the next day, write {ends}+1")
        case EndProblem.NOT_NEXT_DAY:
            reader.reject("end", f"is more than a day after start, {starts}; write {ends}")
    return starts, ends


def _dates(reader: CellReader) -> Dates:
    first, last = reader.date("date_start"), reader.date("date_end")
    if first and last and last < first:
        reader.reject("date_end", f"is before date_start, {first}")
    return first.isoformat() if first else None, last.isoformat() if last else None, _weeks(reader)


def _weeks(reader: CellReader) -> int:
    """Every how many weeks; 1 if the file does not say."""
    weeks = reader.number("every_weeks", MAX_WEEKS) if reader.has("every_weeks") else 1
    if reader.has("every_weeks") and weeks == 0:
        reader.reject("every_weeks", f"write a whole number from 1 to {MAX_WEEKS}")
    if weeks > 1 and not reader.has("date_start"):
        reader.reject("date_start", "is empty; every_weeks counts from it")
    return max(weeks, 1)
