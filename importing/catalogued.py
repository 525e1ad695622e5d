"""What rows may refer to: terms, courses and students that exist, or that another file of the folder brings."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from importing.catalogue_files import COURSES, STUDENTS, TERMS, HoldEntry, TakenCourseEntry
from importing.group_files import GroupEntry
from importing.parsed_files import ParsedFile
from importing.window_files import WindowsEntry
from models.catalogue import Catalogue
from models.database import Transaction
from models.similar_codes import Key, SimilarCodes


@dataclass(frozen=True, slots=True)
class Catalogued:
    """The codes of terms, courses or students that rows may name.

    Attributes:
        similar: of others, the codes that exist and may be meant.
        problem: why others are refused.
    """

    codes: AbstractSet[str]
    similar: Mapping[Key, Sequence[str]]
    problem: str

    def problem_with(self, code: str) -> str | None:
        """Why a row may not name this one; None if it may."""
        if code in self.codes:
            return None
        meant = self.similar.get((code,), ())
        hint = f"; is {' or '.join(meant)} meant?" if meant else ""
        return self.problem + hint


def is_slip(typed: str, meant: str) -> bool:
    """Whether one is easily typed for the other: two characters exchanged, one too many, or another sign between.

    Another digit is no slip: terms are numbered.
    """
    if sorted(typed) == sorted(meant):
        at = [n for n, (one, other) in enumerate(zip(typed, meant, strict=True)) if one != other]
        return len(at) == 2 and at[1] == at[0] + 1
    shorter, longer = sorted((typed, meant), key=len)
    if len(longer) == len(shorter) + 1:
        return any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))
    return [c for c in typed if c.isalnum()] == [c for c in meant if c.isalnum()]


async def catalogued_terms(
    tx: Transaction, parsed: ParsedFile[GroupEntry], terms: ParsedFile[Any] | None, *, refused: bool
) -> Catalogued:
    """The terms that groups may name.

    Without terms.csv a new one, but only if the file names no other, and if none exists that may be meant: a typing
    error must not open a term beside the real one.
    """
    named = sorted({term_code for term_code, _ in parsed.keys})
    known = set(await Catalogue(tx).terms_by_code(named))
    missing = [code for code in named if code not in known]
    similar = dict(await SimilarCodes(tx).of_terms([(code,) for code in missing]))
    existing = [term.code for term in await Catalogue(tx).terms()] if missing else []
    for code in missing:
        if slips := [other for other in existing if is_slip(code, other)]:
            similar[code,] = sorted({*similar.get((code,), ()), *slips})
    if terms is not None:
        allowed = known | (_codes(terms) if refused else set())
        return Catalogued(allowed, similar, f"there is no such term, neither in the database nor in {TERMS}")
    if len(named) > 1:
        return Catalogued(known, similar, f"there is no such term; where several are named, new ones need {TERMS}")
    return Catalogued(
        known if similar else set(named), similar, f"there is no such term; if it is new, write its window into {TERMS}"
    )


async def existing_terms(
    tx: Transaction, parsed: ParsedFile[WindowsEntry], terms: ParsedFile[Any] | None, *, refused: bool
) -> Catalogued:
    """The terms that may have windows, as `catalogued_courses`: none is made for them."""
    named = sorted({entry.term_code for entry in parsed.entries})
    known = set(await Catalogue(tx).terms_by_code(named))
    similar = await SimilarCodes(tx).of_terms([(code,) for code in named if code not in known])
    allowed = known | (_codes(terms) if terms is not None and refused else set())
    return Catalogued(allowed, similar, f"there is no such term, neither in the database nor in {TERMS}")


async def catalogued_courses(
    tx: Transaction, parsed: ParsedFile[GroupEntry], courses: ParsedFile[Any], *, refused: bool
) -> Catalogued:
    """The courses that groups may name. Groups that name one of a file that was refused are held back, and not bad."""
    named = sorted({entry.course_code for entry in parsed.entries})
    known = set(await Catalogue(tx).courses_by_code(named))
    similar = await SimilarCodes(tx).of_courses([(code,) for code in named if code not in known])
    allowed = known | (_codes(courses) if refused else set())
    return Catalogued(allowed, similar, f"there is no such course, neither in the database nor in {COURSES}")


async def catalogued_students(
    tx: Transaction,
    parsed: ParsedFile[HoldEntry] | ParsedFile[TakenCourseEntry],
    students: ParsedFile[Any],
    *,
    refused: bool,
) -> Catalogued:
    """The students about whom there may be something, as `catalogued_courses`."""
    named = sorted({entry.student_code for entry in parsed.entries})
    known = set(await Catalogue(tx).students_by_code(named))
    similar = await SimilarCodes(tx).of_students([(code,) for code in named if code not in known])
    allowed = known | (_codes(students) if refused else set())
    return Catalogued(allowed, similar, f"there is no such student, neither in the database nor in {STUDENTS}")


def _codes(parsed: ParsedFile[Any]) -> set[str]:
    return {key[0] for key in parsed.keys}
