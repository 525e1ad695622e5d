"""What is checked in more than one input; texts are in the caller's language."""

import unicodedata
from collections.abc import Sequence

from enrollment.problems import FieldError, InvalidInput
from enrollment.text import normalized
from resolvers.input_errors import InputError
from resolvers.language import Language

MAX_CODE_LENGTH = 100

Path = tuple[str, ...]
"""Names from `input` down to a field, list indexes as text."""


def invalid(errors: Sequence[FieldError]) -> InvalidInput:
    """One problem for everything that is wrong."""
    return InvalidInput(errors=tuple(errors), path=errors[0].path if len(errors) == 1 else None)


def code_errors(code: str, path: Path, language: Language) -> list[FieldError]:
    """What is wrong with a normalized code."""
    if not code:
        return [FieldError(path, InputError.BLANK.text(language))]
    return text_errors(code, path, language, max_length=MAX_CODE_LENGTH)


def text_errors(text: str, path: Path, language: Language, *, max_length: int, allowed: str = "") -> list[FieldError]:
    """What is wrong with a text; `allowed` are the control characters that it may have."""
    if len(text) > max_length:
        return [FieldError(path, InputError.TOO_LONG.text(language, most=max_length, count=len(text)))]
    if any(unicodedata.category(character) == "Cc" and character not in allowed for character in text):
        return [FieldError(path, InputError.UNPRINTABLE.text(language))]
    return []


def trimmed_text(text: str | None) -> str | None:
    """The text without white space at its ends; None where nothing is left."""
    return None if text is None else normalized(text) or None
