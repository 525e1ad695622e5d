"""Saves what a registrar changes by the API, one thing at a time, and says what speaks against it."""

from collections.abc import Callable, Sequence

from enrollment.catalogue import CatalogueGroup, Course, Student, Term
from enrollment.catalogue_edits import (
    ClearedHold,
    ClosedTerm,
    CourseDraft,
    EndsBeforeSince,
    GroupDraft,
    HoldDraft,
    IfExists,
    PlacedHold,
    SavedGroup,
    StudentDraft,
    TermDraft,
)
from enrollment.plans import STANDARD
from enrollment.problems import (
    CapacityBelowTaken,
    FieldError,
    HoldNotFound,
    InvalidInput,
    StudentNotFound,
    TermNotFound,
    TermNotOpen,
)
from kit.errors import DatabaseUnavailable
from models.catalogue import Catalogue
from models.catalogue_writer import CatalogueWriter, Editor
from models.database import Database, Transaction
from models.similar_codes import SimilarCodes
from models.sql import SQL, columns
from models.waitlists import Accepted, Waitlists

_EXPLAIN_UNSAVED_GROUP = SQL["catalogue_edits.explain_unsaved_group"]
_OPEN_WINDOWS = SQL["catalogue_edits.open_windows"]
_SET_COHORTS = SQL["catalogue_edits.set_cohorts"]

_HOLD = ("input", "code")
_ROUNDS = 3
"""A seat may be given back between the attempt and the question why it failed; more than a few times it will not."""


