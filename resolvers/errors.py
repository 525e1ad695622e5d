"""Faults of a request that no result type has a member for: they end a field with a top-level error."""

from datetime import datetime
from math import ceil
from typing import ClassVar


def rounded_wait(seconds: float) -> float:
    """A wait as clients are told it: in tenths of seconds, never too short."""
    return ceil(seconds * 10) / 10


class RequestError(Exception):
    """A fault of the request, with its text in English and Spanish.

    `code` is its stable name, in the extensions of the error that the client gets.
    """

    code: ClassVar[str]

    def __init__(self, english: str, spanish: str) -> None:
        super().__init__(english)
        self.texts = english, spanish

    @property
    def extensions(self) -> dict[str, object]:
        return {"code": self.code}


class BadArgument(RequestError):
    """An argument has a value that the schema's types allow and this server does not.

    Attributes:
        argument: its name, as in the schema; each text goes on after it.
    """

    code = "BAD_USER_INPUT"

    def __init__(self, argument: str, english: str, spanish: str) -> None:
        super().__init__(f"{argument} {english}", f"{argument} {spanish}")
        self.argument = argument

    @property
    def extensions(self) -> dict[str, object]:
        return {"code": self.code, "argument": self.argument}


class BadDocument(RequestError):
    """The document asks for more than this server does in one operation."""

    code = "GRAPHQL_VALIDATION_FAILED"


class BadVariables(RequestError):
    """The variables hold more than this server reads."""

    code = "BAD_USER_INPUT"


class TooCostly(RequestError):
    """The operation may cost more than this server spends on one.

    Attributes:
        cost: what it may cost. max_cost: what one may.
    """

    code = "MAX_COST_EXCEEDED"

    def __init__(self, cost: int, max_cost: int) -> None:
        super().__init__(
            f"This operation may cost {cost}; at most {max_cost} is allowed. Ask for fewer items (`first`), fewer ids, "
            "or fewer lists within lists.",
            f"Esta operación puede costar {cost}; se permite como máximo {max_cost}. Pida menos elementos (`first`), "
            "menos ids o menos listas dentro de listas.",
        )
        self.cost, self.max_cost = cost, max_cost

    @property
    def extensions(self) -> dict[str, object]:
        return {"code": self.code, "cost": self.cost, "maxCost": self.max_cost}


class TooManyRequests(RequestError):
    """The caller asks more often than one may.

    Attributes:
        retry_after_seconds: when to ask again.
    """

    code = "RATE_LIMITED"

    def __init__(self, retry_after_seconds: float) -> None:
        seconds = rounded_wait(retry_after_seconds)
        super().__init__(
            f"You ask more often than one may; try again in {seconds:g} s.",
            f"Pregunta más a menudo de lo permitido; inténtelo de nuevo en {seconds:g} s.",
        )
        self.retry_after_seconds = seconds

    @property
    def extensions(self) -> dict[str, object]:
        return {"code": self.code, "retryAfterSeconds": self.retry_after_seconds}


class IntrospectionOff(RequestError):
    """No caller may ask for the schema here."""

    code = "INTROSPECTION_OFF"


class QueryTimedOut(RequestError):
    """The query took longer than a query may."""

    code = "TIMEOUT"


class NotSignedIn(RequestError):
    """Only those who have signed in may do this, and the caller has not."""

    code = "UNAUTHENTICATED"


class Forbidden(RequestError):
    """The caller's roles do not allow it. `student_code`: for whom it was asked, if that is what makes it so."""

    code = "FORBIDDEN"

    def __init__(self, english: str, spanish: str, *, student_code: str | None = None) -> None:
        super().__init__(english, spanish)
        self.student_code = student_code


class Archived(RequestError):
    """There is no such task, and tasks as old as that are archived. It is said of tasks that never were, as well."""

    code = "ARCHIVED"

    def __init__(self, before: datetime) -> None:
        super().__init__(
            f"There is no task with this id; tasks that ended before {before:%Y-%m-%d %H:%M} UTC are archived.",
            f"No existe ninguna tarea con este identificador; las tareas que terminaron antes del "
            f"{before:%Y-%m-%d %H:%M} UTC están archivadas.",
        )
        self.before = before

    @property
    def extensions(self) -> dict[str, object]:
        return {"code": self.code, "archivedBefore": f"{self.before:%Y-%m-%dT%H:%M:%S}.000Z"}


class NotFound(RequestError):
    """There is nothing under this id that the caller may see, and the field cannot be null."""

    code = "NOT_FOUND"
