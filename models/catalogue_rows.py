"""Makes values of the catalogue of rows, as the statements of `models.catalogue` and of others read them."""

from datetime import datetime

import msgspec

from enrollment.catalogue import CatalogueGroup, Course, Enrollment, EnrollmentStatus, Group, Student, Term
from enrollment.rule_settings import CourseRules, GroupRules, TermRules
from enrollment.rules import OfferedGroup
from enrollment.term_windows import TermWindows
from enrollment.waitlist import WaitlistCounts
from models.database import Row
from models.groups import decode_meetings
from models.rule_columns import decode_rules
from models.students import decode_holds


def student_of(row: Row) -> Student:
    """A row of `students`, its holds as text."""
    return Student(**{**row, "holds": decode_holds(row["holds"]), "cohorts": tuple(row["cohorts"])})


def group_of(row: Row) -> Group:
    """A row that holds the columns of `groups`, its meetings as text, its moment perhaps too."""
    return Group(
        id=row["id"],
        code=row["code"],
        term_id=row["term_id"],
        course_id=row["course_id"],
        capacity=row["capacity"],
        seats_taken=row["seats_taken"],
        meetings=decode_meetings(row["meetings"]),
        cancelled_at=msgspec.convert(row["cancelled_at"], datetime | None),
        cancel_reason=row["cancel_reason"],
    )


def offer_of(row: Row) -> OfferedGroup:
    """A row that has the columns of a group and its course, as the rules need them."""
    return OfferedGroup(
        group_of(row),
        row["course_code"],
        row["credits"],
        decode_rules(row["group_rules"], GroupRules),
        decode_rules(row["course_rules"], CourseRules),
        WaitlistCounts(row["waiting"], row["seats_held"], row["seats_offered"]) if row["waited_for"] else None,
    )


def catalogue_group_of(term: Term, row: Row) -> CatalogueGroup:
    """A row that holds the columns of `groups` and of the group's course."""
    course = Course(
        row["course_id"],
        row["course_code"],
        row["course_title"],
        row["course_credits"],
        decode_rules(row["course_rules"], CourseRules),
    )
    return CatalogueGroup(
        row["id"],
        row["code"],
        row["term_id"],
        row["course_id"],
        row["capacity"],
        row["seats_taken"],
        decode_meetings(row["meetings"]),
        term,
        course,
        rules=decode_rules(row["group_rules"], GroupRules),
        cancelled_at=row["cancelled_at"],
        cancel_reason=row["cancel_reason"],
        seats_held=row["seats_held"],
        seats_offered=row["seats_offered"],
        waitlist_length=row["waiting"],
    )


def group_with_term_of(row: Row) -> CatalogueGroup:
    """A row that holds the columns of `groups`, and of the group's course and term."""
    return catalogue_group_of(_term(row["term_id"], row["term_code"], row["term_name"], row), row)


def term_of(row: Row) -> Term:
    """A row that has the `term_columns`."""
    return _term(row["id"], row["code"], row["name"], row)


def _term(id_: int, code: str, name: str | None, row: Row) -> Term:
    rules = decode_rules(row["term_rules"], TermRules)
    windows = TermWindows(row["opens_at"], row["closes_at"], rules.windows)
    change = windows.next_change(row["now"])
    return Term(
        id_,
        code,
        name,
        row["opens_at"],
        row["closes_at"],
        is_open=windows.open_to_some(row["now"]),
        unchanged_seconds=None if change is None else (change - row["now"]).total_seconds(),
        rules=rules,
    )


def course_of(row: Row) -> Course:
    """A row of `courses`, its rules as text."""
    return Course(**{**row, "rules": decode_rules(row["rules"], CourseRules)})


def enrollment_of(row: Row) -> Enrollment:
    """A row that has the columns of an enrollment, its place in the waitlist included."""
    return Enrollment(
        id=row["id"],
        student_id=row["student_id"],
        group_id=row["group_id"],
        status=EnrollmentStatus(row["status"]),
        since=row["since"],
        saga_id=row["saga_id"],
        held_since=row["held_since"],
        position=row["position"],
        offered_until=row["offered_until"],
        drop_group_codes=tuple(row["drop_group_codes"] or ()),
    )
