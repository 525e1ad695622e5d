"""The languages that clients are answered in, and which of them a request asks for."""

from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

Text = TypeVar("Text")


class Language(StrEnum):
    """A language that everything for people to read is written in."""

    EN = "en"
    ES = "es"


def in_language(texts: tuple[Text, Text], language: Language) -> Text:
    """Of the English and the Spanish text the one in this language."""
    english, spanish = texts
    return spanish if language is Language.ES else english


@lru_cache(maxsize=256)
def preferred(accept_language: str) -> Language:
    """The language that an `Accept-Language` header asks for; English where it asks for none of ours."""
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
