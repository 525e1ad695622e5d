"""What people read, in English and Spanish. A problem's English text is its own `message`; all Spanish is here."""

from datetime import datetime
from enum import Enum, StrEnum
from functools import singledispatch

from enrollment import problems
from enrollment.problems import Problem
from enrollment.weekday import Weekday


class Language(StrEnum):
    """The languages spoken."""

    EN = "en"
    ES = "es"


def preferred(accept_language: str) -> Language:
    """The language that an `Accept-Language` header asks for; English where it asks for none that we speak."""
    best, weight = Language.EN, 0.0
    for item in accept_language.split(","):
        tag, _, parameter = item.partition(";")
        primary = tag.strip().lower().partition("-")[0]
        quality = _quality(parameter)
        if quality > weight and primary in {"en", "es"}:
            best, weight = Language(primary), quality
    return best


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


class Complaint(Enum):
    """What can be wrong with a field of an input: in English, in Spanish."""

    BLANK = ("must not be blank.", "no puede estar en blanco.")
    TOO_LONG = (
        "must have at most {most} characters; it has {count}.",
        "puede tener como máximo {most} caracteres; tiene {count}.",
    )
    UNPRINTABLE = (
        "must consist of printable characters.",
        "debe constar de caracteres imprimibles.",
    )
    NO_GROUPS = ("must name at least one group.", "debe nombrar al menos un grupo.")
    TOO_MANY_GROUPS = (
        "can name at most {most} groups; {count} were sent.",
        "puede nombrar como máximo {most} grupos; se enviaron {count}.",
    )
    TWO_KEYS = (
        "differs from the Idempotency-Key header; send one of them, or the same in both.",
        "no coincide con la cabecera Idempotency-Key; envíe solo una de las dos, o la misma en ambas.",
    )
    NO_WINDOW = ("must be after opensAt.", "debe ser posterior a opensAt.")
    CAPACITY = ("must be 0 to {most}; it is {count}.", "debe estar entre 0 y {most}; es {count}.")
    NO_COURSE = ("must be the code of a course.", "debe ser el código de una materia.")
    COURSE_IN_USE = (
        "must stay as it is: students are enrolled in the group.",
        "debe quedar como está: hay estudiantes inscritos en el grupo.",
    )
    TOO_MANY_MEETINGS = (
        "can have at most {most} meetings; {count} were sent.",
        "puede tener como máximo {most} reuniones; se enviaron {count}.",
    )
    NO_TIME = ("must be a time from 00:00 to 23:59, as HH:MM.", "debe ser una hora entre 00:00 y 23:59, como HH:MM.")
    ONE_TIME = (
        "must be given too: a meeting has both times or none.",
        "también debe indicarse: una reunión tiene ambas horas o ninguna.",
    )
    NO_DURATION = ("must differ from startsAt.", "debe ser distinta de startsAt.")
    NO_DATE = ("must be a date, as YYYY-MM-DD.", "debe ser una fecha, como AAAA-MM-DD.")
    BACKWARDS = ("must not be before fromDate.", "no puede ser anterior a fromDate.")

    def text(self, language: Language, **values: int) -> str:
        """The complaint as a client reads it after the field's name."""
        english, spanish = self.value
        chosen: str = spanish if language is Language.ES else english
        return chosen.format(**values)


def message(problem: Problem, language: Language) -> str:
    """The problem in one sentence."""
    return spanish(problem) if language is Language.ES else problem.message


@singledispatch
def spanish(problem: Problem) -> str:
    """The problem in one Spanish sentence."""
    raise NotImplementedError(f"{type(problem).__name__} has no Spanish text")


@spanish.register
def _(problem: problems.InvalidInput) -> str:
    return problem.message  # its parts were written in the client's language; see Complaint


@spanish.register
def _(problem: problems.StudentNotFound) -> str:
    return f"No existe ningún estudiante con el código {problem.student_code}."


@spanish.register
def _(problem: problems.TermNotFound) -> str:
    return f"No existe ningún periodo con el código {problem.term_code}."


@spanish.register
def _(problem: problems.TermNotOpen) -> str:
    if problem.now < problem.opens_at:
        return f"La inscripción del periodo {problem.term_code} abre el {_moment(problem.opens_at)}."
    return f"La inscripción del periodo {problem.term_code} cerró el {_moment(problem.closes_at)}."


