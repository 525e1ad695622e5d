"""Reads the whole catalogue, and who is enrolled, as of one moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from enrollment.catalogue import EnrollmentStatus
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
from enrollment.rule_settings import CourseRules, GroupRules, TermRules
from models.database import Database, Row
from models.groups import decode_meetings
from models.rule_columns import RulesT, decode_rules
from models.sql import SQL
from models.students import decode_cohorts, decode_holds

_TERMS = SQL["catalogue_export.terms"]
_COURSES = SQL["catalogue_export.courses"]
_STUDENTS = SQL["catalogue_export.students"]
_HISTORY = SQL["student_history.all"]
_GROUPS = SQL["catalogue_export.groups"]
_ROSTER = SQL["catalogue_export.roster"]


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A student's seat in a group, or place in its waitlist. `since`: UTC; `saga_id`: of the task that made it.

    `drop_group_codes`: of a place, the groups that are given up when its seat comes.
    """

    term_code: str
    group_code: str
    student_code: str
    status: EnrollmentStatus
    since: datetime
    saga_id: UUID
    drop_group_codes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class WholeCatalogue:
    """Everything that an import can read, as drafts that would save what there is, and the rosters; by code."""

    terms: Sequence[TermDraft]
    windows: Sequence[WindowsDraft]
    courses: Sequence[CourseDraft]
    students: Sequence[StudentDraft]
    holds: Sequence[HoldDraft]
    history: Sequence[HistoryDraft]
    groups: Sequence[GroupDraft]
    roster: Sequence[RosterLine]


async def read_catalogue(database: Database) -> WholeCatalogue:
    """The catalogue and the rosters; what others change while it is read is not in it."""
    async with database.transaction() as tx:
        await tx.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        terms = [TermDraft(**_with_rules(row, TermRules)) for row in await tx.query(_TERMS)]
        students = await tx.query(_STUDENTS)
        return WholeCatalogue(
            terms=terms,
            windows=[WindowsDraft(term.code, own) for term in terms if (own := term.rules["windows"])],
            courses=[CourseDraft(**_with_rules(row, CourseRules)) for row in await tx.query(_COURSES)],
            students=[_student(row) for row in students],
            holds=[hold for row in students for hold in _holds(row)],
            history=[_history(row) for row in await tx.query(_HISTORY)],
            groups=[_group(row) for row in await tx.query(_GROUPS)],
            roster=[_roster_line(row) for row in await tx.query(_ROSTER)],
        )


def _student(row: Row) -> StudentDraft:
    cohorts = decode_cohorts(row["cohorts"])
    return StudentDraft(row["code"], row["name"], row["max_credits"], row["active"], cohorts, row["min_credits"])


def _holds(row: Row) -> list[HoldDraft]:
    return [
        HoldDraft(
            student_code=row["code"],
            code=hold.code or "",
            reason=hold.reason,
            office=hold.office,
            since=hold.since,
            until=hold.until,
            blocks_enrollment=hold.blocks_enrollment,
            blocks_drops=hold.blocks_drops,
        )
        for hold in decode_holds(row["holds"])
    ]


def _history(row: Row) -> HistoryDraft:
    return HistoryDraft(**{**row, "status": CourseStatus(row["status"])})


def _group(row: Row) -> GroupDraft:
    return GroupDraft(**{**_with_rules(row, GroupRules), "meetings": decode_meetings(row["meetings"])})


def _with_rules(row: Row, kind: type[RulesT]) -> Row:
    return {**row, "rules": msgspec.structs.asdict(decode_rules(row["rules"], kind))}


def _roster_line(row: Row) -> RosterLine:
    dropped = tuple(row["drop_group_codes"] or ())
    return RosterLine(**{**row, "status": EnrollmentStatus(row["status"]), "drop_group_codes": dropped})
