"""What is checked in more than one input, and told in the caller's language."""

import unicodedata
from collections.abc import Sequence

from enrollment.problems import FieldError, InvalidInput
from enrollment.text import normalized
from resolvers.input_errors import InputError
from resolvers.language import Language

LONGEST_CODE = 100

Path = tuple[str, ...]
"""Names from `input` down to a field, list indexes as text."""


def invalid(errors: Sequence[FieldError]) -> InvalidInput:
    """Everything that is wrong as one problem."""
    return InvalidInput(errors=tuple(errors), path=errors[0].path if len(errors) == 1 else None)


def code_errors(code: str, path: Path, language: Language) -> list[FieldError]:
    """What is wrong with a normalised code."""
    if not code:
        return [FieldError(path, InputError.BLANK.text(language))]
    return text_errors(code, path, language, most=LONGEST_CODE)


def text_errors(text: str, path: Path, language: Language, *, most: int, allowed: str = "") -> list[FieldError]:
    """What is wrong with a text of at most `most` characters, of whose control characters only some are `allowed`."""
    if len(text) > most:
        return [FieldError(path, InputError.TOO_LONG.text(language, most=most, count=len(text)))]
    if any(unicodedata.category(character) == "Cc" and character not in allowed for character in text):
        return [FieldError(path, InputError.UNPRINTABLE.text(language))]
    return []


def optional_text(text: str | None) -> str | None:
    """The text without what nobody sees at its ends; a blank one is none."""
    return None if text is None else normalized(text) or None