@spanish.register
def _(problem: problems.GroupNotFound) -> str:
    return f"El periodo {problem.term_code} no tiene ningún grupo con el código {problem.group_code}."


@spanish.register
def _(problem: problems.GroupFull) -> str:
    return f"El grupo {problem.group_code} está lleno; su capacidad es {problem.capacity}."


@spanish.register
def _(problem: problems.AlreadyEnrolled) -> str:
    return f"El estudiante ya está inscrito en el grupo {problem.group_code}."


@spanish.register
def _(problem: problems.SameCourseTwice) -> str:
    *others, last = problem.group_codes
    groups = f"{', '.join(others)} y {last}" if others else last
    return f"Los grupos {groups} son de la misma materia, {problem.course_code}; elija uno de ellos."


@spanish.register
def _(problem: problems.NotEnrolled) -> str:
    return f"El estudiante no está inscrito en el grupo {problem.group_code}."


@spanish.register
def _(problem: problems.TimeConflict) -> str:
    groups = f"{problem.group_code} y {problem.with_group_code}"
    return f"Los grupos {groups} se reúnen a la misma hora el {_DAYS[problem.weekday]}."


@spanish.register
def _(problem: problems.CreditLimitExceeded) -> str:
    return (
        f"{problem.held} créditos inscritos y {problem.asked} solicitados superan los {problem.maximum} permitidos "
        "en un periodo."
    )


@spanish.register
def _(problem: problems.StudentInactive) -> str:
    return f"El estudiante {problem.student_code} no está activo."


@spanish.register
def _(problem: problems.HoldActive) -> str:
    whom = f" Consulte a {problem.hold.office}." if problem.hold.office else ""
    return f"Una retención impide la inscripción del estudiante: {problem.hold.reason}.{whom}"


@spanish.register
def _(problem: problems.CapacityBelowTaken) -> str:
    return f"Cupos ocupados en el grupo {problem.group_code}: {problem.taken}; su capacidad no puede ser menor."


@spanish.register
def _(problem: problems.TaskNotFound) -> str:  # noqa: ARG001 - the text names nothing of it
    return "No existe ninguna tarea con este identificador."


@spanish.register
def _(problem: problems.AlreadyFinal) -> str:  # noqa: ARG001 - the text names nothing of it
    return "La tarea ya ha terminado; ya no se puede cancelar."


@spanish.register
def _(problem: problems.UnknownService) -> str:
    return f"No existe ningún servicio {problem.service}; los que hay: {', '.join(problem.known)}."


@spanish.register
def _(problem: problems.SagaNotFound) -> str:  # noqa: ARG001 - the text names nothing of it
    return "No existe ninguna saga con este identificador."


@spanish.register
def _(problem: problems.SagaNotStuck) -> str:  # noqa: ARG001 - the text names nothing of it
    return "La saga no está atascada; solo se puede reintentar una que lo esté."


@spanish.register
def _(problem: problems.EntryNotFound) -> str:  # noqa: ARG001 - the text names nothing of it
    return "No existe ninguna clave de idempotencia con este identificador."


@spanish.register
def _(problem: problems.EntryInFlight) -> str:  # noqa: ARG001 - the text names nothing of it
    return "La tarea de esta clave está en curso; cancélela o espere a que termine."


@spanish.register
def _(problem: problems.ParticipantDeclined) -> str:
    return f"{problem.service} lo rechazó: {problem.reason}."


@spanish.register
def _(problem: problems.IdempotencyConflict) -> str:  # noqa: ARG001 - the text names nothing of it
    return "Esta clave de idempotencia ya se usó para otra solicitud; envíe una nueva."


@spanish.register
def _(problem: problems.ServiceUnavailable) -> str:
    wait = f"{problem.retry_after_seconds:g} s"
    return f"No se puede contactar el servicio {problem.service}; intente lo mismo de nuevo en {wait}."


@spanish.register
def _(problem: problems.Overloaded) -> str:
    return f"Hay demasiado trabajo en espera; intente lo mismo de nuevo en {problem.retry_after_seconds:g} s."


@spanish.register
def _(problem: problems.TechnicalFailure) -> str:
    return f"Algo falló de nuestro lado; no se guardó nada. Cite {problem.correlation_id} cuando pregunte por ello."


_DAYS = dict(zip(Weekday, ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"), strict=True))


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d} a las {at:%H:%M} UTC"
