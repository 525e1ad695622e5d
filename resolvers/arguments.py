"""Arguments of fields, checked where the schema's types allow more than this server does. All raise BadArgument."""

from collections.abc import Sequence

from enrollment.paging import PageRequest
from enrollment.text import normalized, unwritable
from resolvers.errors import BadArgument
from resolvers.input_errors import InputError

PAGE_LIMIT = 100
"""The most items of a page, and the most ids in one list."""


def page_request(first: int, after: str | None) -> PageRequest:
    """The page asked for; `first` must be 1 to 100."""
    if not 1 <= first <= PAGE_LIMIT:
        raise BadArgument(
            "first",
            f"must be 1 to {PAGE_LIMIT}; {first} was asked for.",
            f"debe estar entre 1 y {PAGE_LIMIT}; se pidió {first}.",
        )
    return PageRequest(first, after)


def check_count(argument: str, values: Sequence[str]) -> None:
    """At most 100 values."""
    if len(values) > PAGE_LIMIT:
        raise BadArgument(
            argument,
            f"can have at most {PAGE_LIMIT} values; {len(values)} were sent.",
            f"puede tener como máximo {PAGE_LIMIT} valores; se enviaron {len(values)}.",
        )


def check_printable(argument: str, *texts: str | None) -> None:
    """Nothing that no stored text has, such as NUL, of which PostgreSQL stores none."""
    if any(unwritable(text) for text in texts if text is not None):
        raise BadArgument(argument, *InputError.UNPRINTABLE.value)


def normalized_code(code: str | None) -> str | None:
    """The code in the form in which codes are stored."""
    return None if code is None else normalized(code)


def storable_code(code: str) -> str | None:
    """The code in the form in which codes are stored; None where none that is stored can be equal to it."""
    text = normalized(code)
    return None if unwritable(text) else text
