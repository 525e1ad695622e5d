"""Why somebody does something, for the audit log; operators never leave it out."""

from enrollment.problems import FieldError
from enrollment.text import normalized
from resolvers.input_errors import InputError
from resolvers.language import Language
from resolvers.validation import text_errors

LONGEST_REASON = 1000
PATH = ("input", "reason")


def given(reason: str) -> str:
    """The reason without what nobody sees at its ends."""
    return normalized(reason)


def reason_errors(reason: str, language: Language, *, needed: bool = True) -> list[FieldError]:
    """What is wrong with a reason, which may be left out unless it is `needed`."""
    if needed and not reason:
        return [FieldError(PATH, InputError.BLANK.text(language))]
    return text_errors(reason, PATH, language, most=LONGEST_REASON, allowed="\t\n\r")
