"""The reason that a caller gives for the audit log; operators must give one."""

from enrollment.problems import FieldError
from enrollment.text import normalized
from resolvers.input_errors import InputError
from resolvers.language import Language
from resolvers.validation import text_errors

MAX_REASON_LENGTH = 1000
PATH = ("input", "reason")


def trimmed_reason(reason: str) -> str:
    """The reason without white space at its ends."""
    return normalized(reason)


def reason_errors(reason: str, language: Language, *, required: bool = True) -> list[FieldError]:
    """What is wrong with a trimmed reason."""
    if required and not reason:
        return [FieldError(PATH, InputError.BLANK.text(language))]
    return text_errors(reason, PATH, language, max_length=MAX_REASON_LENGTH, allowed="\t\n\r")
