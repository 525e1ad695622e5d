"""What is checked in more than one input; texts are in the caller's language."""

from collections.abc import Sequence
from datetime import datetime

from enrollment.limits import FIRST_MOMENT, LAST_MOMENT, MAX_CODE_CHARACTERS
from enrollment.problems import FieldError, InvalidInput
from enrollment.text import trimmed, unwritable
from resolvers.input_errors import InputError
from resolvers.language import Language

Path = tuple[str, ...]
"""Names from `input` down to a field, list indexes as text."""


def invalid(errors: Sequence[FieldError]) -> InvalidInput:
    """One problem for everything that is wrong."""
    return InvalidInput(errors=tuple(errors), path=errors[0].path if len(errors) == 1 else None)


def code_errors(code: str, path: Path, language: Language) -> list[FieldError]:
    """What is wrong with a normalized code."""
    if not code:
        return [FieldError(path, InputError.BLANK.text(language))]
    return text_errors(code, path, language, max_length=MAX_CODE_CHARACTERS)


def text_errors(text: str, path: Path, language: Language, *, max_length: int, allowed: str = "") -> list[FieldError]:
    """What is wrong with a text; `allowed` are the characters beyond one line that it may have."""
    if len(text) > max_length:
        return [FieldError(path, InputError.TOO_LONG.text(language, most=max_length, count=len(text)))]
    if unwritable(text, allowed):
        return [FieldError(path, InputError.UNPRINTABLE.text(language))]
    return []


def moment_errors(moment: datetime | None, path: Path, language: Language) -> list[FieldError]:
    """What is wrong with a moment, if one is given: whether it can be stored."""
    if moment is None or FIRST_MOMENT <= moment <= LAST_MOMENT:
        return []
    return [FieldError(path, InputError.MOMENT_OUT_OF_RANGE.text(language))]


def range_errors(value: int | None, most: int, path: Path, language: Language) -> list[FieldError]:
    """What is wrong with a number from 0 to `most`, if one is given."""
    if value is None or 0 <= value <= most:
        return []
    return [FieldError(path, InputError.OUT_OF_RANGE.text(language, most=most, count=value))]


def trimmed_text(text: str | None) -> str | None:
    """The text without white space at its ends; None where nothing is left."""
    return None if text is None else trimmed(text) or None
