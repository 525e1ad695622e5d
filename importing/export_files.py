"""The catalogue as files that an import reads as the same, and the rosters: what is written into each."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain

from enrollment.catalogue import Meeting
from enrollment.catalogue_edits import (
    CourseDraft,
    GroupDraft,
    HistoryDraft,
    HoldDraft,
    StudentDraft,
    TermDraft,
    WindowsDraft,
)
from enrollment.history import CourseStatus
from enrollment.rule_settings import NO_COURSE_RULES, NO_GROUP_RULES, NO_TERM_RULES
from enrollment.weekday import written_days
from importing.catalogue_files import (
    COURSES,
    HISTORY,
    HOLDS,
    STUDENTS,
    TERMS,
    parse_courses,
    parse_history,
    parse_holds,
    parse_students,
    parse_terms,
)
from importing.csv_files import RowProblem
from importing.group_files import GROUPS, parse_groups
from importing.rule_cells import COURSE_RULES, GROUP_RULES, TERM_RULES, moment_cell, rule_cells
from importing.window_files import WINDOWS, parse_windows
from models.catalogue_export import RosterLine, WholeCatalogue

ENCODING = "utf-8-sig"
"""With the mark by which spreadsheets know it."""
_TERM_COLUMNS = ("term_code", "name", "opens_at", "closes_at", *TERM_RULES)
_WINDOW_COLUMNS = ("term_code", "cohort", "opens_at", "closes_at", "drops_close_at", "swaps_close_at")
_COURSE_COLUMNS = ("course_code", "title", "credits", *COURSE_RULES)
_STUDENT_COLUMNS = ("student_code", "name", "active", "max_credits", "min_credits", "cohorts")
_HOLD_COLUMNS = (
    *("student_code", "hold_code", "reason", "office", "since", "until"),
    *("blocks_enrollment", "blocks_drops"),
)
_GROUP_COLUMNS = (
    *("term_code", "group_code", "course_code", "capacity"),
    *("days", "start", "end", "date_start", "date_end", "every_weeks", "cancelled_at", "cancel_reason"),
    *GROUP_RULES,
)
_HISTORY_COLUMNS = ("student_code", "course_code", "term_code", "status", "grade")
_ROSTER_COLUMNS = ("term_code", "group_code", "student_code", "status", "since", "task", "drop_group_codes")


def export_files(catalogue: WholeCatalogue) -> dict[str, bytes]:
    """The contents of each file, by its name. The rosters are for people: an import does not read them."""
    return {
        TERMS: _written(_TERM_COLUMNS, map(_term_row, catalogue.terms)),
        WINDOWS: _written(_WINDOW_COLUMNS, chain.from_iterable(map(_window_rows, catalogue.windows))),
        COURSES: _written(_COURSE_COLUMNS, map(_course_row, catalogue.courses)),
        STUDENTS: _written(_STUDENT_COLUMNS, map(_student_row, catalogue.students)),
        HOLDS: _written(_HOLD_COLUMNS, map(_hold_row, catalogue.holds)),
        HISTORY: _written(_HISTORY_COLUMNS, map(_history_row, catalogue.history)),
        GROUPS: _written(_GROUP_COLUMNS, chain.from_iterable(map(_group_rows, catalogue.groups))),
        "roster.csv": _written(_ROSTER_COLUMNS, map(_roster_row, catalogue.roster)),
    }


def unreadable_rows(exported: dict[str, bytes]) -> list[RowProblem]:
    """The rows that an import would refuse: of what was saved by the API, which allows more than files do."""
    parsed = (
        parse_terms(exported[TERMS]),
        parse_windows(exported[WINDOWS]),
        parse_courses(exported[COURSES]),
        parse_students(exported[STUDENTS]),
        parse_holds(exported[HOLDS]),
        parse_history(exported[HISTORY]),
        parse_groups(exported[GROUPS]),
    )
    return [bad for file in parsed for bad in file.bad_rows]


def _written(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode(ENCODING)


def _term_row(term: TermDraft) -> Sequence[object]:
    rules = rule_cells(term.rules, TERM_RULES, NO_TERM_RULES)
    return (term.code, term.name, _moment(term.opens_at), _moment(term.closes_at), *rules)


def _course_row(course: CourseDraft) -> Sequence[object]:
    return (course.code, course.title, course.credits, *rule_cells(course.rules, COURSE_RULES, NO_COURSE_RULES))


def _student_row(student: StudentDraft) -> Sequence[object]:
    credit_limits = student.max_credits, student.min_credits
    return (student.code, student.name, _flag(student.active), *credit_limits, _codes(student.cohorts or ()))


def _hold_row(hold: HoldDraft) -> Sequence[object]:
    stands = _moment(hold.since), _moment(hold.until)
    blocks = _flag(hold.blocks_enrollment), _flag(hold.blocks_drops)
    return (hold.student_code, hold.code, hold.reason, hold.office, *stands, *blocks)


def _history_row(entry: HistoryDraft) -> Sequence[object]:
    return (entry.student_code, entry.course_code, entry.term_code, _word(entry.status), entry.grade)


def _roster_row(line: RosterLine) -> Sequence[object]:
    made = _moment(line.since), line.saga_id
    codes = line.term_code, line.group_code, line.student_code
    return (*codes, line.status.value, *made, _codes(line.drop_group_codes))


def _window_rows(draft: WindowsDraft) -> Iterator[Sequence[object]]:
    for window in draft.windows:
        ends = window.closes_at, window.drops_close_at, window.swaps_close_at
        yield (draft.term_code, window.cohort, _moment(window.opens_at), *map(_moment, ends))


def _group_rows(group: GroupDraft) -> Iterator[Sequence[object]]:
    """A row for each meeting; one for a group without."""
    rules = rule_cells(group.rules, GROUP_RULES, NO_GROUP_RULES)
    for meeting in group.meetings or (None,):
        cells = ("", None, None, None, None, None) if meeting is None else _meeting_cells(meeting)
        cancelled = _moment(group.cancelled_at), group.cancel_reason
        yield (group.term_code, group.code, group.course_code, group.capacity, *cells, *cancelled, *rules)


def _meeting_cells(meeting: Meeting) -> Sequence[str | int | None]:
    # An end at midnight is the end of the same day, without a word about it.
    past_midnight = meeting.ends_next_day and meeting.ends_at != "00:00"
    ends = f"{meeting.ends_at}+1" if past_midnight else meeting.ends_at
    dates = meeting.from_date, meeting.to_date, meeting.every_weeks
    return written_days([meeting.weekday]), meeting.starts_at, ends, *dates


def _word(status: CourseStatus) -> str:
    return status.value.lower().replace("_", " ")


def _codes(codes: Sequence[str]) -> str:
    """As `CellReader.codes` reads them."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="").writerow(codes)
    return text.getvalue()


def _flag(value: bool | None) -> str:
    return "yes" if value else "no"


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment_cell(moment)
