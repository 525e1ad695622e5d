"""Faults of a request that no result type has a member for: they end a field with a top-level error."""

from collections.abc import Sequence
from typing import ClassVar

from enrollment.paging import PageRequest
from enrollment.text import normalized

MOST = 100
"""The most items of a page, and the most ids in one list."""


class RequestError(Exception):
    """A fault of the request. `code` is its stable name, in the extensions of the error that the client gets."""

    code: ClassVar[str]

    @property
    def extensions(self) -> dict[str, object]:
        return {"code": self.code}


class BadArgument(RequestError):
    """An argument has a value that the schema's types allow and this server does not.

    Attributes:
        argument: its name, as in the schema.
    """

    code = "BAD_USER_INPUT"

    def __init__(self, argument: str, message: str) -> None:
        super().__init__(f"{argument} {message}")
        self.argument = argument

    @property
    def extensions(self) -> dict[str, object]:
        return {"code": self.code, "argument": self.argument}


class NotSignedIn(RequestError):
    """Only those who have signed in may do this, and the caller has not."""

    code = "UNAUTHENTICATED"


class Forbidden(RequestError):
    """The caller's roles do not allow it."""

    code = "FORBIDDEN"


class NotFound(RequestError):
    """There is nothing under this id that the caller may see, and the field cannot be null."""

    code = "NOT_FOUND"


def page_request(first: int, after: str | None) -> PageRequest:
    """The page asked for. Raises BadArgument unless `first` is 1 to 100."""
    if not 1 <= first <= MOST:
        raise BadArgument("first", f"must be 1 to {MOST}; {first} was asked for.")
    return PageRequest(first, after)


def check_count(argument: str, values: Sequence[str]) -> None:
    """Raises BadArgument if there are more than 100 values."""
    if len(values) > MOST:
        raise BadArgument(argument, f"can have at most {MOST} values; {len(values)} were sent.")


def readable(code: str) -> str | None:
    """The code as it may be stored; None if nothing stored can have it (PostgreSQL keeps no NUL)."""
    text = normalized(code)
    return None if "\0" in text else text
