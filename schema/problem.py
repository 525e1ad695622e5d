"""Problem, and which type shows which class of `enrollment.problems`."""

from collections.abc import Callable
from typing import Any, Self, TypeVar

import strawberry

from enrollment import problems as domain
from resolvers.messages import message
from schema.enums import ProblemCode, RetryAdvice
from schema.info import Info


@strawberry.interface(
    description="Something that speaks against a request. Always select `code` and `message` of the interface too, "
    "so that a problem you do not know yet breaks nothing."
)
class Problem:
    """Of `enrollment.problems.Problem`."""

    value: strawberry.Private[domain.Problem]

    @classmethod
    def of(cls, value: Any) -> Self:
        """The problem as clients see it; every type says how."""
        raise NotImplementedError

    @strawberry.field(description="Its stable name.")
    def code(self) -> ProblemCode:
        """The tag of its class."""
        return ProblemCode[self.value.code]

    @strawberry.field(description="One sentence for people, in English or Spanish as `Accept-Language` asks.")
    def message(self, info: Info) -> str:
        """In the caller's language."""
        return message(self.value, info.context.language)

    @strawberry.field(description="Where the input is at fault, from `input` down; null where it is no single field.")
    def path(self) -> list[str] | None:
        """As a list, for GraphQL."""
        return None if self.value.path is None else list(self.value.path)

    @strawberry.field(description="What to do about it.")
    def retry(self) -> RetryAdvice:
        """Of its class."""
        return RetryAdvice[self.value.retry.name]


Shown = TypeVar("Shown", bound=type[Problem])

PROBLEM_TYPES: dict[type[domain.Problem], type[Problem]] = {}
"""The type that shows each class."""


def shows(class_: type[domain.Problem]) -> Callable[[Shown], Shown]:
    """Says of a type that it shows this class."""

    def remember(type_: Shown) -> Shown:
        PROBLEM_TYPES[class_] = type_
        return type_

    return remember


def problem_of(problem: domain.Problem) -> Problem:
    """The problem as clients see it."""
    return PROBLEM_TYPES[type(problem)].of(problem)
