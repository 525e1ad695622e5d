"""The reason that a caller gives for the audit log; operators must give one."""

from enrollment.limits import MAX_REASON_CHARACTERS
from enrollment.problems import FieldError
from enrollment.text import trimmed
from resolvers.input_errors import InputError
from resolvers.language import Language
from resolvers.validation import text_errors

PATH = ("input", "reason")


def trimmed_reason(reason: str) -> str:
    """The reason without white space at its ends."""
    return trimmed(reason)


def reason_errors(
    reason: str, language: Language, *, required: bool = True, one_line: bool = False
) -> list[FieldError]:
    """What is wrong with a trimmed reason."""
    if required and not reason:
        return [FieldError(PATH, InputError.BLANK.text(language))]
    allowed = "" if one_line else "\t\n\r"
    return text_errors(reason, PATH, language, max_length=MAX_REASON_CHARACTERS, allowed=allowed)
