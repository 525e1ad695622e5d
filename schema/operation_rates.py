"""What an operation draws from its caller's tokens for queries. Mutations draw from others: see `schema.results`."""

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
    nothing here, unless it has none of the fields that draw. Raises TooManyRequests."""
    known = documents.known(query)
    if known is None:
        _draw_for_reading(query, allowance)
        return
    operation = known.operation(operation_name)
    if operation is None or operation.kind is not OperationType.MUTATION or documents.only_catalogue(query):
        _draw(allowance, 1)


def draw_for_cost(cost: int, allowance: Allowance) -> None:
    """Draw what executing a query, or beginning a subscription, costs beyond the first token. Raises
    TooManyRequests."""
    if cost > COST_PER_TOKEN:
        _draw(allowance, ceil(cost / COST_PER_TOKEN) - 1)


def _draw_for_reading(query: str, allowance: Allowance) -> None:
    """Queries pay for it, but a caller who has asked too much may still enroll."""
    tokens = max(1, ceil(len(query) / READ_PER_TOKEN))
    wait = allowance.queries.draw(tokens)
    if wait and query.lstrip().startswith("mutation"):
        wait = allowance.mutations.draw(tokens)
    if wait:
        raise TooManyRequests(wait)


def _draw(allowance: Allowance, count: int) -> None:
    if wait := allowance.queries.draw(count):
        raise TooManyRequests(wait)
