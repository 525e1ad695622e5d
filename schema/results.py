"""Results of mutations: what a resolver answers, or one of the problems that its return type names."""

from collections.abc import Awaitable, Callable
from functools import reduce, wraps
from operator import or_
from typing import Annotated, Any, TypeVar, get_args, get_type_hints

import strawberry

from enrollment.problems import Problem, RateLimited
from resolvers.errors import rounded_wait
from schema.info import Info
from schema.problems import PROBLEM_TYPES

Outcome = TypeVar("Outcome")
Success = TypeVar("Success")


def result_type(resolver: Callable[..., Any], success: type, description: str) -> Any:
    """The union `<resolver>Result` of `success` and the types of all problems that a mutation of the resolver may have:
    those that it returns, and that the caller sends too many mutations."""
    name = f"{resolver.__name__.title().replace('_', '')}Result"
    outcomes = (*get_args(get_type_hints(resolver)["return"]), RateLimited)
    refusals = [type_ for class_, type_ in PROBLEM_TYPES.items() if class_ in outcomes]
    return Annotated[reduce(or_, refusals, success), strawberry.union(name, description=description)]


def to_result(outcome: Outcome | Problem, success: Callable[[Outcome], Success]) -> Success | Problem:
    """The problem as it is, or what `success` makes of anything else."""
    return outcome if isinstance(outcome, Problem) else success(outcome)


def mutation(result: Any, description: str) -> Any:
    """`strawberry.mutation`; `result` is the union as which a client gets what the method returns.

    The method is called only if the caller may send one more mutation, so several in one document count one by one.
    What its answer shows is read after those before it.
    """

    def declare(method: Callable[..., Awaitable[Any]]) -> Any:
        @wraps(method)
        def limited(root: Any, info: Info, **arguments: Any) -> Awaitable[Any] | RateLimited:
            if wait := info.context.allowance.mutations.draw():
                return RateLimited(retry_after_seconds=rounded_wait(wait))
            info.context.forget_loaded()
            return method(root, info, **arguments)

        return strawberry.mutation(description=description, graphql_type=result)(limited)

    return declare
