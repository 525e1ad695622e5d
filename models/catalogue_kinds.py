"""How each kind of things in the catalogue is saved: its statements, its values, and what the audit log says of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic

from enrollment.catalogue_values import CourseValues, GroupValues, HistoryValues, StudentValues, TermValues, ValuesT
from enrollment.history import CourseStatus
from enrollment.rule_settings import CourseRules, GroupRules, TermRules
from models.database import Row
from models.groups import decode_meetings
from models.rule_columns import decode_rules
from models.sql import SQL
from models.students import decode_cohorts, decode_holds


@dataclass(frozen=True, slots=True)
class Kind(Generic[ValuesT]):
    """How one kind of things is saved.

    Attributes:
        action: as in the audit log.
        key, values: the codes and the values in a row that was found.
        about: the columns of an audit entry that say what it is about, of a row that was found or inserted.
        insert, find, lock, update: statements.
    """

    action: str
    key: Callable[[Row], tuple[str, ...]]
    values: Callable[[Row], ValuesT]
    about: Callable[[Row], dict[str, Any]]
    insert: str
    find: str
    lock: str
    update: str


def _code(row: Row) -> tuple[str, ...]:
    return (row["code"],)


TERMS = Kind(
    "SAVE_TERM",
    _code,
    lambda row: TermValues(row["name"], row["opens_at"], row["closes_at"], decode_rules(row["rules"], TermRules)),
    lambda row: {"term_id": row["id"]},
    insert=SQL["catalogue_edits.insert_terms"],
    find=SQL["catalogue_edits.find_terms"],
    lock=SQL["catalogue_edits.lock_terms"],
    update=SQL["catalogue_edits.update_terms"],
)
CLOSED_TERMS = replace(TERMS, action="CLOSE_TERM")
COURSES = Kind(
    "SAVE_COURSE",
    _code,
    lambda row: CourseValues(row["title"], row["credits"], decode_rules(row["rules"], CourseRules)),
    lambda row: {"course_code": row["code"]},
    insert=SQL["catalogue_edits.insert_courses"],
    find=SQL["catalogue_edits.find_courses"],
    lock=SQL["catalogue_edits.lock_courses"],
    update=SQL["catalogue_edits.update_courses"],
)
STUDENTS = Kind(
    "SAVE_STUDENT",
    _code,
    lambda row: StudentValues(
        row["name"],
        row["active"],
        row["max_credits"],
        decode_holds(row["holds"]),
        decode_cohorts(row["cohorts"]),
        row["min_credits"],
    ),
    lambda row: {"student_id": row["id"]},
    insert=SQL["catalogue_edits.insert_students"],
    find=SQL["catalogue_edits.find_students"],
    lock=SQL["catalogue_edits.lock_students"],
    update=SQL["catalogue_edits.update_students"],
)
PLACED_HOLDS = replace(STUDENTS, action="PLACE_HOLD")
CLEARED_HOLDS = replace(STUDENTS, action="CLEAR_HOLD")
GROUPS = Kind(
    "SAVE_GROUP",
    lambda row: (row["term_code"], row["code"]),
    lambda row: GroupValues(
        row["course_code"],
        row["capacity"],
        decode_meetings(row["meetings"]),
        row["cancelled_at"],
        row["cancel_reason"],
        decode_rules(row["group_rules"], GroupRules),
    ),
    lambda row: {"term_id": row["term_id"], "group_code": row["code"]},
    insert=SQL["catalogue_edits.insert_groups"],
    find=SQL["catalogue_edits.find_groups"],
    lock=SQL["catalogue_edits.lock_groups"],
    update=SQL["catalogue_edits.update_groups"],
)
CANCELLED_GROUPS = replace(GROUPS, action="CANCEL_GROUP")
HISTORY = Kind(
    "SAVE_HISTORY",
    lambda row: (row["student_code"], row["course_code"], row["term_code"]),
    lambda row: HistoryValues(row["term_code"], CourseStatus(row["status"]), row["grade"]),
    lambda row: {"student_id": row["student_id"], "course_code": row["course_code"]},
    insert=SQL["student_history.insert"],
    find=SQL["student_history.find"],
    lock=SQL["student_history.lock"],
    update=SQL["student_history.update"],
)
