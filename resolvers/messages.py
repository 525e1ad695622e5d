"""What people read of a problem, in English and Spanish."""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from typing import Any

from enrollment import problems
from enrollment.problems import FieldError, Problem
from enrollment.requirements import read_requirement, written
from enrollment.weekday import Weekday
from resolvers.language import Language, in_language

Text = str | Callable[[Any], str]
"""A template whose fields are attributes of the problem, or a function that chooses the template for a problem."""


def _or_similar(text: str, similar: str) -> Text:
    return lambda problem: f"{text}{similar if problem.similar_code else ''}."


def _or_archived(text: str, archived: str) -> Text:
    return lambda problem: f"{text}{archived if problem.archived_before else ''}."


_TEXTS: dict[type[Problem], tuple[Text, Text]] = {
    # Its parts were written in the client's language; see InputError.
    problems.InvalidInput: ("{errors}", "{errors}"),
    problems.StudentNotFound: (
        _or_similar("There is no student with code {student_code}", "; a similar one is {similar_code}"),
        _or_similar("No existe ningún estudiante con el código {student_code}", "; uno parecido es {similar_code}"),
    ),
    problems.TermNotFound: (
        _or_similar("There is no term with code {term_code}", "; a similar one is {similar_code}"),
        _or_similar("No existe ningún periodo con el código {term_code}", "; uno parecido es {similar_code}"),
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
    problems.GroupCancelled: (
        "Group {group_code} was cancelled at {cancelled_at}: {reason}.",
        "El grupo {group_code} fue anulado el {cancelled_at}: {reason}.",
    ),
    problems.AlreadyEnrolled: (
        "The student is already enrolled in group {group_code}.",
        "El estudiante ya está inscrito en el grupo {group_code}.",
    ),
    problems.SameCourseTwice: (
        "Groups {group_codes} are of the same course, {course_code}; choose one of them.",
        "Los grupos {group_codes} son de la misma materia, {course_code}; elija uno de ellos.",
    ),
    problems.AlreadyWaitlisted: (
        "Group {group_code} is full, and the student is on its waitlist already.",
        "El grupo {group_code} está lleno y el estudiante ya está en su lista de espera.",
    ),
    problems.NotWaitlisted: (
        "No seat of group {group_code} is held for the student any more.",
        "Ya no hay ningún cupo del grupo {group_code} guardado para el estudiante.",
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
    problems.PrerequisiteMissing: (
        (
            "Group {group_code} builds on courses that are missing: {missing}. Take them first, "
            "or ask the registrar to record those that were taken elsewhere."
        ),
        (
            "El grupo {group_code} requiere materias que faltan: {missing}. Apruébelas antes, "
            "o pida al registro que anote las que cursó en otro lugar."
        ),
    ),
    problems.CorequisiteMissing: (
        (
            "Group {group_code} is taken together with others of these courses: {missing}. "
            "Add groups of them to the basket."
        ),
        "El grupo {group_code} se cursa junto con grupos de estas materias: {missing}. Agréguelos a la solicitud.",
    ),
    problems.LinkedGroupMissing: (
        "Group {group_code} is taken together with other groups: {missing}. Add them to the basket.",
        "El grupo {group_code} se cursa junto con otros grupos: {missing}. Agréguelos a la solicitud.",
    ),
    problems.NeededByHeldGroup: (
        "Group {needed_by} cannot be kept without {group_codes}; drop it in the same request.",
        "El grupo {needed_by} no se puede conservar sin {group_codes}; retírelo en la misma solicitud.",
    ),
    problems.AlreadyPassed: (
        (
            "Course {course_code} was passed in {passed_in}, and passed courses are not taken again; "
            "leave group {group_code} out."
        ),
        (
            "La materia {course_code} se aprobó en {passed_in}, y una materia aprobada no se repite; "
            "quite el grupo {group_code}."
        ),
    ),
    problems.RepeatLimitReached: (
        (
            "Course {course_code} was taken {attempts} times, and {maximum} is the most; leave group {group_code} out, "
            "or ask the registrar."
        ),
        (
            "La materia {course_code} se cursó {attempts} veces, y el máximo es {maximum}; quite el grupo {group_code} "
            "o consulte al registro."
        ),
    ),
    problems.BelowMinimumCredits: (
        (
            "{held} credits held less {dropped} dropped are fewer than the {minimum} required in the term; "
            "drop less, or ask the registrar."
        ),
        (
            "{held} créditos inscritos menos {dropped} retirados son menos que los {minimum} exigidos en el periodo; "
            "retire menos o consulte al registro."
        ),
    ),
    problems.SeatsReserved: (
        lambda problem: (
            "The free seats of group {group_code} are reserved for {cohorts} until {released_at}; "
            "send the request again then, or choose another group."
            if problem.released_at
            else "The free seats of group {group_code} are reserved for {cohorts}; choose another group."
        ),
        lambda problem: (
            "Los cupos libres del grupo {group_code} están reservados para {cohorts} hasta el {released_at}; "
            "envíe la solicitud de nuevo entonces o elija otro grupo."
            if problem.released_at
            else "Los cupos libres del grupo {group_code} están reservados para {cohorts}; elija otro grupo."
        ),
    ),
    problems.StudentInactive: ("Student {student_code} is not active.", "El estudiante {student_code} no está activo."),
    problems.HoldActive: (
        lambda problem: (
            "A hold keeps the student from this: {hold.reason}. Ask {hold.office}."
            if problem.hold.office
            else "A hold keeps the student from this: {hold.reason}."
        ),
        lambda problem: (
            "Una retención se lo impide al estudiante: {hold.reason}. Consulte a {hold.office}."
            if problem.hold.office
            else "Una retención se lo impide al estudiante: {hold.reason}."
        ),
    ),
    problems.HoldNotFound: (
        "Nothing with code {hold_code} is held against {student_code}.",
        "No hay ninguna retención con el código {hold_code} contra {student_code}.",
    ),
    problems.OverrideNotFound: (
        "There is no override with this id.",
        "No existe ninguna excepción con este identificador.",
    ),
    problems.CapacityBelowTaken: (
        "Seats taken, or promised to its waitlist, in group {group_code}: {taken}; its capacity cannot be less.",
        "Cupos ocupados, o prometidos en su lista de espera, en el grupo {group_code}: {taken}; no pueden ser menos.",
    ),
    problems.TaskNotFound: (
        _or_archived("There is no task with this id", "; tasks that ended before {archived_before} are archived"),
        _or_archived(
            "No existe ninguna tarea con este identificador",
            "; las tareas que terminaron antes del {archived_before} están archivadas",
        ),
    ),
    problems.AlreadyFinal: (
        "The task is final already; it can no longer be cancelled.",
        "La tarea ya ha terminado; ya no se puede cancelar.",
    ),
    problems.NotCancellable: (
        "The task is the institution's own; it cannot be cancelled.",
        "La tarea es de la propia institución; no se puede cancelar.",
    ),
    problems.SagaNotFound: (
        _or_archived("There is no saga with this id", "; sagas that ended before {archived_before} are archived"),
        _or_archived(
            "No existe ninguna saga con este identificador",
            "; las sagas que terminaron antes del {archived_before} están archivadas",
        ),
    ),
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
    problems.BatchKeyConflict: (
        "The idempotency key was used for a batch with other rows; use a new key for a new batch.",
        "La clave de idempotencia se usó para un lote con otras filas; use una clave nueva para un lote nuevo.",
    ),
    problems.DuplicateRow: (
        "Row {first_row} asks for the same; it is carried out once.",
        "La fila {first_row} pide lo mismo; se realiza una sola vez.",
    ),
    problems.ServiceUnavailable: (
        "The {service} cannot be reached; send the same request again in {retry_after_seconds:g} s.",
        "No se puede contactar el servicio {service}; envíe la misma solicitud de nuevo en {retry_after_seconds:g} s.",
    ),
    problems.Overloaded: (
        "Too many tasks are waiting; send the same request again in {retry_after_seconds:g} s.",
        "Hay demasiadas tareas en espera; envíe la misma solicitud de nuevo en {retry_after_seconds:g} s.",
    ),
    problems.TooManyUnfinishedTasks: (
        "{student_code} has {maximum} unfinished tasks in term {term_code}; try again in {retry_after_seconds:g} s.",
        (
            "{student_code} tiene {maximum} tareas pendientes en el periodo {term_code}; "
            "reintente en {retry_after_seconds:g} s."
        ),
    ),
    problems.RateLimited: (
        "You send more changes than one may; send the same request again in {retry_after_seconds:g} s.",
        "Envía más cambios de los permitidos; envíe la misma solicitud de nuevo en {retry_after_seconds:g} s.",
    ),
    problems.TechnicalFailure: (
        "Something went wrong on our side; nothing was kept. Quote {correlation_id} when you ask about it.",
        "Algo falló de nuestro lado; no se guardó nada. Cite {correlation_id} cuando pregunte por ello.",
    ),
}
"""The English and the Spanish text of each class of problems: one sentence, or two, that name what is at fault."""

_DAYS = dict(zip(Weekday, ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"), strict=True))


def message(problem: Problem, language: Language, zone: tzinfo = UTC) -> str:
    """The problem as people read it. `zone`: in which moments are shown."""
    text = in_language(_TEXTS[type(problem)], language)
    template = text if isinstance(text, str) else text(problem)
    return template.format_map(_Words(problem, language, zone))


class _Words(dict[str, Any]):
    """The attributes of a problem in words of a language, each made when a template asks for it."""

    def __init__(self, problem: Problem, language: Language, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone
        self._problem = problem
        self._spanish = language is Language.ES

    def __missing__(self, name: str) -> Any:
        match getattr(self._problem, name):
            case datetime() as moment:
                local = moment.astimezone(self._zone)
                # Where clocks are turned back an hour is there twice; the zone's name says which. Some have numbers.
                zone = f"UTC{local:%Z}" if f"{local:%Z}"[:1] in {"+", "-"} else f"{local:%Z}"
                return f"{local:%Y-%m-%d}{' a las' if self._spanish else ''} {local:%H:%M} {zone}"
            case Weekday() as day:
                return _DAYS[day] if self._spanish else day.name.title()
            case (FieldError(), *_) as errors:
                return " ".join(f"{'.'.join(error.path)}: {error.message}" for error in errors)
            case (*others, last):
                return f"{', '.join(others)} {'y' if self._spanish else 'and'} {last}" if others else last
            case str() as text if name == "missing":
                return written(read_requirement(text), ("y", "o")) if self._spanish else text
            case value:
                return value
