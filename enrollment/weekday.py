"""Days of the week."""

import re
from collections.abc import Iterable
from enum import IntEnum


class Weekday(IntEnum):
    """As ISO 8601 counts them."""

    MONDAY = 1
    TUESDAY = 2
    WEDNESDAY = 3
    THURSDAY = 4
    FRIDAY = 5
    SATURDAY = 6
    SUNDAY = 7


_LETTERS = dict(zip("MTWRFSU", Weekday, strict=True))
_PAIRS = dict(zip(("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), Weekday, strict=True))
_WRITTEN = {day: pair for pair, day in _PAIRS.items()}
_HOW = "write letters of MTWRFSU, where R is Thursday and U Sunday, or Mo Tu We Th Fr Sa Su"


class BadDays(ValueError):
    """These are no days. The message says why, and what to write."""


def read_days(text: str) -> tuple[Weekday, ...]:
    """The days in `text`, each once, in their order. Raises BadDays.

    Capitals followed by small letters are words: `Tu` is Tuesday and never Tuesday and Sunday, `MTu` is Monday and
    Tuesday. In one case throughout each letter is a day, unless small letters could be such a word.
    """
    if text not in {text.upper(), text.lower()}:
        words, known = re.findall(r"[A-Z][a-z]*|.", text), _LETTERS | _PAIRS
    else:
        words, known = list(text.upper()), _LETTERS
        if text.islower() and (word := next((pair for pair in _PAIRS if pair.lower() in text), None)):
            raise BadDays(f"{word.lower()} may be one day or two; {_HOW}")
    if wrong := [word for word in words if word not in known]:
        raise BadDays(f"{wrong[0]} is not a day; {_HOW}")
    return tuple(sorted({known[word] for word in words}))


def written_days(days: Iterable[Weekday]) -> str:
    """What `read_days` reads as these, such as `MoWe`."""
    return "".join(_WRITTEN[day] for day in sorted(days))
