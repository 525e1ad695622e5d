"""Rules of courses and groups as clients send them: what is wrong with them, and what is stored of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from enrollment.catalogue_edits import RuleChanges
from enrollment.limits import MAX_ATTEMPTS, MAX_CAPACITY
from enrollment.problems import FieldError
from enrollment.requirements import (
    THE_END,
    BadRequirement,
    RequirementFault,
    asks_for_grades,
    read_requirement,
    written,
)
from enrollment.reserved_seats import MAX_RESERVATIONS, Reservation, written_reservations
from enrollment.text import normalized
from resolvers.input_errors import InputError
from resolvers.language import Language
from resolvers.validation import code_errors, moment_errors, range_errors

_RULES = ("input", "rules")
_IN_SPANISH = {
    RequirementFault.TOO_LONG: "tiene {found} caracteres; se admiten como máximo 4000",
    RequirementFault.EMPTY: "escriba un requisito, como MAT101>=51 and (FIS100 or FIS101)",
    RequirementFault.CODE_EXPECTED: "carácter {at}: aquí va un código o (, no {found}",
    RequirementFault.JOINT_EXPECTED: (
        "carácter {at}: aquí va and, or o el final, no {found}; un código con espacios va entre comillas"
    ),
    RequirementFault.NOT_CLOSED: "carácter {at}: este ( no se cierra",
    RequirementFault.NOT_OPENED: "carácter {at}: este ) no cierra nada",
    RequirementFault.QUOTE_NOT_CLOSED: 'carácter {at}: esta " no se cierra',
    RequirementFault.BAD_CODE: "carácter {at}: un código tiene de 1 a 100 caracteres imprimibles",
    RequirementFault.BAD_GRADE: "carácter {at}: tras >= va una nota de 0 a 1000 con dos decimales como máximo",
    RequirementFault.TOO_DEEP: "carácter {at}: más de 20 paréntesis unos dentro de otros",
    RequirementFault.UNKNOWN_SIGN: "carácter {at}: {found} no significa nada aquí",
}
"""What `BadRequirement` says in English."""


@dataclass(frozen=True, slots=True)
class SentCourseRules:
    """What a client says of a course. None and blank: there is no such rule."""

    prerequisites: str | None = None
    corequisites: str | None = None
    max_attempts: int | None = None


@dataclass(frozen=True, slots=True)
class SentGroupRules:
    """What a client says of a group. None and blank: there is no such rule."""

    linked: str | None = None
    reserved_seats: tuple[Reservation, ...] = ()


def course_changes(sent: SentCourseRules | None, language: Language) -> tuple[RuleChanges, list[FieldError]]:
    """What is to be stored, and what is wrong; nothing of either if nothing was sent."""
    if sent is None:
        return {}, []
    errors: list[FieldError] = []
    changes = {
        "prerequisites": _requirement(sent.prerequisites, "prerequisites", errors, language, graded=True),
        "corequisites": _requirement(sent.corequisites, "corequisites", errors, language),
        "max_attempts": sent.max_attempts,
    }
    errors += range_errors(sent.max_attempts, MAX_ATTEMPTS, (*_RULES, "maxAttempts"), language)
    return changes, errors


def group_changes(sent: SentGroupRules | None, language: Language) -> tuple[RuleChanges, list[FieldError]]:
    """As `course_changes`."""
    if sent is None:
        return {}, []
    errors: list[FieldError] = []
    linked = _requirement(sent.linked, "linked", errors, language)
    kept = [Reservation(normalized(each.cohort), each.seats, each.until) for each in sent.reserved_seats]
    errors += _reservation_errors(kept, language)
    return {"linked": linked, "reserved": "" if errors else written_reservations(kept)}, errors


def component_change(sent: str | None, language: Language) -> tuple[RuleChanges, list[FieldError]]:
    """As `course_changes`; blank: it has none."""
    if sent is None:
        return {}, []
    component = normalized(sent)
    errors = code_errors(component, ("input", "component"), language) if component else []
    return {"component": component}, errors


def _requirement(
    text: str | None, field: str, errors: list[FieldError], language: Language, *, graded: bool = False
) -> str:
    if text is None or not text.strip():
        return ""
    try:
        requirement = read_requirement(text)
    except BadRequirement as error:
        found = "el final" if error.found == THE_END else error.found
        spanish = _IN_SPANISH[error.fault].format(at=error.at, found=found)
        errors.append(FieldError((*_RULES, field), f"{str(error) if language is Language.EN else spanish}."))
        return ""
    if not graded and asks_for_grades(requirement):
        errors.append(FieldError((*_RULES, field), InputError.NO_GRADE_YET.text(language)))
    return written(requirement)


def _reservation_errors(kept: Sequence[Reservation], language: Language) -> list[FieldError]:
    path = (*_RULES, "reservedSeats")
    if len(kept) > MAX_RESERVATIONS:
        message = InputError.TOO_MANY_COHORTS.text(language, most=MAX_RESERVATIONS, count=len(kept))
        return [FieldError(path, message)]
    errors = []
    cohorts = [each.cohort for each in kept]
    for n, each in enumerate(kept):
        here = (*path, str(n))
        errors += code_errors(each.cohort, (*here, "cohort"), language)
        if ";" in each.cohort or " until " in f" {each.cohort} " or each.cohort in cohorts[:n]:
            errors.append(FieldError((*here, "cohort"), InputError.NO_COHORT.text(language)))
        errors += range_errors(each.seats, MAX_CAPACITY, (*here, "seats"), language)
        errors += moment_errors(each.until, (*here, "until"), language)
    return errors
