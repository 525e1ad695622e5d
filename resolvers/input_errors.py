"""What can be wrong with an input, in English and Spanish."""

from enum import Enum

from resolvers.language import Language


class InputError(Enum):
    """What can be wrong with a field of an input: in English, in Spanish. A client reads it after the field's name."""

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
    DIFFERENT_KEYS = (
        "differs from the Idempotency-Key header; send one of them, or the same in both.",
        "no coincide con la cabecera Idempotency-Key; envíe solo una de las dos, o la misma en ambas.",
    )
    CLOSES_TOO_EARLY = ("must be after opensAt.", "debe ser posterior a opensAt.")
    CAPACITY_OUT_OF_RANGE = ("must be 0 to {most}; it is {count}.", "debe estar entre 0 y {most}; es {count}.")
    UNKNOWN_COURSE = ("must be the code of a course.", "debe ser el código de una materia.")
    COURSE_IN_USE = (
        "must stay as it is: students are enrolled in the group.",
        "debe quedar como está: hay estudiantes inscritos en el grupo.",
    )
    TOO_MANY_MEETINGS = (
        "can have at most {most} meetings; {count} were sent.",
        "puede tener como máximo {most} reuniones; se enviaron {count}.",
    )
    NOT_A_TIME = ("must be a time from 00:00 to 23:59, as HH:MM.", "debe ser una hora entre 00:00 y 23:59, como HH:MM.")
    MISSING_TIME = (
        "must be given too: a meeting has both times or none.",
        "también debe indicarse: una reunión tiene ambas horas o ninguna.",
    )
    SAME_TIMES = ("must differ from startsAt.", "debe ser distinta de startsAt.")
    NOT_A_DATE = ("must be a date, as YYYY-MM-DD.", "debe ser una fecha, como AAAA-MM-DD.")
    ENDS_TOO_EARLY = ("must not be before fromDate.", "no puede ser anterior a fromDate.")

    def text(self, language: Language, **values: int) -> str:
        """The text with its values filled in."""
        english, spanish = self.value
        chosen: str = spanish if language is Language.ES else english
        return chosen.format(**values)