class CatalogueEdits:
    """Saves one thing for a registrar, with its entry in the audit log.

    Args:
        waitlists: holds the seats that a higher capacity adds, or a term that is opened again.
        wake: wakes workers for the promotions that were accepted by it. Without it, the sweep does.
    """

    def __init__(
        self,
        database: Database,
        waitlists: Waitlists | None = None,
        wake: Callable[[Accepted], None] = lambda _: None,
    ) -> None:
        self._database = database
        self._waitlists = waitlists or Waitlists(STANDARD)
        self._wake = wake

    async def save_term(self, draft: TermDraft, *, actor: str, correlation_id: str) -> Term:
        """The term as it is now. Its window must not be empty."""
        async with self._database.transaction() as tx:
            await CatalogueWriter(tx, IfExists.REPLACE, Editor(actor, correlation_id)).save_terms([draft])
            accepted = await self._waitlists.hold_seats_in_terms([draft.code], correlation_id, tx)
            term = (await Catalogue(tx).terms_by_code([draft.code]))[draft.code]
        self._wake(accepted)
        return term

    async def close_term(self, code: str, *, actor: str, reason: str, correlation_id: str) -> ClosedTerm:
        """The term, whose window has ended. What is accepted already will be carried out."""
        path = ("input", "termCode")
        async with self._database.transaction() as tx:
            now = await CatalogueWriter(tx, IfExists.MERGE, Editor(actor, correlation_id, reason)).close_term(code)
            term = (await Catalogue(tx).terms_by_code([code])).get(code)
        if now is None or term is None:
            similar = await SimilarCodes(self._database).of_terms([(code,)])
            return TermNotFound(term_code=code, similar_code=min(similar.get((code,), ()), default=None), path=path)
        if now <= term.opens_at:
            return TermNotOpen(term_code=code, opens_at=term.opens_at, closes_at=term.closes_at, now=now, path=path)
        return term

    async def save_course(self, draft: CourseDraft, *, actor: str, correlation_id: str) -> Course:
        """The course as it is now. What it says about rules stays."""
        async with self._database.transaction() as tx:
            await CatalogueWriter(tx, IfExists.REPLACE, Editor(actor, correlation_id)).save_courses([draft])
            return (await Catalogue(tx).courses_by_code([draft.code]))[draft.code]

    async def save_group(self, draft: GroupDraft, *, actor: str, correlation_id: str) -> SavedGroup:
        """The group as it is now, or what speaks against saving it."""
        for _ in range(_ROUNDS):
            async with self._database.transaction() as tx:
                saved = await CatalogueWriter(tx, IfExists.REPLACE, Editor(actor, correlation_id)).save_groups([draft])
                group, accepted = await self._served(draft, correlation_id, tx) if saved else (None, ())
            if group:
                self._wake(accepted)
                return group
            if refusal := await self._refusal(draft):
                return refusal
        raise DatabaseUnavailable("what spoke against saving the group was over each time when it was looked up")

    async def _served(self, draft: GroupDraft, correlation_id: str, tx: Transaction) -> tuple[CatalogueGroup, Accepted]:
        """A group that was saved, and the promotions to the seats that it has more."""
        key, catalogue = (draft.term_code, draft.code), Catalogue(tx)
        group = (await catalogue.groups_by_code([key]))[key]
        if not group.waitlist_length:
            return group, ()
        accepted = await self._waitlists.hold_seats([key], correlation_id, tx)
        return (await catalogue.groups_by_code([key]))[key], accepted

    async def save_student(self, draft: StudentDraft, *, actor: str, correlation_id: str) -> Student:
        """The student as they are now."""
        async with self._database.transaction() as tx:
            await CatalogueWriter(tx, IfExists.REPLACE, Editor(actor, correlation_id)).save_students([draft])
            return (await Catalogue(tx).students_by_code([draft.code]))[draft.code]

    async def place_hold(self, draft: HoldDraft, *, actor: str, correlation_id: str) -> PlacedHold:
        """The student as they are now. Raises EndsBeforeSince, also if only what is stored says since when."""
        async with self._database.transaction() as tx:
            await CatalogueWriter(tx, IfExists.REPLACE, Editor(actor, correlation_id)).place_holds([draft])
            student = (await Catalogue(tx).students_by_code([draft.student_code])).get(draft.student_code)
            for hold in student.holds if student else ():
                if hold.code == draft.code and hold.until and hold.until <= hold.since:
                    raise EndsBeforeSince
        return student or await self._no_student(draft.student_code)

    async def clear_hold(
        self, student_code: str, hold_code: str, *, actor: str, reason: str, correlation_id: str
    ) -> ClearedHold:
        """The student as they are now."""
        async with self._database.transaction() as tx:
            writer = CatalogueWriter(tx, IfExists.MERGE, Editor(actor, correlation_id, reason))
            cleared = await writer.clear_hold(student_code, hold_code)
            student = (await Catalogue(tx).students_by_code([student_code])).get(student_code)
        if student is None:
            return await self._no_student(student_code)
        return student if cleared else HoldNotFound(student_code=student_code, hold_code=hold_code, path=_HOLD)

    async def _no_student(self, code: str) -> StudentNotFound:
        similar = await SimilarCodes(self._database).of_students([(code,)])
        found = min(similar.get((code,), ()), default=None)
        return StudentNotFound(student_code=code, similar_code=found, path=("input", "studentCode"))

    async def open_windows(self) -> None:
        """Open every term now, for a rehearsal."""
        await self._database.query(_OPEN_WINDOWS)

    async def set_cohorts(self, of_students: Sequence[tuple[str, str]]) -> int:
        """Put students into cohorts, by pairs of both, for a rehearsal: how many were put; none if some are in one."""
        [row] = await self._database.query(_SET_COHORTS, *(columns(of_students) or [[], []]))
        count: int = row["students"]
        return count

    async def _refusal(self, draft: GroupDraft) -> TermNotFound | InvalidInput | CapacityBelowTaken | None:
        """What speaks against saving the group; None where that is over by now."""
        codes = draft.term_code, draft.code, draft.course_code
        [row] = await self._database.query(_EXPLAIN_UNSAVED_GROUP, *codes, draft.rules.get("component"))
        if row["term_id"] is None:
            return TermNotFound(term_code=draft.term_code, similar_code=row["similar_term"], path=("input", "termCode"))
        if row["course_id"] is None:
            return _invalid("courseCode", f"there is no course with code {draft.course_code}")
        taken = row["seats_taken"] or 0
        if draft.capacity < (least := taken - (row["extra_seats"] or 0)):
            return CapacityBelowTaken(group_code=draft.code, taken=least, path=("input", "capacity"))
        if row["enrolled"] and row["other_course"]:
            message = f"{row['enrolled']} students are enrolled in group {draft.code}; its course cannot change now"
            return _invalid("courseCode", message)
        if row["enrolled"] and row["other_component"]:
            message = f"{row['enrolled']} students are enrolled in group {draft.code}; its component cannot change now"
            return _invalid("component", message)
        return None


def _invalid(field: str, message: str) -> InvalidInput:
    return InvalidInput(errors=(FieldError(("input", field), message),), path=("input", field))
