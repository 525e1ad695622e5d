"""The formats of the files about terms, courses and students: their columns and the values these may have.

Those of groups.csv and windows.csv have modules of their own.
"""

from dataclasses import dataclass

import msgspec

from enrollment.catalogue_edits import CourseDraft, HistoryDraft, HoldDraft, StudentDraft, TermDraft
from enrollment.history import CourseStatus
from enrollment.limits import (
    LAST_MOMENT,
    MAX_COHORTS,
    MAX_CREDITS,
    MAX_NAME_CHARACTERS,
    MAX_REASON_CHARACTERS,
    MAX_TITLE_CHARACTERS,
)
from enrollment.text import normalized
from importing.cells import CellReader
from importing.csv_files import read_table
from importing.parsed_files import ParsedFile, parse_rows
from importing.rule_cells import COURSE_RULES, TERM_RULES, course_rules, term_rules

TERMS, COURSES, STUDENTS = "terms.csv", "courses.csv", "students.csv"
HOLDS, HISTORY = "holds.csv", "history.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEntry(TermDraft):
    """A term. `name`: None keeps the name of an existing term."""

    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseEntry(CourseDraft):
    """A course."""

    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentEntry(StudentDraft):
    """A student. None keeps what an existing student has; of `min_credits`, UNSET does."""

    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldEntry(HoldDraft):
    """A hold. None keeps what an existing hold has."""

    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenCourseEntry(HistoryDraft):
    """A course that a student took in a term."""

    lines: tuple[int, ...]


def parse_terms(data: bytes, file: str = TERMS) -> ParsedFile[TermEntry]:
    """Parse columns term_code, opens_at, closes_at and optionally name and rules."""
    table = read_table(file, data, ("term_code", "opens_at", "closes_at"), ("name", *TERM_RULES))
    return parse_rows(table, _term, "term_code")


def parse_courses(data: bytes, file: str = COURSES) -> ParsedFile[CourseEntry]:
    """Parse columns course_code, title, credits and optionally rules."""
    table = read_table(file, data, ("course_code", "title", "credits"), tuple(COURSE_RULES))
    known = frozenset(normalized(line.cells["course_code"]) for line in table.good_rows)
    return parse_rows(table, lambda reader: _course(reader, known), "course_code")


def parse_students(data: bytes, file: str = STUDENTS) -> ParsedFile[StudentEntry]:
    """Parse columns student_code and optionally name, max_credits, min_credits, active, cohorts."""
    table = read_table(file, data, ("student_code",), ("name", "max_credits", "min_credits", "active", "cohorts"))
    return parse_rows(table, _student, "student_code")


def parse_holds(data: bytes, file: str = HOLDS) -> ParsedFile[HoldEntry]:
    """Parse columns student_code, hold_code, reason; optionally office, since, until and what it blocks."""
    optional = ("office", "since", "until", "blocks_enrollment", "blocks_drops")
    return parse_rows(read_table(file, data, ("student_code", "hold_code", "reason"), optional), _hold, "hold_code")


def parse_history(data: bytes, file: str = HISTORY) -> ParsedFile[TakenCourseEntry]:
    """Parse columns student_code, course_code, term_code, status and optionally grade."""
    needed = ("student_code", "course_code", "term_code", "status")
    return parse_rows(read_table(file, data, needed, ("grade",)), _history, "course_code")


def _term(reader: CellReader) -> TermEntry:
    opens_at, closes_at = reader.timestamp("opens_at"), reader.timestamp("closes_at")
    if opens_at and closes_at and closes_at <= opens_at:
        reader.reject("closes_at", f"is not after opens_at, {opens_at.isoformat()}")
    never = LAST_MOMENT  # in place of an unreadable time; the row is bad
    code = reader.code("term_code")
    return TermEntry(
        code, _name(reader), opens_at or never, closes_at or never, term_rules(reader), lines=(reader.line,)
    )


def _course(reader: CellReader, known: frozenset[str]) -> CourseEntry:
    title = reader.text("title", MAX_TITLE_CHARACTERS)
    return CourseEntry(
        reader.code("course_code"),
        title,
        reader.number("credits", MAX_CREDITS),
        course_rules(reader, known),
        lines=(reader.line,),
    )


def _student(reader: CellReader) -> StudentEntry:
    most = reader.number("max_credits", MAX_CREDITS) if reader.has("max_credits") else None
    active = reader.flag("active") if reader.has("active") else None
    cohorts = reader.codes("cohorts", MAX_COHORTS) if reader.there("cohorts") else None
    fewest = reader.number("min_credits", MAX_CREDITS) if reader.has("min_credits") else None
    return StudentEntry(
        reader.code("student_code"),
        _name(reader),
        most,
        active,
        cohorts,
        fewest if reader.there("min_credits") else msgspec.UNSET,
        lines=(reader.line,),
    )


def _hold(reader: CellReader) -> HoldEntry:
    since = reader.timestamp("since") if reader.has("since") else None
    until = reader.timestamp("until") if reader.has("until") else None
    if since and until and until <= since:
        reader.reject("until", f"is not after since, {since.isoformat()}")
    return HoldEntry(
        reader.code("student_code"),
        reader.code("hold_code"),
        reader.text("reason", MAX_REASON_CHARACTERS),
        reader.text("office", MAX_NAME_CHARACTERS) if reader.has("office") else None,
        since,
        until,
        reader.flag("blocks_enrollment") if reader.has("blocks_enrollment") else None,
        reader.flag("blocks_drops") if reader.has("blocks_drops") else None,
        lines=(reader.line,),
    )


def _history(reader: CellReader) -> TakenCourseEntry:
    status = reader.choice("status", CourseStatus)
    grade = reader.grade("grade") if reader.has("grade") else None
    return TakenCourseEntry(
        reader.code("student_code"),
        reader.code("course_code"),
        reader.code("term_code"),
        status or CourseStatus.WITHDRAWN,  # in place of an unreadable one; the row is bad
        grade,
        keeps_grade=not reader.there("grade"),
        lines=(reader.line,),
    )


def _name(reader: CellReader) -> str | None:
    return reader.text("name", MAX_NAME_CHARACTERS) if reader.has("name") else None
