"""The formats of terms.csv, courses.csv, students.csv and groups.csv: their columns and the values these may have."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, Protocol, TypeVar

from commands.importing.csv_files import BadRow, CellReader, CsvTable, read_table
from enrollment.catalogue import Meeting, Weekday
from enrollment.catalogue_edits import CourseDraft, GroupDraft, StudentDraft, TermDraft

MAX_TITLE_CHARACTERS = 300
MAX_NAME_CHARACTERS = 200
MAX_CREDITS = 2**15 - 1
DAYS = {
    "M": Weekday.MONDAY,
    "T": Weekday.TUESDAY,
    "W": Weekday.WEDNESDAY,
    "R": Weekday.THURSDAY,
    "F": Weekday.FRIDAY,
    "S": Weekday.SATURDAY,
    "U": Weekday.SUNDAY,
}


class CatalogueEntry(Protocol):
    """A row of a catalogue file. `line`: where it begins; `key`: unique in the file."""

    @property
    def line(self) -> int: ...

    @property
    def key(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEntry(TermDraft):
    """A term. `name`: None keeps the name of an existing term."""

    line: int

    @property
    def key(self) -> tuple[str, ...]:
        return (self.code,)


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseEntry(CourseDraft):
    """A course."""

    line: int

    @property
    def key(self) -> tuple[str, ...]:
        return (self.code,)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentEntry(StudentDraft):
    """A student. `name`, `max_credits`: None keeps the value of an existing student."""

    line: int

    @property
    def key(self) -> tuple[str, ...]:
        return (self.code,)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEntry(GroupDraft):
    """A group of a term."""

    meetings: tuple[Meeting, ...]
    line: int

    @property
    def key(self) -> tuple[str, ...]:
        return (self.term_code, self.code)


EntryT = TypeVar("EntryT", bound=CatalogueEntry)


@dataclass(frozen=True, slots=True)
class ParsedFile(Generic[EntryT]):
    """A parsed file.

    Attributes:
        entries: the good rows, in the order of lines.
        bad_rows: the problems of the other rows, in the order of lines.
        keys: the keys of all rows, including bad ones, as far as they could be read.
    """

    table: CsvTable
    entries: Sequence[EntryT]
    bad_rows: Sequence[BadRow]
    keys: frozenset[tuple[str, ...]]


def parse_terms(data: bytes, file: str = "terms.csv") -> ParsedFile[TermEntry]:
    """Parse columns term_code, opens_at, closes_at and optionally name."""
    table = read_table(file, data, ("term_code", "opens_at", "closes_at"), ("name",))
    return _parse(table, _term, ("term_code",))


def parse_courses(data: bytes, file: str = "courses.csv") -> ParsedFile[CourseEntry]:
    """Parse columns course_code, title, credits."""
    table = read_table(file, data, ("course_code", "title", "credits"))
    return _parse(table, _course, ("course_code",))


def parse_students(data: bytes, file: str = "students.csv") -> ParsedFile[StudentEntry]:
    """Parse columns student_code and optionally name, max_credits."""
    table = read_table(file, data, ("student_code",), ("name", "max_credits"))
    return _parse(table, _student, ("student_code",))


def parse_groups(data: bytes, file: str = "groups.csv") -> ParsedFile[GroupEntry]:
    """Parse columns term_code, group_code, course_code, capacity; optionally days, start, end, date_start, date_end."""
    needed = ("term_code", "group_code", "course_code", "capacity")
    table = read_table(file, data, needed, ("days", "start", "end", "date_start", "date_end"))
    return _parse(table, _group, ("term_code", "group_code"))


def _parse(table: CsvTable, read: Callable[[CellReader, int], EntryT], key: Sequence[str]) -> ParsedFile[EntryT]:
    entries: list[EntryT] = []
    bad = list(table.bad_rows)
    first: dict[tuple[str, ...], int] = {}
    for line in table.good_rows:
        reader = CellReader(table.file, line)
        entry = read(reader, line.number)
        earlier = first.setdefault(entry.key, line.number) if all(entry.key) else line.number
        if earlier != line.number:
            reader.reject(key[-1], f"is on line {earlier} already; leave one of them")
        if reader.bad_rows:
            bad += reader.bad_rows
        else:
            entries.append(entry)
    return ParsedFile(table, entries, sorted(bad, key=lambda row: row.line), frozenset(first))


def _term(reader: CellReader, line: int) -> TermEntry:
    opens_at, closes_at = reader.timestamp("opens_at"), reader.timestamp("closes_at")
    if opens_at and closes_at and closes_at <= opens_at:
        reader.reject("closes_at", f"is not after opens_at, {opens_at.isoformat()}")
    never = datetime.max.replace(tzinfo=UTC)  # in place of an unreadable time; the row is bad
    return TermEntry(reader.code("term_code"), _name(reader), opens_at or never, closes_at or never, line=line)


def _course(reader: CellReader, line: int) -> CourseEntry:
    title = reader.text("title", MAX_TITLE_CHARACTERS)
    return CourseEntry(reader.code("course_code"), title, reader.number("credits", MAX_CREDITS), line=line)


def _student(reader: CellReader, line: int) -> StudentEntry:
    most = reader.number("max_credits", MAX_CREDITS) if reader.has("max_credits") else None
    return StudentEntry(reader.code("student_code"), _name(reader), most, line=line)


def _name(reader: CellReader) -> str | None:
    return reader.text("name", MAX_NAME_CHARACTERS) if reader.has("name") else None


def _group(reader: CellReader, line: int) -> GroupEntry:
    return GroupEntry(
        reader.code("term_code"),
        reader.code("group_code"),
        reader.code("course_code"),
        reader.number("capacity"),
        meetings=_meetings(reader),
        line=line,
    )


def _meetings(reader: CellReader) -> tuple[Meeting, ...]:
    """A meeting for each day. Without days there are no meetings, even if there are times."""
    days = _days(reader)
    starts, ends = reader.time("start"), reader.time("end")
    if reader.has("start") != reader.has("end"):
        missing, other = ("end", "start") if reader.has("start") else ("start", "end")
        reader.reject(missing, f"is empty, and {other} is not; fill both or neither")
    elif starts and ends and ends <= starts:
        reader.reject("end", f"is not after start, {starts}")
    first, last = reader.date("date_start"), reader.date("date_end")
    if first and last and last < first:
        reader.reject("date_end", f"is before date_start, {first}")
    from_date, to_date = (day.isoformat() if day else None for day in (first, last))
    return tuple(Meeting(day, starts, ends, from_date, to_date) for day in days)


def _days(reader: CellReader) -> list[Weekday]:
    letters = reader.text("days", len(DAYS)).upper() if reader.has("days") else ""
    if wrong := [letter for letter in letters if letter not in DAYS]:
        reader.reject("days", f"{wrong[0]} is not a day; write letters of MTWRFSU, where R is Thursday and U Sunday")
    return sorted({DAYS[letter] for letter in letters if letter in DAYS})
