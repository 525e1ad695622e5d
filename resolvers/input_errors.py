"""What can be wrong with an input, in English and Spanish."""

from enum import Enum

from enrollment.limits import FIRST_MOMENT, LAST_MOMENT
from resolvers.language import Language, in_language


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
    NO_TOKENS = ("must be given, or jti.", "debe indicarse, o jti.")
    FOR_REGISTRARS = ("can be given by registrars only.", "solo lo pueden indicar los registradores.")
    NO_GROUPS = ("must name at least one group.", "debe nombrar al menos un grupo.")
    NO_ROWS = ("must have at least one row.", "debe tener al menos una fila.")
    TOO_MANY_ROWS = (
        "can have at most {most} rows; {count} were sent. Send several batches.",
        "puede tener como máximo {most} filas; se enviaron {count}. Envíe varios lotes.",
    )
    WAITS_AND_TAKES_WHAT_FITS = (
        "cannot be true with BEST_EFFORT; send the groups to wait for as a request of their own.",
        "no puede ser verdadero con BEST_EFFORT; envíe aparte los grupos por los que se espera.",
    )
    SWAP_WAITS_FOR_SEVERAL = (
        "can name one group only where waitlist is true; send the others as a swap of their own.",
        "puede nombrar un solo grupo si waitlist es verdadero; envíe los demás en otro cambio.",
    )
    TOO_MANY_GROUPS = (
        "can name at most {most} groups; {count} were sent.",
        "puede nombrar como máximo {most} grupos; se enviaron {count}.",
    )
    TAKEN_TOO = (
        "must not be among takeGroupCodes: a swap gives one group up for another.",
        "no puede estar también en takeGroupCodes: un cambio deja un grupo por otro.",
    )
    DIFFERENT_KEYS = (
        "differs from the Idempotency-Key header; send one of them, or the same in both.",
        "no coincide con la cabecera Idempotency-Key; envíe solo una de las dos, o la misma en ambas.",
    )
    CLOSES_TOO_EARLY = ("must be after opensAt.", "debe ser posterior a opensAt.")
    MOMENT_OUT_OF_RANGE = (
        f"must be of the years {FIRST_MOMENT.year} to {LAST_MOMENT.year}.",
        f"debe ser de los años {FIRST_MOMENT.year} a {LAST_MOMENT.year}.",
    )
    OUTSIDE_TERM = (
        "must be within opensAt and closesAt of the term; move these, or this.",
        "debe estar entre opensAt y closesAt del periodo; mueva estos, o este.",
    )
    NOT_AFTER_OPENING = ("must be after opensAt of the window.", "debe ser posterior a opensAt de la ventana.")
    TOO_MANY_WINDOWS = (
        "can have at most {most} windows; {count} were sent.",
        "puede tener como máximo {most} ventanas; se enviaron {count}.",
    )
    TOO_MANY_COHORTS = (
        "can name at most {most} cohorts; {count} were sent.",
        "puede nombrar como máximo {most} cohortes; se enviaron {count}.",
    )
    OUT_OF_RANGE = ("must be 0 to {most}; it is {count}.", "debe estar entre 0 y {most}; es {count}.")
    NO_GRADE_YET = (
        "must ask for no grade: what is taken in the same term has none yet.",
        "no puede pedir una nota: lo que se cursa en el mismo periodo aún no la tiene.",
    )
    NO_COHORT = (
        "must be given once, without a semicolon and the word until.",
        "debe indicarse una sola vez, sin punto y coma ni la palabra until.",
    )
    ENDS_BEFORE_SINCE = ("must be after since.", "debe ser posterior a since.")
    UNKNOWN_COURSE = ("must be the code of a course.", "debe ser el código de una materia.")
    GROUP_IN_USE = (
        "must stay as it is: students are enrolled in the group.",
        "debe quedar como está: hay estudiantes inscritos en el grupo.",
    )
    TOO_MANY_MEETINGS = (
        "can have at most {most} meetings; {count} were sent.",
        "puede tener como máximo {most} reuniones; se enviaron {count}.",
    )
    UNTIL_WITHOUT_POLICY = (
        "must be given with the policy UNTIL, and only with it.",
        "debe indicarse con la política UNTIL, y solo con ella.",
    )
    NOT_A_TIME = ("must be a time from 00:00 to 23:59, as HH:MM.", "debe ser una hora entre 00:00 y 23:59, como HH:MM.")
    MISSING_TIME = (
        "must be given too: a meeting has both times or none.",
        "también debe indicarse: una reunión tiene ambas horas o ninguna.",
    )
    SAME_TIMES = ("must differ from startsAt.", "debe ser distinta de startsAt.")
    ENDS_BEFORE_START = (
        "must be after startsAt, unless endsNextDay says that it is on the next day.",
        "debe ser posterior a startsAt, salvo que endsNextDay indique que es del día siguiente.",
    )
    NOT_NEXT_DAY = (
        "can be true only if endsAt is before startsAt: no meeting lasts longer than a day.",
        "solo puede ser verdadero si endsAt es anterior a startsAt: ninguna reunión dura más de un día.",
    )
    NOT_A_DATE = ("must be a date, as YYYY-MM-DD.", "debe ser una fecha, como AAAA-MM-DD.")
    NOT_WEEKS = ("must be 1 to {most}.", "debe estar entre 1 y {most}.")
    NO_FIRST_WEEK = (
        "must be given with everyWeeks, which counts from it.",
        "debe indicarse con everyWeeks, que cuenta a partir de ella.",
    )
    ENDS_TOO_EARLY = ("must not be before fromDate.", "no puede ser anterior a fromDate.")

    def text(self, language: Language, **values: int) -> str:
        """The text with its values filled in."""
        texts: tuple[str, str] = self.value
        return in_language(texts, language).format(**values)
