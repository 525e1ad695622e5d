"""What an operation draws from its caller's tokens for queries. Mutations that are executed draw from others: see
`schema.results`."""

from math import ceil

from strawberry.types.graphql import OperationType

from guards.rate_limits.rates import Allowance
from resolvers.errors import TooManyRequests
from schema.document_cache import Documents

COST_PER_TOKEN = 100
"""Cost of a query or a subscription that one token pays for."""
READ_PER_TOKEN = 1000
"""Characters of a document that is not known yet that one token pays for: it has to be parsed and validated."""

BODY_BYTES_PER_TOKEN = 32 * 1024
"""Bytes of a body that one token pays for: it is parsed before it is known what it asks for, a megabyte in 30 ms."""


def draw_for_body(length: int, allowance: Allowance) -> None:
    """Draw for the body of a request, if it is large. Raises TooManyRequests."""
    if tokens := length // BODY_BYTES_PER_TOKEN:
        _draw(allowance, tokens)


def draw_before_reading(documents: Documents, query: str, operation_name: str | None, allowance: Allowance) -> None:
    """Draw what reading a document costs, or the first token of a query whose document is known; a known mutation draws
    nothing here, unless it may be executed without any of the fields that draw. Raises TooManyRequests."""
    known = documents.known(query)
    if known is None:
        _draw_for_reading(query, allowance)
        return
    operation = known.operation(operation_name)
    if operation is None or operation.kind is not OperationType.MUTATION or not known.surely_executes(operation):
        _draw(allowance, 1)


def draw_for_cost(cost: int, allowance: Allowance, *, mutates: bool = False) -> None:
    """Draw what executing an operation, or beginning a subscription, costs beyond the first token. Raises
    TooManyRequests."""
    if cost > COST_PER_TOKEN:
        _draw_for(allowance, ceil(cost / COST_PER_TOKEN) - 1, mutates=mutates)


def draw_for_refusal(allowance: Allowance) -> None:
    """Draw for a known mutation of which nothing is executed. Raises TooManyRequests."""
    _draw(allowance, 1)


def _draw_for_reading(query: str, allowance: Allowance) -> None:
    tokens = max(1, ceil(len(query) / READ_PER_TOKEN))
    _draw_for(allowance, tokens, mutates=query.lstrip().startswith("mutation"))


def _draw_for(allowance: Allowance, tokens: int, *, mutates: bool) -> None:
    """Queries pay for it, but a caller who has asked too much may still enroll."""
    wait = allowance.queries.draw(tokens)
    if wait and mutates:
        wait = allowance.mutations.draw(tokens)
    if wait:
        raise TooManyRequests(wait)


def _draw(allowance: Allowance, count: int) -> None:
    if wait := allowance.queries.draw(count):
        raise TooManyRequests(wait)
