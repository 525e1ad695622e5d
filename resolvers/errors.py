"""Faults of a request that no result type has a member for: they end a field with a top-level error."""

from typing import ClassVar


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
