"""What people read of a problem, in English and Spanish."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from enrollment import problems
from enrollment.problems import FieldError, Problem
from enrollment.weekday import Weekday
from resolvers.language import Language

Text = str | Callable[[Any], str]
"""A template whose fields are attributes of the problem, or a function that chooses the template for a problem."""

_TEXTS: dict[type[Problem], tuple[Text, Text]] = {
    # Its parts were written in the client's language; see InputError.
    problems.InvalidInput: ("{errors}", "{errors}"),
    problems.StudentNotFound: (
        "There is no student with code {student_code}.",
        "No existe ningún estudiante con el código {student_code}.",
    ),
    problems.TermNotFound: (
        "There is no term with code {term_code}.",
        "No existe ningún periodo con el código {term_code}.",
    ),
    problems.TermNotOpen: (
        lambda problem: (
            "Enrollment in term {term_code} opens at {opens_at}."
            if problem.now < problem.opens_at
            else "Enrollment in term {term_code} closed at {closes_at}."
        ),
        lambda problem: (
            "La inscripción del periodo {term_code} abre el {opens_at}."
            if problem.now < problem.opens_at
            else "La inscripción del periodo {term_code} cerró el {closes_at}."
        ),
    ),
    problems.GroupNotFound: (
        "Term {term_code} has no group with code {group_code}.",
        "El periodo {term_code} no tiene ningún grupo con el código {group_code}.",
    ),
    problems.GroupFull: (
        "Group {group_code} is full; its capacity is {capacity}.",
        "El grupo {group_code} está lleno; su capacidad es {capacity}.",
    ),
    problems.AlreadyEnrolled: (
        "The student is already enrolled in group {group_code}.",
        "El estudiante ya está inscrito en el grupo {group_code}.",
    ),
    problems.SameCourseTwice: (
        "Groups {group_codes} are of the same course, {course_code}; choose one of them.",
        "Los grupos {group_codes} son de la misma materia, {course_code}; elija uno de ellos.",
    ),
    problems.NotEnrolled: (
        "The student is not enrolled in group {group_code}.",
        "El estudiante no está inscrito en el grupo {group_code}.",
    ),
    problems.TimeConflict: (
        "Groups {group_code} and {with_group_code} meet at the same time on {weekday}.",
        "Los grupos {group_code} y {with_group_code} se reúnen a la misma hora el {weekday}.",
    ),
    problems.CreditLimitExceeded: (
        "{held} credits held and {asked} asked for are more than the {maximum} allowed in a term.",
        "{held} créditos inscritos y {asked} solicitados superan los {maximum} permitidos en un periodo.",
    ),
    problems.StudentInactive: ("Student {student_code} is not active.", "El estudiante {student_code} no está activo."),
    problems.HoldActive: (
        lambda problem: (
            "A hold keeps the student from enrolling: {hold.reason}. Ask {hold.office}."
            if problem.hold.office
            else "A hold keeps the student from enrolling: {hold.reason}."
        ),
        lambda problem: (
            "Una retención impide la inscripción del estudiante: {hold.reason}. Consulte a {hold.office}."
            if problem.hold.office
            else "Una retención impide la inscripción del estudiante: {hold.reason}."
        ),
    ),
    problems.CapacityBelowTaken: (
        "Seats taken in group {group_code}: {taken}; its capacity cannot be less.",
        "Cupos ocupados en el grupo {group_code}: {taken}; su capacidad no puede ser menor.",
    ),
    problems.TaskNotFound: ("There is no task with this id.", "No existe ninguna tarea con este identificador."),
    problems.AlreadyFinal: (
        "The task is final already; it can no longer be cancelled.",
        "La tarea ya ha terminado; ya no se puede cancelar.",
    ),
    problems.SagaNotFound: ("There is no saga with this id.", "No existe ninguna saga con este identificador."),
    problems.SagaNotStuck: (
        "The saga is not stuck; only a stuck one can be retried.",
        "La saga no está atascada; solo se puede reintentar una que lo esté.",
    ),
    problems.UnknownService: (
        "There is no service {service}; there are {known}.",
        "No existe ningún servicio {service}; los que hay: {known}.",
    ),
    problems.EntryNotFound: (
        "There is no idempotency entry with this id.",
        "No existe ninguna clave de idempotencia con este identificador.",
    ),
    problems.EntryInFlight: (
        "The task of this key is under way; cancel it, or wait for its end.",
        "La tarea de esta clave está en curso; cancélela o espere a que termine.",
    ),
    problems.ParticipantDeclined: ("{service} declined: {reason}.", "{service} lo rechazó: {reason}."),
    problems.IdempotencyConflict: (
        "This idempotency key was used for another request; send a new one.",
        "Esta clave de idempotencia ya se usó para otra solicitud; envíe una nueva.",
    ),
    problems.ServiceUnavailable: (
        "The {service} cannot be reached; send the same request again in {retry_after_seconds:g} s.",
        "No se puede contactar el servicio {service}; envíe la misma solicitud de nuevo en {retry_after_seconds:g} s.",
    ),
    problems.Overloaded: (
        "Too many tasks are waiting; send the same request again in {retry_after_seconds:g} s.",
        "Hay demasiadas tareas en espera; envíe la misma solicitud de nuevo en {retry_after_seconds:g} s.",
    ),
    problems.TechnicalFailure: (
        "Something went wrong on our side; nothing was kept. Quote {correlation_id} when you ask about it.",
        "Algo falló de nuestro lado; no se guardó nada. Cite {correlation_id} cuando pregunte por ello.",
    ),
}
"""The English and the Spanish text of each class of problems: one sentence, or two, that name what is at fault."""

_DAYS = dict(zip(Weekday, ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"), strict=True))


def message(problem: Problem, language: Language) -> str:
    """The problem as people read it."""
    english, spanish = _TEXTS[type(problem)]
    text = spanish if language is Language.ES else english
    template = text if isinstance(text, str) else text(problem)
    return template.format_map(_Words(problem, language))


class _Words(dict[str, Any]):
    """The attributes of a problem in words of a language, each made when a template asks for it."""

    def __init__(self, problem: Problem, language: Language) -> None:
        super().__init__()
        self._problem = problem
        self._spanish = language is Language.ES

    def __missing__(self, name: str) -> Any:
        match getattr(self._problem, name):
            case datetime() as moment:
                return (
                    f"{moment:%Y-%m-%d} a las {moment:%H:%M} UTC" if self._spanish else f"{moment:%Y-%m-%d %H:%M} UTC"
                )
            case Weekday() as day:
                return _DAYS[day] if self._spanish else day.name.title()
            case (FieldError(), *_) as errors:
                return " ".join(f"{'.'.join(error.path)}: {error.message}" for error in errors)
            case (*others, last):
                return f"{', '.join(others)} {'y' if self._spanish else 'and'} {last}" if others else last
            case value:
                return value
